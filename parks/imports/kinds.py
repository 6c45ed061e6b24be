"""What a kind of row brings to the shared mechanism; the app that owns the noun has the code.

Rows about people bring one duty more: when somebody is erased, the kind's `forget` must take what
it knows of them out of the lines of imports (their `cells`, `before`) in that same transaction.
Openings hold nobody's data, so they have none. Whatever the kind, `cells` and files go after a
month (`parks.actions.import_watch.purge_imports`).
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from parks.access import Viewer
from parks.choices.imports import RowOutcome
from parks.models import ImportJob, Organisation, User

from .headings import Headings
from .lines import Line
from .snapshots import Snapshots
from .tables import Table


class Field(NamedTuple):
    """A column that a kind reads: its names for people, and an example for the template.

    `headings` and `examples` are Chinese and English, in this order.
    """

    name: str
    label: str
    help: str
    headings: tuple[str, str]
    examples: tuple[str, str] = ("", "")
    is_required: bool = False
    is_collecting: bool = False


class Choice(NamedTuple):
    """An answer to what a kind asks of each file, such as what becomes of new rows."""

    value: str
    label: str
    help: str = ""


class Reason(NamedTuple):
    """Why a line is refused: `column` as headed in the file, "" for the whole line."""

    column: str
    reason: str


class Change(NamedTuple):
    field: str
    before: str
    after: str


class Read(NamedTuple):
    """A line as it was read; `value` is the kind's own, None where the line cannot be read."""

    line: int
    value: Any
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Planned:
    """What is to become of a line; `value` is whatever the kind needs to write it.

    `title` is how a person recognises the row, `row_id` the row that is changed.
    """

    line: int
    outcome: RowOutcome
    title: str = ""
    value: Any = None
    row_id: int | None = None
    changes: tuple[Change, ...] = ()
    reasons: tuple[Reason, ...] = ()


class Importer(Protocol):
    """Reads and writes the rows of one file."""

    def read(self, line: Line) -> Read:
        """Return what a line says, or every reason why it cannot be read."""

    def plan(self, rows: Sequence[Read]) -> list[Planned]:
        """Say what each of these lines does, in their order; nothing is written."""

    def absent(self) -> list[Planned]:
        """Say what becomes of rows that the file does not name, after all its lines were planned.

        Their lines are numbered from NOT_IN_THE_FILE (parks.models.imports) on; most kinds leave
        such rows alone and return none.
        """

    def write(self, planned: Sequence[Planned], *, by: User | None) -> list[int]:
        """Write lines that create or change a row; return the ids of the rows, in their order."""


class RowKind(Protocol):
    """One kind of row. Its methods are called inside the transaction that writes."""

    fields: Sequence[Field]
    snapshots: Snapshots
    question: str
    """What `choices` answer, as people are asked it."""
    needs_park: bool

    def headings(self, chosen: Mapping[str, str | None]) -> Headings:
        """Return how columns are recognised; `chosen` maps headings to fields, None: not read."""

    def owners(self, viewer: Viewer) -> QuerySet[Organisation]:
        """Return the organisations for which this person may import such rows."""

    def choices(self, organisation: Organisation) -> Sequence[Choice]:
        """Return the answers to `question`, the most careful first."""

    def lock(self, job: ImportJob) -> None:
        """Wait until nobody else writes such rows for this owner; held to the commit."""

    def importer(self, job: ImportJob, table: Table, *, now: datetime.datetime) -> Importer: ...

    def in_use(self, ids: Iterable[int], *, since: datetime.datetime | None) -> dict[int, str]:
        """Say of rows why they cannot be taken back: who points at them, or did `since`."""

    def remove(self, ids: Sequence[int]) -> None:
        """Delete rows that an import had created."""

    def wrote(self, job: ImportJob) -> None:
        """Do what follows when rows were written or taken back, such as asking for an index."""

    def took_back(self, job: ImportJob, ids: Sequence[int], *, by: User | None) -> None:
        """Write the trail of rows whose import is reverted."""

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        """Return what people call these rows; one that is gone has no entry."""

    def address(self, job: ImportJob) -> str:
        """Return the page where the rows that were written are looked at."""


@cache
def row_kind(name: str) -> RowKind:
    """Return the kind of this name; raise KeyError for one that is not in the settings."""
    return import_string(settings.IMPORT_KINDS[name])()
