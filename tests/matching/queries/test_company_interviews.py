"""The company's calendar: whose interviews, of which day by whose clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from matching.actions.interviews import reschedule
from matching.models import Application, Interview
from matching.queries.company_interviews import (
    Period,
    bounds,
    desk_interviews,
    in_period,
    panel_interviews,
    slots_of,
    todays_interviews,
)
from parks.models import Membership, User
from parks.queries.viewers import viewer_of
from talent.models import ProfileGrant
from tests.factories.matching import InterviewFactory, InterviewSlotFactory
from tests.matching.arranged import FIRST, NOW
from tests.matching.sittings import make_sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

DAY = timedelta(days=1)


@pytest.fixture
def sitting():
    return make_sitting()


def desk(person) -> list[Interview]:
    return list(desk_interviews(viewer_of(person)))


def test_a_recruiter_sees_the_companys_an_interviewer_their_own_panels(sitting):
    other = make_sitting(company=sitting.company, starts_at=FIRST + DAY)

    assert set(desk(sitting.recruiter)) == {sitting.interview, other.interview}
    assert desk(sitting.first) == [sitting.interview]
    assert desk(other.second) == [other.interview]


def test_strangers_applicants_and_offices_have_none(sitting, stranger, park_officer):
    people = (stranger, park_officer, sitting.applicant)

    assert [desk(person) for person in people] == [[], [], []]


@pytest.mark.parametrize("state", ["invited", "cancelled"])
def test_without_an_interview_to_come_the_panel_sees_nothing(sitting, state):
    Interview.objects.update(state=state)

    assert desk(sitting.first) == []
    assert desk(sitting.recruiter) == [sitting.interview]


def test_an_interviewer_keeps_what_was_held(sitting):
    Interview.objects.update(state="held")

    assert desk(sitting.first) == [sitting.interview]


def test_access_ends_when_the_row_of_the_panel_goes(sitting):
    sitting.slot.panel.filter(interviewer=sitting.first).delete()

    assert (desk(sitting.first), desk(sitting.second)) == ([], [sitting.interview])


def test_access_moves_with_the_interview_to_the_panel_of_the_other_time(sitting):
    later = InterviewSlotFactory(opening=sitting.opening, starts_at=FIRST + DAY)

    reschedule(sitting.interview, slot=later, by=sitting.applicant, now=NOW)

    assert desk(sitting.first) == []


@pytest.mark.parametrize(("days", "seen"), [(1, True), (-1, False)])
def test_access_ends_with_the_grant(sitting, days, seen):
    ProfileGrant.objects.update(until=timezone.now() + days * DAY)

    assert bool(desk(sitting.first)) is seen
    assert bool(panel_interviews(viewer_of(sitting.first))) is seen
    (row,) = desk(sitting.recruiter)
    assert row.is_readable is seen


def test_access_ends_at_once_when_the_applicant_withdraws(sitting):
    Application.objects.update(state="withdrawn")

    assert (desk(sitting.first), desk(sitting.recruiter)) == ([], [])


def test_access_ends_with_the_membership(sitting):
    Membership.objects.filter(user=sitting.first).update(left_at=timezone.now())

    assert desk(sitting.first) == []


def test_a_day_and_a_week_begin_at_midnight_of_the_readers_clock():
    saturday_evening = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)  # Sunday, 7:30, in Beijing

    today = bounds(Period.TODAY, now=saturday_evening, zone="Asia/Shanghai")
    week = bounds(Period.WEEK, now=saturday_evening, zone="Asia/Shanghai")

    assert [moment.astimezone(UTC).isoformat() for moment in (*today, *week)] == [
        "2026-11-28T16:00:00+00:00",
        "2026-11-29T16:00:00+00:00",
        "2026-11-22T16:00:00+00:00",
        "2026-11-29T16:00:00+00:00",
    ]


def test_the_day_on_which_clocks_change_has_23_hours():
    begin, end = bounds(
        Period.TODAY, now=datetime(2027, 3, 28, 12, tzinfo=UTC), zone="Europe/Berlin"
    )

    assert end.astimezone(UTC) - begin.astimezone(UTC) == timedelta(hours=23)


def test_a_period_shows_what_takes_place_in_it_in_order(sitting):
    tomorrow = make_sitting(company=sitting.company, starts_at=FIRST + DAY)
    next_week = make_sitting(company=sitting.company, starts_at=FIRST + 7 * DAY)
    waiting = InterviewFactory(application__opening=sitting.opening)
    rows = desk_interviews(viewer_of(sitting.recruiter))

    def shown(period):
        return list(in_period(rows, period, now=FIRST, zone="Asia/Shanghai"))

    assert shown(Period.TODAY) == [sitting.interview]
    assert shown(Period.WEEK) == [sitting.interview, tomorrow.interview]
    assert shown(Period.ALL) == [
        waiting,
        next_week.interview,
        tomorrow.interview,
        sitting.interview,
    ]


def test_today_is_the_day_of_the_reader(sitting):
    late = datetime(2026, 11, 25, 20, tzinfo=UTC)  # already the 26th in Beijing, not in Berlin
    User.objects.filter(pk=sitting.recruiter.pk).update(time_zone="Europe/Berlin")
    berlin = User.objects.get(pk=sitting.recruiter.pk)

    there = todays_interviews(viewer_of(berlin), berlin, late)
    here = todays_interviews(viewer_of(sitting.recruiter), sitting.recruiter, late)

    assert [(row.interview, row.time.hours) for row in there] == [
        (sitting.interview, "02:00–02:30")
    ]
    assert here == []


def test_a_slot_knows_who_has_it_and_who_sits_there_now(sitting):
    Membership.objects.filter(user=sitting.second).update(left_at=timezone.now())

    (slot,) = slots_of(sitting.opening.pk)

    assert slot.holders == [sitting.interview]
    panel = [(seat.interviewer, seat.is_member) for seat in slot.panel.all()]
    assert panel == [(sitting.first, True), (sitting.second, False)]
