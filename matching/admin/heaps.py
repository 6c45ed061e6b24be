"""The heaps of work of a park office: one entry each, so that a new kind of work is one more."""

from collections.abc import Callable
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from companies.choices.openings import OpeningState, ReportState
from companies.models import Opening, OpeningReport
from matching.actions.alarms import alarm_words
from matching.models import MatchAlarm
from parks.choices.accounts import OutboxState
from parks.choices.imports import ImportState
from parks.models import ImportJob, OutboxMail, Verification

from .heap import Heap
from .loop_heaps import LOOP_HEAPS

RECENT_DAYS = 14
"""Failures that nobody can undo leave the heap by themselves."""


def first_recent_day() -> str:
    return (timezone.localdate() - timedelta(days=RECENT_DAYS)).isoformat()


def recent_failures(state: str) -> Callable[[models.QuerySet], models.QuerySet]:
    return lambda rows: rows.filter(state=state, created_at__date__gte=first_recent_day())


def recent_query(state: str) -> Callable[[], str]:
    return lambda: f"state__exact={state}&created_at__date__gte={first_recent_day()}"


HEAPS: tuple[Heap, ...] = (
    Heap(
        noun=Verification,
        title=_("Organisations to verify"),
        empty=_("No organisation waits for verification."),
        since="submitted_at",
        name=lambda row: str(row.organisation),
        detail=lambda row: row.get_state_display(),
        narrow=lambda rows: rows.open().filter(decline_proposed_at=None),
        query=lambda: "decision=waits&decline_proposed_at__isnull=True",
        with_rows=("organisation__park",),
        park=lambda row: row.organisation.park,
    ),
    Heap(
        noun=Verification,
        title=_("Declines to confirm"),
        empty=_("No decline waits for a second officer."),
        since="decline_proposed_at",
        name=lambda row: str(row.organisation),
        detail=lambda row: row.reason,
        narrow=lambda rows: rows.filter(decline_proposed_at__isnull=False),
        query=lambda: "decision=second",
        with_rows=("organisation__park",),
        park=lambda row: row.organisation.park,
    ),
    Heap(
        noun=Opening,
        title=_("Openings to review"),
        empty=_("No opening waits for review."),
        since="waits_since",
        name=str,
        detail=lambda row: str(row.company),
        narrow=lambda rows: rows.filter(state=OpeningState.SUBMITTED),
        query=lambda: f"state__exact={OpeningState.SUBMITTED}",
        with_rows=("company", "park"),
        park=lambda row: row.park,
    ),
    Heap(
        noun=OpeningReport,
        title=_("Reported postings"),
        empty=_("No reported posting waits for an answer."),
        since="reported_at",
        name=lambda row: row.opening.title,
        detail=lambda row: row.get_reason_display(),
        narrow=lambda rows: rows.filter(state=ReportState.OPEN),
        query=lambda: f"state__exact={ReportState.OPEN}",
        with_rows=("opening__park",),
        park=lambda row: row.opening.park,
    ),
    Heap(
        noun=MatchAlarm,
        title=_("Matching alarms"),
        empty=_("Nothing is wrong with the matching."),
        since="raised_at",
        name=lambda row: f"{row.get_kind_display()} · {row.park}",
        detail=alarm_words,
        narrow=lambda rows: rows.filter(settled_at=None),
        query=lambda: "settled=no",
        with_rows=("park",),
    ),
    *LOOP_HEAPS,
    Heap(
        noun=ImportJob,
        title=_("Failed imports of the last 14 days"),
        empty=_("No import has failed."),
        since="created_at",
        name=lambda row: row.filename,
        detail=lambda row: row.get_kind_display(),
        narrow=recent_failures(ImportState.FAILED),
        query=recent_query(ImportState.FAILED),
    ),
    Heap(
        noun=OutboxMail,
        title=_("Failed mails of the last 14 days"),
        empty=_("No mail has failed."),
        since="created_at",
        name=lambda row: row.recipient,
        detail=lambda row: row.subject,
        narrow=recent_failures(OutboxState.FAILED),
        query=recent_query(OutboxState.FAILED),
    ),
)
