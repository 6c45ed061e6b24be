"""Workbooks for the tests, made by openpyxl or, where they have to be wrong, by hand."""

import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(
    rows: Iterable[Sequence[object]],
    *,
    merged: Iterable[str] = (),
    before: Iterable[Sequence[object]] = (),
) -> bytes:
    """Return an XLSX with these rows; with `before`, in a second sheet behind one with those."""
    book = Workbook()
    sheet = book.active
    if before:
        _fill(sheet, before)
        sheet = book.create_sheet("openings")
    _fill(sheet, rows)
    for cells in merged:
        sheet.merge_cells(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet, rows: Iterable[Sequence[object]]) -> None:
    for row in rows:
        sheet.append(row)


def with_sheet(markup: str) -> bytes:
    """Return a workbook whose sheet is the XML inside <sheetData>."""
    xml = f'<worksheet xmlns="{NAMESPACE}"><sheetData>{markup}</sheetData></worksheet>'
    return replaced(workbook([["title"]]), SHEET, xml.encode())


def replaced(book: bytes, name: str, content: bytes) -> bytes:
    """Return the workbook with another content of one of its parts."""
    file = BytesIO()
    packed = zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(BytesIO(book)) as old, zipfile.ZipFile(file, "w", packed) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
    return file.getvalue()
