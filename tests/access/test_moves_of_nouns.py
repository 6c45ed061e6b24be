"""Each table of moves, with the roles: what the table forbids no action does, and who is not
allowed to change a row does not reach it, whatever its state."""

from collections.abc import Iterator

import pytest
from django.db import models, transaction

from parks.access import ANONYMOUS, Viewer
from parks.models import Consortium, User
from parks.queries.viewers import viewer_of
from parks.workflow import IllegalMoveError, Moves
from tests.access.moves import NOUNS, Noun, World, found_tables
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    MembershipFactory,
    OrganisationFactory,
    ParkFactory,
    UserFactory,
)
from tests.factories.talent import ProfileFactory, UniversityFactory

pytestmark = pytest.mark.django_db
TABLES = found_tables()
ROLES = (
    "operator",
    "office",
    "office elsewhere",
    "company admin",
    "recruiter",
    "university",
    "student",
    "signed out",
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        park = ParkFactory()
        yield World(
            park=park,
            company=CompanyFactory(park=park),
            university=UniversityFactory(park=park),
            profile=ProfileFactory(),
            consortium=Consortium.objects.create(slug="c", lead=park, name_zh="联合体"),
        )
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def viewers(world) -> dict[str, Viewer]:
    office = OrganisationFactory(kind="park_office", park=world.park)
    elsewhere = OrganisationFactory(kind="park_office", park=ParkFactory())
    places = {
        "office": (office, "admin"),
        "office elsewhere": (elsewhere, "admin"),
        "company admin": (world.company, "admin"),
        "recruiter": (world.company, "member"),
        "university": (world.university, "admin"),
    }
    people = {role: _member(*place) for role, place in places.items()}
    people |= {"operator": UserFactory(is_superuser=True), "student": world.profile.user}
    return {role: viewer_of(person) for role, person in people.items()} | {"signed out": ANONYMOUS}


def _member(organisation: models.Model, role: str) -> User:
    return MembershipFactory(organisation=organisation, role=role).user


def put_into(row: models.Model, state: str, noun: Noun) -> models.Model:
    """Set the state beside the actions, with what the constraints ask of any state."""
    type(row).objects.filter(pk=row.pk).update(state=state, **noun.filled)
    return type(row).objects.get(pk=row.pk)


def states_of(table: Moves) -> list[str]:
    return [str(state) for state in table.states.values]


def test_no_table_of_moves_is_missing():
    assert set(TABLES) == set(NOUNS)
    assert len(TABLES) == len({id(table) for table in TABLES.values()})


@pytest.mark.parametrize("name", TABLES)
def test_a_table_refuses_whatever_it_does_not_name(name):
    table = TABLES[name]

    for present in states_of(table):
        for wanted in states_of(table):
            if wanted not in table.table.get(present, ()):
                with pytest.raises(IllegalMoveError):
                    table.require(present, wanted)
    assert set(table.table) <= set(states_of(table))


@pytest.mark.parametrize("name", TABLES)
def test_no_action_makes_an_illegal_move(name, world):
    table, noun = TABLES[name], NOUNS[name]
    assert set(noun.ways) <= set(states_of(table))
    by = UserFactory(is_superuser=True)
    row = noun.row(world)

    for present in states_of(table):
        for wanted, way in noun.ways.items():
            if present != wanted and not table.allows(present, wanted):
                with transaction.atomic():
                    before = put_into(row, present, noun)
                    with pytest.raises(Exception, match=r".") as caught:
                        way(before, by)
                    assert _is_said(caught.value), (name, present, wanted, caught.value)
                    assert type(row).objects.get(pk=row.pk).state == present
                    transaction.set_rollback(True)


def _is_said(error: Exception) -> bool:
    """Only an exception with words for the page refuses a move; a broken action does not."""
    return type(error).__module__.partition(".")[0] in ("parks", "companies", "matching")


@pytest.mark.parametrize("name", TABLES)
def test_only_those_with_the_right_reach_a_row_in_any_state(name, world, viewers):
    table, noun = TABLES[name], NOUNS[name]
    row, hidden = noun.row(world), {"draft", "withdrawn"}

    for state in states_of(table):
        with transaction.atomic():
            present = put_into(row, state, noun)
            rows = type(present).objects
            reach = {r for r in ROLES if rows.editable_by(viewers[r]).filter(pk=row.pk).exists()}
            wanted = {"operator"} | noun.editors
            if name == "APPLICATION_MOVES" and state in hidden:
                assert reach <= wanted
            else:
                assert reach == wanted, (name, state)
            transaction.set_rollback(True)
