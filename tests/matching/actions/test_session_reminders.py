"""Participants are reminded the day before a meeting: once, and only who still has a place."""

from datetime import timedelta

import pytest
from django.utils import timezone

from companies.actions.sessions import MeetingTime, start_due_sessions
from companies.models import Session
from config.settings import base as project
from matching.actions.sessions import replan_session
from matching.models import Enrolment
from matching.tasks import send_meeting_reminders
from parks.models import OutboxMail
from tests.factories.parks import UserFactory
from tests.factories.training import EnrolmentFactory, SessionFactory, SessionMeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def enrolled_long_ago(session: Session, **fields) -> Enrolment:
    row = EnrolmentFactory(session=session, **fields)
    Enrolment.objects.filter(pk=row.pk).update(enrolled_at=timezone.now() - timedelta(days=9))
    return row


def reminded() -> list[str]:
    mails = OutboxMail.objects.filter(subject__contains="Reminder of your training")
    return list(mails.order_by("pk").values_list("user__full_name", flat=True))


def test_a_meeting_is_announced_once_to_those_with_a_place_and_again_when_it_moves():
    soon = timezone.now() + timedelta(hours=20)
    today = timezone.localdate()
    session = SessionFactory(state="running", starts_on=today, capacity=2, taken=2)
    SessionMeetingFactory(session=session, starts_at=soon, topic="Gowning", place="Room 3")
    SessionMeetingFactory(session=session, starts_at=soon + timedelta(days=3))
    row = enrolled_long_ago(session, profile__user__full_name="Lin", profile__user__language="en")
    enrolled_long_ago(session, state="waiting")
    EnrolmentFactory(session=session)  # has just been told of the place
    off = SessionMeetingFactory(starts_at=soon, session__state="cancelled").session
    enrolled_long_ago(off)

    for _time in range(2):
        send_meeting_reminders()
    first, mail = reminded(), OutboxMail.objects.get(user=row.profile.user)
    moved = MeetingTime(soon + timedelta(hours=1), soon + timedelta(hours=3))
    replan_session(session=session, by=UserFactory(), trainers=[], meetings=[moved])
    send_meeting_reminders()

    assert first == ["Lin"]
    assert "Gowning" in mail.text
    assert "Room 3" in mail.text
    assert reminded() == ["Lin", "Lin"]


def test_sessions_begin_on_their_first_day_and_once():
    today = timezone.localdate()
    due = SessionFactory(starts_on=today, enrol_by=today)
    SessionFactory(starts_on=today + timedelta(days=1))
    SessionFactory(starts_on=today, enrol_by=today, state="planned")

    begun = [start_due_sessions(today) for _time in range(2)]

    assert begun == [1, 0]
    assert Session.objects.get(state="running") == due


def test_beat_starts_both_by_tasks_that_exist():
    scheduled = [entry["task"] for entry in project.CELERY_BEAT_SCHEDULE.values()]

    assert scheduled.count(send_meeting_reminders.name) == 1
    assert scheduled.count("companies.start_due_sessions") == 1
