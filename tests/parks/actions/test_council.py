"""The council: one chair at a time, and a history without gaps or overlaps of one seat."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from parks.actions.council import (
    CouncilError,
    begin_term,
    forget_seats,
    leave_seat,
    take_over_seat,
    take_seat,
)
from parks.choices.consortium import SeatRole
from parks.models import CouncilTerm, LogEntry, Seat
from tests.factories.consortium import (
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    CouncilTermFactory,
)
from tests.factories.parks import OrganisationFactory, UserFactory

pytestmark = pytest.mark.usefixtures("english")

JANUARY, JUNE = date(2026, 1, 5), date(2026, 6, 1)


@pytest.fixture
def term(db) -> CouncilTerm:
    return CouncilTermFactory()


def member_of(term):
    return ConsortiumMembershipFactory(consortium=term.consortium).organisation


def seat_of(term, role="chair", person="Wang", since=JANUARY, organisation=None) -> Seat:
    return take_seat(
        term=term,
        role=SeatRole(role),
        organisation=organisation or member_of(term),
        person=person,
        since=since,
        by=None,
    )


def held(term, day) -> set[str]:
    return set(Seat.objects.filter(term=term).held_on(day).values_list("person", flat=True))


def test_whoever_takes_over_a_seat_ends_the_old_one_the_day_before_and_both_stay(term):
    chair = seat_of(term)
    seat_of(term, "vice", "Zhao")
    by = UserFactory()

    new = take_over_seat(seat=chair, organisation=member_of(term), person="Li", since=JUNE, by=by)

    chair.refresh_from_db()
    assert (chair.until, new.since, new.role) == (date(2026, 5, 31), JUNE, "chair")
    assert held(term, date(2026, 5, 31)) == {"Wang", "Zhao"}
    assert held(term, JUNE) == {"Li", "Zhao"}
    log = LogEntry.objects.filter(noun="parks.seat", actor=by).order_by("pk")
    assert list(log.values_list("row_id", "verb")) == [(chair.pk, "left"), (new.pk, "taken")]


def test_a_second_chair_is_refused_until_the_seat_is_left_while_vice_chairs_are_many(term):
    chair = seat_of(term)
    seat_of(term, "vice", "Zhao")
    seat_of(term, "vice", "Sun")

    with pytest.raises(CouncilError, match="chair already"):
        seat_of(term, person="Li")
    leave_seat(seat=chair, until=JUNE, by=None)
    seat_of(term, person="Li", since=JUNE)

    assert held(term, date(2026, 7, 1)) == {"Li", "Zhao", "Sun"}


@pytest.mark.parametrize("since", [date(2025, 12, 31), date(2029, 1, 1)])
def test_a_seat_lies_within_its_term_and_is_of_a_member(term, since):
    suspended = ConsortiumMembershipFactory(
        consortium=term.consortium, state="suspended", reason="Fee"
    ).organisation

    with pytest.raises(CouncilError, match="outside"):
        seat_of(term, since=since)
    for organisation in (suspended, OrganisationFactory()):
        with pytest.raises(CouncilError, match="members"):
            seat_of(term, organisation=organisation)
    assert not Seat.objects.exists()


def test_a_seat_is_left_once_and_not_before_it_was_taken(term):
    chair, follower = seat_of(term, since=JUNE), member_of(term)

    with pytest.raises(CouncilError, match="not taken yet"):
        leave_seat(seat=chair, until=JANUARY, by=None)
    with pytest.raises(CouncilError, match="not taken yet"):
        take_over_seat(seat=chair, organisation=follower, person="Li", since=JANUARY, by=None)
    same_day = take_over_seat(seat=chair, organisation=follower, person="Li", since=JUNE, by=None)
    with pytest.raises(CouncilError, match="left already"):
        leave_seat(seat=chair, until=JUNE, by=None)

    chair.refresh_from_db()
    assert (chair.until, same_day.until) == (JUNE, None)


def test_terms_follow_each_other_and_the_seats_of_the_last_end_with_it(db):
    consortium = ConsortiumFactory()
    years = [(date(2024, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2027, 12, 31))]
    first = begin_term(consortium=consortium, starts_on=years[0][0], ends_on=years[0][1], by=None)
    chair = seat_of(first, since=date(2024, 1, 1))

    for starts_on, ends_on in ((date(2025, 12, 31), date(2027, 1, 1)), (years[1][1], years[1][0])):
        with pytest.raises(CouncilError):
            begin_term(consortium=consortium, starts_on=starts_on, ends_on=ends_on, by=None)
    second = begin_term(consortium=consortium, starts_on=years[1][0], ends_on=years[1][1], by=None)

    chair.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert chair.until == first.ends_on


def test_whoever_is_erased_leaves_a_seat_without_a_name_in_the_history(term):
    person = UserFactory(full_name="erased A1B2C3")
    seat, other = seat_of(term), seat_of(term, "vice", "Zhao")
    Seat.objects.filter(pk=seat.pk).update(user=person)

    forget_seats(person)

    seat.refresh_from_db()
    other.refresh_from_db()
    assert (seat.person, seat.user, seat.role) == ("erased A1B2C3", None, "chair")
    assert other.person == "Zhao"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_become_chair_at_once_one_does():
    term = CouncilTermFactory()
    organisation = member_of(term)

    def becomes_chair(person: str) -> Callable[[], int]:
        def run() -> int:
            try:
                seat_of(term, person=person, organisation=organisation)
            except CouncilError:
                return 0
            finally:
                connection.close()
            return 1

        return run

    jobs = [becomes_chair(f"Person {number}") for number in range(8)]
    with ThreadPoolExecutor(len(jobs)) as pool:
        done = sum(pool.map(lambda job: job(), jobs))

    assert done == Seat.objects.filter(term=term, role="chair", until=None).count() == 1
