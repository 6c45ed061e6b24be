import zipfile
from datetime import date, datetime, time
from io import BytesIO
from time import monotonic

import pytest
from openpyxl import Workbook

from parks.imports import limits
from parks.imports.errors import ImportFileError
from parks.imports.headings import Headings
from parks.imports.workbooks import read_workbook, refuse_old_workbook
from tests.parks.imports.books import SHEET, replaced, with_sheet, workbook

SCORE = Headings({"title": ("title", "职位"), "company": ("company", "公司")}).recognised
HEADINGS = ["title", "company"]
DAY = date(2026, 5, 9)


def rows(data: bytes) -> list[tuple[int, list[str]]]:
    return [(line.number, line.cells) for line in read_workbook(data, SCORE)]


def test_rows_are_numbered_as_the_spreadsheet_numbers_them():
    data = workbook([HEADINGS, ["QA", "Alpha"], [None, None], ["QC", "Beta"]])

    assert rows(data) == [(1, HEADINGS), (2, ["QA", "Alpha"]), (4, ["QC", "Beta"])]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("细胞培养", "细胞培养"),
        (1001, "1001"),
        (1001.0, "1001"),
        (0, "0"),
        (3.5, "3.5"),
        (True, "True"),
        (DAY, "2026-05-09"),
        (datetime.combine(DAY, time()), "2026-05-09"),
        (datetime.combine(DAY, time(8, 30)), "2026-05-09T08:30:00"),
        ("  space  ", "space"),
        ("two\nlines", "two\nlines"),
        ("carriage_x000D_\nreturn", "carriage\r\nreturn"),
    ],
)
def test_a_value_is_written_as_a_person_would_type_it(value, text):
    assert rows(workbook([["title"], [value]]))[1] == (2, [text])


def test_a_date_kept_as_a_bare_number_stays_its_serial_number():
    assert rows(workbook([["title"], [46151]]))[1] == (2, ["46151"])


def test_a_cell_merged_over_rows_counts_for_each_of_them():
    data = workbook(
        [["公司", "职位"], ["合生基因", "研究员"], [None, "分析员"], [None, "QC"], ["谱元", "QA"]],
        merged=["A2:A4"],
    )

    assert [cells for _number, cells in rows(data)[1:]] == [
        ["合生基因", "研究员"],
        ["合生基因", "分析员"],
        ["合生基因", "QC"],
        ["谱元", "QA"],
    ]


def test_two_columns_may_be_merged_over_different_rows():
    data = workbook(
        [["公司", "城市", "职位"], ["A", "苏州", "1"], [None, None, "2"], ["B", None, "3"]],
        merged=["A2:A3", "B2:B4"],
    )

    assert [cells[:2] for _number, cells in rows(data)[1:]] == [["A", "苏州"]] * 2 + [["B", "苏州"]]


def test_a_title_merged_over_the_columns_is_one_cell():
    data = workbook([["2026年招聘汇总"], ["职位", "公司"], ["QA", "Alpha"]], merged=["A1:B1"])

    assert rows(data)[0] == (1, ["2026年招聘汇总"])


def test_the_sheet_with_the_headings_is_read_wherever_it_stands():
    data = workbook([HEADINGS, ["QA", "Alpha"]], before=[["How to fill in"], ["Please read"]])

    assert rows(data) == [(1, HEADINGS), (2, ["QA", "Alpha"])]


def test_a_formula_counts_for_its_last_result():
    sheet = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>B2&amp;"x"</f><v>QA Analyst</v></c></row>'
    )

    assert rows(with_sheet(sheet)) == [(1, ["title"]), (2, ["QA Analyst"])]


def test_a_failed_formula_shows_its_error():
    sheet = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row>'
        '<row r="2"><c r="A2" t="e"><f>B2</f><v>#REF!</v></c></row>'
    )

    assert rows(with_sheet(sheet))[1] == (2, ["#REF!"])


def test_a_date_out_of_range_shows_an_error_and_no_warning():
    book = Workbook()
    book.active.append(["title"])
    book.active["A2"] = 99_999_999
    book.active["A2"].number_format = "yyyy-mm-dd"
    file = BytesIO()
    book.save(file)

    assert rows(file.getvalue())[1] == (2, ["#VALUE!"])


def test_a_false_size_of_the_sheet_is_not_believed():
    data = workbook([HEADINGS, ["QA", "Alpha"]])
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheet = archive.read(SHEET)
    lying = replaced(data, SHEET, sheet.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))

    started = monotonic()

    assert rows(lying) == [(1, HEADINGS), (2, ["QA", "Alpha"])]
    assert monotonic() - started < 5


def test_row_numbers_beyond_any_sheet_do_not_keep_us_waiting_for_ever():
    sheet = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>title</t></is></c></row>'
        '<row r="99999999999"><c t="inlineStr"><is><t>QA</t></is></c></row>'
    )

    with pytest.raises(ImportFileError, match="cannot be opened"):
        rows(with_sheet(sheet))


@pytest.mark.parametrize(
    "markup",
    [
        '<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>',
        '<row r="x"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" s="99x"><v>1</v></c></row>',
        "<row r='1'><c r='A1'",
    ],
)
def test_a_sheet_that_is_wrong_inside_is_refused_in_one_sentence(markup):
    with pytest.raises(ImportFileError, match="cannot be opened as an XLSX workbook"):
        rows(with_sheet(markup))


@pytest.mark.parametrize("kept", [4, 30, 0.5, 0.98])
def test_a_workbook_cut_off_anywhere_is_refused(kept):
    data = workbook([HEADINGS, *[["QA", "Alpha"]] * 500])
    length = int(len(data) * kept) if isinstance(kept, float) else kept

    with pytest.raises(ImportFileError, match="damaged"):
        rows(data[:length])


def test_another_archive_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")

    with pytest.raises(ImportFileError, match="of another kind"):
        rows(file.getvalue())


def test_an_archive_that_unfolds_without_end_is_refused_unread(monkeypatch):
    monkeypatch.setattr(limits, "UNFOLDED_BYTES", 3 * limits.MEGABYTE)
    bomb = replaced(workbook([["title"]]), SHEET, b" " * (4 * limits.MEGABYTE))

    with pytest.raises(ImportFileError, match="unfolds to more than 3 MB"):
        rows(bomb)


def test_entities_that_multiply_are_refused_in_no_time():
    entities = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    xml = f'<!DOCTYPE x [<!ENTITY a0 "lol">{entities}]><worksheet>&a9;</worksheet>'
    started = monotonic()

    with pytest.raises(ImportFileError, match="cannot be opened"):
        rows(replaced(workbook([["title"]]), SHEET, xml.encode()))

    assert monotonic() - started < 5


def test_the_old_format_is_named_with_what_to_do():
    with pytest.raises(ImportFileError, match=r"old workbook \(.xls\): save it as XLSX"):
        refuse_old_workbook(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


def test_a_workbook_with_a_password_is_named_as_such():
    protected = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")

    with pytest.raises(ImportFileError, match="protected by a password"):
        refuse_old_workbook(protected)


def test_any_other_file_is_no_old_workbook():
    assert refuse_old_workbook(b"title,company\n") is None
