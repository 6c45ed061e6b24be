"""What a panel of the cockpit is made of: lines of numbers that lead to their rows, a chart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from matching.queries.cockpit_charts import Chart
from matching.queries.figure_tables import Kind, Value, shown

Figures = Mapping[str, Any]


class Number(NamedTuple):
    """A figure of a table; `query` is the address of its rows below that of the cockpit."""

    value: Value
    kind: Kind = Kind.COUNT
    query: str = ""

    @property
    def text(self) -> str:
        return shown(self.value, self.kind)


class Line(NamedTuple):
    label: str
    numbers: Sequence[Number]


@dataclass(frozen=True)
class Panel:
    """`note` says how its figures are defined."""

    name: str
    title: str
    note: str
    heads: Sequence[str]
    lines: Sequence[Line]
    chart: Chart = field(repr=False)

    @property
    def sheet(self) -> list[list[str | int | float]]:
        """The table as rows of a file, heads first; what is not known is an empty cell."""
        rows = [
            [line.label, *("" if n.value is None else n.value for n in line.numbers)]
            for line in self.lines
        ]
        return [list(self.heads), *rows]


def link(figure: str, **cut: Any) -> str:
    return f"{figure}/?{urlencode(cut)}" if cut else f"{figure}/?"


def drawn(lines: Iterable[Line], places: Sequence[int] = (0, 1, 2)) -> list[tuple[str, list[Any]]]:
    """Return what a chart shows of the lines: the label, and value and text of some numbers."""
    return [
        (line.label, [(n.value or 0, n.text) for p, n in enumerate(line.numbers) if p in places])
        for line in lines
    ]
