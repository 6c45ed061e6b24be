"""Finding the company one works for."""

import pytest

from companies.postings.employers import NOT_NAMED
from companies.queries.joining import companies_called, companies_found, companies_to_join
from parks.access import ANONYMOUS, Viewer
from tests.factories.companies import CompanyFactory
from tests.factories.parks import MembershipFactory, VerificationFactory

pytestmark = pytest.mark.django_db

CODE = "91110000600037341L"
NEWCOMER = Viewer(user_id=-1)


def registered(**values):
    """A company that somebody runs and the park office has not verified."""
    company = CompanyFactory(**values)
    MembershipFactory(organisation=company)
    return company


def found(words: str, viewer: Viewer = NEWCOMER) -> list:
    return list(companies_found(words, viewer))


def test_public_companies_are_found_by_a_part_of_their_name_in_either_language():
    verified = CompanyFactory(name_en="Dawn Biologics", name_zh="晨曦生物", verified=True)
    unclaimed = CompanyFactory(name_en="Early Dawn")

    assert found("dawn") == [verified, unclaimed]
    assert found("晨曦") == [verified]


@pytest.mark.parametrize("words", ["Dawn Biologics", "dawn biologics", "晨曦生物", CODE])
def test_one_that_is_not_public_is_found_by_its_whole_name_or_its_code(words):
    company = registered(name_en="Dawn Biologics", name_zh="晨曦生物", credit_code=CODE)

    assert found(words) == [company]


@pytest.mark.parametrize("words", ["Dawn", "晨曦", CODE[:17], "%", "Dawn_Biologics"])
def test_one_that_is_not_public_is_not_found_by_less(words):
    registered(name_en="Dawn Biologics", name_zh="晨曦生物", credit_code=CODE)

    assert found(words) == []


def test_a_code_is_found_however_it_is_typed():
    company = CompanyFactory(credit_code=CODE)

    assert found("9111 0000-6000 37341l") == [company]


def test_words_that_are_no_code_find_no_company_without_one():
    CompanyFactory(name_en="Dawn", credit_code="")

    assert found(" - ") == []


def test_the_stand_in_for_employers_that_are_not_named_is_nobodys():
    CompanyFactory(**NOT_NAMED)

    assert found("Employer not named") == []
    assert list(companies_to_join()) == []


def test_each_company_tells_whether_it_is_verified_run_or_asked_for():
    verified = CompanyFactory(verified=True)
    run = registered()
    asked = VerificationFactory(organisation=CompanyFactory(), state="in_review").organisation
    declined = VerificationFactory(
        organisation=CompanyFactory(), state="declined", reason="Because"
    ).organisation

    states = {
        company.pk: (company.is_verified, company.is_run, company.is_claimed)
        for company in companies_to_join()
    }

    assert states == {
        verified.pk: (True, False, False),
        run.pk: (False, True, False),
        asked.pk: (False, False, True),
        declined.pk: (False, False, False),
    }


def test_namesakes_are_found_by_either_whole_name():
    chinese = registered(name_zh="晨曦生物", name_en="")
    english = CompanyFactory(name_en="Dawn")

    assert list(companies_called("晨曦生物", "DAWN")) == [chinese, english]
    assert list(companies_called("晨曦", "")) == []
    assert list(companies_called("", "")) == []


def test_somebody_signed_out_finds_nothing_more():
    registered(name_en="Dawn Biologics")

    assert found("Dawn", ANONYMOUS) == []
