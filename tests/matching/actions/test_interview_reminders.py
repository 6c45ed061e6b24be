"""Reminded the day before, once for each time that was chosen."""

from datetime import timedelta

import pytest

from matching.actions.interview_reminders import remind_of_interviews
from matching.actions.interviews import cancel_by_applicant, choose_slot, mark_held, reschedule
from matching.models import Interview
from parks.models import LogEntry, Notice, OutboxMail
from tests.matching.arranged import FIRST, NOW, arrange

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
DAY_BEFORE = FIRST - timedelta(days=1)


@pytest.fixture
def arranged():
    arranged = arrange()
    choose_slot(arranged.interview, slot=arranged.slots[0], by=arranged.applicant, now=NOW)
    return told_at(arranged, NOW)


def told_at(arranged, moment):
    """Let the last choice have been made at a moment, and forget what was sent for it."""
    Interview.objects.update(changed_at=moment)
    OutboxMail.objects.all().delete()
    Notice.objects.all().delete()
    return arranged


def test_the_applicant_is_reminded_a_day_ahead_and_nobody_else(arranged):
    assert remind_of_interviews(DAY_BEFORE) == 1

    mail = OutboxMail.objects.get()
    assert mail.user == arranged.applicant
    assert mail.subject == "Reminder of your interview: Analyst, Alpha Biologics"
    assert "25 November 2026, 09:00–09:30 (Beijing time)" in mail.text
    assert mail.calendar == ""
    assert Notice.objects.get().kind == "interview"
    assert LogEntry.objects.about(arranged.interview).latest("pk").verb == "reminded"


def test_beat_that_comes_every_quarter_of_an_hour_reminds_once(arranged):
    moments = [NOW + index * HOUR / 4 for index in range(4 * 24 * 3)]

    reminded = [moment for moment in moments if remind_of_interviews(moment)]

    assert reminded == [DAY_BEFORE]


def test_nobody_is_reminded_of_what_is_more_than_a_day_ahead_or_has_begun(arranged):
    assert [remind_of_interviews(moment) for moment in (DAY_BEFORE - HOUR, FIRST)] == [0, 0]


def test_a_portal_that_was_down_reminds_late_rather_than_never(arranged):
    assert remind_of_interviews(FIRST - HOUR) == 1


def test_who_chose_within_the_last_day_has_just_been_told(arranged):
    told_at(arranged, DAY_BEFORE + HOUR)

    assert remind_of_interviews(DAY_BEFORE + 2 * HOUR) == 0


def test_a_new_time_is_reminded_of_again(arranged):
    remind_of_interviews(DAY_BEFORE)
    later = arranged.slots[2]
    later.starts_at, later.ends_at = FIRST + timedelta(days=4), FIRST + timedelta(days=4, hours=1)
    later.save()
    reschedule(arranged.interview, slot=later, by=arranged.applicant, now=DAY_BEFORE)
    told_at(arranged, DAY_BEFORE)

    assert remind_of_interviews(FIRST + timedelta(days=3)) == 1


@pytest.mark.parametrize("end", ["cancelled", "held"])
def test_what_is_over_is_not_reminded_of(arranged, end):
    if end == "cancelled":
        cancel_by_applicant(arranged.interview, reason="Ill.", by=arranged.applicant, now=NOW)
    else:
        mark_held(arranged.interview, by=arranged.recruiter, now=FIRST)
    told_at(arranged, NOW)

    assert remind_of_interviews(DAY_BEFORE) == 0
