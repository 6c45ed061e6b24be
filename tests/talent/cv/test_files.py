"""Reading a CV file: every kind that is read, and what is said about every file that is not."""

import pytest
from django.utils import translation

from talent.cv import limits
from talent.cv.errors import (
    BrokenCvError,
    CvError,
    EmptyCvError,
    EncryptedCvError,
    LegacyWordCvError,
    ScannedCvError,
    TooCostlyCvError,
    TooLargeCvError,
    TooLongCvError,
    TooManyPagesCvError,
    UnknownEncodingCvError,
    UnsupportedCvError,
    WronglyNamedCvError,
)
from talent.cv.files import CvText, read_cv
from talent.cv.kinds import LABELS, Kind
from tests.talent.cv import builders

KINDS = [
    pytest.param(builders.pdf, "pdf", id="pdf"),
    pytest.param(builders.docx, "docx", id="docx"),
    pytest.param(str.encode, "txt", id="txt"),
]


def without_space(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(("build", "extension"), KINDS)
@pytest.mark.parametrize(
    "text", [builders.CHINESE_CV, builders.ENGLISH_CV], ids=["chinese", "english"]
)
def test_every_kind_of_file_gives_all_of_its_text(build, extension, text):
    data = build(text)

    cv = read_cv(data, f"cv.{extension}")

    assert without_space(cv.text) == without_space(text)
    assert cv.format == extension


@pytest.mark.parametrize(("build", "extension"), KINDS)
@pytest.mark.parametrize("stem", ["王小明-简历", "履历 (最终版)", "résumé", "简历.2024.终稿"])
def test_chinese_and_other_file_names_make_no_difference(build, extension, stem):
    data = build(builders.CHINESE_CV)

    named = read_cv(data, f"{stem}.{extension.upper()}")

    assert named == read_cv(data, f"cv.{extension}")


def test_a_text_keeps_its_lines_and_counts_as_one_page():
    data = "王小明\r\n\r\n\r\n\r\n教育背景   \r\n中国药科大学\r\n".encode()

    cv = read_cv(data, "cv.txt")

    assert cv == CvText("王小明\n\n教育背景\n中国药科大学", Kind.TXT, 1)


def test_the_pages_of_a_pdf_are_counted():
    data = builders.pdf_of_pages(3)

    cv = read_cv(data, "cv.pdf")

    assert cv.pages == 3
    assert [line.split()[1] for line in cv.text.splitlines()] == ["0", "1", "2"]


def test_a_json_resume_comes_back_as_its_source():
    data = builders.json_resume(basics={"name": "王小明"})

    cv = read_cv(data, "cv.json")

    assert cv == CvText('{"basics": {"name": "王小明"}}', Kind.JSON, 1)


def test_a_pdf_that_only_restricts_printing_is_read():
    data = builders.encrypted_pdf("This text may be read by anybody.", password="")

    cv = read_cv(data, "cv.pdf")

    assert cv.text == "This text may be read by anybody."


@pytest.mark.parametrize("filename", ["cv", "cv.text", "简历", "cv.old"])
def test_a_name_without_a_known_ending_promises_nothing(filename):
    data = builders.docx("Experience")

    cv = read_cv(data, filename)

    assert cv == CvText("Experience", Kind.DOCX, 1)


REFUSED = [
    pytest.param(lambda: b"", "cv.pdf", EmptyCvError, id="nothing at all"),
    pytest.param(lambda: b"  \n\t\r\n ", "cv.txt", EmptyCvError, id="blank text"),
    pytest.param(lambda: builders.docx(" \n "), "cv.docx", EmptyCvError, id="blank document"),
    pytest.param(lambda: b"a" * (11 * limits.MEGABYTE), "cv.txt", TooLargeCvError, id="11 MB"),
    pytest.param(
        lambda: b"%PDF-" + b"a" * (11 * limits.MEGABYTE), "cv.pdf", TooLargeCvError, id="11 MB pdf"
    ),
    pytest.param(lambda: b"word " * 50_000, "cv.txt", TooLongCvError, id="a book as text"),
    pytest.param(
        lambda: builders.docx("word " * 50_000), "cv.docx", TooLongCvError, id="a book as docx"
    ),
    pytest.param(lambda: builders.pdf_of_pages(31), "cv.pdf", TooManyPagesCvError, id="31 pages"),
    pytest.param(builders.scanned_pdf, "扫描件.pdf", ScannedCvError, id="scan"),
    pytest.param(
        lambda: builders.encrypted_pdf("some text", password="secret"),
        "cv.pdf",
        EncryptedCvError,
        id="pdf with a password",
    ),
    pytest.param(
        lambda: builders.compound_file("EncryptedPackage"),
        "cv.docx",
        EncryptedCvError,
        id="docx with a password",
    ),
    pytest.param(
        lambda: builders.compound_file("WordDocument"), "cv.doc", LegacyWordCvError, id="old doc"
    ),
    pytest.param(
        lambda: builders.pdf(builders.CHINESE_CV)[:2000],
        "cv.pdf",
        BrokenCvError,
        id="pdf cut off",
    ),
    pytest.param(
        lambda: builders.docx(builders.CHINESE_CV)[:2000],
        "cv.docx",
        BrokenCvError,
        id="docx cut off",
    ),
    pytest.param(lambda: b"%PDF-1.7 and no more", "cv.pdf", BrokenCvError, id="pdf by its mark"),
    pytest.param(lambda: bytes(range(256)) * 9, "cv.pdf", BrokenCvError, id="noise named pdf"),
    pytest.param(lambda: bytes(range(256)) * 9, "cv.docx", BrokenCvError, id="noise named docx"),
    pytest.param(
        lambda: bytes(range(128, 256)) * 9, "cv.txt", UnknownEncodingCvError, id="noise named txt"
    ),
    pytest.param(lambda: bytes(range(256)) * 9, "cv", UnsupportedCvError, id="noise unnamed"),
    pytest.param(lambda: b"\x89PNG\r\n\x1a\n....", "cv.png", UnsupportedCvError, id="picture"),
    pytest.param(lambda: b"{\\rtf1 Hello}", "cv.rtf", UnsupportedCvError, id="rtf"),
    pytest.param(lambda: b"<!DOCTYPE html><p>CV", "cv.html", UnsupportedCvError, id="web page"),
    pytest.param(
        lambda: builders.archive_of([("cv.pdf", b"%PDF-")]),
        "cv.zip",
        UnsupportedCvError,
        id="archive",
    ),
    pytest.param(
        lambda: builders.archive_of([("xl/workbook.xml", b"<workbook/>")]),
        "cv.xlsx",
        UnsupportedCvError,
        id="spreadsheet",
    ),
    pytest.param(builders.bomb_pdf, "cv.pdf", TooCostlyCvError, id="pdf that unfolds"),
]


@pytest.mark.parametrize(("build", "filename", "error"), REFUSED)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(build, filename, error):
    data = build()

    with pytest.raises(CvError) as refusal:
        read_cv(data, filename)

    assert type(refusal.value) is error


WRONGLY_NAMED = [
    (lambda: builders.docx("Experience"), "cv.pdf", "a Word document (DOCX)"),
    (lambda: builders.pdf("Experience"), "cv.docx", "a PDF"),
    (lambda: builders.pdf("Experience"), "简历.txt", "a PDF"),
    (lambda: builders.pdf("Experience"), "cv.doc", "a PDF"),
    (lambda: builders.docx("Experience"), "cv.doc", "a Word document (DOCX)"),
    (lambda: b"Experience", "cv.pdf", "plain text"),
    (lambda: b"Experience", "cv.docx", "plain text"),
    (lambda: b'{"basics": {}}', "cv.txt", "a JSON document"),
    (lambda: b"<html><body>CV</body></html>", "cv.doc", "a saved web page"),
    (lambda: b"\xff\xd8\xff\xe0 JFIF", "cv.pdf", "a picture"),
    (lambda: b"{\\rtf1 Hello}", "cv.docx", "a rich-text file (RTF)"),
    (lambda: builders.compound_file("WordDocument"), "cv.docx", "a Word 97-2003 document (DOC)"),
    (lambda: builders.archive_of([("xl/workbook.xml", b"")]), "cv.docx", "another kind of"),
]


@pytest.mark.parametrize(("build", "filename", "found"), WRONGLY_NAMED)
def test_a_wrong_ending_is_refused_naming_both_kinds(build, filename, found):
    data = build()

    with pytest.raises(WronglyNamedCvError) as refusal:
        read_cv(data, filename)

    extension = filename.rpartition(".")[2]
    assert f"ends in .{extension} but the content is {found}" in str(refusal.value)


ADVICE = [
    (lambda: b"", "cv.pdf", "Choose the file that holds your CV"),
    (lambda: b"a" * (11 * limits.MEGABYTE), "cv.txt", "11.0 MB and the limit is 10 MB"),
    (lambda: b"word " * 50_000, "cv.txt", "more than 200000 characters"),
    (lambda: builders.pdf_of_pages(31), "cv.pdf", "31 pages and the limit is 30"),
    (builders.scanned_pdf, "cv.pdf", "Send the PDF or DOCX that your text program saves"),
    (lambda: builders.encrypted_pdf("x", "secret"), "cv.pdf", "Save it without a password"),
    (lambda: builders.compound_file("WordDocument"), "cv.doc", "save it as DOCX or PDF"),
    (lambda: b"%PDF-1.7", "cv.pdf", "says it is a PDF but cannot be opened"),
    (lambda: b"PK\x03\x04 word/", "cv.docx", "says it is a Word document (DOCX) but cannot"),
    (lambda: bytes(range(128, 256)), "cv.txt", "Save it as UTF-8"),
    (lambda: b"\x89PNG", "cv.png", "This is a picture. Send your CV as PDF, DOCX, TXT or JSON"),
]


@pytest.mark.parametrize(("build", "filename", "advice"), ADVICE)
def test_a_refusal_says_what_to_do(build, filename, advice):
    data = build()

    with pytest.raises(CvError) as refusal:
        read_cv(data, filename)

    assert advice in str(refusal.value)


def test_a_refusal_speaks_the_language_of_the_moment_it_is_read_in():
    error = UnsupportedCvError(found=LABELS[Kind.PICTURE])
    words = str(error)

    with translation.override("zh-hans"):
        chinese = str(error)

    assert words == "This is a picture. Send your CV as PDF, DOCX, TXT or JSON Resume."
    assert "图片" in chinese


def test_a_file_at_the_limit_is_still_read():
    text = "a" * limits.CHARACTERS

    cv = read_cv(text.encode(), "cv.txt")

    assert len(cv.text) == limits.CHARACTERS


def test_thirty_pages_are_still_read():
    data = builders.pdf_of_pages(30)

    cv = read_cv(data, "cv.pdf")

    assert cv.pages == 30
