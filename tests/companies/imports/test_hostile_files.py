"""Files that somebody made to do harm, or that are no table: each gets one clear sentence."""

import zipfile
from io import BytesIO

import pytest

from parks.imports.errors import ImportFileError
from parks.models import ImportJob
from tests.companies.imports.files import csv_file, errors, previewed, uploaded, xlsx_file
from tests.companies.postings.imports import small_vocabulary
from tests.parks.imports.books import replaced, with_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

HEADED = {"Job title": "QC Analyst", "Job ID": "1"}


def with_part(name: str, content: bytes) -> bytes:
    file = BytesIO(xlsx_file([HEADED]))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return file.getvalue()


FILES = {
    "zip bomb": (lambda: with_part("xl/media/1", bytes(300 << 20)), "unfolds to more than 256 MB"),
    "macro": (lambda: with_part("xl/vbaProject.bin", b"Sub Auto_Open()"), "holds macros"),
    "a million columns": (lambda: b",".join([b"x"] * 10**6) + b"\n1\n", "has 1000000 columns"),
    "a column out of range": (
        lambda: with_sheet('<row r="1"><c r="BDWGN1" t="inlineStr"><is><t>x</t></is></c></row>'),
        "damaged or of another kind",
    ),
    "another encoding": (
        lambda: "Название,Город\nБиолог,Москва".encode("koi8-r"),
        "cannot be made out",
    ),
    "empty": (lambda: b"", "The file is empty"),
    "blank": (lambda: b" \r\n \r\n", "The file is empty"),
    "only headings": (lambda: b"Job title,Job ID\n", "has headings, but no rows below them"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "cannot be"),
    "an archive": (lambda: replaced(xlsx_file([HEADED]), "xl/workbook.xml", b"no"), "damaged"),
    "a heading twice": (lambda: b"Job title,Job title\nA,B\n", "stands twice"),
}


@pytest.mark.parametrize(("make", "words"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_table_is_refused_with_the_reason(company, recruiter, make, words):
    with pytest.raises(ImportFileError, match=words):
        uploaded(company, make(), by=recruiter)

    assert not ImportJob.objects.exists()


def test_a_formula_is_kept_as_words_and_handed_back_as_words(company, recruiter):
    small_vocabulary()
    row = HEADED | {"Job title": '=HYPERLINK("http://x","y")', "Degree": "@SUM(1)"}

    job = previewed(company, csv_file([row]), by=recruiter)

    assert [error[1] for error in errors(job)] == ["Degree"]
    assert job.rows.get().cells == ['=HYPERLINK("http://x","y")', "1", "@SUM(1)"]


def test_damaged_characters_are_told_of_and_kept_readable(company, recruiter):
    small_vocabulary()
    text = "Job title,Job ID,Description\n" + "细胞培养研究员,1,负责细胞培养\n" * 3
    data = text.encode() + b"\xff\xfe,2,x\n"

    job = previewed(company, data, by=recruiter)

    assert errors(job)[-1][1:] == (
        "Job title",
        "holds characters that cannot be read: they are damaged",
    )
    assert job.rows.get(line=5).cells == ["��", "2", "x"]


def test_a_quotation_that_is_never_closed_is_told_of_once(company, recruiter):
    small_vocabulary()
    data = b'Job title,Job ID\nA,1\n"B,2\n' + b"C,3\n" * 50

    job = previewed(company, data, by=recruiter)

    assert (job.created, job.refused) == (1, 1)
    assert "never closed" in errors(job)[0][2]
