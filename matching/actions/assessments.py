"""Examinations in theory and practice by somebody who did not teach; a pass is certified.

Locks are taken in one order, as by whoever erases a person: session, profile, enrolment.
"""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from companies.choices.training import SessionState
from companies.models import Session
from matching.actions.certificates import issue_certificate
from matching.choices.enrolments import ENROLMENT_MOVES, AssessmentPart, EnrolmentState
from matching.models import Assessment, Enrolment
from matching.queries.session_results import PartResult, Result, results_of
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.models import User
from parks.queries.viewers import viewer_of
from talent.models import Profile
from talent.queries.certificates import can_be_issued

EXAMINED_IN = (SessionState.RUNNING, SessionState.ASSESSED, SessionState.CLOSED)
"""From its first day; a resit may come after everything else is done."""
TO_BE_EXAMINED = (EnrolmentState.ENROLLED, EnrolmentState.FAILED)
EXAMINED = (*TO_BE_EXAMINED, EnrolmentState.PASSED)
OUTCOMES = {EnrolmentState.PASSED: "result_passed", EnrolmentState.FAILED: "result_failed"}
"""What is told of a result; with a certificate its own letter tells it."""


class AssessmentError(Exception):
    """This cannot be entered; says why."""


class ExaminerError(AssessmentError):
    """A trainer of the session, or the person themselves, cannot be the examiner."""


@transaction.atomic
def assess(
    *,
    enrolment: Enrolment,
    part: AssessmentPart,
    points: int,
    examiner: User,
    note: str = "",
    attempt: int | None = None,
) -> Assessment:
    """Enter the points of one part, 0 to 100; a further attempt is a resit of a part not passed.

    Who has then passed both parts and attended enough is PASSED and gets the certificate in the
    same transaction; who was examined in both and lacks points is FAILED until a resit, and so is
    whoever has not passed when the session is closed.
    `attempt`, when given, is the one that the examiner saw to come next. The person is told of each
    outcome, and of a resit that does not change it.
    Raises ExaminerError, and AssessmentError for a session that does not run, a person who holds
    no open place in it, a part that is passed, points out of range and an attempt entered already.
    """
    session = _locked_session(enrolment)
    row = _locked(enrolment)
    _require_examiner(examiner, row, session)
    _require_open(row, session)
    if not 0 <= points <= 100:
        raise AssessmentError(_("Points are from 0 to 100."))
    found = _part(_result(row, session), part)
    if found.is_passed:
        raise AssessmentError(_("This part is passed already."))
    if attempt is not None and attempt != found.next_attempt:
        raise AssessmentError(_("This attempt was entered already."))
    assessment = Assessment.objects.create(
        enrolment=row,
        part=part,
        attempt=found.next_attempt,
        points=points,
        examiner=examiner,
        note=note,
    )
    record(assessment, "entered", by=examiner, part=str(part), **_scope(session))
    _settle(row, session, examiner)
    if found.attempts and row.state == EnrolmentState.FAILED and points < session.pass_mark:
        _tell_of_outcome(row, OUTCOMES[row.state], is_examined=True)
    return assessment


@transaction.atomic
def correct_assessment(*, assessment: Assessment, points: int, by: User, reason: str) -> Assessment:
    """Put right the points of the last attempt at a part, and settle the enrolment again.

    Its examiner may, and the office of the park. The person is told both numbers and why; the log
    keeps both. A pass is taken back only once its certificate is revoked, and the next pass is
    then certified anew; points that do not change the outcome leave a revoked certificate revoked.
    Raises ExaminerError, and AssessmentError without a reason, for an earlier attempt, a person who
    holds no place any more, the same points, and while a certificate stands.
    """
    session = _locked_session(assessment.enrolment)
    row = _locked(assessment.enrolment)
    found = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    _require_corrector(by, found, row, session)
    _require_correctable(found, row, session)
    _require_other_points(found, points, reason)
    before, found.points = found.points, points
    found.save(update_fields=["points"])
    facts = {"part": found.part, "attempt": found.attempt, "before": before, "after": points}
    record(found, "corrected", by=by, **facts, **_scope(session))
    _tell_of_correction(found, row, before, reason.strip())
    _settle(row, session, by)
    return found


@transaction.atomic
def settle_enrolment(*, enrolment: Enrolment, by: User | None) -> Enrolment:
    """Bring a state in line with points and attendance, as after a mark; harmless twice.

    Raises AssessmentError when that would take a pass back whose certificate stands.
    """
    session = _locked_session(enrolment)
    row = _locked(enrolment)
    if row.state in EXAMINED and row.profile.erased_at is None:
        _settle(row, session, by)
    return row


def lock_training_of(user: User) -> None:
    """Lock the sessions somebody was ever in, before their profile; for who erases them."""
    mine = Enrolment.objects.filter(profile__user=user).values("session")
    list(Session.objects.select_for_update(of=("self",)).filter(pk__in=mine).order_by("pk"))


def lock_people_of(session: Session) -> None:
    """Lock all who are in a locked session, in one order, before several are settled."""
    inside = Enrolment.objects.live().filter(session=session).values("profile")
    list(Profile.objects.select_for_update(of=("self",)).filter(pk__in=inside).order_by("pk"))


def forget_notes(profile: Profile) -> None:
    """Empty what examiners wrote about somebody who leaves; the points stay for statistics."""
    Assessment.objects.filter(enrolment__profile=profile).update(note="")


