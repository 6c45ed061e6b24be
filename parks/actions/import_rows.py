"""The two readings of a file: to look at what it would do, and to do it."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.import_work import (
    PlannedLine,
    ReadLine,
    counts,
    finish,
    open_job,
    plans,
    read_lines,
    tell_of,
    work,
)
from parks.actions.imports import asked_by
from parks.actions.trail import record
from parks.choices.imports import ImportState, RowOutcome
from parks.imports.errors import ImportFileError
from parks.imports.kinds import Importer, RowKind, row_kind
from parks.imports.progress import Heartbeat
from parks.imports.snapshots import digest_of
from parks.imports.texts import storable
from parks.models import ImportJob, ImportRow, User
from parks.models.imports import NOT_IN_THE_FILE

SAMPLES = {RowOutcome.CREATED: 20, RowOutcome.CHANGED: 50}
WRITTEN = (RowOutcome.CREATED, RowOutcome.CHANGED)
ROWS_AT_ONCE = 1_000


def preview_import(job_id: int) -> None:
    """Count what a file would do; keep every refusal, and a sample of what would change."""
    work(job_id, ImportState.UPLOADED, _preview)


def write_import(job_id: int) -> None:
    """Write the rows of a file in one transaction, with what is needed to take them back."""
    work(job_id, ImportState.COMMITTING, _write)


def _preview(job: ImportJob, heartbeat: Heartbeat) -> None:
    importer, table = open_job(job)
    tally, met = Counter(), Counter()
    rows: list[ImportRow] = []
    for batch in plans(importer, read_lines(importer, table, heartbeat)):
        for line in batch:
            tally[line.planned.outcome] += 1
            if _is_kept(line, met):
                rows.append(_previewed(job, line))
    _check_rows(tally)
    job.mapping["absent"] = sum(number for (_outcome, is_in), number in met.items() if not is_in)
    _finish_preview(job, tally, rows)


@transaction.atomic
def _finish_preview(job: ImportJob, tally: Counter[str], rows: list[ImportRow]) -> None:
    job.rows.all().delete()
    ImportRow.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    finish(job, state=ImportState.PREVIEWED, mapping=job.mapping, **counts(tally))
    tell_of(job)


def _check_rows(tally: Counter[str]) -> None:
    if not tally:
        raise ImportFileError(_("The file has headings, but no rows below them."))


def _is_kept(line: PlannedLine, met: Counter[tuple[str, bool]]) -> bool:
    """Say whether the preview shows a line: of those in the file, and not in it, the first ones."""
    outcome, is_in_file = line.planned.outcome, line.planned.line < NOT_IN_THE_FILE
    met[outcome, is_in_file] += 1
    return outcome == RowOutcome.REFUSED or met[outcome, is_in_file] <= SAMPLES.get(outcome, 0)


def _previewed(job: ImportJob, line: PlannedLine) -> ImportRow:
    """Return the row that the preview shows: of a refusal the cells, else the title and changes."""
    if line.planned.outcome == RowOutcome.REFUSED:
        return _refused(job, line)
    changes = [[change.field, change.before, change.after] for change in line.planned.changes]
    return _row(job, line, before={"title": line.planned.title, "changes": changes})


def _refused(job: ImportJob, line: PlannedLine) -> ImportRow:
    cells = [storable(cell) for cell in line.cells]
    reasons = [[storable(reason.column), reason.reason] for reason in line.planned.reasons]
    return _row(job, line, cells=cells, reasons=reasons)


def _row(job: ImportJob, line: PlannedLine, **columns: object) -> ImportRow:
    return ImportRow(job=job, line=line.planned.line, outcome=line.planned.outcome, **columns)


def _write(job: ImportJob, heartbeat: Heartbeat) -> None:
    importer, table = open_job(job)
    _write_lines(job, importer, list(read_lines(importer, table, heartbeat)))


@transaction.atomic
def _write_lines(job: ImportJob, importer: Importer, lines: list[ReadLine]) -> None:
    kind, by = row_kind(job.kind), asked_by(job)
    kind.lock(job)
    job.rows.all().delete()
    tally: Counter[str] = Counter()
    for batch in plans(importer, lines):
        tally.update(line.planned.outcome for line in batch)
        _write_batch(job, kind, importer, batch, by)
    finish(job, state=ImportState.COMMITTED, committed_at=timezone.now(), **counts(tally))
    scope = {"organisation_id": job.organisation_id, "park_id": job.park_id}
    record(job, "imported", by=by, **scope, **counts(tally))
    kind.wrote(job)
    tell_of(job)


def _write_batch(
    job: ImportJob, kind: RowKind, importer: Importer, batch: list[PlannedLine], by: User | None
) -> None:
    lines = [line for line in batch if line.planned.outcome in WRITTEN]
    before = kind.snapshots.take([one.planned.row_id for one in lines if one.planned.row_id])
    ids = importer.write([line.planned for line in lines], by=by)
    after = kind.snapshots.take(ids)
    rows = [
        _row(job, line, row_id=pk, before=before.get(pk), after=digest_of(after[pk]))
        for line, pk in zip(lines, ids, strict=True)
    ]
    refused = [line for line in batch if line.planned.outcome == RowOutcome.REFUSED]
    ImportRow.objects.bulk_create([*rows, *(_refused(job, line) for line in refused)])
