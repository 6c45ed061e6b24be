"""PDF: the order of the text, and the process that keeps its reader away from ours."""

import pytest

from talent.cv.errors import (
    BrokenCvError,
    EncryptedCvError,
    ScannedCvError,
    TooCostlyCvError,
    TooLongCvError,
)
from talent.cv.pdf import read_pdf
from talent.cv.pdf_child import extract
from tests.talent.cv import builders


def test_two_columns_are_read_one_after_the_other():
    data = builders.two_column_pdf("Experience \\ Engineer \\ Analyst", "Skills \\ HPLC \\ ELISA")

    text, _pages = read_pdf(data)

    assert text.split() == ["Experience", "Engineer", "Analyst", "Skills", "HPLC", "ELISA"]


def test_chinese_text_comes_out_character_by_character():
    data = builders.pdf("生物制药技术，细胞培养（无血清）；GMP车间")

    text, _pages = read_pdf(data)

    assert "".join(text.split()) == "生物制药技术，细胞培养（无血清）；GMP车间"


def test_a_watermark_alone_is_no_text():
    data = builders.raw_pdf(b"BT /F1 12 Tf 10 10 Td (scan by App) Tj ET")

    with pytest.raises(ScannedCvError):
        read_pdf(data)


def test_a_page_that_unfolds_without_end_is_stopped():
    data = builders.bomb_pdf()

    with pytest.raises(TooCostlyCvError):
        read_pdf(data)


def test_more_text_than_a_cv_has_is_refused_by_the_reader_itself():
    line = b"BT /F1 1 Tf 1 0 0 1 0 %d Tm (%b) Tj ET\n"
    data = builders.raw_pdf(b"".join(line % (row, b"word " * 50) for row in range(1000)))

    with pytest.raises(TooLongCvError):
        read_pdf(data)


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.8])
def test_a_pdf_cut_anywhere_is_broken(cut):
    data = builders.pdf(builders.CHINESE_CV)

    with pytest.raises(BrokenCvError):
        read_pdf(data[: int(len(data) * cut)])


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"no pdf", {"problem": "broken", "pages": 0}),
        (b"", {"problem": "broken", "pages": 0}),
    ],
)
def test_the_child_names_the_problem(data, answer):
    assert extract(data, pages=30, characters=1000) == answer


def test_the_child_tells_locked_files_from_broken_ones():
    data = builders.encrypted_pdf("some text", password="secret")

    answer = extract(data, pages=30, characters=1000)

    assert answer == {"problem": "encrypted", "pages": 0}


def test_the_child_counts_pages_and_characters_against_its_limits():
    data = builders.pdf_of_pages(4)

    assert extract(data, pages=3, characters=1000) == {"problem": "pages", "pages": 4}
    assert extract(data, pages=4, characters=60) == {"problem": "long", "pages": 4}
    assert extract(data, pages=4, characters=1000)["pages"] == 4


def test_a_password_is_reported_as_such():
    data = builders.encrypted_pdf("some text", password="秘密")

    with pytest.raises(EncryptedCvError):
        read_pdf(data)
