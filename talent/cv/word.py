"""DOCX → text in reading order: headers, body with its tables and text boxes, footers."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from talent.cv import limits
from talent.cv.errors import BrokenCvError, TooCostlyCvError
from talent.cv.kinds import LABELS, Kind

HEADER, FOOTER = RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER
PARAGRAPH, ROW, CELL = qn("w:p"), qn("w:tr"), qn("w:tc")
RUN, TEXT, TEXT_BOX = qn("w:r"), qn("w:t"), qn("w:txbxContent")
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Fallback repeats a text box for old programs; the others hold no text that a reader sees.
SKIPPED = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:pPr"),
    qn("w:rPr"),
}
# What zipfile, lxml and python-docx were seen to raise on 90,000 damaged and forged files.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    OpcError,
    AttributeError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    TypeError,
    ValueError,
)


def read_docx(data: bytes) -> str:
    """Return the text of a DOCX, one line per paragraph or table row.

    Raise BrokenCvError, or TooCostlyCvError when the archive unfolds to more than a CV needs.
    """
    try:
        _check_archive(data)
        document = Document(BytesIO(data))
        stories = [*_stories(document, HEADER), document.element.body, *_stories(document, FOOTER)]
    except DAMAGE as error:
        raise BrokenCvError(expected=LABELS[Kind.DOCX]) from error
    return "\n".join(line for story in stories for line in _blocks(story))


def _check_archive(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        markup = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
        if (
            len(parts) > limits.ARCHIVE_PARTS
            or sum(part.file_size for part in parts) > limits.ARCHIVE_BYTES
            or sum(part.file_size for part in markup) > limits.MARKUP_BYTES
        ):
            raise TooCostlyCvError
        for part in markup:
            _refuse_entities(archive.read(part))


def _refuse_entities(markup: bytes) -> None:
    """A DOCX declares no document type; one that does tries to make a short text long."""
    if b"<!DOCTYPE" in markup or b"<!ENTITY" in markup:
        raise TooCostlyCvError


def _stories(document: WordDocument, kind: str) -> list[etree._Element]:
    """Return the roots of the headers or of the footers, `kind` being a relationship type."""
    return [
        relationship.target_part.element
        for relationship in document.part.rels.values()
        if relationship.reltype == kind and not relationship.is_external
    ]


def _blocks(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == PARAGRAPH:
            yield from _paragraph(child)
        elif child.tag == ROW:
            yield from _row(child)
        elif child.tag not in SKIPPED:
            yield from _blocks(child)


def _row(row: etree._Element) -> Iterator[str]:
    """A row of one-line cells reads across; a row that lays out columns reads cell by cell."""
    cells = [list(filter(str.strip, _blocks(cell))) for cell in row.iter(CELL) if _owns(row, cell)]
    if all(len(lines) <= 1 for lines in cells):
        yield "\t".join(line for lines in cells for line in lines)
    else:
        yield from (line for lines in cells for line in lines)


def _owns(row: etree._Element, cell: etree._Element) -> bool:
    return next(cell.iterancestors(ROW)) is row


def _paragraph(paragraph: etree._Element) -> Iterator[str]:
    boxes: list[etree._Element] = []
    yield "".join(_signs(paragraph, boxes))
    for box in boxes:
        yield from _blocks(box)


def _signs(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """Yield the text of a paragraph, putting the text boxes met on the way into `boxes`."""
    for child in element:
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == TEXT_BOX:
            boxes.append(child)
        elif child.tag not in SKIPPED and not _is_hidden(child):
            yield from _signs(child, boxes)


def _is_hidden(element: etree._Element) -> bool:
    return element.tag == RUN and element.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is not None
