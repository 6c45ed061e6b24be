"""Which column of a file is which field: guessed, shown with a few values, and chosen."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from parks.choices.accounts import Language

from .errors import ImportFileError
from .headings import fold_heading
from .kinds import RowKind
from .lines import Line
from .tables import Table, table_of
from .texts import storable
from .writing import undefused

SAMPLES = 3
LONGEST_SAMPLE = 60
NOT_READ = ""


class ShownColumn(NamedTuple):
    """A column as people see it: its heading, and the first values below it."""

    heading: str
    samples: list[str]


class Top(NamedTuple):
    """What the top of a file shows: all its headings, and those columns that may be read.

    `guessed` maps headings to fields, "" where none is known.
    """

    headings: list[str]
    columns: list[ShownColumn]
    guessed: dict[str, str]


def open_table(data: bytes, kind: RowKind, columns: Mapping[str, str], *, name: str) -> Table:
    """Open a file whose columns were chosen; raise ImportFileError where that cannot be done."""
    chosen = {heading: field or None for heading, field in columns.items()}
    return table_of(data, kind.headings(chosen), name=name)


def top_of(data: bytes, kind: RowKind, *, name: str) -> Top:
    """Read the headings and the first rows; raise ImportFileError for a file that holds none."""
    headings = kind.headings({})
    table = table_of(data, headings, name=name)
    first = list(islice(table.lines, SAMPLES))
    if not first:
        raise ImportFileError(_("The file has headings, but no rows below them."))
    shown = [
        ShownColumn(heading, _samples(first, position))
        for position, heading in enumerate(table.headings)
        if heading and fold_heading(heading) not in ours()
    ]
    if not shown:
        raise ImportFileError(_("The first row of the file must hold the headings."))
    return Top(list(table.headings), shown, guess(table, [column.heading for column in shown]))


def guess(table: Table, headings: Iterable[str]) -> dict[str, str]:
    """Return the field that each heading names, NOT_READ where it names none."""
    fields = {
        column.heading: field for field, columns in table.columns.items() for column in columns
    }
    return {heading: fields.get(heading, NOT_READ) for heading in headings}


def own_headings() -> tuple[str, str]:
    """Return the headings of the columns that we put before refused rows."""
    return _("Line of the file"), _("Why it was refused")


def ours() -> frozenset[str]:
    """Return those headings in every language, folded: they are not read when they come back."""
    found: set[str] = set()
    for language in Language.values:
        with translation.override(language):
            found |= set(map(fold_heading, own_headings()))
    return frozenset(found)


def signature(headings: Iterable[str]) -> list[str]:
    """Return what two files with the same headings have in common, whatever their order."""
    return sorted(map(fold_heading, headings))


def remembered(columns: Mapping[str, str], headings: Iterable[str]) -> dict[str, str]:
    """Return an earlier choice for the headings as this file writes them."""
    by_form = {fold_heading(heading): field for heading, field in columns.items()}
    return {heading: by_form.get(fold_heading(heading), NOT_READ) for heading in headings}


def _samples(lines: list[Line], position: int) -> list[str]:
    cells = (line.cells[position] for line in lines if position < len(line.cells))
    filled = (storable(undefused(cell)) for cell in cells if cell.strip())
    return [Truncator(" ".join(cell.split())).chars(LONGEST_SAMPLE) for cell in filled]
