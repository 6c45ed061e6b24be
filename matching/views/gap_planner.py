"""The gap planner of a park office: which training would unlock the most, and a draft of it."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from companies.models import Programme
from matching import engine
from matching.actions.gap_planner import (
    PlanRefusedError,
    ask_for_plan,
    counting,
    draft_session,
)
from matching.choices.snapshots import SnapshotKind
from matching.models import Snapshot
from matching.queries.gap_tables import (
    SORTS,
    gain_chart,
    missing_lines,
    planned_lines,
    sort_names,
)
from parks.http import PortalRequest, page
from parks.models import Organisation, Park


@require_safe
def gap_planner(request: PortalRequest) -> HttpResponse:
    """Show what was counted last; the names and sessions beside it are those of now."""
    parks = parks_of(request)
    park, sort = chosen(request.GET.get("park", ""), parks), request.GET.get("sort", SORTS[0])
    if sort not in SORTS:
        raise Http404
    snapshot = Snapshot.objects.visible_to(request.viewer).of(SnapshotKind.GAPS, park=park).first()
    context = admin.site.each_context(request) | {
        "title": _("Gap planner"),
        "parks": parks,
        "park": park,
        "snapshot": snapshot,
        "progress": counting(park.pk),
        "sort": sort,
        "sorts": sort_names(),
        "threshold": engine.WITHIN_REACH,
        "full_points": engine.FULL_POINTS,
        **(_lines(request, snapshot, sort) if snapshot else {}),
    }
    return page(request, "admin/cockpit/gaps.html", context)


def parks_of(request: PortalRequest) -> list[Park]:
    """Return the parks whose training the viewer plans; 404 for nobody."""
    viewer = request.viewer
    parks = list(Park.objects.editable_by(viewer).order_by("pk"))
    if not parks or not admin.site.has_permission(request):
        raise Http404
    return parks


def chosen(asked: str, parks: list[Park]) -> Park:
    """Return the park asked for, else the first; 404 for one that is not theirs."""
    found = [park for park in parks if asked in ("", str(park.pk))]
    if not found:
        raise Http404
    return found[0]


def _lines(request: PortalRequest, snapshot: Snapshot, sort: str) -> dict[str, Any]:
    planned = planned_lines(snapshot, request.viewer, sort)
    mine = Organisation.objects.filter(
        pk__in=request.viewer.organisation_ids, park=snapshot.park_id
    )
    office = mine.order_by("pk").first()
    return {
        "set_up": reverse("matching:new_programme", args=[office.uuid]) if office else "",
        "planned": planned,
        "missing": missing_lines(snapshot, request.viewer),
        "chart": gain_chart(planned),
    }


@require_POST
def count_gaps(request: PortalRequest) -> HttpResponse:
    park = chosen(request.POST.get("park", ""), parks_of(request))
    try:
        ask_for_plan(park, by=request.user)
    except PlanRefusedError as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('matching:cockpit_gaps')}?park={park.pk}")


@require_POST
def draft_from_gaps(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Turn a suggestion into a draft of a session, and lead to it."""
    parks_of(request)
    rows = Programme.objects.editable_by(request.viewer)
    programme = get_object_or_404(rows, uuid=uuid)
    session, is_new = draft_session(programme, by=request.user, today=timezone.localdate())
    made = _(
        "A draft of a session is made. Look through its days, and plan it when they are right."
    )
    present = _("There is a draft of a session already: this one. Nothing was added.")
    messages.success(request, made if is_new else present)
    return redirect("matching:desk_session", session.uuid)
