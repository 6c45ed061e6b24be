"""What a file is, told from its first bytes and its name."""

import pytest

from talent.cv.kinds import LABELS, Kind, extension_of, kind_of_content, kind_of_name
from tests.talent.cv import builders

CONTENTS = [
    (b"%PDF-1.7\n", Kind.PDF),
    (b"\xef\xbb\xbf\r\n%PDF-1.4", Kind.PDF),
    (b"x" * 2000 + b"%PDF-1.4", Kind.TXT),
    (b"PK\x03\x04 [Content_Types].xml word/document.xml", Kind.DOCX),
    (b"PK\x03\x04 word/doc", Kind.DOCX),
    (b"PK\x03\x04 xl/workbook.xml [Content_Types].xml", Kind.OTHER_OFFICE),
    (b"PK\x03\x04 ppt/presentation.xml [Content_Types].xml", Kind.OTHER_OFFICE),
    (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", Kind.OTHER_OFFICE),
    (b"PK\x03\x04 photos/1.jpg", Kind.ARCHIVE),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"\x1f\x8b\x08", Kind.ARCHIVE),
    (builders.compound_file("WordDocument"), Kind.LEGACY_WORD),
    (builders.compound_file("EncryptedPackage"), Kind.ENCRYPTED_OFFICE),
    (builders.compound_file("Workbook"), Kind.OTHER_OFFICE),
    (b"{\\rtf1\\ansi", Kind.RTF),
    (b"\x89PNG\r\n", Kind.PICTURE),
    (b"\xff\xd8\xff\xe0", Kind.PICTURE),
    (b"GIF89a", Kind.PICTURE),
    (b"II*\x00", Kind.PICTURE),
    (b"\n <!DOCTYPE HTML>", Kind.WEB_PAGE),
    (b"<html>", Kind.WEB_PAGE),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related", Kind.WEB_PAGE),
    (b"Curriculum vitae", Kind.TXT),
    (b"BMS scientist", Kind.TXT),
    ("个人简历".encode("gbk"), Kind.TXT),
    (b"", Kind.TXT),
]


@pytest.mark.parametrize(("data", "kind"), CONTENTS)
def test_the_content_tells_the_kind(data, kind):
    assert kind_of_content(data) is kind


NAMES = [
    ("cv.pdf", Kind.PDF),
    ("CV.PDF", Kind.PDF),
    ("简历.docx", Kind.DOCX),
    ("cv.final.txt", Kind.TXT),
    ("cv.json", Kind.JSON),
    ("cv.doc", Kind.LEGACY_WORD),
    ("cv.odt", None),
    ("cv", None),
    ("", None),
    (".pdf", None),
    ("folder.pdf/cv", None),
]


@pytest.mark.parametrize(("filename", "kind"), NAMES)
def test_the_ending_of_a_name_promises_a_kind(filename, kind):
    assert kind_of_name(filename) is kind


@pytest.mark.parametrize(
    ("filename", "extension"), [("王.PDF", "pdf"), ("a.b.TxT", "txt"), ("a", "")]
)
def test_an_ending_is_told_in_small_letters(filename, extension):
    assert extension_of(filename) == extension


def test_every_kind_can_be_named_to_a_person():
    assert set(LABELS) == set(Kind)
