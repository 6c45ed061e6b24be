"""Tables as files, CSV and XLSX, in which no cell is a formula.

Spreadsheet programs run a cell that begins with one of five signs (OWASP, "CSV Injection"). An
apostrophe before it makes it text; `undefused` takes it away again when the file comes back.
"""

import csv
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
DEFUSED = re.compile(r"'('*[=+\-@\t\r＝＋－＠])")
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold."""
LONGEST_CELL = 32_767
SAVED_AT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
FIXED_DAY = (2000, 1, 1, 0, 0, 0)
WIDTHS = (12, 60)

Rows = Iterable[Sequence[str | int | float]]


def defused(cell: str) -> str:
    """Return a cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def undefused(cell: str) -> str:
    """Return a cell as it was before `defused`."""
    return DEFUSED.sub(r"\1", cell, count=1) if DEFUSED.match(cell) else cell


def csv_bytes(rows: Rows) -> bytes:
    """Return a CSV in UTF-8 with a byte order mark, by which spreadsheet programs know it."""
    file = StringIO(newline="")
    csv.writer(file).writerows(map(_safe, rows))
    return file.getvalue().encode("utf-8-sig")


def workbook_bytes(sheets: Iterable[tuple[str, Rows]]) -> bytes:
    """Return an XLSX with these sheets, the first row of each a heading; same rows, same bytes."""
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = datetime(*FIXED_DAY)  # noqa: DTZ001
    for title, rows in sheets:
        _fill(book.create_sheet(title), map(_safe, rows))
    file = BytesIO()
    book.save(file)
    return _repacked(file)


def _fill(sheet, rows: Iterator[list[str | int | float]]) -> None:
    """Write row after row, so that no more than one is held."""
    sheet.freeze_panes = "A2"
    head = next(rows, None)
    if head is None:
        return
    for position, heading in enumerate(head, start=1):
        width = min(max(WIDTHS[0], 2 * len(heading)), WIDTHS[1])
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.append([_cell(sheet, cell, is_bold=True) for cell in head])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])


def _cell(sheet, cell: str | int | float, *, is_bold: bool = False) -> WriteOnlyCell:
    written = WriteOnlyCell(sheet, value=cell)
    if isinstance(cell, str):
        written.data_type = "s"
    if is_bold:
        written.font = Font(bold=True)
    return written


def _safe(row: Sequence[str | int | float]) -> list[str | int | float]:
    """Leave numbers as they are; they are no formulas."""
    return [
        defused(UNWRITABLE.sub("�", cell))[:LONGEST_CELL] if isinstance(cell, str) else cell
        for cell in row
    ]


def _repacked(book: BytesIO) -> bytes:
    """Pack the parts anew without the time of packing, and the time of saving fixed.

    A sheet of many rows is large before it is packed: it goes through piece by piece.
    """
    file = BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, FIXED_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with old.open(part) as source, new.open(entry, "w") as target:
                if part.filename == "docProps/core.xml":
                    target.write(SAVED_AT.sub(b"2000-01-01T00:00:00Z", source.read()))
                else:
                    shutil.copyfileobj(source, target)
    return file.getvalue()
