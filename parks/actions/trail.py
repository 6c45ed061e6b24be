from django.db import models

from parks.models import LogEntry, User


def record(
    row: models.Model,
    verb: str,
    *,
    by: User | None,
    organisation_id: int | None = None,
    park_id: int | None = None,
    **details: object,
) -> LogEntry:
    """Append what was done to a row; `details` must be JSON and hold no personal data."""
    return LogEntry.objects.create(
        noun=row._meta.label_lower,
        row_id=row.pk,
        verb=verb,
        actor=by,
        organisation_id=organisation_id,
        park_id=park_id,
        details=details,
    )
