"""Whom somebody works for, as far as an address tells."""

import pytest

from parks.email_domains import FREE_DOMAINS, domain_of, is_at


@pytest.mark.parametrize(
    "text",
    ["alpha.example", "@alpha.example", "lin@alpha.example", " Lin@Alpha.Example. "],
)
def test_a_domain_is_read_from_whatever_people_write(text):
    assert domain_of(text) == "alpha.example"


@pytest.mark.parametrize(
    ("address", "domain", "belongs"),
    [
        ("lin@alpha.example", "alpha.example", True),
        ("LIN@ALPHA.EXAMPLE", "@alpha.example", True),
        ("lin@notalpha.example", "alpha.example", False),
        ("lin@alpha.example.org", "alpha.example", False),
        ("lin@lab.alpha.example", "alpha.example", False),
        ("lin@alpha.com.cn", "com.cn", False),
        ("lin@alpha.example", "", False),
        ("", "", False),
    ],
)
def test_an_address_belongs_to_its_own_domain_and_to_no_other(address, domain, belongs):
    assert is_at(address, domain) is belongs


def test_the_mailboxes_that_everybody_has_are_known():
    assert {"qq.com", "163.com", "126.com", "foxmail.com", "gmail.com"} <= FREE_DOMAINS
    assert all(domain == domain_of(domain) for domain in FREE_DOMAINS)
