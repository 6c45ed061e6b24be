"""What every worker does with an import: take it alone, tell how far it is, say what failed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, Protocol

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parks.actions.imports import asked_by
from parks.actions.notices import tell
from parks.choices.imports import ImportState
from parks.choices.notices import NoticeKind
from parks.imports.errors import ImportFileError
from parks.imports.kinds import Importer, Planned, Read, RowKind, row_kind
from parks.imports.lines import batches
from parks.imports.mapping import open_table
from parks.imports.progress import Heartbeat, only_worker
from parks.imports.tables import Table
from parks.imports.writing import undefused
from parks.models import ImportJob

ROWS_AT_ONCE = 500

Do = Callable[[ImportJob, Heartbeat], None]


class Notes(Protocol):
    """Is told how many rows are done, as a Heartbeat is."""

    def note(self, rows: int) -> None: ...


class ReadLine(NamedTuple):
    """A line as it was read, and its cells as they stand in the file."""

    read: Read
    cells: list[str]


class PlannedLine(NamedTuple):
    """What becomes of a line, and its cells as they stand in the file."""

    planned: Planned
    cells: list[str]


def work(job_id: int, state: ImportState, do: Do) -> None:
    """Do what an import in this state waits for; done twice, or by two workers, it is done once.

    What goes wrong is said on its page; what nobody foresaw is raised for the log as well.
    """
    with only_worker(job_id) as held:
        job = _waiting(job_id, state) if held else None
        if job is None:
            return
        try:
            with Heartbeat(job) as heartbeat, translation.override(language_of(job)):
                do(job, heartbeat)
        except ImportFileError as error:
            fail_import(job, str(error))
        except Exception:
            with translation.override(language_of(job)):
                fail_import(job, _("This went wrong on our side; nothing was changed. Try again."))
            raise


def finish(job: ImportJob, **columns: object) -> None:
    """Write the outcome of some work on an import, which nobody is at any longer."""
    for name, value in {**columns, "beat_at": None}.items():
        setattr(job, name, value)
    job.save(update_fields=[*columns, "beat_at"])


def fail_import(job: ImportJob, reason: str) -> None:
    """Say why some work on an import came to nothing; what was imported before stays imported."""
    was_imported = job.committed_at is not None
    finish(job, state=ImportState.COMMITTED if was_imported else ImportState.FAILED, error=reason)
    tell_of(job)


def tell_of(job: ImportJob) -> None:
    """Tell whoever asked for the work what came of it."""
    by = asked_by(job)
    if by is not None:
        tell(
            by,
            kind=NoticeKind.DESK,
            template="parks/mail/import_news",
            context={"job": job},
            address=reverse("parks:import", args=[job.uuid]),
        )


def open_job(job: ImportJob) -> tuple[Importer, Table]:
    """Open the file of an import as its columns were chosen; raise ImportFileError if it cannot."""
    return open_content(job, _content(job))


def open_content(job: ImportJob, content: bytes) -> tuple[Importer, Table]:
    """Do the same with a file that is at hand."""
    kind: RowKind = row_kind(job.kind)
    table = open_table(content, kind, job.mapping["columns"], name=job.filename)
    return kind.importer(job, table, now=timezone.now()), table


def read_lines(importer: Importer, table: Table, heartbeat: Notes) -> Iterator[ReadLine]:
    """Yield the lines of a table as they were read: the slow part, which needs no lock."""
    for done, line in enumerate(table.lines, start=1):
        cells = [undefused(cell) for cell in line.cells]
        yield ReadLine(importer.read(line._replace(cells=cells)), cells)
        heartbeat.note(done)


def plans(importer: Importer, lines: Iterable[ReadLine]) -> Iterator[list[PlannedLine]]:
    """Yield what becomes of lines, some hundred at a time, then of rows that no line names."""
    for batch in batches(lines, ROWS_AT_ONCE):
        planned = importer.plan([line.read for line in batch])
        yield [PlannedLine(plan, line.cells) for plan, line in zip(planned, batch, strict=True)]
    for absent in batches(importer.absent(), ROWS_AT_ONCE):
        yield [PlannedLine(plan, []) for plan in absent]


def counts(tally: Counter[str]) -> dict[str, int]:
    """Return the columns of an import that say how many lines became what."""
    names = ("created", "changed", "unchanged", "refused")
    return {name: tally[name] for name in names} | {"rows_in_all": tally.total()}


def _waiting(job_id: int, state: ImportState) -> ImportJob | None:
    """Return the import if it waits for this work, with one more attempt counted."""
    waiting = ImportJob.objects.filter(pk=job_id, state=state, beat_at__isnull=False)
    job = waiting.select_related("organisation", "park", "uploaded_by").first()
    if job is not None:
        job.mapping["attempts"] = job.mapping.get("attempts", 0) + 1
        job.beat_at = timezone.now()
        job.save(update_fields=["mapping", "beat_at"])
    return job


def _content(job: ImportJob) -> bytes:
    try:
        with job.file.open("rb") as file:
            return file.read()
    except (FileNotFoundError, ValueError) as error:  # ValueError: a row without a file
        raise ImportFileError(_("The file is no longer kept: upload it again.")) from error


def language_of(job: ImportJob) -> str:
    """Return the language in which the work was asked for, and in which reasons are written."""
    return job.mapping.get("language") or settings.LANGUAGE_CODE
