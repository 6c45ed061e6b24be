"""What a file is, told from its content; the name is compared afterwards."""

import re
from enum import StrEnum
from pathlib import PurePath

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    TXT = "txt"
    JSON = "json"
    LEGACY_WORD = "doc"
    ENCRYPTED_OFFICE = "encrypted"
    OTHER_OFFICE = "office"
    RTF = "rtf"
    WEB_PAGE = "html"
    PICTURE = "picture"
    ARCHIVE = "archive"
    UNKNOWN = "unknown"


READABLE = (Kind.PDF, Kind.DOCX, Kind.TXT, Kind.JSON)

LABELS: dict[Kind, str | Promise] = {
    Kind.PDF: _("a PDF"),
    Kind.DOCX: _("a Word document (DOCX)"),
    Kind.TXT: _("plain text"),
    Kind.JSON: _("a JSON document"),
    Kind.LEGACY_WORD: _("a Word 97-2003 document (DOC)"),
    Kind.ENCRYPTED_OFFICE: _("a Word document with a password"),
    Kind.OTHER_OFFICE: _("another kind of office file"),
    Kind.RTF: _("a rich-text file (RTF)"),
    Kind.WEB_PAGE: _("a saved web page"),
    Kind.PICTURE: _("a picture"),
    Kind.ARCHIVE: _("a compressed archive"),
    Kind.UNKNOWN: _("a kind of file that is not known here"),
}

KINDS_OF_EXTENSIONS = {
    "pdf": Kind.PDF,
    "docx": Kind.DOCX,
    "txt": Kind.TXT,
    "json": Kind.JSON,
    "doc": Kind.LEGACY_WORD,
}

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURE_MAGICS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
ARCHIVE_MAGICS = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
OTHER_OFFICE_MARKS = (b"xl/workbook", b"ppt/presentation", b"application/vnd.oasis.opendocument")
WEB_PAGE_START = re.compile(rb"\s*(<!doctype html|<html|mime-version:|<\?xml|<head)", re.IGNORECASE)


def kind_of_content(data: bytes) -> Kind:
    """Return the kind that the first bytes of `data` declare; TXT for any that declares none."""
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    if data.startswith(OLE_MAGIC):
        return _kind_of_compound_file(data)
    if data.startswith(ARCHIVE_MAGICS):
        return _kind_of_archive(data)
    return _kind_of_simple_file(data)


def kind_of_name(filename: str) -> Kind | None:
    """Return the kind that the ending of `filename` promises, None for an ending not known."""
    return KINDS_OF_EXTENSIONS.get(extension_of(filename))


def extension_of(filename: str) -> str:
    """Return the ending of `filename` in small letters without its dot, "" for none."""
    return PurePath(filename).suffix.lower().removeprefix(".")


def _kind_of_compound_file(data: bytes) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Kind.ENCRYPTED_OFFICE
    if "WordDocument".encode("utf-16-le") in data:
        return Kind.LEGACY_WORD
    return Kind.OTHER_OFFICE


def _kind_of_archive(data: bytes) -> Kind:
    if any(mark in data for mark in OTHER_OFFICE_MARKS):
        return Kind.OTHER_OFFICE
    # Part names stand in clear text before each part, so a cut-off DOCX is still known as one.
    if b"word/" in data or b"[Content_Types].xml" in data:
        return Kind.DOCX
    return Kind.ARCHIVE


def _kind_of_simple_file(data: bytes) -> Kind:
    if data.startswith(b"{\\rtf"):
        return Kind.RTF
    if data.startswith(PICTURE_MAGICS):
        return Kind.PICTURE
    if WEB_PAGE_START.match(data):
        return Kind.WEB_PAGE
    return Kind.TXT
