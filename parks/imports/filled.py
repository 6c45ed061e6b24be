"""What the filled cells of a line say, field by field; blank is not "clear"."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from .cells import read_text
from .errors import CellError
from .headings import Columns
from .kinds import Reason
from .lines import Line

Readers = Mapping[str, Callable[[str], Any]]
"""Of each field what reads its cell; raises CellError for one that cannot be read."""


class Filled(NamedTuple):
    """The values of the fields whose cell is filled, and what cannot be read."""

    said: dict[str, Any]
    reasons: list[Reason]


def read_filled(line: Line, columns: Columns, readers: Readers) -> Filled:
    """Read a line; a field whose column is missing, or whose cell is blank, has no value."""
    filled = Filled({}, [])
    for name, reader in readers.items():
        for column in columns.get(name, ()):
            cell = line.cells[column.position] if column.position < len(line.cells) else ""
            try:
                if read_text(cell):
                    filled.said[name] = reader(cell)
            except CellError as error:
                filled.reasons.append(Reason(column.heading, str(error)))
    return filled


def heading_of(columns: Columns, name: str, label: object) -> str:
    """Return the heading of a field as the file has it, else what people call the field."""
    found = columns.get(name, ())
    return found[0].heading if found else str(label)
