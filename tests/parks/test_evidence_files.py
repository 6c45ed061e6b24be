"""What may be kept as evidence is told from the content of a file."""

import hashlib

import pytest
from django.utils import translation

from parks.evidence_files import LONGEST_FILE, EvidenceError, check_size, read_evidence

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\nstartxref 9\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("data", "name", "kept", "content_type"),
    [
        (PDF, "营业执照.pdf", "营业执照.pdf", "application/pdf"),
        (PDF, "licence.html", "licence.pdf", "application/pdf"),
        (PNG, "licence.pdf", "licence.png", "image/png"),
        (JPEG, "scan.jpeg", "scan.jpg", "image/jpeg"),
        (JPEG, "scan.exe", "scan.jpg", "image/jpeg"),
    ],
)
def test_a_file_is_what_its_content_says_whatever_its_name(data, name, kept, content_type):
    file = read_evidence(data, name)

    assert (file.filename, file.content_type, file.data) == (kept, content_type, data)
    assert file.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "data",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"<script>alert(1)</script>\n" + PDF,
        b"\n" + PNG,
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"GIF89a" + bytes(40),
        b"PK\x03\x04" + bytes(40),
        b"MZ" + bytes(40),
        b"a plain text",
        bytes(100),
    ],
    ids=["web page", "page before a PDF", "shifted PNG", "SVG", "GIF", "zip", "exe", "text", "nul"],
)
def test_anything_else_is_refused_in_words(data):
    with pytest.raises(EvidenceError, match="neither a PDF nor a PNG or JPEG"):
        read_evidence(data, "licence.pdf")


@pytest.mark.parametrize("data", [PDF, PNG, JPEG], ids=["PDF", "PNG", "JPEG"])
def test_a_file_that_was_cut_off_is_refused(data):
    with pytest.raises(EvidenceError, match="cut off"):
        read_evidence(data[:20], "licence")


@pytest.mark.parametrize(("size", "words"), [(0, "empty"), (LONGEST_FILE + 1, "larger than 10 MB")])
def test_an_empty_or_too_large_file_is_refused(size, words):
    with pytest.raises(EvidenceError, match=words):
        check_size(size)


def test_ten_megabytes_are_allowed():
    check_size(10 * 1024 * 1024)

    assert LONGEST_FILE == 10 * 1024 * 1024
