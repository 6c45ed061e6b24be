"""Figures as tables: the page, its charts, the print and both files are made of these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.utils.formats import number_format

NOTHING_TO_SAY = "—"
WIDEST_BESIDE_OTHERS = 3  # columns
BAR_HEIGHT = 44  # pixels, with its label above it
Value = str | int | float | None


class Kind(Enum):
    TEXT = "text"
    COUNT = "count"
    SHARE = "share"  # a part of one
    DAYS = "days"


class Column(NamedTuple):
    head: str
    kind: Kind = Kind.COUNT


class Cell(NamedTuple):
    column: Column
    value: Value

    @property
    def text(self) -> str:
        """The value as people read it, in the language of the page."""
        return shown(self.value, self.column.kind)

    @property
    def is_number(self) -> bool:
        return self.column.kind != Kind.TEXT


class Row(NamedTuple):
    """`query` is what the address of the page ends in to see this row alone; mostly nothing."""

    cells: tuple[Cell, ...]
    query: str = ""

    @property
    def label(self) -> str:
        return self.cells[0].text


class Bar(NamedTuple):
    """A bar of a chart: `width` in per cent of the longest, `top` in pixels."""

    label: str
    text: str
    width: float
    top: int


@dataclass(frozen=True)
class Table:
    """`name` is for files and anchors; `charted` says which column is drawn, if any."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""
    empty: str = ""
    charted: int | None = None

    @property
    def bars(self) -> list[Bar]:
        """The chart: a bar for each row, one below the other."""
        if self.charted is None:
            return []
        cells = [row.cells[self.charted] for row in self.rows]
        longest = max((cell.value for cell in cells), default=0) or 1
        return [
            Bar(row.label, cell.text, round(100 * cell.value / longest, 2), top * BAR_HEIGHT)
            for top, (row, cell) in enumerate(zip(self.rows, cells, strict=True))
        ]

    @property
    def is_wide(self) -> bool:
        """Whether it needs the whole width of a page."""
        return len(self.columns) > WIDEST_BESIDE_OTHERS

    @property
    def chart_height(self) -> int:
        return len(self.rows) * BAR_HEIGHT


def table_row(columns: Sequence[Column], values: Iterable[Value], query: str = "") -> Row:
    return Row(tuple(map(Cell, columns, values)), query)


def shown(value: Value, kind: Kind) -> str:
    """Write a value in the language of the page: 0.5 as a share is “50.0 %”."""
    if value is None:
        return NOTHING_TO_SAY
    if kind == Kind.SHARE:
        return f"{number_format(round(100 * value, 1), 1)} %"
    if kind == Kind.DAYS:
        return number_format(round(value, 1), 1)
    return str(value) if kind == Kind.TEXT else number_format(value, force_grouping=True)
