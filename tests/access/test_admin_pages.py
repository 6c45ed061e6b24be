"""Every other address of the web admin: person × page; an address without a decision fails."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.admin_decisions import DECISIONS, REFERENCE
from tests.access.admin_pages import ASKED_BY_ITS_ROW, FIRST_PAGES, OF_NO_ROW, PAGES, TOOLS
from tests.access.test_pages import PAGES as PORTAL_PAGES
from tests.factories.admin import address, rows_of_a_park
from tests.factories.parks import MembershipFactory, OrganisationFactory, ParkFactory, UserFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold")]

STANDARD = ("changelist", "add", "history", "delete", "change")
OUTSIDERS = ("recruiter", "career_officer", "graduate", "stranger")


def names_of(patterns) -> Iterator[str]:
    """Return the names of all addresses below some patterns."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern.name
        else:
            yield from names_of(pattern.url_patterns)


def stem_of(label: str) -> str:
    return label.lower().replace(".", "_")


def test_every_address_of_the_admin_has_a_decision():
    found = {name for name in names_of(admin.site.get_urls()) if name}

    nouns = [model._meta.label for model in admin.site._registry]
    of_nouns = {f"{stem_of(label)}_{page}" for label in nouns for page in STANDARD + TOOLS}
    assert found - of_nouns - FIRST_PAGES == set(PAGES)
    assert of_nouns | FIRST_PAGES <= found


def addresses(resolver: URLResolver, route: str = "", space: str = "") -> Iterator[tuple]:
    """Return the route and the name of every address of the portal."""
    for entry in resolver.url_patterns:
        here = f"{route}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inside = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, here, inside)
        else:
            yield here, f"{space}{entry.name or ''}"


def test_nothing_below_the_admin_escapes_both_matrices_whoever_has_added_it():
    """Our own apps add pages there too; without a name are only two kinds of Django's addresses."""
    below = {pair for pair in addresses(get_resolver()) if pair[0].startswith("admin/")}

    nouns = [model._meta for model in admin.site._registry]
    moved = {f"admin/{noun.app_label}/{noun.model_name}/<path:object_id>/" for noun in nouns}
    unnamed = {route for route, name in below if name in ("", "admin:")}
    assert unnamed == moved | {"admin/(?P<url>.*)$"}
    of_nouns = {f"{stem_of(noun.label)}_{page}" for noun in nouns for page in STANDARD + TOOLS}
    decided = {f"admin:{name}" for name in of_nouns | FIRST_PAGES | set(PAGES)}
    assert {name for _route, name in below} - {"admin:"} - decided - set(PORTAL_PAGES) == set()
    assert "admin:companies_company_import_companies" in decided


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


def link_of(name, own) -> str:
    """Return where a page is: of the noun, or of the row in this park's world."""
    if name in OF_NO_ROW:
        return reverse(f"admin:{name}")
    labels = [label for label in own if name.startswith(f"{stem_of(label)}_")]
    row = own[ASKED_BY_ITS_ROW.get(name) or max(labels, key=len)]
    return reverse(f"admin:{name}", args=[row.pk])


def standard_pages(own) -> list[str]:
    """Return the first page, and what every noun has; the people are tried in another module."""
    lists = [address(type(row), page) for row in own.values() for page in ("changelist", "add")]
    rows = [address(row, page) for row in own.values() for page in ("change", "history", "delete")]
    return [reverse("admin:index"), *lists, *rows]


@pytest.mark.parametrize(("person", "column"), [("operator", 0), ("park_officer", 1)])
def test_the_staff_open_the_pages_that_were_decided(sign_in, request, own, person, column):
    client = sign_in(request.getfixturevalue(person))

    found = {name: client.get(link_of(name, own)).status_code for name in PAGES}
    files = {
        label: client.get(address(type(row), "export", "csv")).status_code
        for label, row in own.items()
    }

    assert found == {name: answers[column] for name, answers in PAGES.items()}
    decided = {label: deeds.split("|")[column] for label, deeds in DECISIONS.items()}
    assert files == {label: 200 if "v" in deeds else 403 for label, deeds in decided.items()}


def test_an_officer_of_another_park_reaches_no_row_of_this_one(sign_in, other_officer, own):
    client = sign_in(other_officer)

    opened = {
        label
        for label, row in own.items()
        for page in ("change", "delete")
        if client.get(address(row, page)).status_code == 200
    }
    moved = {
        name: client.get(link_of(name, own)).status_code for name in PAGES if name not in OF_NO_ROW
    }

    assert opened == REFERENCE
    assert set(moved.values()) <= {302, 403}


def test_nobody_outside_an_office_reaches_any_page(sign_in, client, request, own):
    pages = [address(type(row), "export", "csv") for row in own.values()]
    pages += [link_of(name, own) for name in PAGES]
    signed_out = [*standard_pages(own), *pages]
    reached = {"signed out": {client.get(page).status_code for page in signed_out}}

    for person in OUTSIDERS:
        signed_in = sign_in(request.getfixturevalue(person))
        reached[person] = {signed_in.get(page).status_code for page in pages}

    assert reached == {person: {302} for person in ("signed out", *OUTSIDERS)}
