"""Tenant isolation: every address that names a row of a company, tried by everybody else.

The addresses come from the URLconf, so a new one is tried too. What is not yours is not found,
whatever the method, and nothing is written.
"""

import pytest
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.models import User
from tests.access.test_pages import OTHER_SUITES, PUBLIC
from tests.access.visits import body_of, client_of, undone
from tests.access.world import World, make_world
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    MembershipFactory,
    OrganisationFactory,
    ParkFactory,
    UserFactory,
)
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db

pytest_plugins = ["tests.unfold"]

REFUSALS = {302, 401, 404, 405}
WRITTEN = """
SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables
WHERE relname <> 'django_session'
"""
OPEN_TO_EVERYBODY = {"companies:report"}
"""A published posting, which anybody who is signed in may complain of, but not its company."""
OPEN_TO_EVERY_STUDENT = {
    "matching:apply",
    "matching:draft",
    "matching:save",
    "matching:unsave",
    "matching:dismiss",
    "matching:want_again",
    "matching:match",
    "matching:enrol",
}
"""Their row is a published opening or session, which any student may take or put aside."""
OPEN_TO_EVERY_COMPANY = {
    "parks:new_import",
    "parks:import_template",
    "matching:figures_file",
    "matching:applications_file",
}
"""They name a kind of table or file, and no row; what is in it is the company's own."""
OPEN_TO_NEWCOMERS = {"companies:join_company", "companies:ask"}
"""Whoever works for a company finds it by its name, which is all they show of it."""
SHARED = PUBLIC | OPEN_TO_EVERYBODY | OPEN_TO_EVERY_COMPANY | OPEN_TO_NEWCOMERS
SHARED |= OPEN_TO_EVERY_STUDENT
SHARED.add("matching:cockpit_rows")  # names a figure, and no row: what is in it is the office's own


def patterns(found: list[URLPattern | URLResolver], space: str = "") -> dict[str, bool]:
    """Return every name, and whether its address names a row."""
    names: dict[str, bool] = {}
    for pattern in found:
        if isinstance(pattern, URLPattern):
            names[f"{space}{pattern.name}"] = bool(pattern.pattern.converters)
        elif pattern.namespace not in OTHER_SUITES:
            inside = f"{pattern.namespace}:" if pattern.namespace else space
            names |= patterns(pattern.url_patterns, inside)
    return {name: rows for name, rows in names.items() if name.split("_")[0] not in OTHER_SUITES}


NAMES = patterns(get_resolver().url_patterns)
OF_ROWS = sorted(name for name, rows in NAMES.items() if rows and name not in SHARED)
OF_NOBODY = sorted(name for name, rows in NAMES.items() if not rows)


@pytest.fixture(autouse=True)
def pages_of_the_admin(request):
    """The cockpit stands in Unfold's frame, which names values that are not there."""
    if "cockpit" in request.node.name:
        request.getfixturevalue("unfold")


@pytest.fixture
def world(company, profile, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world(company, profile)


@pytest.fixture
def company_b(company):
    """A recruiter of another verified company of the same park."""
    user = UserFactory(email="b@example.org")
    neighbour = CompanyFactory(slug="beta", park=company.park, verified=True)
    MembershipFactory(user=user, organisation=neighbour, role=MembershipRole.ADMIN)
    return user


@pytest.fixture
def student(company):
    user = UserFactory(email="student@example.org")
    ProfileFactory(user=user).parks.add(company.park)
    return user


@pytest.fixture
def other_office(db):
    user = UserFactory(email="other.office@example.org", is_staff=True)
    office = OrganisationFactory(
        kind=OrganisationKind.PARK_OFFICE, slug="other-office", park=ParkFactory(slug="other")
    )
    MembershipFactory(user=user, organisation=office, role=MembershipRole.ADMIN)
    return user


@pytest.fixture
def outsiders(company_b, student, other_office) -> dict[str, User | None]:
    return {
        "company_b": company_b,
        "student": student,
        "other_office": other_office,
        "signed_out": None,
    }


def written() -> int:
    """How many rows this transaction has written so far; a sign-in's session is left out."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return int(cursor.fetchone()[0])


def test_writing_a_row_is_noticed(company):
    before = written()

    company.website = "https://alpha.example"
    company.save()

    assert written() > before


@pytest.mark.parametrize("name", OF_ROWS)
def test_what_is_not_yours_is_not_found_and_stays_as_it_was(name, outsiders, world):
    address = world.address(name)

    for user in outsiders.values():
        for method in ("get", "post"):
            with undone():
                client = client_of(user)
                before = written()
                response = getattr(client, method)(address)
                body_of(response)
                is_untouched = written() == before

            assert is_untouched, (user, method)
            assert response.status_code in REFUSALS, (user, method)
            if response.status_code == 302:
                assert response.url.startswith(("/accounts/login/", reverse("talent:profile")))


@pytest.mark.parametrize("name", OF_NOBODY)
def test_no_page_shows_outsiders_whose_application_a_company_has(name, outsiders, world):
    secrets = (world.draft.title, world.application.profile.user.full_name, world.document.filename)

    for user in outsiders.values():
        with undone():
            shown = body_of(client_of(user).get(reverse(name)))

        assert not [secret for secret in secrets if secret.encode() in shown], user
