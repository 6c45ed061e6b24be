"""Students of a roster, written many at a time, each with its entry in the trail."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from parks.actions.import_trail import CHANGED, IMPORTED, note_rows
from parks.models import ImportJob, User
from talent.actions.vouching import carry_facts
from talent.models import RosterEntry

WRITTEN = (
    *("full_name", "email", "sex", "home_region", "programme", "programme_text"),
    *("degree", "discipline", "cohort", "graduates_on", "left_at"),
)
CARRIED = (
    *("programme_id", "programme_text", "degree_id", "discipline_id", "cohort"),
    *("graduates_on", "left_at"),
)
"""What an entry vouches for in the profile of whoever has claimed it."""


class Target(NamedTuple):
    """An entry as it is to be written, and as it was, None for a new one."""

    entry: RosterEntry
    before: RosterEntry | None


def write_new(targets: Sequence[Target], job: ImportJob, by: User | None) -> None:
    """Insert entries in one statement."""
    entries = [target.entry for target in targets]
    for entry in entries:
        entry.imported_by = job
    RosterEntry.objects.bulk_create(entries)
    note_rows(RosterEntry, (entry.pk for entry in entries), IMPORTED, job=job, by=by)


def write_changed(targets: Sequence[Target], job: ImportJob, by: User | None) -> None:
    """Write entries in one statement; whoever has claimed one gets its new facts."""
    RosterEntry.objects.bulk_create(
        [target.entry for target in targets],
        update_conflicts=True,
        update_fields=WRITTEN,
        unique_fields=("id",),
    )
    ids = [target.entry.pk for target in targets]
    note_rows(RosterEntry, ids, CHANGED, job=job, by=by)
    carry_all(targets)


def carry_all(targets: Iterable[Target]) -> None:
    """Carry what became another into the profiles of those who have claimed their entries."""
    for entry, before in targets:
        is_other = any(getattr(entry, name) != getattr(before, name) for name in CARRIED)
        if entry.user_id is not None and is_other:
            carry_facts(entry.user_id, before=before)
