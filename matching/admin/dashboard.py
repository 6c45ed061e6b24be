"""The first page of the web admin: what waits, how long, and what the last night brought."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _

from matching.models import MatchRun
from parks.http import PortalRequest
from parks.queries.waits import DUE, IN_TIME, LATE, wait_of

from .heap import Heap
from .heaps import HEAPS

SHOWN = 5


class Waiting(NamedTuple):
    """One heap of work: how much, in words since when or until when, and where the rest is.

    `state` says how the oldest stands against the days that the park promises, `words` how long
    there is left; both are empty where nothing was promised or nothing waits.
    """

    title: str
    empty: str
    count: int
    oldest: str
    state: str
    state_words: str
    words: str
    rows: list[dict[str, str]]
    link: str


def dashboard(request: PortalRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the heaps of work and the last runs of the viewer's parks."""
    return context | {
        "title": _("To do"),
        "heaps": [waiting(heap, request) for heap in HEAPS if may_see(heap.noun, request)],
        "runs_title": _("Last matching runs"),
        "runs": last_runs(request),
    }


def may_see(noun: type[models.Model], request: PortalRequest) -> bool:
    """A noun without a list in the web admin has no heap."""
    registered = admin.site.is_registered(noun)
    return registered and admin.site.get_model_admin(noun).has_view_permission(request)


def last_runs(request: PortalRequest) -> list[MatchRun]:
    """Return the newest run of each park, newest first."""
    runs = rows_of(MatchRun, request).order_by("park", "-started_at", "-pk").distinct("park")
    newest = MatchRun.objects.filter(pk__in=runs.values("pk")).select_related("park")
    return list(newest.order_by("-started_at", "-pk")[:SHOWN])


def rows_of(model: type[models.Model], request: PortalRequest) -> models.QuerySet:
    """Return what the viewer meets in the list of this noun."""
    return admin.site.get_model_admin(model).get_queryset(request)


def waiting(heap: Heap, request: PortalRequest) -> Waiting:
    """Count a heap and show the top of it, the longest waiting first, in one query."""
    found = heap.narrow(rows_of(heap.noun, request))
    size = models.Window(models.Count("pk"))
    top = list(
        found.select_related(*heap.with_rows)
        .annotate(heap_size=size)
        .order_by(heap.since, "pk")[:SHOWN]
    )
    shown = [line(heap, row) for row in top]
    first = shown[0] if shown else {"state": "", "words": ""}
    link = f"{address(heap.noun, 'changelist')}?{heap.query()}"
    return Waiting(
        title=str(heap.title),
        empty=str(heap.empty),
        count=top[0].heap_size if top else 0,
        oldest=oldest_words(getattr(top[0], heap.since)) if top else "",
        state=first["state"],
        state_words=state_words(first["state"]),
        words=first["words"],
        rows=shown,
        link=link,
    )


def line(heap: Heap, row: Any) -> dict[str, str]:
    moment = getattr(row, heap.since)
    wait = wait_of(moment, heap.park(row), now=timezone.now()) if heap.park else None
    return {
        "name": heap.name(row),
        "detail": heap.detail(row),
        "age": age_words(moment),
        "state": wait.state if wait else "",
        "words": wait.words if wait else "",
        "link": address(row, "change", row.pk),
    }


def age_words(moment: datetime | date) -> str:
    """Say how long ago a moment or a day was, or in how long a day comes."""
    if not is_ahead(moment):
        return timesince(moment, depth=1)
    today = timezone.localdate()
    if moment == today:
        return _("today")
    return _("in %(time)s") % {"time": timeuntil(moment, today, depth=1)}


def oldest_words(moment: datetime | date) -> str:
    words = _("the next: %(age)s") if is_ahead(moment) else _("the oldest has waited for %(age)s")
    return words % {"age": age_words(moment)}


def is_ahead(moment: datetime | date) -> bool:
    """Only days lie ahead: of moments the heaps know when something began to wait."""
    return not isinstance(moment, datetime) and moment >= timezone.localdate()


def state_words(state: str) -> str:
    return {IN_TIME: _("on time"), DUE: _("soon"), LATE: _("late")}.get(state, "")


def address(noun: models.Model | type[models.Model], page: str, *args: int) -> str:
    return reverse(f"admin:{noun._meta.app_label}_{noun._meta.model_name}_{page}", args=args)
