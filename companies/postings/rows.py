"""One row of a table of postings, by its fields: a cell that cannot be read says where it is."""

import re
from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext as _

from parks.imports.cells import read_text, read_words
from parks.imports.errors import CellError
from parks.imports.headings import Column, Columns
from parks.imports.lines import Line

LONGEST_WORDS = 200
PARTS = re.compile(r"\s*[|｜丨]+\s*")
SAYS_NOTHING = frozenset(("undefined", "null", "none", "nan", "n/a", "-", "无"))

Value = TypeVar("Value")


class RowError(Exception):
    """A row cannot become an opening: `column` as headed in the file, "" for the whole row."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column


class Row:
    """The cells of a line; a field without a column, or without a cell, is empty.

    With a list of `errors` a cell that cannot be read is noted there and counts as empty, so that
    all that is wrong with a row is found; without one its error is raised.
    """

    def __init__(
        self, line: Line, columns: Columns, width: int, *, errors: list[RowError] | None = None
    ) -> None:
        """Raise RowError for a row whose cells do not fit the headings."""
        _check_shape(line, width)
        self._cells, self._columns, self._errors = line.cells, columns, errors

    def read(self, field: str, read: Callable[[str], Value]) -> Value:
        """Return what `read` makes of the field's cell; its CellError becomes a RowError."""
        columns = self._columns.get(field, ())
        return self._read(columns[0], read) if columns else read("")

    def words(self, field: str) -> str:
        """Return the field as one line of at most 200 characters."""
        return self.read(field, lambda cell: read_words(cell, longest=LONGEST_WORDS))

    def facts(self, field: str) -> str:
        """Return the field as one line, the parts of a list such as 2年|本科| set apart."""
        words = self.read(field, read_words)
        return "" if words.lower() in SAYS_NOTHING else " · ".join(filter(None, PARTS.split(words)))

    def required(self, field: str) -> str:
        words = self.words(field)
        if not words and not self._is_noted(field):
            self._note(RowError(self.heading(field), _("is empty")))
        return words

    def stated(self) -> frozenset[str]:
        """Return the fields of which a cell says something."""
        return frozenset(
            field
            for field, columns in self._columns.items()
            if any(self._cell(column).strip() for column in columns)
        )

    def sections(self, field: str, *, longest: int) -> list[tuple[str, str]]:
        """Return the heading and the text of each column of a field that collects several."""
        return [
            (column.heading, self._read(column, lambda cell: read_text(cell, longest=longest)))
            for column in self._columns.get(field, ())
        ]

    def heading(self, field: str) -> str:
        """Return the heading of a field in this file; a field without a column is named itself."""
        columns = self._columns.get(field, ())
        return columns[0].heading if columns else field

    def _read(self, column: Column, read: Callable[[str], Value]) -> Value:
        try:
            return read(self._cell(column))
        except CellError as error:
            self._note(RowError(column.heading, str(error)))
            return read("")

    def _cell(self, column: Column) -> str:
        return self._cells[column.position] if column.position < len(self._cells) else ""

    def _note(self, error: RowError) -> None:
        if self._errors is None:
            raise error
        self._errors.append(error)

    def _is_noted(self, field: str) -> bool:
        """Whether a cell is empty only because it could not be read."""
        return any(error.column == self.heading(field) for error in self._errors or ())


def _check_shape(line: Line, width: int) -> None:
    if line.is_open:
        raise RowError(
            "", _("a quotation mark opened here is never closed, so the rest cannot be read")
        )
    if any(cell.strip() for cell in line.cells[width:]):
        raise RowError(
            "",
            _("has %(cells)d cells but there are %(headings)d headings")
            % {"cells": len(line.cells), "headings": width},
        )
