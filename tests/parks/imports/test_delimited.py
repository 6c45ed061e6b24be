import pytest

from parks.imports.delimited import read_delimited
from parks.imports.errors import ImportFileError
from parks.imports.headings import Headings

SCORE = Headings({"title": ("title", "职位"), "company": ("company", "公司")}).recognised


def rows(text: str | bytes) -> list[tuple[int, list[str]]]:
    data = text if isinstance(text, bytes) else text.encode()
    return [(line.number, line.cells) for line in read_delimited(data, SCORE)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_found_by_the_headings(delimiter):
    text = f"title{delimiter}company\nQA{delimiter}Alpha\n"

    assert rows(text) == [(1, ["title", "company"]), (2, ["QA", "Alpha"])]


def test_semicolons_inside_a_text_do_not_make_them_the_delimiter():
    text = 'title,company\n"QA; QC; RA; PV; CMC; IT","A; B; C"\n'

    assert rows(text)[1] == (2, ["QA; QC; RA; PV; CMC; IT", "A; B; C"])


def test_commas_inside_the_headings_do_not_win_against_recognised_ones():
    text = "title;company;place, city, or region, if known\nQA;Alpha;Suzhou\n"

    assert rows(text)[1] == (2, ["QA", "Alpha", "Suzhou"])


def test_without_known_headings_the_delimiter_that_cuts_more_is_taken():
    assert rows("a;b;c,d\n1;2;3\n")[0] == (1, ["a", "b", "c,d"])


def test_a_row_is_numbered_by_the_line_where_an_editor_shows_its_start():
    text = 'title,company\r\n"QA\r\nsecond line\r\nthird","Alpha"\r\nQC,Beta\r\n'

    assert [number for number, _cells in rows(text)] == [1, 2, 5]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_as_one_line(end):
    assert [number for number, _cells in rows(end.join(["title", "QA", "QC", ""]))] == [1, 2, 3]


def test_blank_lines_are_left_out_and_still_counted():
    assert rows("title,company\n\n,\nQA,Alpha\n , \n") == [
        (1, ["title", "company"]),
        (4, ["QA", "Alpha"]),
    ]


def test_the_last_row_needs_no_line_end():
    assert rows("title,company\nQA,Alpha")[-1] == (2, ["QA", "Alpha"])


def test_quotes_are_doubled_inside_quotes_and_harmless_outside():
    text = 'title,company\n"QA ""GMP""",Alpha "the first"\n5" pipes,Beta\n'

    assert [cells for _number, cells in rows(text)[1:]] == [
        ['QA "GMP"', 'Alpha "the first"'],
        ['5" pipes', "Beta"],
    ]


def test_a_quotation_that_is_never_closed_is_told_and_not_taken_for_a_text():
    text = 'title,company\nQA,Alpha\n"QC,Beta\nRA,Gamma\n'

    lines = list(read_delimited(text.encode(), SCORE))

    assert [(line.number, line.is_open) for line in lines] == [(1, False), (2, False), (3, True)]


def test_a_closed_quotation_at_the_end_is_not_open():
    lines = list(read_delimited(b'title\n"QA\nlast"', SCORE))

    assert [(line.number, line.is_open) for line in lines] == [(1, False), (2, False)]


def test_a_cell_of_a_megabyte_is_read_whole():
    assert len(rows("title,company\n" + "x" * 1_048_576 + ",Alpha\n")[1][1][0]) == 1_048_576


def test_nul_bytes_do_not_end_the_reading():
    assert rows(b"title,company\nQ\x00A,Alpha\nQC,Beta\n")[2] == (3, ["QC", "Beta"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_chinese_rows_are_the_same_in_every_encoding(encoding):
    text = "职位,公司\n细胞治疗研究员,合生基因\n"

    assert rows(text.encode(encoding)) == [
        (1, ["职位", "公司"]),
        (2, ["细胞治疗研究员", "合生基因"]),
    ]


def test_a_damaged_byte_spoils_its_own_cell_alone():
    data = "title,company\n细胞治疗研究员,北京合生基因科技有限公司\n".encode() + b"Z\xffrich,Beta\n"

    assert rows(data)[1:] == [
        (2, ["细胞治疗研究员", "北京合生基因科技有限公司"]),
        (3, ["Z\udcffrich", "Beta"]),
    ]


def test_an_unknown_encoding_is_refused_before_any_row():
    with pytest.raises(ImportFileError):
        rows("título;compañía;descripción\n".encode("cp1252"))
