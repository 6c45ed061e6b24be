"""Sessions with people in them: settled when they are assessed, changed without harm to results."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from companies.actions.sessions import MeetingTime, SessionError, create_session
from companies.choices.training import SessionState
from companies.models import Session
from matching.actions.assessments import AssessmentError, assess
from matching.actions.attendance import mark_attendance
from matching.actions.certificates import revoke_certificate
from matching.actions.enrolments import EnrolmentError, remove_enrolment, withdraw_enrolment
from matching.actions.sessions import ResultsMissingError, advance_session, replan_session
from matching.choices.enrolments import AssessmentPart, Attendance
from matching.models import AttendanceMark, Enrolment
from parks.models import Notice, OutboxMail
from parks.workflow import IllegalMoveError
from tests.factories.agreements import QuotaFactory
from tests.factories.certificates import AssessmentFactory, HeldSessionFactory
from tests.factories.parks import MembershipFactory, OrganisationFactory, UserFactory
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
    began = timezone.localdate() - timedelta(days=10)
    session = SessionFactory(state="running", taken=2, starts_on=began)
    done = examined(session, theory=80, practice=80)
    lacks = EnrolmentFactory(session=session, profile__user__full_name="Lin Yue")
    AssessmentFactory(enrolment=lacks)
    waiting = EnrolmentFactory(session=session, state="waiting")
    officer = UserFactory()

    with pytest.raises(ResultsMissingError, match="missing for 1 person: Lin Yue"):
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
    session = SessionFactory(state="running", starts_on=timezone.localdate() - timedelta(days=2))
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


def test_who_teaches_is_not_taken_off_once_it_runs_to_examine_whom_they_taught():
    planned, running = SessionFactory(), SessionFactory(state="running")
    taught, other, organiser = UserFactory(full_name="Ms Lin"), UserFactory(), UserFactory()
    for session in (planned, running):
        session.trainers.add(taught)

    replan_session(session=planned, by=organiser, trainers=[other])
    with pytest.raises(SessionError, match="Ms Lin teaches this session and stays"):
        replan_session(session=running, by=organiser, trainers=[other])
    replan_session(session=running, by=organiser, trainers=[taught, other])

    assert list(planned.trainers.all()) == [other]
    assert set(running.trainers.all()) == {taught, other}


@pytest.mark.parametrize("term", ["pass_mark", "attendance_percent"])
def test_what_a_pass_asks_for_stays_once_somebody_is_examined(term):
    session = SessionFactory(state="running")
    organiser = UserFactory()

    replan_session(session=session, by=organiser, trainers=[], **{term: 70})
    AssessmentFactory(enrolment__session=session)
    with pytest.raises(SessionError, match="Somebody was examined already"):
        replan_session(session=session, by=organiser, trainers=[], **{term: 71})
    replan_session(session=session, by=organiser, trainers=[], capacity=30, **{term: 70})

    session.refresh_from_db()
    assert (getattr(session, term), session.capacity) == (70, 30)


def test_a_mark_takes_a_pass_back_only_once_its_certificate_is_revoked():
    session = HeldSessionFactory(state="assessed", attendance_percent=50)
    meeting = SessionMeetingFactory(session=session)
    row, officer = examined(session, theory=70, practice=70), UserFactory()
    mark_attendance(meeting=meeting, marks={row.pk: Attendance.PRESENT}, by=officer)
    row.refresh_from_db()
    certificate, was = row.certificate, row.state

    with pytest.raises(AssessmentError, match=f"{certificate.serial} of .* Revoke it first"):
        mark_attendance(meeting=meeting, marks={row.pk: Attendance.ABSENT}, by=officer)
    kept = AttendanceMark.objects.get().mark
    mark_attendance(meeting=meeting, marks={row.pk: Attendance.LATE}, by=officer)
    revoke_certificate(certificate=certificate, by=officer, reason="Was never there")
    mark_attendance(meeting=meeting, marks={row.pk: Attendance.ABSENT}, by=officer)

    row.refresh_from_db()
    assert (was, kept) == ("passed", "present")
    assert (row.state, row.certificate) == ("failed", None)


def test_a_place_is_not_given_back_after_the_session_nor_taken_off():
    """As from a second tab, while the organiser closes the session."""
    session = SessionMeetingFactory(session__state="running", session__taken=1).session
    row, officer = EnrolmentFactory(session=session), UserFactory()
    advance_session(session=session, to=SessionState.ASSESSED, by=officer, is_confirmed=True)

    with pytest.raises(EnrolmentError, match="The session is over"):
        withdraw_enrolment(enrolment=row, by=row.profile.user)
    with pytest.raises(EnrolmentError, match="The session is over"):
        remove_enrolment(enrolment=row, by=officer, reason="Never came")

    row.refresh_from_db()
    session.refresh_from_db()
    assert (row.state, session.taken) == ("enrolled", 1)


def test_nothing_is_marked_or_assessed_before_it_has_taken_place():
    session = SessionFactory(state="running", pass_mark=60, attendance_percent=0)
    meeting = SessionMeetingFactory(session=session, starts_at=timezone.now() + timedelta(hours=2))
    row, officer = examined(session, theory=70, practice=70), UserFactory()

    with pytest.raises(EnrolmentError, match="when the meeting begins"):
        mark_attendance(meeting=meeting, marks={row.pk: Attendance.PRESENT}, by=officer)
    with pytest.raises(SessionError, match="still to come"):
        advance_session(session=session, to=SessionState.ASSESSED, by=officer, is_confirmed=True)

    session.refresh_from_db()
    assert session.state == "running"
    assert not AttendanceMark.objects.exists()


def test_a_session_that_never_meets_is_assessed_from_its_last_day_on():
    today = timezone.localdate()
    session = SessionFactory(
        state="running", starts_on=today - timedelta(days=9), ends_on=today + timedelta(days=1)
    )
    move = {"session": session, "to": SessionState.ASSESSED, "by": UserFactory()}

    with pytest.raises(SessionError, match="last day is still to come"):
        advance_session(**move)
    Session.objects.update(ends_on=today)

    assert advance_session(**move).state == "assessed"


def test_a_change_of_days_or_place_is_told_once_to_all_who_are_in_it_and_other_changes_are_not():
    session = SessionFactory(taken=1)
    kept, moved = (
        SessionMeetingFactory(session=session, starts_at=timezone.now() + timedelta(days=days))
        for days in (31, 32)
    )
    inside, waiting = (
        EnrolmentFactory(session=session),
        EnrolmentFactory(session=session, state="waiting"),
    )
    gone = EnrolmentFactory(session=session, state="withdrawn")
    times = [MeetingTime(kept.starts_at, kept.ends_at)]
    later = moved.starts_at + timedelta(hours=1)
    planned = [*times, MeetingTime(later, later + timedelta(hours=2))]
    facts = {"session": session, "by": UserFactory(), "trainers": []}

    replan_session(**facts, meetings=planned)
    replan_session(**facts, meetings=planned, capacity=30)

    told = OutboxMail.objects.filter(subject__contains="Changed").values_list("user", flat=True)
    assert sorted(told) == sorted([inside.profile.user_id, waiting.profile.user_id])
    assert gone.profile.user_id not in told
    moved.refresh_from_db()
    assert moved.starts_at == later  # the same row, so that calendars know it again
    assert session.meetings.count() == 2


def test_a_session_whose_people_use_places_of_a_year_stays_in_it():
    year = timezone.localdate().year
    quota = QuotaFactory(year=year, agreement__ends_on=date(year + 1, 12, 31))
    session = SessionFactory(programme__agreement=quota.agreement, starts_on=date(year, 12, 30))
    row = EnrolmentFactory(session=session, quota=quota)
    days = {"starts_on": date(year + 1, 3, 1), "ends_on": date(year + 1, 3, 9)}
    facts = {"session": session, "by": UserFactory(), "trainers": []}

    with pytest.raises(SessionError, match=f"for {year}"):
        replan_session(**facts, **days)
    Enrolment.objects.filter(pk=row.pk).update(quota=None)

    assert replan_session(**facts, **days).starts_on.year == year + 1


def test_days_that_are_years_away_are_a_slip_of_the_pen():
    session, by = SessionFactory(), UserFactory()
    far = {"starts_on": date(1, 1, 1), "ends_on": date(9999, 12, 31), "enrol_by": date(1, 1, 1)}

    with pytest.raises(SessionError, match="Check the year"):
        create_session(programme=session.programme, by=by, capacity=3, **far)
    with pytest.raises(SessionError, match="Check the year"):
        replan_session(session=session, by=by, trainers=[], **far)

    assert Session.objects.get() == session


@pytest.mark.parametrize("has_colleague", [False, True])
def test_where_everybody_teaches_the_park_office_is_asked_to_examine(
    park, park_officer, has_colleague
):
    organiser = OrganisationFactory(park=park)
    trainer = MembershipFactory(organisation=organiser, role="admin").user
    MembershipFactory(organisation=organiser, role="interviewer")
    if has_colleague:
        MembershipFactory(organisation=organiser, role="member")
    session = SessionFactory(programme__organiser=organiser, programme__park=park, state="planned")
    session.trainers.add(trainer)
    SessionMeetingFactory(session=session)

    advance_session(session=session, to=SessionState.OPEN, by=trainer)

    asked = OutboxMail.objects.filter(user=park_officer, subject__contains="examiner is wanted")
    assert asked.exists() is not has_colleague


def test_a_session_begins_a_year_ago_at_the_earliest_lasts_two_years_and_meets_on_its_days():
    session, by, today = SessionFactory(), UserFactory(), timezone.localdate()
    first, year = today + timedelta(days=7), timedelta(days=365)
    nine = timezone.now() + timedelta(days=60)

    def planned(starts_on, ends_on, *moments):
        days = {"starts_on": starts_on, "ends_on": ends_on, "enrol_by": starts_on}
        meetings = [MeetingTime(moment, moment + timedelta(hours=3)) for moment in moments]
        facts = {"programme": session.programme, "by": by, "capacity": 3, "meetings": meetings}
        return create_session(**facts, **days)

    for days, words in (
        ((today - year - timedelta(days=1), today), "Check the year"),
        ((first, today + 3 * year + timedelta(days=1)), "Check the year"),
        ((first, first + timedelta(days=732)), "two years at most"),
        ((first, first + timedelta(days=9), nine), "not between the first and the last day"),
    ):
        with pytest.raises(SessionError, match=words):
            planned(*days)
    with pytest.raises(SessionError, match="not between the first and the last day"):
        meeting = SessionMeetingFactory(session=session, starts_at=nine - timedelta(days=29))
        replan_session(session=session, by=by, trainers=[], starts_on=session.ends_on)

    session.refresh_from_db()
    assert list(Session.objects.all()) == [session]
    assert session.starts_on < timezone.localdate(meeting.starts_at) < session.ends_on
    assert planned(today - year, today + year).meetings.count() == 0


def test_who_changes_a_session_that_began_long_ago_is_not_asked_for_other_days():
    began = timezone.localdate() - timedelta(days=400)
    session = SessionFactory(state="running", starts_on=began, ends_on=began + timedelta(days=500))
    days = {"starts_on": began, "ends_on": session.ends_on, "enrol_by": session.enrol_by}

    saved = replan_session(session=session, by=UserFactory(), trainers=[], capacity=7, **days)

    assert saved.capacity == 7


def test_who_is_named_to_teach_or_examine_is_told_once_and_nobody_tells_themselves():
    session, by, outside, colleague = SessionFactory(), *UserFactory.create_batch(3)
    named = {"trainers": [by, colleague], "examiners": [outside]}

    for _time in range(2):
        replan_session(session=session, by=by, **named)

    mails = OutboxMail.objects.order_by("pk").values_list("user", "subject")
    assert [user for user, _subject in mails] == [colleague.pk, outside.pk]
    assert ["trainer" in mails[0][1], "examiner" in mails[1][1]] == [True, True]
    texts = [mail.text for mail in OutboxMail.objects.order_by("pk")]
    assert f"/desk/sessions/{session.uuid}/teaching/" in texts[0]
    assert f"/desk/sessions/{session.uuid}/results/" in texts[1]
    assert set(Notice.objects.values_list("user", flat=True)) == {colleague.pk, outside.pk}


def test_nobody_both_teaches_and_examines_a_session():
    session, by, person = SessionFactory(), *UserFactory.create_batch(2)

    for staff in ({"trainers": [person], "examiners": [person]}, {"trainers": [person]}):
        with pytest.raises(SessionError, match="somebody else has to examine"):
            replan_session(session=session, by=by, **staff)
        session.examiners.set([person])

    assert not session.trainers.exists()
    assert not OutboxMail.objects.exists()


def test_a_session_with_a_named_examiner_opens_without_asking_the_park_office(park, park_officer):
    organiser = OrganisationFactory(park=park)
    trainer = MembershipFactory(organisation=organiser, role="admin").user
    session = SessionFactory(programme__organiser=organiser, programme__park=park, state="planned")
    session.trainers.add(trainer)
    session.examiners.add(UserFactory())
    SessionMeetingFactory(session=session)

    advance_session(session=session, to=SessionState.OPEN, by=trainer)

    assert not OutboxMail.objects.filter(user=park_officer).exists()


def test_a_session_is_closed_over_those_without_results_at_a_second_word_and_they_are_told():
    session, by = SessionFactory(state="assessed"), UserFactory()
    lacks = EnrolmentFactory.create_batch(2, session=session)
    passed = EnrolmentFactory(session=session, state="passed")

    with pytest.raises(ResultsMissingError, match="missing for 2 people"):
        advance_session(session=session, to=SessionState.CLOSED, by=by)
    session.refresh_from_db()
    before = session.state, set(Enrolment.objects.values_list("state", flat=True))
    advance_session(session=session, to=SessionState.CLOSED, by=by, is_confirmed=True)

    states = dict(Enrolment.objects.values_list("pk", "state"))
    told = OutboxMail.objects.order_by("user").values_list("user", "text")
    assert before == ("assessed", {"enrolled", "passed"})
    assert states == {lacks[0].pk: "failed", lacks[1].pk: "failed", passed.pk: "passed"}
    assert [user for user, _text in told] == sorted(row.profile.user_id for row in lacks)
    assert all("closed before you were examined" in text for _user, text in told)


def test_who_was_not_examined_when_a_session_was_closed_can_still_pass():
    session = HeldSessionFactory(state="closed")
    row = EnrolmentFactory(session=session, state="failed")
    examiner, states = UserFactory(), []

    for part in AssessmentPart:
        assess(enrolment=row, part=part, points=80, examiner=examiner)
        row.refresh_from_db()
        states.append(row.state)

    assert states == ["failed", "passed"]
    assert row.certificate is not None
