"""The watch over imports: what lost its worker goes on, what nobody needs is deleted."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from parks.actions.import_work import fail_import, language_of
from parks.choices.imports import ImportState, RowOutcome
from parks.imports.progress import only_worker
from parks.models import ImportJob, ImportRow
from parks.queue import enqueue

KEPT = timedelta(days=30)
MOST_ATTEMPTS = 3
TASKS = {
    ImportState.UPLOADED: "parks.preview_import",
    ImportState.COMMITTING: "parks.write_import",
    ImportState.COMMITTED: "parks.revert_import",
}


def watch_imports(now: datetime) -> None:
    """Send the work again of imports that have given no sign of life for a while.

    The transaction of a process that died left nothing behind, so the work begins anew. A file
    that has cost three processes their life is given up.
    """
    silent = now - timedelta(seconds=settings.IMPORT_STALL_SECONDS)
    for job in ImportJob.objects.filter(beat_at__lt=silent).order_by("pk"):
        if _is_deserted(job):
            _resume(job, now)


def _is_deserted(job: ImportJob) -> bool:
    with only_worker(job.pk) as held:
        return held


def _resume(job: ImportJob, now: datetime) -> None:
    if job.mapping.get("attempts", 0) >= MOST_ATTEMPTS:
        with translation.override(language_of(job)):
            fail_import(
                job, _("This file stopped our workers three times: split it and try again.")
            )
        return
    ImportJob.objects.filter(pk=job.pk).update(beat_at=now, rows_done=0)
    enqueue(TASKS[job.state], job_id=job.pk)


@transaction.atomic
def purge_imports(now: datetime) -> int:
    """Delete the files and refused cells of imports a month old; gives how many files that were.

    What is needed to revert stays.
    """
    old = ImportJob.objects.filter(created_at__lt=now - KEPT, beat_at=None)
    refused = ImportRow.objects.filter(job__in=old, outcome=RowOutcome.REFUSED)
    refused.exclude(cells=[]).update(cells=[])
    jobs = list(old.exclude(file="").select_for_update(of=("self",), skip_locked=True))
    for job in jobs:
        _forget_file(job)
    return len(jobs)


def _forget_file(job: ImportJob) -> None:
    storage, name = job.file.storage, job.file.name
    job.file, job.mapping["shown"] = "", []
    job.save(update_fields=["file", "mapping"])
    transaction.on_commit(lambda: storage.delete(name), robust=True)
