import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parks.imports import limits
from parks.imports.errors import ImportFileError
from parks.imports.headings import Column, Headings
from parks.imports.tables import read_table, table_of
from tests.parks.imports.books import workbook

HEADINGS = Headings({"title": ("title", "职位"), "company": ("company", "公司")})
BOOK = workbook([["title", "company"], ["QA", "Alpha"], ["QC", None]], merged=["B2:B3"])


def written(folder: Path, content: str | bytes, name: str = "postings.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_table_tells_its_columns_and_the_rows_below_them(tmp_path):
    table = read_table(written(tmp_path, "src,title,company\nx,QA,Alpha\ny,QC,Beta\n"), HEADINGS)

    assert table.name == "postings.csv"
    assert table.headings == ["src", "title", "company"]
    assert table.columns == {"title": (Column(1, "title"),), "company": (Column(2, "company"),)}
    assert [(line.number, line.cells) for line in table.lines] == [
        (2, ["x", "QA", "Alpha"]),
        (3, ["y", "QC", "Beta"]),
    ]


def test_a_workbook_is_told_from_its_content_and_not_from_its_name(tmp_path):
    path = written(tmp_path, workbook([["职位", "公司"], ["质检员", "谱元"]]), "postings.csv")

    assert [line.cells for line in read_table(path, HEADINGS).lines] == [["质检员", "谱元"]]


def test_a_chinese_file_name_is_a_name_like_any_other(tmp_path):
    path = written(tmp_path, "职位,公司\n质检员,谱元\n", "招聘岗位 2026（生物医药）.csv")

    assert read_table(path, HEADINGS).name == "招聘岗位 2026（生物医药）.csv"


@pytest.mark.parametrize(
    "above",
    ["2026年招聘岗位汇总表,,\n", "Postings of the park\n\nAs of May 2026,\n", "1,2,3\n" * 8],
)
def test_the_headings_may_stand_below_a_title_or_a_remark(above):
    table = table_of(f"{above}职位,公司\n质检员,谱元\n".encode(), HEADINGS, name="x")

    assert table.headings == ["职位", "公司"]
    assert [line.cells for line in table.lines] == [["质检员", "谱元"]]


def test_a_row_that_repeats_the_headings_below_is_a_row():
    table = table_of(b"title,company\nQA,Alpha\ntitle,company\n", HEADINGS, name="x")

    assert [line.number for line in table.lines] == [2, 3]


def test_headings_alone_are_a_table_without_rows():
    assert list(table_of(b"title,company\n", HEADINGS, name="x").lines) == []


def test_a_table_without_any_known_heading_has_no_columns():
    table = table_of(b"a,b\n1,2\n", HEADINGS, name="x")

    assert (table.columns, table.headings) == ({}, ["a", "b"])


def test_a_damaged_heading_can_still_be_shown():
    data = "职位,公司,城市城市城市\n".encode().replace("市\n".encode(), b"\xff\n")

    assert table_of(data, HEADINGS, name="x").headings == ["职位", "公司", "城市城市城?"]


@pytest.mark.parametrize(("content", "length"), [("title\nQA\nQC\n", 4), ("title\nQA", 2)])
def test_the_length_of_a_text_is_about_its_lines(content, length):
    assert table_of(content.encode(), HEADINGS, name="x").length == length


def test_the_length_of_a_workbook_is_not_known():
    assert table_of(workbook([["title"], ["QA"]]), HEADINGS, name="x").length == 0


@pytest.mark.parametrize("content", ["", "   ", "\n\n\n"])
def test_an_empty_file_is_refused(content):
    with pytest.raises(ImportFileError, match="The file is empty"):
        table_of(content.encode(), HEADINGS, name="x")


@pytest.mark.parametrize("content", [b",,,\n,,\n", b";;\n", "\ufeff,".encode(), workbook([[None]])])
def test_a_file_of_blank_cells_is_refused(content):
    with pytest.raises(ImportFileError, match="holds no rows"):
        table_of(content, HEADINGS, name="x")


def test_a_missing_file_is_refused_by_its_path(tmp_path):
    with pytest.raises(ImportFileError, match=r"There is no file “.*nothing\.csv”"):
        read_table(tmp_path / "nothing.csv", HEADINGS)


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(ImportFileError, match="cannot be read"):
        read_table(tmp_path, HEADINGS)


def test_a_path_that_no_system_takes_is_refused_in_the_same_way(tmp_path):
    with pytest.raises(ImportFileError, match="cannot be read"):
        read_table(tmp_path / "a\x00b.csv", HEADINGS)


def test_an_oversized_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(limits.FILE_BYTES + limits.MEGABYTE)

    with pytest.raises(ImportFileError, match="has 51 MB and the limit is 50 MB"):
        read_table(path, HEADINGS)


def test_too_many_rows_are_refused_at_the_row_that_is_too_many():
    data = b"title\n" + b"QA\n" * (limits.ROWS + 1)
    lines = table_of(data, HEADINGS, name="x").lines

    with pytest.raises(ImportFileError, match="more than 100000 rows"):
        list(lines)


def test_just_the_largest_number_of_rows_is_read():
    data = b"title\n" + b"QA\n" * limits.ROWS

    assert sum(1 for _line in table_of(data, HEADINGS, name="x").lines) == limits.ROWS


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
    ids=["picture", "old office"],
)
def test_a_file_of_another_kind_is_refused_in_one_sentence(data):
    with pytest.raises(ImportFileError) as refusal:
        table_of(data, HEADINGS, name="x")

    assert str(refusal.value).count(".") <= 2
    assert "\n" not in str(refusal.value)


@given(st.binary(max_size=500), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]))
def test_whatever_bytes_a_file_holds_it_is_read_or_refused(data, start):
    with contextlib.suppress(ImportFileError):
        list(table_of(start + data, HEADINGS, name="x").lines)


@settings(deadline=None)
@given(st.data())
def test_a_workbook_with_a_changed_byte_is_read_or_refused(data):
    book = bytearray(BOOK)
    for _change in range(data.draw(st.integers(1, 4))):
        book[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))

    with contextlib.suppress(ImportFileError):
        list(table_of(bytes(book), HEADINGS, name="x").lines)
