"""Tables as files: no formulas, the same bytes for the same rows, and back again."""

import csv
import time
from io import BytesIO, StringIO
from weakref import ref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from parks.imports.writing import csv_bytes, defused, undefused, workbook_bytes

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''=1"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_becomes_text_and_comes_back(cell):
    assert defused(cell) == f"'{cell}"
    assert undefused(defused(cell)) == cell


@pytest.mark.parametrize("cell", ["", "PCR", "'quoted'", "1-2", "‘x’", "a=b"])
def test_other_cells_stay_as_they_are(cell):
    assert (defused(cell), undefused(cell)) == (cell, cell)


@given(st.text())
def test_whatever_is_defused_comes_back(cell):
    assert undefused(defused(cell)) == cell


@given(st.text())
def test_no_defused_cell_begins_like_a_formula(cell):
    assert not defused(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_csv_says_its_encoding_and_keeps_line_ends_and_quotes():
    rows = [["岗位", "text"], ['a "b", c', "one\ntwo"]]

    data = csv_bytes(rows)

    assert data.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))) == rows


def test_a_workbook_holds_only_text_under_bold_headings():
    data = workbook_bytes([("岗位", [["number", "sum"], ["007", "=1+1"]])])

    book = load_workbook(BytesIO(data))
    assert book.sheetnames == ["岗位"]
    cells = [[(cell.value, cell.data_type) for cell in row] for row in book.active.rows]
    assert cells == [[("number", "s"), ("sum", "s")], [("007", "s"), ("'=1+1", "s")]]
    assert [cell.font.bold for cell in book.active["A"]] == [True, False]


def test_the_same_rows_give_the_same_bytes():
    sheets = [("a", [["x"], ["1"]])]
    first = workbook_bytes(sheets)
    time.sleep(2.1)  # a ZIP archive tells times apart by two seconds

    assert workbook_bytes(sheets) == first


def test_what_a_workbook_cannot_hold_is_replaced_and_long_cells_are_cut():
    data = workbook_bytes([("a", [["x"], ["a\x00b\x0b\udcff"], ["y" * 40_000]])])

    values = [cell.value for cell in load_workbook(BytesIO(data)).active["A"]]
    assert values == ["x", "a�b��", "y" * 32_767]


class Line(list):
    """A row that can be watched."""


def test_a_workbook_takes_row_after_row_and_holds_none_of_them():
    """A list of 50,000 rows in memory would cost a hundred megabytes."""
    watched, most = [], 0

    def lines():
        nonlocal most
        for number in range(500):
            line = Line([str(number), "x"])
            watched.append(ref(line))
            most = max(most, sum(each() is not None for each in watched))
            yield line

    data = workbook_bytes([("a", lines())])

    assert load_workbook(BytesIO(data)).active.max_row == 500
    assert most <= 3


def test_an_empty_sheet_is_written():
    assert load_workbook(BytesIO(workbook_bytes([("a", [])]))).sheetnames == ["a"]
