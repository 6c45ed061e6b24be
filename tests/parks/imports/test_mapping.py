"""Which column is which field: the top of a file, and what was chosen before."""

import pytest

from companies.imports.openings import OpeningRows
from parks.imports.errors import ImportFileError
from parks.imports.kinds import row_kind
from parks.imports.mapping import open_table, remembered, signature, top_of

KIND = OpeningRows()


def top(text: str):
    return top_of(text.encode(), KIND, name="a.csv")


def test_the_top_shows_headings_values_and_what_each_may_be():
    found = top("岗位名称,备注, ,Salary\nQA,x,,1\nQC,,,2\nRA,z,,\nRB,,,\n")

    assert found.headings == ["岗位名称", "备注", "", "Salary"]
    assert found.columns == [
        ("岗位名称", ["QA", "QC", "RA"]),
        ("备注", ["x", "z"]),
        ("Salary", ["1", "2"]),
    ]
    assert found.guessed == {"岗位名称": "title", "备注": "", "Salary": "salary"}


def test_values_are_cut_and_shown_in_one_line():
    found = top(f'title\n"a\nb{"x" * 80}"\n')

    assert found.columns[0].samples == [f"a b{'x' * 56}…"]


def test_the_columns_that_we_put_before_refused_rows_are_left_out():
    found = top("Line of the file,Why it was refused,Job title\n3,is empty,QA\n")

    assert found.guessed == {"Job title": "title"}


@pytest.mark.parametrize(
    ("text", "words"), [("\n\n", "empty"), ("title\n", "no rows below"), (",,\n1,2,3\n", "no rows")]
)
def test_a_file_without_headings_or_rows_is_refused(text, words):
    with pytest.raises(ImportFileError, match=words):
        top(text)


def test_the_columns_chosen_win_over_their_names():
    table = open_table(b"Title,Name\nQA,QC\n", KIND, {"Title": "", "Name": "title"}, name="a.csv")

    assert {name: columns[0].heading for name, columns in table.columns.items()} == {
        "title": "Name"
    }


def test_a_choice_is_remembered_whatever_the_order_and_writing_of_the_headings():
    chosen = {"Job Title": "title", "Nr (ours)": "id"}

    assert signature(["nr", "JOB TITLE"]) == signature(chosen)
    assert remembered(chosen, ["nr", "JOB TITLE", "x"]) == {
        "nr": "id",
        "JOB TITLE": "title",
        "x": "",
    }


def test_a_kind_is_found_by_its_name_in_the_settings():
    assert isinstance(row_kind("openings"), OpeningRows)
    with pytest.raises(KeyError):
        row_kind("people")
