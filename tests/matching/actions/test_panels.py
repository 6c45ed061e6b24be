"""Who sits in an interview, and that nobody sits in two at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.interview_errors import ForeignInterviewerError, InterviewerBusyError
from matching.actions.interview_slots import offer_slots, withdraw_slot
from matching.actions.panels import clashes_with, forget_interviewer, members_of
from matching.calendars.cutting import Stretch
from matching.models import InterviewSlot, SlotInterviewer
from parks.choices.organisations import MembershipRole
from parks.models import LogEntry, Membership
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import MembershipFactory, UserFactory
from tests.matching.arranged import FIRST, NOW, times
from tests.matching.sittings import make_sitting, member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True)


@pytest.fixture
def wang(company):
    return member(company, MembershipRole.INTERVIEWER, full_name="Wang Fang")


def offer(opening, by, panel, first=FIRST, number=1, buffer_minutes=0):
    slots = [time._replace(buffer_minutes=buffer_minutes) for time in times(number, first)]
    return offer_slots(opening, slots=slots, by=by, now=NOW, panel=panel)


def test_everybody_of_the_panel_sits_in_every_slot_with_the_buffer_around_it(
    opening, recruiter, wang
):
    (slot,) = offer(opening, recruiter, [wang, recruiter], buffer_minutes=10)

    seats = SlotInterviewer.objects.order_by("interviewer__full_name")
    assert [seat.interviewer for seat in seats] == [recruiter, wang]
    assert {(seat.slot, seat.busy.lower, seat.busy.upper) for seat in seats} == {
        (slot, FIRST - 10 * MINUTE, FIRST + 40 * MINUTE)
    }


def test_slots_without_a_panel_are_offered_as_before(opening, recruiter):
    offer(opening, recruiter, [])

    assert (InterviewSlot.objects.count(), SlotInterviewer.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("distance", "buffer_minutes"), [(0, 0), (29, 0), (-29, 0), (39, 5), (-39, 5)]
)
def test_a_refusal_names_the_interviewer_and_the_other_time(
    opening, recruiter, wang, distance, buffer_minutes
):
    offer(opening, recruiter, [wang], buffer_minutes=buffer_minutes)
    entries = LogEntry.objects.count()

    with pytest.raises(InterviewerBusyError) as caught:
        offer(opening, recruiter, [wang], FIRST + distance * MINUTE, 1, buffer_minutes)

    assert str(caught.value) == (
        "Wang Fang has another interview at that time: "
        "Wednesday, 25 November 2026, 09:00–09:30 (Beijing time)."
    )
    assert (InterviewSlot.objects.count(), SlotInterviewer.objects.count()) == (1, 1)
    assert LogEntry.objects.count() == entries


@pytest.mark.parametrize(("distance", "buffer_minutes"), [(30, 0), (-30, 0), (40, 5), (-40, 5)])
def test_one_interview_may_begin_when_the_other_and_its_buffer_have_ended(
    opening, recruiter, wang, distance, buffer_minutes
):
    offer(opening, recruiter, [wang], buffer_minutes=buffer_minutes)

    offer(opening, recruiter, [wang], FIRST + distance * MINUTE, 1, buffer_minutes)

    assert SlotInterviewer.objects.filter(interviewer=wang).count() == 2


def test_one_busy_person_and_no_slot_of_the_offer_is_there(opening, recruiter, wang):
    offer(opening, recruiter, [wang], FIRST + HOUR)

    with pytest.raises(InterviewerBusyError, match="Wang Fang"):
        offer(opening, recruiter, [recruiter, wang], FIRST, 4)

    assert opening.slots.count() == 1
    assert not SlotInterviewer.objects.filter(interviewer=recruiter).exists()


def test_the_hour_of_the_refusal_is_that_of_the_reader(opening, recruiter, wang):
    recruiter.time_zone = "Europe/Berlin"
    offer(opening, recruiter, [wang])

    with pytest.raises(InterviewerBusyError, match=r"02:00–02:30 \(Berlin time\)"):
        offer(opening, recruiter, [wang])


def test_somebody_of_two_companies_is_in_one_place_and_the_other_company_stays_unnamed(
    opening, recruiter, wang
):
    other = CompanyFactory(name_en="Beta Pharma", verified=True)
    elsewhere = OpeningFactory(company=other, published=True, title_en="Secret project")
    MembershipFactory(user=wang, organisation=other)
    offer(elsewhere, wang, [wang])

    with pytest.raises(InterviewerBusyError) as caught:
        offer(opening, recruiter, [wang])

    assert "Beta" not in str(caught.value)
    assert "Secret" not in str(caught.value)


def test_times_of_one_offer_that_are_too_close_for_their_buffer_are_refused(
    opening, recruiter, wang
):
    with pytest.raises(InterviewerBusyError, match="too close together"):
        offer(opening, recruiter, [wang], FIRST, 2, buffer_minutes=5)

    assert not InterviewSlot.objects.exists()


@pytest.mark.parametrize("case", ["another company", "has left", "account is closed"])
def test_only_who_acts_for_the_company_now_sits_in_its_interviews(opening, recruiter, wang, case):
    if case == "another company":
        wang = UserFactory(full_name="Wang Fang")
    elif case == "has left":
        Membership.objects.filter(user=wang).update(left_at=timezone.now())
    else:
        type(wang).objects.filter(pk=wang.pk).update(is_active=False)

    with pytest.raises(ForeignInterviewerError, match="Wang Fang does not act for this company"):
        offer(opening, recruiter, [wang])

    assert not InterviewSlot.objects.exists()


def test_the_people_of_a_company_are_its_live_members_by_name(company, recruiter, wang):
    MembershipFactory(organisation=company, left_at=timezone.now())
    MembershipFactory()

    assert members_of(company) == [recruiter, wang]


def test_a_withdrawn_slot_gives_the_panel_its_time_back(opening, recruiter, wang):
    (slot,) = offer(opening, recruiter, [wang])

    withdraw_slot(slot, by=recruiter, now=NOW)

    assert not SlotInterviewer.objects.exists()
    assert len(offer(opening, recruiter, [wang])) == 1


def test_clashes_are_found_for_every_time_and_person_in_one_query(
    opening, recruiter, wang, django_assert_num_queries
):
    (slot,) = offer(opening, recruiter, [wang, recruiter], FIRST + HOUR, buffer_minutes=10)
    asked = [Stretch(FIRST + n * HOUR, FIRST + n * HOUR + HOUR) for n in range(4)]

    with django_assert_num_queries(1):
        found = clashes_with([wang, recruiter], asked)

    assert {
        time: [(row.interviewer, row.slot) for row in rows] for time, rows in found.items()
    } == {
        asked[0]: [(recruiter, slot), (wang, slot)],
        asked[1]: [(recruiter, slot), (wang, slot)],
    }


def test_without_a_panel_nothing_clashes(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert clashes_with([], [Stretch(FIRST, FIRST + HOUR)]) == {}


def test_who_leaves_the_portal_leaves_panels_and_the_notes_to_applicants():
    sitting = make_sitting()
    sitting.slot.note = "Bring your card · You will meet: Wang Fang, Zhou Jie"
    sitting.slot.save()

    forget_interviewer(sitting.first)

    sitting.slot.refresh_from_db()
    assert sitting.slot.note == "Bring your card · You will meet: —, Zhou Jie"
    assert [seat.interviewer for seat in sitting.slot.panel.all()] == [sitting.second]
