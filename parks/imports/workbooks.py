"""Rows of the sheet of an XLSX workbook that holds the table, every cell as text."""

import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from lxml.etree import LxmlError
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from . import limits
from .errors import ImportFileError
from .lines import Line, Score

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = "vbaProject.bin"
DAMAGE = (  # what zipfile, the XML parsers and openpyxl raise on files that are no workbook
    AttributeError,
    EOFError,
    LookupError,
    LxmlError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
CHUNK = 1 << 20
LONGEST_TAG = 1_000
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that XML cannot hold (ECMA-376, ST_Xstring)."""

Merges = dict[int, dict[int, int]]
"""First row → its merged columns (positions) → the last row each reaches."""


def read_workbook(data: bytes, score: Score) -> Iterator[Line]:
    """Yield the rows of the sheet whose top looks most like headings, blank ones left out.

    Values are those the program saved: a formula counts for its last result. A cell merged over
    several rows counts for each of them. Raise ImportFileError for a file that cannot be opened.
    """
    try:
        _check_archive(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it does not keep
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
            sheet = max(_sheets(book), key=lambda sheet: _best(sheet, score))
        yield from _rows(sheet, _merges(data, sheet))
    except DAMAGE as error:
        raise _damaged() from error


def refuse_old_workbook(data: bytes) -> None:
    """Raise ImportFileError for what only looks like XLSX: the old XLS, or one with a password."""
    if not data.startswith(OLE_MARK):
        return
    if ENCRYPTED in data:
        raise ImportFileError(_("This workbook is protected by a password: save it without one."))
    raise ImportFileError(_("This is an old workbook (.xls): save it as XLSX or CSV UTF-8."))


def _damaged() -> ImportFileError:
    return ImportFileError(
        _("This file cannot be opened as an XLSX workbook: it is damaged or of another kind.")
    )


def _check_archive(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > limits.UNFOLDED_BYTES:
            raise ImportFileError(
                _("This workbook unfolds to more than %(limit)d MB: split it into several files.")
                % {"limit": limits.UNFOLDED_BYTES // limits.MEGABYTE}
            )
        if any(part.filename.endswith(MACROS) for part in archive.infolist()):
            raise ImportFileError(_("This workbook holds macros: save it as XLSX without them."))


def _sheets(book) -> list[ReadOnlyWorksheet]:
    sheets = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    for sheet in sheets:
        sheet.reset_dimensions()  # the size a file states may be wrong, or a trap
    return sheets


def _best(sheet: ReadOnlyWorksheet, score: Score) -> int:
    top = islice(_rows(sheet, {}), limits.LINES_ABOVE_DATA)
    return max((score(line.cells) for line in top), default=-1)


def _merges(data: bytes, sheet: ReadOnlyWorksheet) -> Merges:
    """Find the merged cells, which openpyxl does not tell in its read-only mode."""
    merges: Merges = defaultdict(dict)
    with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(sheet._worksheet_path) as part:
        rest = b""
        while chunk := part.read(CHUNK):
            text = rest + chunk
            for found in MERGE.finditer(text):
                left, top, _right, bottom = range_boundaries(found[1].decode())
                merges[top][left - 1] = bottom
            rest = text[-LONGEST_TAG:]
    return merges


def _rows(sheet: ReadOnlyWorksheet, merges: Merges) -> Iterator[Line]:
    spread: dict[int, tuple[int, str]] = {}
    for number, values in enumerate(_values(sheet), start=1):
        cells = [_as_text(value) for value in values]
        begun = merges.get(number, {})
        spread |= {position: (last, _at(cells, position)) for position, last in begun.items()}
        spread = {position: until for position, until in spread.items() if until[0] >= number}
        if any(cells):
            yield Line(number, _spread_over(cells, spread) if spread else cells)


def _values(sheet: ReadOnlyWorksheet) -> Iterator[Sequence[object]]:
    rows = iter(sheet.iter_rows(values_only=True))
    for _number in range(limits.SHEET_ROWS):
        values = _next_quietly(rows)
        if values is None:
            return
        yield values[: limits.COLUMNS]
    raise _damaged()


def _next_quietly(rows: Iterator[Sequence[object]]) -> Sequence[object] | None:
    """openpyxl warns of dates out of range, and gives the error that the cell would show."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return next(rows, None)


def _at(cells: Sequence[str], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _spread_over(cells: list[str], spread: dict[int, tuple[int, str]]) -> list[str]:
    for position, (_last, text) in spread.items():
        if position < len(cells) and not cells[position]:
            cells[position] = text
    return cells


def _as_text(value: object) -> str:
    """Write a value as a person would type it: whole numbers without a point, dates as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value)).strip()
