from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.imports.cells import read_date, read_text, read_whole_number, read_words
from parks.imports.errors import CellError


def test_text_keeps_its_lines_and_loses_its_outer_space():
    text = read_text("  岗位职责：\r\n1. 细胞培养\r2. 质检 \u2028 ")

    assert text == "岗位职责：\n1. 细胞培养\n2. 质检"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("QA\x00 Analyst", "QA Analyst"),
        ("QA\x1b[31m red", "QA[31m red"),
        ("\ufeffTitle", "Title"),
        ("gnp\u202etset", "gnptset"),
        ("zero\u200bwidth", "zerowidth"),
        ("tab\there", "tab\there"),
        ("emoji 🧪 and rare 𠮷", "emoji 🧪 and rare 𠮷"),
    ],
)
def test_controls_vanish_and_what_people_write_stays(cell, text):
    assert read_text(cell) == text


@pytest.mark.parametrize("cell", ["abc\ud800def", "Z\udcfcrich"])
def test_a_lone_surrogate_is_refused_as_damaged(cell):
    with pytest.raises(CellError, match="damaged"):
        read_text(cell)


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", " #VALUE! "])
def test_a_spreadsheet_error_is_refused_by_its_name(cell):
    with pytest.raises(CellError, match=f"spreadsheet error {cell.strip()}"):
        read_text(cell)


def test_a_formula_that_was_typed_as_text_stays_text():
    assert read_text('=HYPERLINK("http://x")') == '=HYPERLINK("http://x")'


def test_a_text_that_is_too_long_is_refused_with_both_lengths():
    with pytest.raises(CellError, match="11 characters, at most 10 fit"):
        read_text("x" * 11, longest=10)


def test_a_text_of_just_the_longest_length_is_taken():
    assert read_text("x" * 10, longest=10) == "x" * 10


def test_a_cell_of_a_megabyte_is_refused_and_not_cut():
    with pytest.raises(CellError, match="1048576 characters"):
        read_text("苏" * 1_048_576, longest=50_000)


def test_words_stand_on_one_line():
    assert read_words(" QA \n  Engineer\t(GMP) ") == "QA Engineer (GMP)"


@given(st.text())
def test_whatever_a_cell_holds_its_text_can_be_stored_or_is_refused(cell):
    try:
        text = read_text(cell)
    except CellError:
        return

    assert "\x00" not in text
    assert text == text.strip()
    assert text.encode("utf-8").decode("utf-8") == text


@pytest.mark.parametrize(
    "cell",
    [
        "2026-05-09",
        "2026/5/9",
        "2026.05.09",
        "2026年5月9日",
        "2026 年 5 月 9 日",
        "20260509",
        "２０２６－０５－０９",
        "2026-05-09T23:30:00Z",
        "2026-05-09 10:22:11",
        "2026-05-09T10:22:11.123+08:00",
        "2026-5-9 8:05",
        "May 9, 2026",
        "9 May 2026",
        "09-May-2026",
        "9th May 2026",
        "MAY 9 2026",
        "46151",
        "46151.0",
        "46151.75",
    ],
)
def test_one_day_is_read_however_it_is_written(cell):
    assert read_date(cell) == date(2026, 5, 9)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("2026-07", date(2026, 7, 1), date(2026, 7, 31)),
        ("2026年2月", date(2026, 2, 1), date(2026, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("July 2026", date(2026, 7, 1), date(2026, 7, 31)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021年", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_month_or_a_year_counts_for_its_first_or_its_last_day(cell, first, last):
    assert (read_date(cell), read_date(cell, at_end=True)) == (first, last)


@pytest.mark.parametrize("cell", ["25/12/2026", "12/25/2026", "25.12.2026", "25-12-2026"])
def test_a_day_before_the_year_is_read_where_it_can_mean_one_day_only(cell):
    assert read_date(cell) == date(2026, 12, 25)


@pytest.mark.parametrize("cell", ["03/04/2026", "3.4.2026"])
def test_a_date_that_may_be_two_days_is_refused_and_not_guessed(cell):
    with pytest.raises(CellError, match="either of two days"):
        read_date(cell)


def test_the_same_day_and_month_is_no_riddle():
    assert read_date("04/04/2026") == date(2026, 4, 4)


@pytest.mark.parametrize("cell", ["", "   ", "\n"])
def test_an_empty_cell_is_no_date(cell):
    assert read_date(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        "2026-13-01",
        "2026-02-30",
        "20261301",
        "31/13/2026",
        "yesterday",
        "3天前",
        "05-09",
        "May",
        "Foo 9, 2026",
        "1889-01-01",
        "2999-01-01",
        "9" * 400,
        "2026-05-09 and later",
    ],
)
def test_what_is_no_date_is_refused_with_an_example(cell):
    with pytest.raises(CellError, match="2026-05-09"):
        read_date(cell)


@given(st.text(max_size=40))
def test_reading_a_date_never_fails_in_another_way(cell):
    try:
        day = read_date(cell)
    except CellError:
        return

    assert day is None or 1950 <= day.year <= 2100


@given(st.dates(date(1970, 1, 1), date(2100, 12, 31)))
def test_every_day_written_as_iso_is_read_back(day):
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("cell", "number"), [("3", 3), ("3.0", 3), ("3.00", 3), ("２０", 20), (" 7 ", 7), ("", None)]
)
def test_a_whole_number_is_read_as_spreadsheets_write_it(cell, number):
    assert read_whole_number(cell, least=1, most=100) == number


@pytest.mark.parametrize("cell", ["0", "101", "3.5", "-2", "many", "1e3", "9" * 11, "3 people"])
def test_another_number_is_refused_with_the_range(cell):
    with pytest.raises(CellError, match="whole number from 1 to 100"):
        read_whole_number(cell, least=1, most=100)