def _settle(row: Enrolment, session: Session, by: User | None) -> None:
    result = _result(row, session)
    state = _earned(result, session)
    if state == row.state:
        return
    _move(row, state, session, by)
    if state == EnrolmentState.PASSED and can_be_issued(session.programme.scheme):
        issue_certificate(enrolment=row, by=by)
    elif state in OUTCOMES:
        _tell_of_outcome(row, OUTCOMES[state], is_examined=result.is_examined)


def _earned(result: Result, session: Session) -> EnrolmentState:
    if result.is_passed:
        return EnrolmentState.PASSED
    return EnrolmentState.FAILED if _has_failed(result, session) else EnrolmentState.ENROLLED


def _has_failed(result: Result, session: Session) -> bool:
    """Points decide at once, attendance when the session is over, and its end whatever lacks."""
    if session.state == SessionState.CLOSED:
        return True
    lacks_attendance = result.is_examined and not result.attends
    is_over = session.state == SessionState.ASSESSED
    return result.has_failed_a_part or (lacks_attendance and is_over)


def _move(row: Enrolment, state: EnrolmentState, session: Session, by: User | None) -> None:
    ENROLMENT_MOVES.require(row.state, state)
    if row.state == EnrolmentState.PASSED:
        _require_no_certificate(row)
        row.certificate = None
    row.state = state
    row.save(update_fields=["state", "certificate"])
    record(row, str(state), by=by, **_scope(session))


def _require_examiner(examiner: User, row: Enrolment, session: Session) -> None:
    if session.trainers.filter(pk=examiner.pk).exists():
        raise ExaminerError(_("A trainer of this session cannot examine it."))
    if row.profile.user_id == examiner.pk:
        raise ExaminerError(_("Nobody examines themselves."))


def _require_open(row: Enrolment, session: Session) -> None:
    if session.state not in EXAMINED_IN:
        raise AssessmentError(_("Results are entered once the session runs."))
    _require_present(row)
    if row.state not in TO_BE_EXAMINED:
        raise AssessmentError(_("This person is “%(state)s”.") % {"state": row.get_state_display()})


def _require_corrector(by: User, assessment: Assessment, row: Enrolment, session: Session) -> None:
    _require_examiner(by, row, session)
    viewer = viewer_of(by)
    is_office = viewer.is_operator or session.programme.park_id in viewer.steward_of
    if assessment.examiner_id != by.pk and not is_office:
        raise ExaminerError(_("Only the examiner or the park office corrects points."))


def _require_correctable(assessment: Assessment, row: Enrolment, session: Session) -> None:
    _require_present(row)
    if row.state not in EXAMINED:
        raise AssessmentError(_("This person is “%(state)s”.") % {"state": row.get_state_display()})
    if session.state not in EXAMINED_IN:
        raise AssessmentError(_("Results are entered once the session runs."))
    later = Assessment.objects.filter(enrolment=row, part=assessment.part)
    if later.filter(attempt__gt=assessment.attempt).exists():
        raise AssessmentError(_("Only the last attempt at a part is corrected."))
    _require_no_certificate(row)


def _require_no_certificate(row: Enrolment) -> None:
    """A pass is taken back only once its certificate is revoked."""
    if row.certificate is not None and row.certificate.revoked_at is None:
        raise AssessmentError(
            _("The certificate %(serial)s of %(name)s stands on this. Revoke it first.")
            % {"serial": row.certificate.serial, "name": row.profile}
        )


def _require_present(row: Enrolment) -> None:
    if row.profile.erased_at is not None:
        raise AssessmentError(_("This person has left the portal."))


def _require_other_points(assessment: Assessment, points: int, reason: str) -> None:
    if not 0 <= points <= 100:
        raise AssessmentError(_("Points are from 0 to 100."))
    if points == assessment.points:
        raise AssessmentError(_("These are the points that are entered already."))
    if not reason.strip():
        raise AssessmentError(_("Say why, the person reads it."))


def _tell_of_correction(assessment: Assessment, row: Enrolment, before: int, reason: str) -> None:
    tell(
        row.profile.user,
        kind=NoticeKind.TRAINING,
        template="matching/mail/result_corrected",
        context={
            "programme": row.session.programme,
            "part": assessment.get_part_display(),
            "before": before,
            "after": assessment.points,
            "reason": reason,
        },
        address=reverse("matching:my_training"),
    )


def _tell_of_outcome(row: Enrolment, template: str, *, is_examined: bool) -> None:
    session = row.session
    tell(
        row.profile.user,
        kind=NoticeKind.TRAINING,
        template=f"matching/mail/{template}",
        context={
            "programme": session.programme,
            "session": session,
            "is_examined": is_examined,
        },
        address=reverse("matching:my_training"),
    )


def _result(row: Enrolment, session: Session) -> Result:
    return results_of(session, [row])[0]


def _part(result: Result, part: AssessmentPart) -> PartResult:
    return next(one for one in result.parts if one.part == part)


def _locked_session(enrolment: Enrolment) -> Session:
    """Lock the session first: its trainers are changed under the same lock."""
    rows = Session.objects.select_for_update(of=("self",))
    return rows.select_related("programme__scheme__issuer").get(pk=enrolment.session_id)


def _locked(enrolment: Enrolment) -> Enrolment:
    Profile.objects.select_for_update(of=("self",)).get(pk=enrolment.profile_id)
    rows = Enrolment.objects.select_for_update(of=("self",))
    rows = rows.select_related("profile__user", "certificate", "session__programme")
    return rows.get(pk=enrolment.pk)


def _scope(session: Session) -> dict[str, int]:
    return {
        "organisation_id": session.programme.organiser_id,
        "park_id": session.programme.park_id,
    }
