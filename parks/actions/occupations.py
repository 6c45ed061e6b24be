"""Bringing the national classification of occupations into the vocabulary."""

from django.db import connection, transaction

from parks.actions.occupation_table import OccupationRow, read_occupations
from parks.imports.reports import ImportReport
from parks.imports.tables import Table
from parks.models import Occupation
from parks.titles.codes import codes_above

WRITTEN = ("label_en", "label_zh", "other_names", "definition", "tasks", "parent")


@transaction.atomic
def load_occupations(table: Table) -> ImportReport:
    """Bring every occupation of the table in, or, if any line is wrong, none.

    Aliases are added and never taken away; names, definitions and tasks become those of the table
    where it has some. Of rows that came with the reference tables the labels and the parent stay.
    The parent of the others is the nearest group above that the vocabulary or the table has; no
    group is made up. New rows get their Chinese name in both languages, for the table has no
    other, and are not marked as loaded, so the reference tables never take them away.

    Raises ImportFileError for a table without codes, names or rows.
    """
    rows, refused = read_occupations(table)
    if refused:
        return ImportReport(dry_run=False, refused=refused)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('load_vocabulary'))")
    known = {row.code: row for row in Occupation.objects.order_by("pk")}
    new = [_new(row) for row in rows if row.code not in known]
    created = Occupation.objects.bulk_create(new)
    known |= {occupation.code: occupation for occupation in created}
    changed = [known[row.code] for row in rows if _adopt(known[row.code], row, known)]
    Occupation.objects.bulk_update(changed, WRITTEN, batch_size=500)
    mended = len({row.code for row in changed} - {row.code for row in created})
    unchanged = len(rows) - len(created) - mended
    return ImportReport(False, created=len(created), changed=mended, unchanged=unchanged)


def _new(row: OccupationRow) -> Occupation:
    return Occupation(code=row.code, label_en=row.name, label_zh=row.name)


def _adopt(occupation: Occupation, row: OccupationRow, known: dict[str, Occupation]) -> bool:
    """Give the occupation what the table says; say whether that changed anything."""
    before = [getattr(occupation, name) for name in WRITTEN]
    if not occupation.loaded:
        if occupation.label_en == occupation.label_zh:
            occupation.label_en = row.name
        occupation.label_zh = row.name
        occupation.parent = next((known[c] for c in codes_above(row.code) if c in known), None)
    occupation.other_names = _names(occupation, row)
    occupation.definition = row.definition or occupation.definition
    occupation.tasks = row.tasks or occupation.tasks
    return before != [getattr(occupation, name) for name in WRITTEN]


def _names(occupation: Occupation, row: OccupationRow) -> list[str]:
    labels = {occupation.label_zh, occupation.label_en}
    names = dict.fromkeys((*occupation.other_names, row.name, *row.aliases))
    return [name for name in names if name not in labels]
