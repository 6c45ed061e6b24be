"""Taking an import back: the rows as they were, or the reasons why not."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.import_work import finish, tell_of, work
from parks.actions.imports import asked_by
from parks.actions.trail import record
from parks.choices.imports import ImportState, RowOutcome
from parks.imports.kinds import RowKind, row_kind
from parks.imports.lines import batches
from parks.imports.progress import Heartbeat
from parks.imports.snapshots import digest_of
from parks.models import ImportJob, ImportRow

WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)
ROWS_AT_ONCE = 500


def take_back_import(job_id: int) -> None:
    """Restore what was there before an import, in one transaction.

    A row that is another than the import left, or that something points at since, stands in the
    way: then nothing is taken back and each such row says why, unless they are to be kept.
    """
    work(job_id, ImportState.COMMITTED, _take_back)


@transaction.atomic
def _take_back(job: ImportJob, heartbeat: Heartbeat) -> None:
    kind, by = row_kind(job.kind), asked_by(job)
    kind.lock(job)
    kept = _mark_kept(job, kind)
    if kept and not job.mapping.get("keep"):
        finish(job, error=_refusal(kept))
        tell_of(job)
        return
    done = 0
    for rows in batches(_rows(job).filter(reasons=[]).iterator(ROWS_AT_ONCE), ROWS_AT_ONCE):
        _restore(kind, rows)
        kind.took_back(job, [row.row_id for row in rows], by=by)
        done += len(rows)
        heartbeat.note(done)
    finish(job, state=ImportState.REVERTED, reverted_at=timezone.now())
    scope = {"organisation_id": job.organisation_id, "park_id": job.park_id}
    record(job, "reverted", by=by, **scope, taken_back=done, kept=kept)
    kind.wrote(job)
    tell_of(job)


def _mark_kept(job: ImportJob, kind: RowKind) -> int:
    """Write at each row why it cannot be taken back; gives how many there are."""
    number = 0
    for rows in _batches(job):
        kind.snapshots.lock([row.row_id for row in rows])
        for row, reason in zip(rows, _reasons(job, kind, rows), strict=True):
            row.reasons = [["", reason]] if reason else []
            number += bool(reason)
        ImportRow.objects.bulk_update(rows, ["reasons"])
    return number


def _reasons(job: ImportJob, kind: RowKind, rows: list[ImportRow]) -> Iterator[str]:
    """Yield, for each row, why it cannot be taken back; "" where nothing speaks against it."""
    now = kind.snapshots.take([row.row_id for row in rows])
    created = [row.row_id for row in rows if row.outcome == RowOutcome.CREATED]
    changed = [row.row_id for row in rows if row.outcome == RowOutcome.CHANGED]
    used = kind.in_use(created, since=None) | kind.in_use(changed, since=job.committed_at)
    for row in rows:
        is_there = row.row_id in now
        if not is_there:
            yield "" if row.outcome == RowOutcome.CREATED else _("was deleted since the import")
        elif digest_of(now[row.row_id]) != row.after:
            yield _("was changed since the import")
        else:
            yield used.get(row.row_id, "")


def _restore(kind: RowKind, rows: list[ImportRow]) -> None:
    kind.remove([row.row_id for row in rows if row.outcome == RowOutcome.CREATED])
    before = {row.row_id: row.before for row in rows if row.outcome == RowOutcome.CHANGED}
    kind.snapshots.put_back(before)


def _rows(job: ImportJob) -> QuerySet[ImportRow]:
    return job.rows.filter(outcome__in=WRITTEN).order_by("pk")


def _batches(job: ImportJob) -> Iterator[list[ImportRow]]:
    return batches(_rows(job).defer("before").iterator(ROWS_AT_ONCE), ROWS_AT_ONCE)


def _refusal(kept: int) -> str:
    return _(
        "Nothing was reverted: people have worked with rows of this import since (%(number)d)."
    ) % {"number": kept}
