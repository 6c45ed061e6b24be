"""What the trail says of rows that an import has written, or taken back."""

from collections.abc import Iterable

from django.db import models

from parks.models import ImportJob, LogEntry, User

IMPORTED, CHANGED, REVERTED = "imported", "changed by an import", "import reverted"


def note_rows(
    model: type[models.Model], ids: Iterable[int], verb: str, *, job: ImportJob, by: User | None
) -> None:
    """Append one entry for each row, in one statement, for the owner of the import."""
    LogEntry.objects.bulk_create(
        LogEntry(
            noun=model._meta.label_lower,
            row_id=pk,
            verb=verb,
            actor=by,
            organisation_id=job.organisation_id,
            park_id=job.park_id,
            details={"import": job.pk},
        )
        for pk in ids
    )
