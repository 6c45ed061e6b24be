import pytest

from companies.postings.rows import Row, RowError
from parks.imports.cells import read_date
from parks.imports.headings import Column
from parks.imports.lines import Line

COLUMNS = {
    "title": (Column(0, "职位"),),
    "posted": (Column(1, "发布日期"),),
    "description": (Column(2, "职责"), Column(3, "要求")),
}


def row(*cells: str, width: int = 4, **line: bool) -> Row:
    return Row(Line(2, cells, **line), COLUMNS, width)


def test_a_field_is_read_from_its_column():
    assert row("QA  工程师").words("title") == "QA 工程师"


def test_a_field_without_a_column_or_without_a_cell_is_empty():
    assert (row("QA").words("company"), row("QA").words("posted")) == ("", "")


def test_a_cell_that_cannot_be_read_is_refused_under_its_heading():
    with pytest.raises(RowError, match="is not a date") as refusal:
        row("QA", "soon").read("posted", read_date)

    assert refusal.value.column == "发布日期"


def test_an_empty_cell_of_a_field_that_has_to_be_there_is_refused():
    with pytest.raises(RowError, match="is empty") as refusal:
        row("  ").required("title")

    assert refusal.value.column == "职位"


def test_a_field_that_has_no_column_is_named_itself():
    with pytest.raises(RowError) as refusal:
        row("QA").required("company")

    assert refusal.value.column == "company"


def test_words_that_are_too_long_are_refused():
    with pytest.raises(RowError, match="201 characters"):
        row("x" * 201).words("title")


def test_each_section_comes_with_its_heading():
    assert row("QA", "", "培养细胞", "熟悉GMP").sections("description", longest=10) == [
        ("职责", "培养细胞"),
        ("要求", "熟悉GMP"),
    ]


def test_a_section_that_is_too_long_is_refused_under_its_own_heading():
    with pytest.raises(RowError) as refusal:
        row("QA", "", "", "x" * 11).sections("description", longest=10)

    assert refusal.value.column == "要求"


@pytest.mark.parametrize(
    ("cell", "facts"),
    [
        ("2年|本科|Python|", "2年 · 本科 · Python"),
        ("制药丨医疗器械", "制药 · 医疗器械"),
        ("Full Time", "Full Time"),
        ("Undefined", ""),
        ("N/A", ""),
        ("||", ""),
    ],
)
def test_facts_are_set_apart_and_empty_words_left_out(cell, facts):
    assert row(cell).facts("title") == facts


def test_more_cells_than_headings_are_refused_with_both_numbers():
    with pytest.raises(RowError, match="has 5 cells but there are 4 headings") as refusal:
        row("QA", "", "", "", "lost")

    assert refusal.value.column == ""


def test_blank_cells_beyond_the_headings_do_no_harm():
    assert row("QA", "", "", "", "", " ").words("title") == "QA"


def test_with_a_list_of_errors_each_is_noted_and_its_cell_counts_as_empty():
    errors: list[RowError] = []
    found = Row(Line(2, ("", "soon", "x" * 11)), COLUMNS, 4, errors=errors)

    read = found.required("title"), found.read("posted", read_date)
    sections = found.sections("description", longest=10)

    assert (read, sections) == (("", None), [("职责", ""), ("要求", "")])
    assert [error.column for error in errors] == ["职位", "发布日期", "职责"]


def test_an_empty_cell_is_not_told_of_when_it_could_not_be_read():
    errors: list[RowError] = []
    found = Row(Line(2, ("x" * 201,)), COLUMNS, 4, errors=errors)

    assert found.required("title") == ""
    assert [str(error) for error in errors] == ["is too long: 201 characters, at most 200 fit"]


def test_a_field_says_something_when_one_of_its_cells_does():
    assert row("QA", " ", "", "熟悉GMP").stated() == {"title", "description"}


def test_a_row_that_swallowed_the_rest_of_the_file_is_refused_as_that():
    with pytest.raises(RowError, match="never closed"):
        row("QA", is_open=True)
