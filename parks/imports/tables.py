"""A table in a file, CSV or XLSX: the door for every row that comes from outside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from . import limits
from .cells import BROKEN
from .delimited import read_delimited
from .errors import ImportFileError
from .headings import Columns, Headings
from .lines import Line
from .workbooks import ZIP_MARK, read_workbook, refuse_old_workbook


@dataclass(frozen=True)
class Table:
    """What stands below the headings of a file.

    `lines` can be read once; it raises ImportFileError where the file turns out to be broken or to
    hold more than limits.ROWS rows. `length` is about the number of the last line, 0 where that is
    not known.
    """

    name: str
    headings: Sequence[str]
    columns: Columns
    length: int
    lines: Iterator[Line]


def read_table(path: Path, headings: Headings) -> Table:
    """Open the table in a file and recognise its columns.

    The headings are the row, among the first ten that are not blank, that names most fields.
    Raise ImportFileError for a file that is missing, too large, empty, or no table.
    """
    return table_of(read_bytes(path), headings, name=path.name)


def table_of(data: bytes, headings: Headings, *, name: str) -> Table:
    """Do the same with the content of a file."""
    if not data.strip():
        raise ImportFileError(_("The file is empty."))
    rows = _rows(data, headings)
    top = list(islice(rows, limits.LINES_ABOVE_DATA))
    if not top:
        raise ImportFileError(_("The file holds no rows."))
    place = max(range(len(top)), key=lambda place: headings.recognised(_first(top[place])))
    _check_width(top[place])
    cells = [BROKEN.sub("?", cell).strip() for cell in top[place].cells]
    return Table(
        name=name,
        headings=cells,
        columns=headings.columns(cells),
        length=0 if data.startswith(ZIP_MARK) else data.count(b"\n") + 1,
        lines=_limited(chain(top[place + 1 :], rows)),
    )


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; raise ImportFileError where it is missing or too large."""
    try:
        if path.stat().st_size > limits.FILE_BYTES:
            raise ImportFileError(
                _("The file has %(size)d MB and the limit is %(limit)d MB: split it.")
                % {
                    "size": path.stat().st_size // limits.MEGABYTE,
                    "limit": limits.FILE_BYTES // limits.MEGABYTE,
                }
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ImportFileError(_("There is no file “%(path)s”.") % {"path": path}) from error
    except (OSError, ValueError) as error:  # a folder, no permission, a NUL in the name
        raise ImportFileError(_("The file “%(path)s” cannot be read.") % {"path": path}) from error


def _rows(data: bytes, headings: Headings) -> Iterator[Line]:
    refuse_old_workbook(data)
    if data.startswith(ZIP_MARK):
        return read_workbook(data, headings.recognised)
    return read_delimited(data, headings.recognised)


def _first(line: Line) -> Sequence[str]:
    return line.cells[: limits.COLUMNS]


def _check_width(line: Line) -> None:
    if len(line.cells) > limits.COLUMNS:
        raise ImportFileError(
            _("The file has %(number)d columns, at most %(limit)d fit: delete some.")
            % {"number": len(line.cells), "limit": limits.COLUMNS}
        )


def _limited(lines: Iterator[Line]) -> Iterator[Line]:
    for count, line in enumerate(lines, start=1):
        if count > limits.ROWS:
            raise ImportFileError(
                _("The file holds more than %(limit)d rows: split it.") % {"limit": limits.ROWS}
            )
        yield line
