"""Who owes a scorecard is reminded once, a day after the interview."""

from datetime import timedelta

import pytest
from django.utils import timezone

from matching.actions.interviews import cancel_by_company, mark_held
from matching.actions.scorecard_reminders import remind_of_scorecards
from matching.models import Application
from parks.models import LogEntry, Membership, Notice, OutboxMail
from tests.factories.matching import ScorecardFactory
from tests.matching.arranged import FIRST
from tests.matching.sittings import HALF_AN_HOUR, make_sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DUE = FIRST + HALF_AN_HOUR + DAY


@pytest.fixture
def sitting():
    return make_sitting()


def reminded() -> list[str]:
    rows = OutboxMail.objects.order_by("user__full_name")
    return list(rows.values_list("user__full_name", flat=True))


def test_both_of_the_panel_are_reminded_with_the_way_to_their_scorecard(sitting):
    assert remind_of_scorecards(DUE) == 2

    assert reminded() == ["Wang Fang", "Zhou Jie"]
    mail = OutboxMail.objects.get(user=sitting.first)
    assert mail.subject == "Your scorecard is awaited: Lin Yue, Analyst"
    assert f"/desk/interviews/{sitting.interview.uuid}/scorecard/" in mail.text
    assert "25 November 2026, 09:00–09:30 (Beijing time)" in mail.text
    assert set(Notice.objects.values_list("kind", flat=True)) == {"desk"}


def test_beat_that_comes_every_hour_for_a_month_reminds_once(sitting):
    moments = [FIRST + index * HOUR for index in range(24 * 30)]

    found = {moment: remind_of_scorecards(moment) for moment in moments}

    assert {moment: number for moment, number in found.items() if number} == {
        FIRST + 25 * HOUR: 2  # the first full hour that is a day after 9:30
    }
    assert LogEntry.objects.filter(verb="scorecard asked for").count() == 2


def test_before_a_day_has_passed_nobody_is_asked(sitting):
    assert remind_of_scorecards(DUE - timedelta(seconds=1)) == 0


def test_who_has_handed_in_is_left_in_peace_and_a_draft_is_not_enough(sitting):
    cards = {"application": sitting.application}
    ScorecardFactory(handed_in=True, interviewer=sitting.first, **cards)
    ScorecardFactory(interviewer=sitting.second, **cards)

    remind_of_scorecards(DUE)

    assert reminded() == ["Zhou Jie"]


def test_an_interview_that_is_marked_as_held_is_asked_about_too(sitting):
    mark_held(sitting.interview, by=sitting.recruiter, now=FIRST)

    assert remind_of_scorecards(DUE) == 2


def test_an_interview_that_was_cancelled_has_nothing_to_report(sitting):
    cancel_by_company(sitting.interview, reason="Fire drill.", by=sitting.recruiter)
    OutboxMail.objects.all().delete()

    assert remind_of_scorecards(DUE) == 0


@pytest.mark.parametrize("state", ["refused", "withdrawn", "lapsed"])
def test_nobody_is_asked_about_an_application_that_has_ended(sitting, state):
    Application.objects.update(state=state, refusal_reason="filled")

    assert remind_of_scorecards(DUE) == 0


def test_who_has_left_the_company_is_not_asked(sitting):
    Membership.objects.filter(user=sitting.first).update(left_at=timezone.now())

    remind_of_scorecards(DUE)

    assert reminded() == ["Zhou Jie"]


def test_a_portal_that_was_down_asks_late_but_not_after_two_weeks(sitting):
    assert remind_of_scorecards(FIRST + HALF_AN_HOUR + timedelta(days=14)) == 0
    assert remind_of_scorecards(FIRST + timedelta(days=13)) == 2
