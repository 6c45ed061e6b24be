"""Writing the search entries of openings anew."""

from collections.abc import Callable

from django.db import connection, transaction

from companies.loading import entry_of, load_openings
from companies.models import Opening, OpeningIndex
from companies.queries.terms import read_terms

ROWS_AT_ONCE = 200
WRITTEN = [field.name for field in OpeningIndex._meta.concrete_fields if not field.primary_key]

NOTE_ALL = f"""
    INSERT INTO {OpeningIndex._meta.db_table}
        (opening_id, is_stale, changed_at, is_on_offer, words, title, facets, stamp)
    SELECT id, true, now(), false, '{{}}', '', '', '' FROM {Opening._meta.db_table} ORDER BY id
    ON CONFLICT (opening_id) DO UPDATE SET is_stale = true
"""  # noqa: S608  only names of our own are put in


def note_all_openings() -> int:
    """Note that the entries of all openings are out of date, also of those that have none."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE_ALL)
        return cursor.rowcount


def index_openings(
    *,
    most: int | None = None,
    at_once: int = ROWS_AT_ONCE,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write entries anew that are out of date, at most so many; gives how many were written.

    Several may do so at once: each takes entries that nobody else has taken and whose openings
    are not being changed at this moment. `progress` is told the number written so far.
    """
    written = 0
    while most is None or written < most:
        size = at_once if most is None else min(at_once, most - written)
        batch = _index_batch(size)
        if not batch:
            break
        written += batch
        if progress is not None:
            progress(written)
    return written


@transaction.atomic
def _index_batch(size: int) -> int:
    """What the entries hold is read after they are locked: a change from then on waits for us."""
    stale = OpeningIndex.objects.select_for_update(skip_locked=True).filter(is_stale=True)
    ids = list(stale.order_by("changed_at", "pk").values_list("pk", flat=True)[:size])
    if not ids:
        return 0
    terms = read_terms()
    entries = [entry_of(opening, terms) for opening in load_openings(ids)]
    OpeningIndex.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["opening"],
        update_fields=WRITTEN,
    )
    return len(ids)
