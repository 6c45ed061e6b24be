"""A whole table imported at once, as the command line does it: looked at, then written."""

from collections import Counter
from typing import NamedTuple

from django.utils import timezone, translation

from parks.actions.import_rows import write_import
from parks.actions.import_work import open_content, plans, read_lines
from parks.actions.imports import ImportJobError, check_columns, new_import, upload_table
from parks.choices.imports import ImportState, RowOutcome
from parks.imports.errors import ImportFileError
from parks.imports.kinds import row_kind
from parks.imports.reports import ImportReport, Progress, RefusedRow
from parks.models import ImportJob, Organisation


class File(NamedTuple):
    name: str
    content: bytes


def import_table(
    file: File,
    *,
    kind: str,
    organisation: Organisation,
    choice: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import the rows of a file as its pages do: wholly or not at all, and it can be reverted.

    `choice` is an answer to what the kind asks, by default its most careful one. `progress` is told
    the lines that were looked at. Raises ImportFileError for a file that cannot be read, or that
    could not be written in the end.
    """
    owner = {"kind": kind, "organisation": organisation}
    try:
        job = new_import(file.content, **owner, filename=file.name, by=None)
    except ImportJobError as error:
        raise ImportFileError(str(error)) from error
    job.mapping["choice"] = choice or row_kind(kind).choices(organisation)[0].value
    check_columns(job, job.mapping["columns"])
    report = _report(job, file.content, progress)
    report.dry_run = dry_run
    if not dry_run and report.created + report.changed:
        _write(upload_table(file.content, **owner, filename=file.name, by=None), job.mapping)
    return report


class _Watch(NamedTuple):
    """Stands where a worker has its heartbeat: nobody else waits for what is not kept."""

    progress: Progress | None

    def note(self, rows: int) -> None:
        if self.progress is not None:
            self.progress(rows)


def _report(job: ImportJob, content: bytes, progress: Progress | None) -> ImportReport:
    importer, table = open_content(job, content)
    tally: Counter[str] = Counter()
    refused: list[RefusedRow] = []
    for batch in plans(importer, read_lines(importer, table, _Watch(progress))):
        tally.update(line.planned.outcome for line in batch)
        refused += [
            RefusedRow(line.planned.line, reason.column, reason.reason)
            for line in batch
            for reason in line.planned.reasons
        ]
    return ImportReport(
        dry_run=True,
        created=tally[RowOutcome.CREATED],
        changed=tally[RowOutcome.CHANGED],
        unchanged=tally[RowOutcome.UNCHANGED],
        refused=refused,
    )


def _write(job: ImportJob, mapping: dict[str, object]) -> None:
    """Write the rows in this process; if it dies, the watch over imports begins anew."""
    job.mapping = mapping | {"attempts": 0, "by": None, "language": translation.get_language()}
    job.state, job.beat_at = ImportState.COMMITTING, timezone.now()
    job.save(update_fields=["state", "mapping", "beat_at"])
    write_import(job.pk)
    job.refresh_from_db()
    if job.state != ImportState.COMMITTED:
        raise ImportFileError(job.error)
