"""Points that were entered wrongly: put right with a reason, and the enrolment settled again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from matching.actions.assessments import (
    AssessmentError,
    ExaminerError,
    assess,
    correct_assessment,
)
from matching.actions.certificate_issues import ask_for_certificates, issue_certificates
from matching.actions.certificates import (
    CertificateError,
    reissue_certificate,
    revoke_certificate,
)
from matching.actions.erasure import erase_account
from matching.models import Assessment, AttendanceMark
from parks.models import LogEntry, Notice, OutboxMail
from talent.models import Certificate, Profile, SkillClaim
from tests.factories.certificates import (
    AssessmentFactory,
    CertificateFactory,
    GrantedSkillFactory,
    HeldSessionFactory,
    LearnerFactory,
)
from tests.factories.parks import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.training import SessionMeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def examiner(db):
    return UserFactory()


def examined(learner, examiner, theory, practice) -> list[Assessment]:
    points = {"theory": theory, "practice": practice}
    return [
        assess(enrolment=learner, part=part, points=number, examiner=examiner)
        for part, number in points.items()
    ]


def correct(assessment, points, by, reason="Two sheets were mixed up."):
    return correct_assessment(assessment=assessment, points=points, by=by, reason=reason)


def state_of(learner) -> str:
    learner.refresh_from_db()
    return learner.state


def test_too_few_points_put_right_pass_and_certify_and_the_person_reads_why(examiner):
    learner = LearnerFactory()
    theory, _practice = examined(learner, examiner, 16, 80)
    before = state_of(learner)

    correct(theory, 61, examiner)

    assert (before, state_of(learner)) == ("failed", "passed")
    assert learner.certificate is not None
    assert Assessment.objects.get(part="theory").points == 61
    entry = LogEntry.objects.get(noun="matching.assessment", verb="corrected")
    assert (entry.actor, entry.park) == (examiner, learner.session.programme.park)
    assert (entry.details["before"], entry.details["after"]) == (16, 61)
    mail = OutboxMail.objects.filter(user=learner.profile.user).get(text__contains="mixed up")
    assert "61 points instead of 16" in mail.text
    assert Notice.objects.filter(user=learner.profile.user, text_en__contains="corrected").exists()


def test_a_pass_without_a_certificate_is_taken_back_and_may_be_resat(examiner):
    learner = LearnerFactory(session__programme__scheme=None)
    theory, _practice = examined(learner, examiner, 61, 80)

    correct(theory, 16, examiner)
    failed = state_of(learner)
    assess(enrolment=learner, part="theory", points=70, examiner=examiner)

    assert (failed, state_of(learner)) == ("failed", "passed")
    with pytest.raises(AssessmentError, match="last attempt"):
        correct(theory, 90, examiner)


def test_a_certified_pass_is_corrected_after_its_certificate_is_revoked_and_certified_anew(
    examiner,
):
    learner = LearnerFactory()
    GrantedSkillFactory(scheme=learner.session.programme.scheme)
    theory, _practice = examined(learner, examiner, 61, 80)
    first = Certificate.objects.get()

    with pytest.raises(AssessmentError, match=first.serial):
        correct(theory, 16, examiner)
    revoke_certificate(certificate=first, by=examiner, reason="Wrong sheet")
    correct(theory, 95, examiner)
    unchanged = state_of(learner), learner.certificate
    correct(theory, 16, examiner)
    taken_back = state_of(learner), learner.certificate, SkillClaim.objects.count()
    assess(enrolment=learner, part="theory", points=70, examiner=examiner)

    assert unchanged == ("passed", first)  # the revocation is not undone by other points
    assert taken_back == ("failed", None, 0)
    assert state_of(learner) == "passed"
    assert learner.certificate != first
    assert learner.certificate.revoked_at is None
    assert SkillClaim.objects.get().certificate == learner.certificate


def test_only_the_examiner_and_the_office_correct_and_nobody_who_teaches_or_learns(examiner):
    session = HeldSessionFactory()
    learner = LearnerFactory(session=session)
    (theory, _practice) = examined(learner, examiner, 16, 40)
    office = OrganisationFactory(kind="park_office", park=session.programme.park)
    officer, trainer = (MembershipFactory(organisation=office).user for _each in range(2))
    session.trainers.add(trainer)
    colleague = MembershipFactory(organisation=session.programme.organiser).user

    for other in (colleague, trainer, learner.profile.user, UserFactory()):
        with pytest.raises(ExaminerError):
            correct(theory, 90, other)
    correct(theory, 20, officer)

    assert Assessment.objects.get(part="theory").points == 20
    assert Assessment.objects.get(part="theory").examiner == examiner  # who examined stays


@pytest.mark.parametrize(
    ("points", "reason", "state", "session"),
    [
        (101, "Why.", "enrolled", "running"),
        (-1, "Why.", "enrolled", "running"),
        (70, "Why.", "enrolled", "running"),
        (71, "  ", "enrolled", "running"),
        (71, "Why.", "withdrawn", "running"),
        (71, "Why.", "enrolled", "cancelled"),
    ],
)
def test_what_cannot_be_corrected_stays(points, reason, state, session):
    learner = LearnerFactory(state=state, session__state=session)
    row = AssessmentFactory(enrolment=learner, points=70)

    with pytest.raises(AssessmentError):
        correct(row, points, row.examiner, reason)

    assert Assessment.objects.get().points == 70
    assert not OutboxMail.objects.exists()


def test_points_put_right_wait_for_attendance_while_the_session_runs(examiner):
    learner = LearnerFactory()
    meeting = SessionMeetingFactory(session=learner.session)
    theory, _practice = examined(learner, examiner, 16, 80)

    correct(theory, 61, examiner)
    waits = state_of(learner)
    AttendanceMark.objects.create(enrolment=learner, meeting=meeting, mark="present")
    correct(theory, 62, examiner)

    assert (waits, state_of(learner)) == ("enrolled", "passed")


def test_somebody_who_has_left_holds_up_no_other_and_is_examined_no_more(examiner):
    session = HeldSessionFactory()
    gone, here = LearnerFactory.create_batch(2, session=session, state="passed")
    failed = LearnerFactory(session=session, state="failed")
    Profile.objects.filter(pk__in=[gone.profile_id, failed.profile_id]).update(
        erased_at=timezone.now()
    )

    issue = ask_for_certificates(session, by=examiner)
    issue_certificates(issue.pk)
    with pytest.raises(AssessmentError, match="left the portal"):
        assess(enrolment=failed, part="theory", points=80, examiner=examiner)

    issue.refresh_from_db()
    assert (issue.state, issue.total, issue.done) == ("done", 1, 1)
    assert Certificate.objects.get().profile == here.profile


@pytest.mark.django_db(transaction=True)
def test_erasing_somebody_while_they_are_examined_waits_and_neither_fails():
    learner, examiner = LearnerFactory(state="failed"), UserFactory()
    AssessmentFactory(enrolment=learner, part="theory", points=80, examiner=examiner)
    user = learner.profile.user

    def erase():
        try:
            with transaction.atomic():
                erase_account(user, now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            type(learner.session).objects.select_for_update(of=("self",)).get()
            erasing = pool.submit(erase)
            with pytest.raises(TimeoutError):
                erasing.result(timeout=0.5)  # it waits for the session, holding no profile
            assess(enrolment=learner, part="practice", points=90, examiner=examiner)
        erasing.result(timeout=10)

    row = Certificate.objects.get()
    assert (row.profile, row.holder) == (None, "")
    assert Profile.objects.get().erased_at is not None


def test_a_certificate_revoked_by_mistake_is_issued_again_with_a_reason_and_a_new_number(examiner):
    learner = LearnerFactory()
    for part in ("theory", "practice"):
        assess(enrolment=learner, part=part, points=80, examiner=examiner)
    first, by = Certificate.objects.get(), UserFactory()

    with pytest.raises(CertificateError, match="in place of a revoked"):
        reissue_certificate(enrolment=learner, by=by, reason="Mixed up")
    revoke_certificate(certificate=first, by=examiner, reason="Wrong sheet")
    with pytest.raises(CertificateError, match="Say why"):
        reissue_certificate(enrolment=learner, by=by, reason=" ")
    second = reissue_certificate(enrolment=learner, by=by, reason=" Revoked by mistake ")
    with pytest.raises(CertificateError, match="in place of a revoked"):
        reissue_certificate(enrolment=learner, by=by, reason="Once more")

    learner.refresh_from_db()
    first.refresh_from_db()
    mail = OutboxMail.objects.filter(user=learner.profile.user).latest("pk")
    assert learner.certificate == second
    assert (second.serial != first.serial, first.revoked_at is None) == (True, False)
    assert (second.reissued_because, second.issued_by) == ("Revoked by mistake", by)
    assert "Revoked by mistake" in mail.text
    assert Certificate.objects.count() == 2


def test_who_has_not_passed_gets_no_certificate_in_place_of_a_revoked_one(examiner):
    revoked = CertificateFactory(
        revoked_at="2026-05-05T00:00Z", revoked_because="The points were wrong."
    )
    learner = LearnerFactory(profile=revoked.profile, certificate=revoked, state="failed")

    with pytest.raises(CertificateError, match="Only who has passed"):
        reissue_certificate(enrolment=learner, by=examiner, reason="Please")

    assert Certificate.objects.get() == revoked
