"""Examined by somebody who did not teach; passed by points and attendance; certified at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companies.choices.training import SessionState
from companies.models import Session, SessionMeeting
from matching.actions.assessments import (
    AssessmentError,
    ExaminerError,
    assess,
    forget_notes,
    settle_enrolment,
)
from matching.actions.certificates import CertificateError, issue_certificate
from matching.choices.enrolments import AssessmentPart
from matching.models import Assessment, AttendanceMark, MatchChange
from matching.queries.session_results import attended_of
from parks.models import LogEntry, OutboxMail
from talent.models import Certificate, SkillClaim
from tests.factories.certificates import (
    AssessmentFactory,
    GrantedSkillFactory,
    HeldSessionFactory,
    LearnerFactory,
)
from tests.factories.parks import UserFactory
from tests.factories.training import EnrolmentFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def examiner(db):
    return UserFactory()


def state_of(enrolment) -> str:
    enrolment.refresh_from_db()
    return enrolment.state


def meetings_of(session, number):
    day = [datetime(2026, 4, 1 + place, 1, tzinfo=UTC) for place in range(number)]
    rows = [
        SessionMeeting(session=session, starts_at=each, ends_at=each.replace(hour=3))
        for each in day
    ]
    return SessionMeeting.objects.bulk_create(rows)


def test_who_passes_both_parts_is_certified_in_the_same_breath_with_verified_skills(examiner):
    learner = LearnerFactory()
    granted = GrantedSkillFactory(scheme=learner.session.programme.scheme, level=3)
    MatchChange.objects.all().delete()

    assess(enrolment=learner, part="theory", points=60, examiner=examiner)
    between = state_of(learner), Certificate.objects.count()
    assess(enrolment=learner, part="practice", points=99, examiner=examiner)

    assert between == ("enrolled", 0)
    assert state_of(learner) == "passed"
    certificate = learner.certificate
    assert (certificate.profile, certificate.scheme) == (learner.profile, granted.scheme)
    (claim,) = SkillClaim.objects.filter(profile=learner.profile)
    assert (claim.skill, claim.level, claim.source, claim.certificate) == (
        granted.skill,
        3,
        "certificate",
        certificate,
    )
    changed = MatchChange.objects.filter(side="profile", row_id=learner.profile_id)
    assert changed.exists()  # the incremental re-match works this in
    verbs = LogEntry.objects.filter(noun="matching.enrolment", row_id=learner.pk)
    assert list(verbs.values_list("verb", "actor")) == [("passed", examiner.pk)]


@pytest.mark.parametrize("who", ["trainer", "learner"])
def test_neither_a_trainer_of_the_session_nor_the_learner_examines(who, examiner):
    learner = LearnerFactory()
    if who == "trainer":
        learner.session.trainers.add(UserFactory(), examiner)
    else:
        examiner = learner.profile.user

    with pytest.raises(ExaminerError):
        assess(enrolment=learner, part="theory", points=90, examiner=examiner)

    assert not Assessment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_is_made_a_trainer_in_the_same_moment_does_not_examine():
    learner, examiner = LearnerFactory(), UserFactory()

    def examine():
        try:
            assess(enrolment=learner, part="theory", points=90, examiner=examiner)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            session = Session.objects.select_for_update(of=("self",)).get()
            session.trainers.add(examiner)
            examining = pool.submit(examine)
            with pytest.raises(TimeoutError):
                examining.result(timeout=0.4)  # it waits for the session

        with pytest.raises(ExaminerError):
            examining.result(timeout=10)

    assert not Assessment.objects.exists()


def test_too_few_points_fail_and_a_resit_is_a_further_attempt_that_may_pass(examiner):
    learner = LearnerFactory(session__pass_mark=70)

    assess(enrolment=learner, part="theory", points=69, examiner=examiner)
    assess(enrolment=learner, part="practice", points=70, examiner=examiner)
    failed = state_of(learner)
    with pytest.raises(AssessmentError, match="passed already"):
        assess(enrolment=learner, part="practice", points=90, examiner=examiner)
    assess(enrolment=learner, part="theory", points=50, examiner=examiner)
    assess(enrolment=learner, part="theory", points=70, examiner=examiner)

    rows = Assessment.objects.filter(enrolment=learner).order_by("pk")
    assert failed == "failed"
    assert state_of(learner) == "passed"
    assert list(rows.values_list("part", "attempt", "points")) == [
        ("theory", 1, 69),
        ("practice", 1, 70),
        ("theory", 2, 50),
        ("theory", 3, 70),
    ]


def test_a_form_sent_twice_enters_one_attempt(examiner):
    learner = LearnerFactory()
    assess(enrolment=learner, part="theory", points=40, examiner=examiner, attempt=1)

    with pytest.raises(AssessmentError, match="already"):
        assess(enrolment=learner, part="theory", points=40, examiner=examiner, attempt=1)

    assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    ("session", "enrolment", "points"),
    [
        ("open", "enrolled", 80),
        ("cancelled", "enrolled", 80),
        ("running", "waiting", 80),
        ("running", "withdrawn", 80),
        ("running", "passed", 80),
        ("running", "enrolled", 101),
        ("running", "enrolled", -1),
    ],
)
def test_what_cannot_be_examined_is_refused_and_leaves_no_row(session, enrolment, points, examiner):
    learner = LearnerFactory(session__state=session, state=enrolment)

    with pytest.raises(AssessmentError):
        assess(enrolment=learner, part="theory", points=points, examiner=examiner)

    assert not Assessment.objects.exists()
    assert state_of(learner) == enrolment


def test_points_without_attendance_wait_for_it_and_fail_when_the_session_is_over(examiner):
    session = HeldSessionFactory(attendance_percent=80)
    learner, other = LearnerFactory.create_batch(2, session=session)
    meetings = meetings_of(session, 5)
    for enrolment in (learner, other):
        for meeting in meetings[:3]:
            AttendanceMark.objects.create(enrolment=enrolment, meeting=meeting, mark="present")
        for part in ("theory", "practice"):
            assess(enrolment=enrolment, part=part, points=80, examiner=examiner)
    waiting = state_of(learner), state_of(other)

    AttendanceMark.objects.create(enrolment=learner, meeting=meetings[3], mark="late")
    settle_enrolment(enrolment=learner, by=examiner)
    session.state = SessionState.ASSESSED
    session.save()
    settle_enrolment(enrolment=other, by=examiner)

    assert waiting == ("enrolled", "enrolled")
    assert (state_of(learner), state_of(other)) == ("passed", "failed")
    assert (learner.certificate is None, other.certificate is None) == (False, True)


def test_a_programme_without_a_certificate_passes_people_all_the_same(examiner):
    learner = LearnerFactory(session__programme__scheme=None)

    for part in ("theory", "practice"):
        assess(enrolment=learner, part=part, points=80, examiner=examiner)

    assert (state_of(learner), learner.certificate) == ("passed", None)
    with pytest.raises(CertificateError, match="no certificate"):
        issue_certificate(enrolment=learner, by=examiner)


def test_a_certificate_is_issued_once_and_only_to_who_has_passed(examiner):
    learner, passed = LearnerFactory(), LearnerFactory(state="passed")

    with pytest.raises(CertificateError, match="passed"):
        issue_certificate(enrolment=learner, by=examiner)
    first = issue_certificate(enrolment=passed, by=examiner)
    second = issue_certificate(enrolment=passed, by=examiner)

    assert first == second
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize(
    ("meetings", "marks", "percent"),
    [
        (0, [], 100),
        (4, [], 0),
        (4, ["present", "late", "absent"], 50),
        (4, ["present", "present", "excused"], 66),
        (2, ["excused", "excused"], 100),
    ],
)
def test_attendance_counts_who_came_late_and_leaves_out_who_was_excused(meetings, marks, percent):
    assert attended_of(marks, number=meetings).percent == percent


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["theory", "practice"]), st.integers(0, 100)), max_size=6)
)
def test_whatever_is_entered_a_pass_means_both_parts_reached_the_mark(examiner, tries):
    learner = LearnerFactory(session__programme__scheme=None, session__pass_mark=60)
    best = {"theory": -1, "practice": -1}

    for part, points in tries:
        if best[part] < 60 and state_of(learner) != "passed":
            assess(enrolment=learner, part=part, points=points, examiner=examiner)
            best[part] = max(best[part], points)

    expected = "passed" if min(best.values()) >= 60 else "enrolled"
    if expected == "enrolled" and min(best.values()) >= 0:
        expected = "failed"
    assert state_of(learner) == expected


def test_what_an_examiner_wrote_about_somebody_who_leaves_goes_and_the_points_stay():
    mine, other = AssessmentFactory(note="Nervous", points=61), AssessmentFactory(note="Calm")

    forget_notes(mine.enrolment.profile)

    rows = Assessment.objects.order_by("pk").values_list("note", "points")
    assert list(rows) == [("", 61), ("Calm", other.points)]


def test_who_does_not_pass_is_told_what_can_be_done_and_who_passes_is_told_once():
    with_paper, without = HeldSessionFactory(), SessionFactory(state="running")
    told = {}
    for session in (with_paper, without):
        for points in (40, 90):
            row = EnrolmentFactory(session=session)
            for part in AssessmentPart:
                assess(enrolment=row, part=part, points=points, examiner=UserFactory())
            mails = OutboxMail.objects.filter(user=row.profile.user)
            told[session.pk, points] = list(mails.values_list("subject", flat=True))

    failed = [told[session.pk, 40] for session in (with_paper, without)]
    assert [len(subjects) for subjects in told.values()] == [1] * 4
    assert all("Not passed so far" in subject for (subject,) in failed)
    assert "Passed" in told[without.pk, 90][0]
    assert "Passed:" not in told[with_paper.pk, 90][0]  # the letter of the certificate says it


def test_a_resit_that_fails_again_is_told_and_a_part_that_is_passed_meanwhile_is_not():
    row, examiner = LearnerFactory(), UserFactory()
    mails, told = OutboxMail.objects.filter(user=row.profile.user), []

    for part, points in (("theory", 40), ("practice", 40), ("theory", 50), ("theory", 80)):
        assess(enrolment=row, part=part, points=points, examiner=examiner)
        told.append(mails.count())

    assert told == [0, 1, 2, 2]
    assert all("Not passed so far" in mail.subject for mail in mails)
