from collections.abc import Callable, Sequence
from typing import NamedTuple

Score = Callable[[Sequence[str]], int]
"""Tells how much a row of cells looks like the headings of a table."""


class Line(NamedTuple):
    """One row: its number as an editor or spreadsheet program shows it, and its cells.

    `is_open`: a quotation mark in it is never closed, so it has swallowed the rest of the file.
    """

    number: int
    cells: Sequence[str]
    is_open: bool = False
