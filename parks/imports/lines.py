from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple, TypeVar

One = TypeVar("One")

Score = Callable[[Sequence[str]], int]
"""Tells how much a row of cells looks like the headings of a table."""


class Line(NamedTuple):
    """One row: its number as an editor or spreadsheet program shows it, and its cells.

    `is_open`: a quotation mark in it is never closed, so it has swallowed the rest of the file.
    """

    number: int
    cells: Sequence[str]
    is_open: bool = False


def batches(rows: Iterable[One], size: int) -> Iterator[list[One]]:
    """Yield the rows in lists of `size`, the last one shorter."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch
