"""Consortia for everybody: who is in one, who leads it, and what it has reached this year."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from matching.queries.consortium import (
    councils,
    members_by_kind,
    shown_consortia,
    target_bars,
)
from matching.queries.target_tables import counted_words, standing
from matching.queries.targets import TargetLine, target_lines
from parks.http import PortalRequest, page
from parks.paging import paged


@login_not_required
@require_safe
def consortia(request: PortalRequest) -> HttpResponse:
    context = paged(request, shown_consortia(request.viewer))
    return page(request, "matching/consortia.html", context)


@login_not_required
@require_safe
def consortium(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a consortium; the numbers of its targets are counted when the page is asked for."""
    row = get_object_or_404(shown_consortia(request.viewer), slug=slug)
    today = timezone.localdate()
    council, earlier = councils(row, today)
    lines = target_lines(consortium=row, year=today.year, today=today)
    context = {
        "consortium": row,
        "members": members_by_kind(row),
        "council": council,
        "earlier": earlier,
        "year": today.year,
        "bars": target_bars(lines),
        "lines": [_line(line) for line in lines],
    }
    return page(request, "matching/consortium.html", context)


def _line(line: TargetLine) -> dict[str, Any]:
    return {
        "of": line,
        "standing": standing(line),
        "counted": counted_words(line.target.metric),
    }
