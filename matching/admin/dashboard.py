"""The first page of the web admin: what waits, how long, and what the last night brought."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from companies.choices.openings import OpeningState
from companies.models import Opening
from matching.actions.alarms import alarm_words
from matching.models import MatchAlarm, MatchRun
from parks.http import PortalRequest
from parks.models import Verification

SHOWN = 5


class Waiting(NamedTuple):
    """One heap of work: how much, since when, the oldest of it, and where the rest is."""

    title: str
    empty: str
    count: int
    oldest: str
    rows: list[dict[str, str]]
    link: str


def dashboard(request: PortalRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the heaps of work and the last runs of the viewer's parks."""
    heaps = [verifications_waiting(request), openings_waiting(request), open_alarms(request)]
    return context | {
        "title": _("To do"),
        "heaps": heaps,
        "runs_title": _("Last matching runs"),
        "runs": last_runs(request),
    }


def verifications_waiting(request: PortalRequest) -> Waiting:
    rows = rows_of(Verification, request).open().select_related("organisation")
    return waiting(
        rows,
        since="submitted_at",
        title=_("Organisations to verify"),
        empty=_("No organisation waits for verification."),
        name=lambda row: str(row.organisation),
        detail=lambda row: row.get_state_display(),
        query="decision=waits",
    )


def openings_waiting(request: PortalRequest) -> Waiting:
    rows = rows_of(Opening, request).filter(state=OpeningState.SUBMITTED)
    return waiting(
        rows.select_related("company"),
        since="updated_at",
        title=_("Openings to review"),
        empty=_("No opening waits for review."),
        name=str,
        detail=lambda row: str(row.company),
        query=f"state__exact={OpeningState.SUBMITTED}",
    )


def open_alarms(request: PortalRequest) -> Waiting:
    rows = rows_of(MatchAlarm, request).filter(settled_at=None)
    return waiting(
        rows.select_related("park"),
        since="raised_at",
        title=_("Matching alarms"),
        empty=_("Nothing is wrong with the matching."),
        name=lambda row: f"{row.get_kind_display()} · {row.park}",
        detail=alarm_words,
        query="settled=no",
    )


def last_runs(request: PortalRequest) -> list[MatchRun]:
    """Return the newest run of each park, newest first."""
    runs = rows_of(MatchRun, request).order_by("park", "-started_at", "-pk").distinct("park")
    newest = MatchRun.objects.filter(pk__in=runs.values("pk")).select_related("park")
    return list(newest.order_by("-started_at", "-pk")[:SHOWN])


def rows_of(model: type[models.Model], request: PortalRequest) -> models.QuerySet:
    """Return what the viewer meets in the list of this noun."""
    return admin.site.get_model_admin(model).get_queryset(request)


def waiting(
    rows: models.QuerySet,
    *,
    since: str,
    title: str,
    empty: str,
    name: Callable[[Any], str],
    detail: Callable[[Any], str],
    query: str,
) -> Waiting:
    """Count a heap and show the top of it, the longest waiting first."""
    top = list(rows.order_by(since, "pk")[:SHOWN])
    count = rows.count() if len(top) == SHOWN else len(top)
    shown = [
        {
            "name": name(row),
            "detail": detail(row),
            "age": timesince(getattr(row, since), depth=1),
            "link": address(row, "change", row.pk),
        }
        for row in top
    ]
    oldest = shown[0]["age"] if shown else ""
    link = f"{address(rows.model, 'changelist')}?{query}"
    return Waiting(title, empty, count, oldest, shown, link)


def address(noun: models.Model | type[models.Model], page: str, *args: int) -> str:
    return reverse(f"admin:{noun._meta.app_label}_{noun._meta.model_name}_{page}", args=args)
