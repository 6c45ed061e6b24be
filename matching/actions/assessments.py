"""Examinations in theory and practice by somebody who did not teach; a pass is certified."""

from django.db import transaction
from django.utils.translation import gettext as _

from companies.choices.training import SessionState
from companies.models import Session
from matching.actions.certificates import issue_certificate
from matching.choices.enrolments import ENROLMENT_MOVES, AssessmentPart, EnrolmentState
from matching.models import Assessment, Enrolment
from matching.queries.session_results import PartResult, Result, results_of
from parks.actions.trail import record
from parks.models import User
from talent.actions.certificates import can_be_issued
from talent.models import Profile

EXAMINED_IN = (SessionState.RUNNING, SessionState.ASSESSED, SessionState.CLOSED)
"""From its first day; a resit may come after everything else is done."""
TO_BE_EXAMINED = (EnrolmentState.ENROLLED, EnrolmentState.FAILED)


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
    same transaction; who was examined in both and lacks points is FAILED until a resit.
    `attempt`, when given, is the one that the examiner saw to come next.
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
    return assessment


@transaction.atomic
def settle_enrolment(*, enrolment: Enrolment, by: User | None) -> Enrolment:
    """Bring a state in line with points and attendance, as after a mark; harmless twice."""
    session = _locked_session(enrolment)
    row = _locked(enrolment)
    if row.state in TO_BE_EXAMINED:
        _settle(row, session, by)
    return row


def forget_notes(profile: Profile) -> None:
    """Empty what examiners wrote about somebody who leaves; the points stay for statistics."""
    Assessment.objects.filter(enrolment__profile=profile).update(note="")


def _settle(row: Enrolment, session: Session, by: User | None) -> None:
    result = _result(row, session)
    if result.is_passed:
        _move(row, EnrolmentState.PASSED, session, by)
        if can_be_issued(session.programme.scheme):
            issue_certificate(enrolment=row, by=by)
    elif row.state == EnrolmentState.ENROLLED and _has_failed(result, session):
        _move(row, EnrolmentState.FAILED, session, by)


def _has_failed(result: Result, session: Session) -> bool:
    """Points decide at once; attendance only when the session is over."""
    lacks_attendance = result.is_examined and not result.attends
    is_over = session.state in (SessionState.ASSESSED, SessionState.CLOSED)
    return result.has_failed_a_part or (lacks_attendance and is_over)


def _move(row: Enrolment, state: EnrolmentState, session: Session, by: User | None) -> None:
    ENROLMENT_MOVES.require(row.state, state)
    row.state = state
    row.save(update_fields=["state"])
    record(row, str(state), by=by, **_scope(session))


def _require_examiner(examiner: User, row: Enrolment, session: Session) -> None:
    if session.trainers.filter(pk=examiner.pk).exists():
        raise ExaminerError(_("A trainer of this session cannot examine it."))
    if row.profile.user_id == examiner.pk:
        raise ExaminerError(_("Nobody examines themselves."))


def _require_open(row: Enrolment, session: Session) -> None:
    if session.state not in EXAMINED_IN:
        raise AssessmentError(_("Results are entered once the session runs."))
    if row.state not in TO_BE_EXAMINED:
        raise AssessmentError(_("This person is “%(state)s”.") % {"state": row.get_state_display()})


def _result(row: Enrolment, session: Session) -> Result:
    return results_of(session, [row])[0]


def _part(result: Result, part: AssessmentPart) -> PartResult:
    return next(one for one in result.parts if one.part == part)


def _locked_session(enrolment: Enrolment) -> Session:
    """Lock the session first: its trainers are changed under the same lock."""
    rows = Session.objects.select_for_update(of=("self",))
    return rows.select_related("programme__scheme__issuer").get(pk=enrolment.session_id)


def _locked(enrolment: Enrolment) -> Enrolment:
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("profile__user")
    return rows.get(pk=enrolment.pk)


def _scope(session: Session) -> dict[str, int]:
    return {
        "organisation_id": session.programme.organiser_id,
        "park_id": session.programme.park_id,
    }
