from collections.abc import Iterable
from typing import NamedTuple

from django.conf import settings
from django.db.models import Case, CharField, QuerySet, Value, When

from parks.access import Viewer
from parks.choices.imports import ImportKind, ImportState, RowOutcome
from parks.imports.kinds import row_kind
from parks.imports.mapping import remembered, signature
from parks.models import ImportJob, ImportRow, Organisation, Park
from parks.models.imports import NOT_IN_THE_FILE

USED = (ImportState.PREVIEWED, ImportState.COMMITTING, ImportState.COMMITTED, ImportState.REVERTED)


def my_imports(viewer: Viewer) -> QuerySet[ImportJob]:
    """Return the imports a viewer works with, with what a list of them shows."""
    jobs = ImportJob.objects.editable_by(viewer).newest_first()
    return jobs.select_related("organisation", "park", "uploaded_by").defer("mapping")


def owned_kinds(viewer: Viewer) -> list[ImportKind]:
    """Return the kinds of rows that a viewer may import for somebody."""
    asked = [_is_owned(kind, viewer) for kind in settings.IMPORT_KINDS]
    owned = set(asked[0].union(*asked[1:]))
    return [kind for kind in ImportKind if kind.value in owned]


def _is_owned(kind: str, viewer: Viewer) -> QuerySet[Organisation, str]:
    """Return the kind itself where this viewer has an organisation to import such rows for."""
    named = row_kind(kind).owners(viewer).annotate(row_kind=Value(kind, CharField()))
    return named.order_by().values_list("row_kind", flat=True).distinct()


def remembered_columns(
    *, kind: str, park: Park | None, organisation: Organisation | None, headings: Iterable[str]
) -> dict[str, str]:
    """Return what the owner chose for the last file with these headings, or an empty choice."""
    headings = list(headings)
    earlier = ImportJob.objects.filter(
        kind=kind,
        park=park,
        organisation=organisation,
        state__in=USED,
        mapping__signature=signature(headings),
    )
    job = earlier.newest_first().first()
    return remembered(job.mapping["columns"], headings) if job else {}


def refused_rows(job: ImportJob) -> QuerySet[ImportRow]:
    return job.rows.filter(outcome=RowOutcome.REFUSED).order_by("line")


def sample_rows(job: ImportJob) -> QuerySet[ImportRow]:
    """Return the rows that the preview shows: those of the file first, what would change on top."""
    shown = job.rows.filter(outcome__in=(RowOutcome.CREATED, RowOutcome.CHANGED))
    is_absent = Case(When(line__gte=NOT_IN_THE_FILE, then=True), default=False)
    return shown.order_by(is_absent, "outcome", "line").defer("reasons")


class KeptRow(NamedTuple):
    """A row that was written and cannot be taken back; "" is the name of one that is gone."""

    line: int
    is_in_file: bool
    name: str
    reason: str


def kept_rows(job: ImportJob, *, most: int) -> list[KeptRow]:
    """Return the first rows that stand in the way of a revert, or were kept in one."""
    written = job.rows.filter(outcome__in=(RowOutcome.CREATED, RowOutcome.CHANGED))
    rows = list(written.exclude(reasons=[]).order_by("line").defer("before")[:most])
    names = row_kind(job.kind).names([row.row_id for row in rows]) if rows else {}
    return [
        KeptRow(row.line, row.is_in_file, names.get(row.row_id, ""), row.reasons[0][1])
        for row in rows
    ]


def percent_done(job: ImportJob) -> int | None:
    """Return how far the work is, None where the number of rows is not known yet."""
    return min(99, 100 * job.rows_done // job.rows_in_all) if job.rows_in_all else None
