"""Recall and MRR, and the files of labelled titles they are taken from."""

import json

import pytest

from parks.titles.collection import BrokenCollectionError, LabelledTitle, read_collection
from parks.titles.figures import Figures, figures_of


def test_figures_count_the_titles_found_in_time_and_how_early():
    figures = figures_of([1, 2, 5, 10, None])

    assert figures == Figures(
        recall_at_1=0.2,
        recall_at_5=0.6,
        recall_at_10=0.8,
        mrr=round((1 + 1 / 2 + 1 / 5 + 1 / 10) / 5, 4),
        titles=5,
    )


def test_an_answer_beyond_the_tenth_counts_for_the_mrr_alone():
    assert figures_of([20]) == Figures(0, 0, 0, 0.05, 1)


def test_the_json_has_the_names_that_were_agreed():
    figures = figures_of([1, None]).as_json()

    assert figures == {"r@1": 0.5, "r@5": 0.5, "r@10": 0.5, "mrr": 0.5, "titles": 2}


def test_figures_of_nothing_are_refused():
    with pytest.raises(ValueError, match="no titles"):
        figures_of([])


def write(tmp_path, content: str | bytes):
    path = tmp_path / "titles.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def line(title: str, code: str) -> str:
    return json.dumps({"title": title, "code": code}, ensure_ascii=False)


def test_each_line_is_a_title_with_its_code(tmp_path):
    path = write(tmp_path, line("药师", "2-05-06-01") + "\n" + line("QA", "2-02-29-03"))

    titles = read_collection(path)

    assert titles == [LabelledTitle("药师", "2-05-06-01"), LabelledTitle("QA", "2-02-29-03")]


def test_a_mark_at_the_start_windows_line_ends_and_blank_lines_are_no_matter(tmp_path):
    path = write(tmp_path, "\ufeff" + line("药师", "2-05-06-01") + "\r\n\r\n \n")

    assert read_collection(path) == [LabelledTitle("药师", "2-05-06-01")]


def test_codes_are_read_as_the_vocabulary_writes_them_and_others_are_kept(tmp_path):
    path = write(tmp_path, line("工程师", "2-02-00-00") + "\n" + line("?", "X9"))

    assert [title.code for title in read_collection(path)] == ["2-02", "X9"]


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ("药师;2-05-06-01", "Line 2 is not JSON."),
        ("[1, 2]", "Line 2 is not a JSON object."),
        ('{"code": "2"}', "Line 2 has no text as its “title”."),
        ('{"title": "药师"}', "Line 2 has no text as its “code”."),
        ('{"title": "药师", "code": 2}', "Line 2 has no text as its “code”."),
        ('{"title": " ", "code": "2"}', "Line 2 has no text as its “title”."),
        ("[" * 100_000, "Line 2 is not JSON."),
    ],
)
def test_a_line_that_is_no_labelled_title_is_named(tmp_path, bad, sentence):
    path = write(tmp_path, line("药师", "2-05-06-01") + "\n" + bad + "\n")

    with pytest.raises(BrokenCollectionError) as told:
        read_collection(path)

    assert str(told.value) == sentence


def test_a_missing_file_a_folder_and_other_bytes_are_told(tmp_path):
    for path, reason in (
        (tmp_path / "none.jsonl", "There is no file"),
        (tmp_path, "cannot be read as UTF-8 text"),
        (write(tmp_path, b"\xff{}"), "cannot be read as UTF-8 text"),
    ):
        with pytest.raises(BrokenCollectionError, match=reason):
            read_collection(path)


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_a_file_without_titles_is_told(tmp_path, content):
    with pytest.raises(BrokenCollectionError, match="holds no titles"):
        read_collection(write(tmp_path, content))
