"""The council: an office of one has one holder on any day, and a history that stays."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from matching.queries.consortium import councils
from parks.actions.consortium import move_member
from parks.actions.council import (
    CouncilError,
    begin_term,
    leave_seat,
    remove_term,
    take_back_seat,
    take_over_seat,
    take_seat,
)
from parks.actions.seats import forget_seats, rename_holder
from parks.choices.consortium import MemberState, SeatRole
from parks.models import CouncilTerm, LogEntry, Seat
from tests.factories.consortium import (
    ConsortiumFactory,
    ConsortiumMembershipFactory,
    CouncilTermFactory,
)
from tests.factories.parks import OrganisationFactory, UserFactory

pytestmark = pytest.mark.usefixtures("english")

JANUARY, JUNE = date(2026, 1, 5), date(2026, 6, 1)
DAY = timedelta(days=1)


@pytest.fixture
def term(db) -> CouncilTerm:
    return CouncilTermFactory()


@pytest.fixture
def sitting(db) -> CouncilTerm:
    """A term in the midst of which today lies."""
    today = timezone.localdate()
    return CouncilTermFactory(starts_on=today - 90 * DAY, ends_on=today + 90 * DAY)


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
    seats = Seat.objects.filter(term=term, since__lte=day)
    return {seat.person for seat in seats if seat.until is None or seat.until >= day}


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


@pytest.mark.parametrize("role", ["chair", "exec_vice", "secretary"])
def test_an_office_of_one_never_has_two_holders_on_a_day_whatever_is_planned(term, role):
    first = seat_of(term, role)
    leave_seat(seat=first, until=JUNE, by=None)
    planned = seat_of(term, role, "Qian", since=date(2027, 1, 1))

    for since in (JANUARY, JUNE, JUNE + DAY, date(2027, 1, 1), date(2028, 12, 31)):
        with pytest.raises(CouncilError, match="holds this office then"):
            seat_of(term, role, "Li", since=since)
    with pytest.raises(CouncilError, match="not taken yet"):
        take_over_seat(
            seat=planned, organisation=member_of(term), person="Li", since=planned.since, by=None
        )

    assert held(term, JUNE) == {"Wang"}
    assert held(term, date(2026, 12, 31)) == set()
    assert held(term, date(2027, 1, 1)) == {"Qian"}


def test_vice_chairs_and_deputies_are_many(term):
    for role in ("vice", "deputy"):
        seat_of(term, role, f"First {role}")
        seat_of(term, role, f"Second {role}")

    assert len(held(term, JANUARY)) == 4


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
    with pytest.raises(CouncilError, match="outside the term"):
        leave_seat(seat=chair, until=date(2029, 1, 1), by=None)
    take_over_seat(seat=chair, organisation=follower, person="Li", since=JUNE + DAY, by=None)
    with pytest.raises(CouncilError, match="left already"):
        leave_seat(seat=chair, until=JUNE, by=None)

    assert [held(term, day) for day in (JUNE, JUNE + DAY)] == [{"Wang"}, {"Li"}]


def test_terms_follow_each_other_and_nobody_holds_a_seat_longer_than_its_term(db):
    consortium = ConsortiumFactory()
    years = [(date(2024, 1, 1), date(2025, 12, 31)), (date(2026, 1, 1), date(2027, 12, 31))]
    first = begin_term(consortium=consortium, starts_on=years[0][0], ends_on=years[0][1], by=None)
    chair = seat_of(first, since=date(2024, 1, 1))

    for starts_on, ends_on in ((date(2025, 12, 31), date(2027, 1, 1)), (years[1][1], years[1][0])):
        with pytest.raises(CouncilError):
            begin_term(consortium=consortium, starts_on=starts_on, ends_on=ends_on, by=None)
    second = begin_term(consortium=consortium, starts_on=years[1][0], ends_on=years[1][1], by=None)
    new = seat_of(second, person="Li", since=years[1][0])

    assert (first.number, second.number) == (1, 2)
    now, earlier = councils(consortium, date(2026, 6, 1))
    assert [(each.term, each.seats) for each in (now, *earlier)] == [
        (second, [new]),
        (first, [chair]),
    ]


@pytest.mark.parametrize(
    ("ends_on", "is_a_term"),
    [(date(2035, 12, 31), True), (date(2036, 1, 2), False), (date(9999, 12, 31), False)],
)
def test_a_term_lasts_ten_years_at_most(db, ends_on, is_a_term):
    facts = {"consortium": ConsortiumFactory(), "starts_on": date(2026, 1, 1), "by": None}

    if is_a_term:
        begin_term(ends_on=ends_on, **facts)
    else:
        with pytest.raises(CouncilError, match="ten years at most"):
            begin_term(ends_on=ends_on, **facts)

    assert CouncilTerm.objects.exists() is is_a_term


def test_the_last_term_is_removed_while_nobody_holds_or_held_a_seat_in_it(db):
    consortium, by = ConsortiumFactory(), UserFactory()
    first, second, third = (
        begin_term(
            consortium=consortium, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), by=by
        )
        for year in (2024, 2025, 2026)
    )
    left = leave_seat(seat=seat_of(second, since=date(2025, 2, 1)), until=date(2025, 3, 1), by=by)

    with pytest.raises(CouncilError, match="Only the last term"):
        remove_term(term=first, by=by)
    remove_term(term=third, by=by)
    for gone_or_held in (third, second):
        with pytest.raises(CouncilError):
            remove_term(term=gone_or_held, by=by)
    with pytest.raises(CouncilError, match="removed meanwhile"):
        seat_of(third, since=date(2026, 2, 1))
    again = begin_term(
        consortium=consortium, starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31), by=by
    )

    assert list(CouncilTerm.objects.order_by("pk")) == [first, second, again]
    assert (again.number, list(Seat.objects.all())) == (3, [left])
    entries = LogEntry.objects.filter(noun="parks.councilterm", row_id=third.pk).order_by("pk")
    assert list(entries.values_list("verb", "actor")) == [("created", by.pk), ("deleted", by.pk)]


def test_nobody_holds_the_same_office_twice_on_a_day(term):
    organisation = member_of(term)
    wang = {"role": "vice", "person": "Wang Li", "organisation": organisation}
    first = seat_of(term, **wang)

    for person in ("Wang Li", "wang li"):
        with pytest.raises(CouncilError, match="holds this office already"):
            seat_of(term, **wang | {"person": person}, since=JUNE)
    seat_of(term, **wang | {"person": "Zhao"})
    seat_of(term, **wang | {"organisation": member_of(term)})
    seat_of(term, **wang | {"role": "deputy"})
    leave_seat(seat=first, until=JUNE - DAY, by=None)
    seat_of(term, **wang, since=JUNE)

    assert Seat.objects.count() == 5


def test_a_seat_entered_by_mistake_is_taken_back_and_one_that_was_held_never(sitting):
    today, by = timezone.localdate(), UserFactory()
    held_already = seat_of(sitting, "vice", "Zhao", since=today - DAY)
    mistakes = [seat_of(sitting, since=today), seat_of(sitting, "vice", "Li", since=today + DAY)]

    for seat in mistakes:
        take_back_seat(seat=seat, by=by)
    with pytest.raises(CouncilError, match="held already"):
        take_back_seat(seat=held_already, by=by)
    with pytest.raises(CouncilError, match="taken back meanwhile"):
        take_back_seat(seat=mistakes[0], by=by)

    assert Seat.objects.get() == held_already
    log = LogEntry.objects.filter(noun="parks.seat", actor=by).order_by("pk")
    assert list(log.values_list("verb", flat=True)) == ["taken back", "taken back"]


def test_whoever_was_followed_by_mistake_holds_the_seat_on(sitting):
    today, by = timezone.localdate(), UserFactory()
    chair = seat_of(sitting, since=today - 9 * DAY)
    facts = {"organisation": member_of(sitting), "by": by}
    second = take_over_seat(seat=chair, person="Li", since=today, **facts)
    third = take_over_seat(seat=second, person="Sun", since=today + 5 * DAY, **facts)

    with pytest.raises(CouncilError, match="Sun follows"):
        take_back_seat(seat=second, by=by)
    take_back_seat(seat=third, by=by)
    after_one = held(sitting, today + 5 * DAY)
    take_back_seat(seat=second, by=by)

    chair.refresh_from_db()
    assert after_one == {"Li"}
    assert (chair.until, held(sitting, today + 90 * DAY)) == (None, {"Wang"})
    take_over_seat(seat=chair, person="Qian", since=today, **facts)
    assert held(sitting, today) == {"Qian"}


def test_an_office_that_somebody_takes_later_is_not_held_on(sitting):
    today, by = timezone.localdate(), UserFactory()
    chair = seat_of(sitting, since=today - 9 * DAY)
    second = take_over_seat(
        seat=chair, organisation=member_of(sitting), person="Li", since=today, by=by
    )
    leave_seat(seat=second, until=today + 3 * DAY, by=by)
    seat_of(sitting, person="Sun", since=today + 6 * DAY)

    with pytest.raises(CouncilError, match="Sun follows"):
        take_back_seat(seat=second, by=by)

    assert held(sitting, today) == {"Li"}


def test_an_organisation_that_left_gets_no_seat_back(sitting):
    today, by = timezone.localdate(), UserFactory()
    member = ConsortiumMembershipFactory(consortium=sitting.consortium)
    vice = seat_of(sitting, "vice", since=today - 9 * DAY, organisation=member.organisation)
    follower = take_over_seat(
        seat=vice, organisation=member_of(sitting), person="Li", since=today, by=by
    )
    move_member(member, state=MemberState.LEFT, by=by)

    take_back_seat(seat=follower, by=by)

    vice.refresh_from_db()
    assert vice.until == today - DAY
    assert held(sitting, today) == set()


def test_whoever_is_erased_leaves_a_seat_without_a_name_in_the_history(term):
    person = UserFactory(full_name="erased A1B2C3")
    seat, other = seat_of(term), seat_of(term, "vice", "Zhao")
    Seat.objects.filter(pk=seat.pk).update(user=person)

    forget_seats(person)

    seat.refresh_from_db()
    other.refresh_from_db()
    assert (seat.person, seat.user, seat.role) == ("erased A1B2C3", None, "chair")
    assert other.person == "Zhao"


def test_an_organisation_that_leaves_leaves_the_council_and_a_suspended_one_stays(term):
    today, office = timezone.localdate(), UserFactory()
    term.starts_on, term.ends_on = today - 9 * DAY, today + 9 * DAY
    term.save()
    member = ConsortiumMembershipFactory(consortium=term.consortium)
    chair = seat_of(term, since=today - DAY, organisation=member.organisation)
    other = seat_of(term, "vice", "Zhao", since=today - DAY)

    move_member(member, state=MemberState.SUSPENDED, by=office, reason="Fee")
    while_suspended = held(term, today + DAY)
    move_member(member, state=MemberState.LEFT, by=office)

    assert while_suspended == {"Wang", "Zhao"}
    assert held(term, today) == {"Wang", "Zhao"}
    assert held(term, today + DAY) == {"Zhao"}
    log = LogEntry.objects.filter(noun="parks.seat", actor=office)
    assert list(log.values_list("row_id", "verb")) == [(chair.pk, "left")]
    assert other.until is None


def test_a_name_is_taken_from_a_seat_and_the_log_keeps_it_nowhere(term):
    seat, office = seat_of(term, person="Wang Xiaoming"), UserFactory()

    rename_holder(seat=seat, person="–", by=office)

    seat.refresh_from_db()
    assert (seat.person, seat.since, seat.role) == ("–", JANUARY, "chair")
    entries = LogEntry.objects.about(seat)
    assert [entry.verb for entry in entries.order_by("pk")] == ["taken", "renamed"]
    assert not any("Wang" in str(entry.details) for entry in entries)


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


@pytest.mark.django_db
def test_an_office_to_come_of_an_organisation_that_leaves_is_free_again():
    today = timezone.localdate()
    term = CouncilTermFactory(starts_on=today, ends_on=today + timedelta(days=900))
    members = ConsortiumMembershipFactory.create_batch(2, consortium=term.consortium)
    facts = {"term": term, "role": SeatRole.CHAIR, "by": UserFactory()}
    leaving, staying = (each.organisation for each in members)
    take_seat(**facts, organisation=leaving, person="Wu", since=today + timedelta(days=30))

    move_member(members[0], state=MemberState.LEFT, by=facts["by"])
    seat = take_seat(**facts, organisation=staying, person="Lin", since=today)

    assert list(term.seats.all()) == [seat]
