"""Reporting a posting, and reading what the park office made of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from companies.actions.reports import ReportError, report_opening
from companies.choices.openings import OpeningState, ReportReason, ReportState
from companies.forms.reports import ReportForm
from companies.models import Opening, OpeningReport
from parks.http import PortalRequest, page, posted


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Anybody who is signed in may report what is on show, but not for their own company."""
    opening = _of_others(request, uuid)
    last = _my_last(request, opening)
    may_report = opening.state == OpeningState.PUBLISHED
    waits = last is not None and last.state == ReportState.OPEN
    form = ReportForm(posted(request)) if may_report and not waits else None
    if form and form.is_valid():
        reason, text = ReportReason(form.cleaned_data["reason"]), form.cleaned_data["text"]
        try:
            report_opening(opening, reason=reason, text=text, now=timezone.now(), by=request.user)
        except ReportError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Reported. The park office looks at it and answers you."))
            return redirect("companies:report", uuid)
    context = {"opening": opening, "last": last, "form": form}
    return page(request, "companies/report.html", context)


def _of_others(request: PortalRequest, uuid: UUID) -> Opening:
    own = request.viewer.organisation_ids | request.viewer.interviewing_for
    shown = Opening.objects.visible_to(request.viewer).exclude(company__in=own)
    mine = OpeningReport.objects.filter(reported_by=request.viewer.user_id)
    rows = shown | Opening.objects.filter(pk__in=mine.values("opening"))
    return get_object_or_404(rows.with_company(), uuid=uuid)


def _my_last(request: PortalRequest, opening: Opening) -> OpeningReport | None:
    mine = OpeningReport.objects.filter(opening=opening, reported_by=request.viewer.user_id)
    return mine.order_by("-reported_at", "-pk").first()
