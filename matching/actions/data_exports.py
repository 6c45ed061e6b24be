"""Everything about a person in one file: asked for on a page, built by a worker, kept a week."""

import tempfile
from datetime import datetime, timedelta
from functools import partial

from django.core.files import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from matching.actions.archives import write_archive
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import DataExportState, NoticeKind
from parks.models import DataExport, User
from parks.queue import enqueue

KEPT = timedelta(days=7)
PATIENCE = timedelta(minutes=15)  # a worker that takes longer is dead


@transaction.atomic
def ask_for_export(user: User, *, now: datetime) -> DataExport:
    """Ask for everything; while one is being collected it is returned, not asked for again.

    One that no worker has finished in a quarter of an hour is given up, and a new one begins.
    """
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    queued = DataExport.objects.filter(user=user, state=DataExportState.QUEUED).first()
    if queued is not None and queued.asked_at > now - PATIENCE:
        return queued
    if queued is not None:
        _give_up(queued)
    export = DataExport.objects.create(user=user)
    record(export, "data asked for", by=user)
    enqueue("matching.build_data_export", export_id=export.pk)
    return export


def _give_up(export: DataExport) -> None:
    export.state = DataExportState.FAILED
    export.save(update_fields=["state"])


def build_data_export(export_id: int) -> None:
    """Collect the data of one export; done twice, or by two workers, it is built once.

    What goes wrong marks the export as failed, so that the page offers to ask again, and is
    raised for the log.
    """
    try:
        _build(export_id)
    except Exception:
        waiting = DataExport.objects.filter(pk=export_id, state=DataExportState.QUEUED)
        waiting.update(state=DataExportState.FAILED)
        raise


@transaction.atomic
def _build(export_id: int) -> None:
    waiting = DataExport.objects.filter(pk=export_id, state=DataExportState.QUEUED)
    export = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if export is None:
        return
    with tempfile.TemporaryFile() as file:
        write_archive(export.user, file)
        _keep(export, File(file, name="data.zip"))
    tell(
        export.user,
        kind=NoticeKind.PRIVACY,
        template="matching/mail/data_export_ready",
        context={"expires_at": export.expires_at},
        address=reverse("matching:data_export"),
    )


def _keep(export: DataExport, file: File) -> None:
    """Store the archive, in place of what a worker that was cut off may have left there."""
    now = timezone.now()
    path = export.file.field.generate_filename(export, file.name)
    export.file.storage.delete(path)
    export.file.save(file.name, file, save=False)
    export.state, export.size = DataExportState.READY, file.size
    export.ready_at, export.expires_at = now, now + KEPT
    export.save(update_fields=["file", "state", "size", "ready_at", "expires_at"])


def purge_data_exports(now: datetime) -> int:
    """Delete what is past its week or was never finished, row and file; return how many."""
    expired = DataExport.objects.filter(expires_at__lte=now)
    forgotten = DataExport.objects.filter(expires_at=None, asked_at__lte=now - KEPT)
    return delete_exports([*expired.order_by("pk"), *forgotten.order_by("pk")])


@transaction.atomic
def delete_exports(exports: list[DataExport]) -> int:
    """Delete exports, and their files once that is certain."""
    for export in exports:
        storage, name = export.file.storage, export.file.name
        export.delete()
        if name:
            transaction.on_commit(partial(storage.delete, name))
    return len(exports)
