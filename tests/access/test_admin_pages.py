"""Every other address of the web admin: person × page; an address without a decision fails."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, URLPattern, reverse

from tests.access.admin_decisions import DECISIONS, REFERENCE
from tests.access.admin_pages import FIRST_PAGES, PAGES, TOOLS
from tests.factories.admin import address, rows_of_a_park
from tests.factories.parks import MembershipFactory, OrganisationFactory, ParkFactory, UserFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold")]

STANDARD = ("changelist", "add", "history", "delete", "change")
OUTSIDERS = ("recruiter", "career_officer", "graduate", "stranger")


def names_of(patterns):
    """Return the names of all addresses below some patterns."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        else:
            yield from names_of(pattern.url_patterns)


def nouns():
    return [apps.get_model(label)._meta for label in DECISIONS]


def test_every_address_of_the_admin_has_a_decision():
    found = {name for name in names_of(admin.site.get_urls()) if name}

    per_noun = {f"{n.app_label}_{n.model_name}_{page}" for n in nouns() for page in STANDARD + TOOLS}
    assert found - per_noun - FIRST_PAGES == set(PAGES)
    assert FIRST_PAGES - found == set()


@pytest.fixture
def own(park):
    return rows_of_a_park(park)


@pytest.fixture
def other_officer(db):
    """An officer of another park."""
    user = UserFactory(is_staff=True)
    office = OrganisationFactory(kind="park_office", park=ParkFactory(slug="next-door"))
    MembershipFactory(user=user, organisation=office, role="admin")
    return user


def link_of(name, own):
    """Return where a page is: of the noun, or of the row in this park's world."""
    for args in ([], *([row.pk] for label, row in own.items() if is_of(name, label))):
        try:
            return reverse(f"admin:{name}", args=args)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


def is_of(name, label):
    return name.startswith(label.lower().replace(".", "_") + "_")


def statuses(client, own):
    return {name: client.get(link_of(name, own)).status_code for name in PAGES}


@pytest.mark.parametrize(("person", "column"), [("operator", 0), ("park_officer", 1)])
def test_the_staff_open_the_pages_that_were_decided(sign_in, request, own, person, column):
    found = statuses(sign_in(request.getfixturevalue(person)), own)

    assert found == {name: answers[column] for name, answers in PAGES.items()}


def test_an_officer_of_another_park_reaches_no_row_of_this_one(sign_in, other_officer, own):
    client = sign_in(other_officer)

    found = {}
    for label, row in own.items():
        pages = [client.get(address(row, page)) for page in ("change", "history", "delete")]
        found[label] = {page.status_code for page in pages}
    of_rows = {name: answers for name, answers in PAGES.items() if "/None/" not in name}
    rows_reached = {
        name: client.get(link_of(name, own)).status_code
        for name in of_rows
        if any(char.isdigit() for char in link_of(name, own))
    }

    shared = {label for label, deeds in DECISIONS.items() if is_shared(label, deeds)}
    assert {label for label, codes in found.items() if 200 in codes} == shared
    assert set(rows_reached.values()) <= {302, 403, 404}


def is_shared(label, deeds):
    """Say whether a noun is of the vocabulary, which all offices read."""
    from_all = {"parks.Vocabulary", "parks.Region", "parks.Skill"}
    return label in from_all or label in REFERENCE
