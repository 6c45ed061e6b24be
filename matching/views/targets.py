"""Yearly targets of the consortia that a park leads: reached, expected, needed, and the rows."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.queries.target_tables import counted_words, standing
from matching.queries.targets import TargetLine, target_lines
from parks.choices.agreements import FIRST_YEAR, LAST_YEAR
from parks.http import PortalRequest, page
from parks.models import AnnualTarget, Consortium

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@require_safe
def targets(request: PortalRequest) -> HttpResponse:
    """Show one consortium in one year; the numbers lead to their rows in the cockpit."""
    viewer = request.viewer
    if not (viewer.is_operator or viewer.steward_of) or not admin.site.has_permission(request):
        raise Http404
    mine = Consortium.objects.editable_by(viewer).select_related("lead").order_by("pk")
    among, today = list(mine), timezone.localdate()
    consortium, year = _chosen(request, among), _year(request, today.year)
    lines = target_lines(consortium=consortium, year=year, today=today) if consortium else []
    context = admin.site.each_context(request) | {
        "title": _("Targets"),
        "consortia": among,
        "consortium": consortium,
        "year": year,
        "years": _years(consortium, {year, today.year}),
        "lines": [_line(line, consortium) for line in lines],
        "admin_address": reverse("admin:parks_annualtarget_changelist"),
    }
    return page(request, "admin/cockpit/targets.html", context)


def _chosen(request: PortalRequest, among: list[Consortium]) -> Consortium | None:
    """Return the one asked for, else the first; 404 for one that is not theirs."""
    slug = request.GET.get("consortium")
    found = [each for each in among if slug in (None, "", each.slug)]
    if slug and not found:
        raise Http404
    return found[0] if found else None


def _year(request: PortalRequest, present: int) -> int:
    asked = request.GET.get("year", "")
    if not asked:
        return present
    if not asked.isdecimal() or int(asked) not in YEARS:
        raise Http404
    return int(asked)


def _years(consortium: Consortium | None, others: set[int]) -> list[int]:
    rows = AnnualTarget.objects.filter(consortium=consortium).order_by("year")
    return sorted(others | set(rows.values_list("year", flat=True).distinct()))


def _line(line: TargetLine, consortium: Consortium) -> dict[str, Any]:
    cut = {
        "consortium": consortium.pk,
        "year": line.target.year,
        "metric": line.target.metric,
        "park": consortium.lead_id,
    }
    rows = reverse("matching:cockpit_rows", args=["target"])
    return {
        "of": line,
        "standing": standing(line),
        "counted": counted_words(line.target.metric),
        "rows": "" if line.actual is None else f"{rows}?{urlencode(cut)}",
    }
