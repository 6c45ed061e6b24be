"""Several people seating the same interviewer at the same moment, on a real database."""

from datetime import timedelta
from itertools import pairwise

import pytest

from matching.actions.interview_errors import InterviewerBusyError
from matching.actions.interview_slots import offer_slots
from matching.actions.scorecard_reminders import remind_of_scorecards
from matching.actions.scorecards import hand_in_scorecard, save_scorecard
from matching.actions.slot_warnings import warn_of_no_free_slot
from matching.models import InterviewSlot, Scorecard, SlotInterviewer
from parks.choices.organisations import MembershipRole
from parks.models import LogEntry, OutboxMail
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import InterviewFactory
from tests.matching.actions.test_interview_races import at_once
from tests.matching.arranged import FIRST, NOW, times
from tests.matching.sittings import make_sitting, member

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("english")]

MINUTE = timedelta(minutes=1)
LATER = FIRST + timedelta(hours=1)


@pytest.fixture
def company():
    return CompanyFactory(verified=True)


@pytest.fixture
def panel(company):
    names = ("Wang Fang", "Zhou Jie")
    return [member(company, MembershipRole.INTERVIEWER, full_name=name) for name in names]


def offering(company, panel, first, number=1):
    recruiter = member(company, MembershipRole.MEMBER)
    opening = OpeningFactory(company=company, published=True)
    slots = times(number, first)
    return lambda: offer_slots(opening, slots=slots, by=recruiter, now=NOW, panel=panel)


@pytest.mark.parametrize("time", range(5))
def test_of_two_recruiters_one_gets_the_interviewer_and_the_other_is_told(company, panel, time):
    jobs = [offering(company, panel[:1], FIRST + minutes * MINUTE) for minutes in (0, 15)]

    answers = at_once(*jobs)

    (slots,) = [answer for answer in answers if isinstance(answer, list)]
    (told,) = [answer for answer in answers if isinstance(answer, InterviewerBusyError)]
    clock = "09:00–09:30" if slots[0].starts_at == FIRST else "09:15–09:45"
    assert "Wang Fang" in str(told)
    assert clock in str(told)
    assert list(InterviewSlot.objects.all()) == slots
    assert [seat.interviewer for seat in SlotInterviewer.objects.all()] == panel[:1]


@pytest.mark.parametrize("time", range(3))
def test_long_offers_that_cross_each_other_do_not_lock_each_other_out(company, panel, time):
    """Each begins where the other ends, with the panel named the other way round."""
    one = offering(company, panel, FIRST, 8)
    other = offering(company, panel[::-1], FIRST + 15 * MINUTE, 8)

    answers = at_once(one, other)

    assert sum(isinstance(answer, list) for answer in answers) == 1
    assert sum(isinstance(answer, InterviewerBusyError) for answer in answers) == 1
    assert (InterviewSlot.objects.count(), SlotInterviewer.objects.count()) == (8, 16)


def test_ten_recruiters_fill_the_day_of_one_interviewer_without_an_overlap(company, panel):
    jobs = [offering(company, panel[:1], FIRST + 10 * index * MINUTE) for index in range(10)]

    at_once(*jobs)

    seats = list(SlotInterviewer.objects.order_by("busy"))
    assert len(seats) >= 3
    assert all(one.busy.upper <= two.busy.lower for one, two in pairwise(seats))


def test_a_scorecard_handed_in_from_two_tabs_is_handed_in_once():
    sitting = make_sitting()
    words = {"ratings": {}, "recommendation": "yes", "text": "Good."}
    save_scorecard(sitting.interview, by=sitting.first, **words)

    at_once(
        *[lambda: hand_in_scorecard(sitting.interview, by=sitting.first, now=LATER)] * 4,
    )

    card = Scorecard.objects.get()
    assert card.submitted_at == LATER
    assert LogEntry.objects.about(card).filter(verb="handed in").count() == 1


def test_a_draft_begun_in_two_tabs_is_one_scorecard():
    sitting = make_sitting()
    _nice, must, _wanted = sitting.skills
    words = {"recommendation": "yes", "text": "Good."}

    at_once(
        *[
            lambda: save_scorecard(
                sitting.interview, by=sitting.first, ratings={must.pk: 3}, **words
            )
        ]
        * 4
    )

    assert Scorecard.objects.get().ratings.get().rating == 3


def test_reminders_and_warnings_that_run_twice_at_once_go_out_once():
    sitting = make_sitting()
    InterviewFactory(application__opening=sitting.opening)
    due = sitting.slot.ends_at + timedelta(days=1)

    reminded = at_once(*[lambda: remind_of_scorecards(due)] * 3)
    warned = at_once(*[lambda: warn_of_no_free_slot(sitting.opening.pk, NOW)] * 3)

    assert (sum(reminded), sum(warned)) == (2, 1)
    assert OutboxMail.objects.count() == 3
