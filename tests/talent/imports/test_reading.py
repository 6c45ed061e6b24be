"""Cells of a roster, as student offices write them."""

from datetime import date

import pytest

from parks.imports.errors import CellError
from talent.imports.reading import read_cohort, read_email, read_graduation, read_number, read_sex

pytestmark = pytest.mark.usefixtures("english")

JUNE = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-06-30", JUNE),
        ("2026/6/30", JUNE),
        ("2026年6月30日", JUNE),
        ("2026年6月", JUNE),
        ("２０２６年６月", JUNE),
        ("2026.06", JUNE),
        ("20260630", JUNE),
        ("2026-06-30T00:00:00", JUNE),
        ("46203", JUNE),  # as spreadsheet programs count days
        ("30 June 2026", JUNE),
        ("2026", JUNE),
        ("2026届", JUNE),
        ("2026年", JUNE),
        ("2026年7月", date(2026, 7, 31)),
    ],
)
def test_graduation_is_read_in_the_ways_it_is_written(cell, day):
    assert read_graduation(cell) == day


@pytest.mark.parametrize("cell", ["soon", "2026-13-01", "3026", "03/04/2026"])
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(CellError):
        read_graduation(cell)


@pytest.mark.parametrize("cell", ["2022", "2022级", "2022年", "2022-09-01", "2022年9月", "2022 级"])
def test_the_year_of_entry_is_read(cell):
    assert read_cohort(cell) == 2022


@pytest.mark.parametrize("cell", ["22", "1022", "first"])
def test_what_is_no_year_is_refused(cell):
    with pytest.raises(CellError):
        read_cohort(cell)


@pytest.mark.parametrize(
    ("cell", "number"),
    [(" 2022 ", "2022"), ("2022010101.0", "2022010101"), ("B２２-7", "B22-7"), ("0012", "0012")],
)
def test_a_number_is_kept_as_it_is_known(cell, number):
    assert read_number(cell) == number


@pytest.mark.parametrize("cell", ["2.0221E+11", "2e11", "x" * 41])
def test_a_number_that_was_rounded_or_is_too_long_is_refused(cell):
    with pytest.raises(CellError):
        read_number(cell)


@pytest.mark.parametrize(
    ("cell", "sex"), [("女", "female"), ("男生", "male"), ("Female", "female"), ("M", "male")]
)
def test_sex_is_read_in_both_languages(cell, sex):
    assert read_sex(cell) == sex


def test_an_address_is_read_in_small_letters():
    assert read_email(" Li@Stu.Example.EDU.cn ") == "li@stu.example.edu.cn"
