"""Results of a session: one sheet for all, and the certificates of who has passed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from companies.models import Session
from matching.actions.assessments import (
    EXAMINED_IN,
    AssessmentError,
    assess,
    correct_assessment,
)
from matching.actions.certificate_issues import UNDER_WAY, ask_for_certificates
from matching.actions.certificates import CertificateError, reissue_certificate
from matching.forms.assessments import CorrectionForm, ReissueForm, SheetForm, named_in
from matching.models import CertificateIssue, Enrolment
from matching.queries.organised import PEOPLE_A_PAGE, may_examine
from matching.queries.session_results import (
    in_session,
    last_attempt,
    may_correct,
    results_of,
    wait_for_certificates,
)
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from talent.queries.certificates import can_be_issued


def session_results(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show what everybody has reached; a POST enters the points that were filled in."""
    session = _found(may_examine(request.viewer), uuid)
    everybody = results_of(session, in_session(session))
    pages = paged(request, everybody, size=PEOPLE_A_PAGE)
    asked = named_in(request.POST, everybody) or list(pages["page"])
    form = SheetForm(posted(request), results=asked)
    if form.is_valid():
        _enter(request, form)
        return redirect(request.get_full_path())
    waiting = len(wait_for_certificates(everybody))
    context = {**pages, **_sheet(request, session, form), "waiting": waiting}
    return page(request, "matching/session_results.html", context)


def _sheet(request: PortalRequest, session: Session, form: SheetForm) -> dict[str, Any]:
    programme = session.programme
    return {
        "session": session,
        "programme": programme,
        "may_hold": _may_hold(request, session),
        "form": form,
        "rows": list(form.rows()),
        "is_trainer": session.trainers.filter(pk=request.user.pk).exists(),
        "is_open": session.state in EXAMINED_IN,
        "is_office": request.viewer.is_operator or programme.park_id in request.viewer.steward_of,
        "scheme": programme.scheme,
        "may_issue": can_be_issued(programme.scheme),
        "issue": session.issues.order_by("-asked_at", "-pk").first(),
    }


def _may_hold(request: PortalRequest, session: Session) -> bool:
    """Say whether this person does more here than to examine, as who is named for it alone."""
    return Session.objects.editable_by(request.viewer).filter(pk=session.pk).exists()


def _enter(request: PortalRequest, form: SheetForm) -> None:
    """Enter line by line: one that is refused says why and holds up nobody else."""
    entered = 0
    for result, part, points, attempt in form.entries():
        what = {"part": part.part, "points": points, "attempt": attempt}
        try:
            assess(enrolment=result.enrolment, examiner=request.user, **what)
        except AssessmentError as error:
            messages.error(request, f"{result.enrolment.profile.user}: {error}")
        else:
            entered += 1
    said = ngettext("%(number)d result entered.", "%(number)d results entered.", entered)
    if entered:
        messages.success(request, said % {"number": entered})


def correct_result(request: PortalRequest, uuid: UUID, part: str) -> HttpResponse:
    """Put the last attempt at a part right, for its examiner and the office of the park."""
    reachable = Enrolment.objects.filter(session__in=may_examine(request.viewer).values("pk"))
    found = last_attempt(reachable, uuid, part)
    if found is None or not may_correct(found, request.viewer):
        raise Http404
    form = CorrectionForm(posted(request), initial={"points": found.points})
    if form.is_valid():
        try:
            correct_assessment(assessment=found, by=request.user, **form.cleaned_data)
        except AssessmentError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Corrected, and the person is told."))
        return redirect("matching:session_results", found.enrolment.session.uuid)
    row = found.enrolment
    context = {"form": form, "assessment": found, "enrolment": row, "session": row.session}
    return page(request, "matching/correct_result.html", context)


@require_POST
def issue_certificates(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Have a worker certify everybody who has passed."""
    try:
        issue = ask_for_certificates(own_session(request, uuid), by=request.user)
    except CertificateError as error:
        messages.error(request, str(error))
        return redirect("matching:session_results", uuid)
    return redirect("matching:certificate_issue", issue.uuid)


def issue_again(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Certify one person again whose certificate was revoked, with a reason."""
    rows = Enrolment.objects.editable_by(request.viewer).exclude(certificate=None)
    rows = rows.select_related("profile__user", "certificate__scheme", "session__programme")
    row = get_object_or_404(rows, uuid=uuid)
    form = ReissueForm(posted(request))
    if form.is_valid():
        try:
            made = reissue_certificate(enrolment=row, by=request.user, **form.cleaned_data)
        except CertificateError as error:
            messages.error(request, str(error))
        else:
            said = _("Issued under the number %(serial)s. The holder is told.")
            messages.success(request, said % {"serial": made.serial})
        return redirect("matching:session_results", row.session.uuid)
    context = {"form": form, "enrolment": row, "session": row.session}
    return page(request, "matching/issue_again.html", context)


@require_safe
def certificate_issue(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show how far the certificates of a session are."""
    rows = CertificateIssue.objects.visible_to(request.viewer)
    issue = get_object_or_404(rows.select_related("session__programme"), uuid=uuid)
    is_under_way = issue.state in UNDER_WAY
    if request.htmx and not is_under_way:
        return HttpResponseClientRefresh()
    context = {"issue": issue, "session": issue.session, "is_under_way": is_under_way}
    return page(request, "matching/certificate_issue.html", context)


def own_session(request: PortalRequest, uuid: UUID) -> Session:
    """Return a session that this person organises or oversees, or 404."""
    return _found(Session.objects.editable_by(request.viewer), uuid)


def _found(rows: QuerySet[Session], uuid: UUID) -> Session:
    rows = rows.select_related("programme__scheme__issuer", "programme__organiser")
    return get_object_or_404(rows, uuid=uuid)
