"""The certificates of a whole session, issued by a worker that may be cut off and begun again."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Session
from matching.actions.assessments import settle_enrolment
from matching.actions.certificates import CertificateError, issue_certificate
from matching.actions.locks import try_lock
from matching.choices.enrolments import EnrolmentState, IssueState
from matching.models import CertificateIssue, Enrolment
from matching.queries.session_results import (
    in_session,
    results_of,
    wait_for_certificates,
    waiting_for_certificates,
)
from parks.actions.trail import record
from parks.models import User
from parks.queue import enqueue
from talent.models import Profile
from talent.queries.certificates import can_be_issued

ISSUE_LOCK_CLASS = 7121
"""A worker is issuing the certificates of this session."""
UNDER_WAY = (IssueState.QUEUED, IssueState.RUNNING)


@transaction.atomic
def ask_for_certificates(session: Session, *, by: User) -> CertificateIssue:
    """Have everybody who passed a session certified; while that is under way it is returned.

    Raises CertificateError where the programme leads to no certificate or nobody waits for one.
    """
    session = (
        Session.objects.select_for_update(of=("self",))
        .select_related("programme__scheme__issuer")
        .get(pk=session.pk)
    )
    under_way = CertificateIssue.objects.filter(session=session, state__in=UNDER_WAY).first()
    if under_way is not None:
        return under_way
    if not can_be_issued(session.programme.scheme):
        raise CertificateError(_("This programme leads to no certificate that is issued now."))
    total = len(waiting_for_certificates(session))
    if not total:
        raise CertificateError(_("Nobody here waits for a certificate."))
    issue = CertificateIssue.objects.create(session=session, total=total, asked_by=by)
    programme = session.programme
    scope = {"organisation_id": programme.organiser_id, "park_id": programme.park_id}
    record(issue, "asked for", by=by, total=total, **scope)
    enqueue("matching.issue_certificates", issue_id=issue.pk)
    return issue


def issue_certificates(issue_id: int) -> None:
    """Work an issue off, person by person; what was done before a worker died is not done again.

    What cannot be issued ends it as failed and says why on its page.
    """
    issue = CertificateIssue.objects.select_related("session", "asked_by").get(pk=issue_id)
    with try_lock(ISSUE_LOCK_CLASS, issue.session_id) as held:
        issue.refresh_from_db(fields=["state", "done", "total"])
        if not held or issue.state not in UNDER_WAY:
            return
        try:
            _work_off(issue)
        except (CertificateError, IntegrityError) as error:
            _finish(issue, IssueState.FAILED, str(error))
        else:
            _finish(issue, IssueState.DONE)


def _work_off(issue: CertificateIssue) -> None:
    """Begin where the last worker stopped: whoever has a certificate waits for none."""
    waiting = waiting_for_certificates(issue.session)
    CertificateIssue.objects.filter(pk=issue.pk).update(
        state=IssueState.RUNNING, total=F("done") + len(waiting)
    )
    for row in waiting:
        _issue_one(issue, row)
    for result in results_of(issue.session, in_session(issue.session)):
        if result.is_open and result.is_examined:
            settle_enrolment(enrolment=result.enrolment, by=issue.asked_by)


@transaction.atomic
def _issue_one(issue: CertificateIssue, row: Enrolment) -> None:
    """Certificate and count are written together: a worker that dies leaves neither or both.

    Who has left or passes no more since the list was read is passed by.
    """
    Profile.objects.select_for_update(of=("self",)).get(pk=row.profile_id)
    row = Enrolment.objects.select_related("profile__user").get(pk=row.pk)
    if not wait_for_certificates(results_of(issue.session, [row])):
        CertificateIssue.objects.filter(pk=issue.pk).update(total=F("total") - 1)
        return
    if row.state != EnrolmentState.PASSED:
        settle_enrolment(enrolment=row, by=issue.asked_by)
    issue_certificate(enrolment=row, by=issue.asked_by)
    CertificateIssue.objects.filter(pk=issue.pk).update(done=F("done") + 1)


def _finish(issue: CertificateIssue, state: IssueState, error: str = "") -> None:
    rows = CertificateIssue.objects.filter(pk=issue.pk)
    rows.update(state=state, error=error, finished_at=timezone.now())


def resume_issues(now: datetime) -> int:
    """Send again what is under way; where a worker is still at it, nothing happens."""
    stalled = CertificateIssue.objects.filter(state__in=UNDER_WAY, asked_at__lt=now)
    ids = list(stalled.order_by("pk").values_list("pk", flat=True))
    for pk in ids:
        enqueue("matching.issue_certificates", issue_id=pk)
    return len(ids)
