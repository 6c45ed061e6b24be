"""The cockpit of offices and of the operator: read from snapshots, each number with its rows."""

from typing import Any, NamedTuple

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.models import Opening
from matching.actions.cockpit import ask_for_cockpit, counting
from matching.actions.cockpit_files import FORMS, chart_file, tables_file
from matching.choices.snapshots import SnapshotKind
from matching.models import Snapshot
from matching.queries import cockpit_lists
from matching.queries.cockpit_panels import Panel, panels, read_names, view_names
from matching.queries.cockpit_rows import VIEWS, Scope, UnknownFigureError, rows_behind
from matching.queries.numbers import rate
from parks.http import PortalRequest, page
from parks.models import Park

PLATFORM, CONSORTIUM = "platform", "all"
ROWS_PER_PAGE = 50


class Owner(NamedTuple):
    """Whose figures are asked for; `park` is None for the platform and the consortium."""

    key: str
    name: str
    park: Park | None = None


def owners(request: PortalRequest) -> dict[str, Owner]:
    """Return all that the viewer may look at, what they see first in front; 404 for nobody."""
    viewer = request.viewer
    if not (viewer.is_operator or viewer.steward_of) or not admin.site.has_permission(request):
        raise Http404
    parks = list(Park.objects.editable_by(viewer).order_by("pk"))
    found = [Owner(PLATFORM, _("Platform"))] if viewer.is_operator else []
    found += [Owner(str(park.pk), str(park), park) for park in parks]
    found += [Owner(CONSORTIUM, _("Park by park"))] if len(parks) > 1 else []
    return {owner.key: owner for owner in found}


def chosen(request: PortalRequest, among: dict[str, Owner]) -> Owner:
    asked = request.POST if request.method == "POST" else request.GET
    key = asked.get("park") or next(iter(among))
    if key not in among:
        raise Http404
    return among[key]


def latest(request: PortalRequest, park: Park | None) -> Snapshot | None:
    rows = Snapshot.objects.visible_to(request.viewer)
    return rows.of(SnapshotKind.COCKPIT, park=park).first()


def cockpit(request: PortalRequest) -> HttpResponse:
    among = owners(request)
    owner = chosen(request, among)
    if owner.key == CONSORTIUM:
        return _park_by_park(request, among)
    snapshot = latest(request, owner.park)
    view = request.GET.get("view", VIEWS[0])
    if view not in VIEWS:
        raise Http404
    found = panels(snapshot.figures, read_names(), view) if snapshot else []
    if "file" in request.GET:
        return _file(found, request.GET["file"], request.GET.get("chart", ""))
    context = _frame(request, among, owner) | {
        "snapshot": snapshot,
        "panels": found,
        "view": view,
        "views": view_names(),
        "progress": counting(owner.park),
    }
    return page(request, "admin/cockpit/cockpit.html", context)


def _frame(request: PortalRequest, among: dict[str, Owner], owner: Owner) -> dict[str, Any]:
    return admin.site.each_context(request) | {
        "title": _("Cockpit"),
        "owners": list(among.values()),
        "owner": owner,
        "rows_address": reverse("matching:cockpit") + "rows/",
    }


def _file(found: list[Panel], form: str, name: str) -> HttpResponse:
    """Return all tables, or one chart; there is no file of what was not counted."""
    if not found or form not in FORMS:
        raise Http404
    panel = next((panel for panel in found if panel.name == name), None)
    if panel is None and form != "xlsx":
        raise Http404
    if form == "xlsx":
        content = tables_file([panel] if panel else found)
    else:
        content = chart_file(panel, form)
    response = HttpResponse(content, content_type=FORMS[form])
    file = f"cockpit-{panel.name if panel else 'all'}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _park_by_park(request: PortalRequest, among: dict[str, Owner]) -> HttpResponse:
    parks = [owner.park for owner in among.values() if owner.park]
    rows = Snapshot.objects.visible_to(request.viewer).filter(
        kind=SnapshotKind.COCKPIT, park__in=parks
    )
    newest = rows.order_by("park", "-taken_at", "-pk").distinct("park")
    by_park = {snapshot.park_id: snapshot for snapshot in newest}
    lines = [_line(park, by_park.get(park.pk)) for park in parks]
    context = _frame(request, among, among[CONSORTIUM]) | {"lines": lines}
    return page(request, "admin/cockpit/parks.html", context)


def _line(park: Park, snapshot: Snapshot | None) -> dict[str, Any]:
    if snapshot is None:
        return {"park": park, "snapshot": None}
    market, sent = snapshot.figures["market"], snapshot.figures["applications"]
    share = rate(sent["answered"], sent["answerable"])
    return {
        "park": park,
        "snapshot": snapshot,
        "numbers": [
            (market["places"], "demand"),
            (market["supply"], "supply"),
            (sent["reached"][0], "applications"),
            (sent["reached"][-1], "hired"),
        ],
        "share": "–" if share is None else f"{share:.0%}",
    }


@require_POST
def count_cockpit(request: PortalRequest) -> HttpResponse:
    owner = chosen(request, owners(request))
    if owner.key == CONSORTIUM:
        raise Http404
    ask_for_cockpit(owner.park, by=request.user)
    return redirect(f"{reverse('matching:cockpit')}?park={owner.key}")


def cockpit_rows(request: PortalRequest, figure: str) -> HttpResponse:
    among = owners(request)
    owner = chosen(request, among)
    if owner.key == CONSORTIUM:
        raise Http404
    try:
        rows = rows_behind(figure, Scope(owner.park, timezone.now()), request.GET.dict())
    except UnknownFigureError as error:
        raise Http404 from error
    shown = Paginator(cockpit_lists.listed(rows), ROWS_PER_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = _frame(request, among, owner) | {
        "title": _("Rows behind a number"),
        "shown": shown,
        "query": kept.urlencode(),
        "headings": cockpit_lists.headings(rows.model),
        "lines": [_row(row) for row in shown],
        "places": _places(rows),
    }
    return page(request, "admin/cockpit/rows.html", context)


def _row(row: Any) -> dict[str, Any]:
    """Return the cells; an opening is linked to where the office reads and moves it."""
    is_opening = isinstance(row, Opening)
    link = reverse("admin:companies_opening_change", args=[row.pk]) if is_opening else ""
    return {"cells": cockpit_lists.cells(row), "link": link}


def _places(rows: QuerySet) -> int | None:
    """Return how many places openings have together; nothing else has any."""
    if rows.model is not Opening:
        return None
    return rows.aggregate(all=Sum("headcount"))["all"] or 0
