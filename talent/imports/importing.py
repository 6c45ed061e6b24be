"""One file of a university's roster, line by line."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from parks.choices.imports import RowOutcome
from parks.imports.filled import heading_of, read_filled
from parks.imports.kinds import Planned, Read, Reason
from parks.imports.lines import Line
from parks.imports.tables import Table
from parks.models import ImportJob, User
from parks.models.imports import NOT_IN_THE_FILE
from talent.models import RosterEntry

from .differences import changes_of
from .fields import LABELS
from .merging import stated_columns
from .reading import readers_of
from .words import Words
from .writing import Target, write_changed, write_new

NEEDED = {"full_name": "full_name", "degree": "degree_id", "graduates_on": "graduates_on"}
"""The fields without which nobody new is entered, with their columns."""
ONCE = ("student_number", "email")
"""What no two lines of a file share: whoever reads an address claims the place."""


class Group(NamedTuple):
    """Students whom a file lists together: it is a whole list of these, and of no others."""

    degree_id: int
    year: int


class RosterImporter:
    """See parks.imports.kinds.Importer; with `marks`, who is missing in the file has left."""

    def __init__(
        self, job: ImportJob, table: Table, *, marks: bool, now: datetime.datetime
    ) -> None:
        self._job, self._table, self._marks, self._now = job, table, marks, now
        self._words = Words(job.organisation_id)
        self._readers = readers_of(self._words)
        self._lines: dict[tuple[str, str], int] = {}
        self._numbers: set[str] = set()
        self._groups: set[Group] = set()
        self._is_complete = True

    def read(self, line: Line) -> Read:
        said, reasons = read_filled(line, self._table.columns, self._readers)
        number = said.get("student_number")
        if number is None:
            self._is_complete = False
            if not any(reason.column == self._heading("student_number") for reason in reasons):
                reasons.insert(0, Reason(self._heading("student_number"), _("is empty")))
        else:
            self._numbers.add(number)
        if not reasons:
            reasons += self._repeated(said, line.number)
        return Read(line.number, said, tuple(reasons))

    def plan(self, rows: Sequence[Read]) -> list[Planned]:
        known = self._known(row.value["student_number"] for row in rows if not row.reasons)
        return [self._planned(row, known) for row in rows]

    def absent(self) -> list[Planned]:
        """Mark who is missing among students of the same degree and year of graduation.

        Nobody is marked where a line's number cannot be read: it may be theirs.
        """
        if not (self._marks and self._is_complete):
            return []
        rows = RosterEntry.objects.filter(university=self._job.organisation_id).enrolled()
        rows = rows.filter(
            degree__in={group.degree_id for group in self._groups},
            graduates_on__year__in={group.year for group in self._groups},
        )
        missing = [
            entry
            for entry in rows.exclude(student_number__in=self._numbers).by_number()
            if Group(entry.degree_id, entry.graduates_on.year) in self._groups
        ]
        places = range(NOT_IN_THE_FILE, NOT_IN_THE_FILE + len(missing))
        gone = {"left_at": self._now}
        return [self._change(*pair, gone) for pair in zip(places, missing, strict=True)]

    def write(self, planned: Sequence[Planned], *, by: User | None) -> list[int]:
        created = [one.value for one in planned if one.outcome == RowOutcome.CREATED]
        changed = [one.value for one in planned if one.outcome == RowOutcome.CHANGED]
        write_new(created, self._job, by)
        write_changed(changed, self._job, by)
        return [one.value.entry.pk for one in planned]

    # --- what is refused ---

    def _repeated(self, said: dict[str, Any], number: int) -> Iterator[Reason]:
        for name in ONCE:
            if name in said:
                first = self._lines.setdefault((name, said[name]), number)
                if first != number:
                    reason = _("stands in line %(line)d already") % {"line": first}
                    yield Reason(self._heading(name), reason)

    def _missing(self, columns: dict[str, Any]) -> Iterator[Reason]:
        for name, column in NEEDED.items():
            if columns.get(column) is None:
                yield Reason(self._heading(name), _("is needed: this student is new"))

    def _impossible(self, entry: RosterEntry) -> Iterator[Reason]:
        if entry.cohort and entry.cohort > entry.graduates_on.year:
            yield Reason(self._heading("cohort"), _("is after the year of graduation"))

    def _heading(self, name: str) -> str:
        return heading_of(self._table.columns, name, LABELS[name])

    # --- what becomes of a line ---

    def _known(self, numbers: Iterable[str]) -> dict[str, RosterEntry]:
        rows = RosterEntry.objects.filter(university=self._job.organisation_id)
        found = rows.filter(student_number__in=list(numbers)).order_by("pk")
        return {entry.student_number: entry for entry in found}

    def _planned(self, row: Read, known: dict[str, RosterEntry]) -> Planned:
        if row.reasons:
            return Planned(row.line, RowOutcome.REFUSED, reasons=row.reasons)
        entry = known.get(row.value["student_number"])
        columns = stated_columns(row.value, entry, self._words)
        if entry is None:
            return self._create(row.line, columns)
        return self._change(row.line, entry, columns)

    def _create(self, line: int, columns: dict[str, Any]) -> Planned:
        reasons = tuple(self._missing(columns))
        if reasons:
            return Planned(line, RowOutcome.REFUSED, reasons=reasons)
        entry = RosterEntry(university_id=self._job.organisation_id, **columns)
        return self._settled(line, RowOutcome.CREATED, Target(entry, None))

    def _change(self, line: int, entry: RosterEntry, columns: dict[str, Any]) -> Planned:
        before = copy(entry)
        for name, value in columns.items():
            setattr(entry, name, value)
        is_same = all(getattr(before, name) == value for name, value in columns.items())
        outcome = RowOutcome.UNCHANGED if is_same else RowOutcome.CHANGED
        return self._settled(line, outcome, Target(entry, before))

    def _settled(self, line: int, outcome: RowOutcome, target: Target) -> Planned:
        entry, before = target
        reasons = tuple(self._impossible(entry))
        if reasons:
            return Planned(line, RowOutcome.REFUSED, reasons=reasons)
        self._groups.add(Group(entry.degree_id, entry.graduates_on.year))
        changes = changes_of(before, entry, self._words) if before else ()
        return Planned(line, outcome, str(entry), target, entry.pk, changes)
