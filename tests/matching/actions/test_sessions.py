"""Sessions with people in them: settled when they are assessed, changed without harm to results."""

from datetime import timedelta

import pytest
from django.utils import timezone

from companies.actions.sessions import MeetingTime, SessionError
from companies.choices.training import SessionState
from matching.actions.attendance import mark_attendance
from matching.actions.sessions import ResultsMissingError, advance_session, replan_session
from matching.choices.enrolments import Attendance
from matching.models import AttendanceMark, Enrolment
from parks.models import OutboxMail
from parks.workflow import IllegalMoveError
from tests.factories.certificates import AssessmentFactory
from tests.factories.parks import UserFactory
from tests.factories.training import (
    AttendanceMarkFactory,
    EnrolmentFactory,
    SessionFactory,
    SessionMeetingFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def examined(session, *, theory: int, practice: int, **person) -> Enrolment:
    row = EnrolmentFactory(session=session, **person)
    AssessmentFactory(enrolment=row, points=theory)
    AssessmentFactory(enrolment=row, part="practice", points=practice)
    return row


def test_who_has_the_points_and_came_passes_and_who_did_not_fails():
    session = SessionFactory(state="running", pass_mark=60, attendance_percent=50)
    meeting = SessionMeetingFactory(session=session)
    came, stayed_away, too_few = (
        examined(session, theory=theory, practice=70) for theory in (60, 60, 59)
    )
    for row, mark in ((came, "present"), (stayed_away, "absent"), (too_few, "present")):
        AttendanceMarkFactory(enrolment=row, meeting=meeting, mark=mark)

    advance_session(session=session, to=SessionState.ASSESSED, by=UserFactory())

    states = dict(Enrolment.objects.values_list("pk", "state"))
    assert states == {came.pk: "passed", stayed_away.pk: "failed", too_few.pk: "failed"}


def test_missing_results_are_named_and_want_a_second_word_and_the_waiting_list_ends():
    session = SessionFactory(state="running", taken=2)
    done = examined(session, theory=80, practice=80)
    lacks = EnrolmentFactory(session=session, profile__user__full_name="Lin Yue")
    AssessmentFactory(enrolment=lacks)
    waiting = EnrolmentFactory(session=session, state="waiting")
    officer = UserFactory()

    with pytest.raises(ResultsMissingError, match=r"Results are missing for Lin Yue\."):
        advance_session(session=session, to=SessionState.ASSESSED, by=officer)
    session.refresh_from_db()
    before = session.state
    advance_session(session=session, to=SessionState.ASSESSED, by=officer, is_confirmed=True)

    states = dict(Enrolment.objects.values_list("pk", "state"))
    assert before == "running"
    assert states == {done.pk: "passed", lacks.pk: "enrolled", waiting.pk: "removed"}
    mail = OutboxMail.objects.get(user=waiting.profile.user)
    assert "no place became free" in mail.text or "没有" in mail.text


def test_a_move_that_the_table_forbids_is_refused_before_anything_is_settled():
    session = SessionFactory(state="open")
    row = examined(session, theory=80, practice=80)

    with pytest.raises(IllegalMoveError):
        advance_session(session=session, to=SessionState.ASSESSED, by=UserFactory())

    row.refresh_from_db()
    assert row.state == "enrolled"


def test_who_has_examined_does_not_become_a_trainer_of_the_session():
    session = SessionFactory(state="running")
    examiner = AssessmentFactory(enrolment__session=session).examiner
    elsewhere = AssessmentFactory().examiner

    with pytest.raises(SessionError, match="cannot teach it"):
        replan_session(session=session, by=examiner, trainers=[examiner], capacity=30)
    replan_session(session=session, by=examiner, trainers=[elsewhere], capacity=30)

    session.refresh_from_db()
    assert (session.capacity, list(session.trainers.all())) == (30, [elsewhere])


def test_a_meeting_with_marks_stays_and_others_may_go():
    session = SessionFactory(state="running")
    held, later = (
        SessionMeetingFactory(session=session, starts_at=timezone.now() + timedelta(days=days))
        for days in (-1, 1)
    )
    row = EnrolmentFactory(session=session)
    trainer = UserFactory()
    mark_attendance(meeting=held, marks={row.pk: Attendance.LATE}, by=trainer)
    kept = MeetingTime(held.starts_at, held.ends_at, "Gowning again")

    with pytest.raises(SessionError, match="stays, at its time"):
        replan_session(session=session, by=trainer, trainers=[], meetings=[])
    replan_session(session=session, by=trainer, trainers=[], meetings=[kept])

    mark = AttendanceMark.objects.get()
    assert (mark.meeting, mark.mark, mark.marked_by) == (held, "late", trainer)
    assert not session.meetings.filter(pk=later.pk).exists()
    assert session.meetings.get().topic == "Gowning again"
