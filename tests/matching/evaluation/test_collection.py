import pytest

from matching.evaluation.collection import (
    Collection,
    LabelledGraduate,
    LabelledOpening,
    read_collection,
)
from matching.evaluation.lines import BrokenCollectionError
from tests.matching.evaluation.folders import GRADUATE, OPENING, folder_of


def refusal(folder) -> str:
    with pytest.raises(BrokenCollectionError) as error:
        read_collection(folder)
    return str(error.value)


def test_a_folder_becomes_openings_graduates_and_grades_by_their_rows(tmp_path):
    openings = [
        {"id": "o1", "lang": "zh", "title": "质量员", "text": "检验", "degree": "本科"},
        {"id": 2, "lang": "en", "title": "Intern", "text": "", "place": "Suzhou", "kind": "job"},
    ]
    graduates = [
        {"id": "g1", "lang": "en", "text": "PCR", "degree": "master", "discipline": "Pharmacy"},
        {"id": "g2", "lang": "zh", "text": "", "skills": ["MOL-01"], "degree": None},
    ]
    folder = folder_of(tmp_path, openings, graduates, ["o1\tg2\t3", "2\tg1\t0", ""])

    collection = read_collection(folder)

    assert collection == Collection(
        openings=(
            LabelledOpening("o1", "zh", "质量员", "检验", degree="本科"),
            LabelledOpening("2", "en", "Intern", "", place="Suzhou", kind="job"),
        ),
        graduates=(
            LabelledGraduate("g1", "en", "PCR", degree="master", discipline="Pharmacy"),
            LabelledGraduate("g2", "zh", "", skills=("MOL-01",)),
        ),
        grades={(0, 1): 3, (1, 0): 0},
    )


def test_the_columns_of_the_judgements_may_stand_in_any_order(tmp_path):
    folder = folder_of(tmp_path)
    (folder / "qrels.tsv").write_text("grade\topening_id\tgraduate_id\r\n2\to1\tg1\r\n")

    assert read_collection(folder).grades == {(0, 0): 2}


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "none") == f"There is no folder “{tmp_path / 'none'}”."


@pytest.mark.parametrize("name", ["openings.jsonl", "graduates.jsonl", "qrels.tsv"])
def test_each_of_the_three_files_must_be_there(tmp_path, name):
    folder = folder_of(tmp_path)
    (folder / name).unlink()

    assert refusal(folder) == f"There is no file “{folder / name}”."


@pytest.mark.parametrize("name", ["openings.jsonl", "graduates.jsonl"])
def test_none_of_them_may_be_empty(tmp_path, name):
    folder = folder_of(tmp_path)
    (folder / name).write_text("\n")

    assert refusal(folder) == f"{name} is empty."


def test_judgements_without_any_are_refused(tmp_path):
    assert refusal(folder_of(tmp_path, judgements=[])) == "qrels.tsv holds no judgements."


def test_an_id_that_stands_twice_is_refused(tmp_path):
    openings = folder_of(tmp_path, openings=[OPENING, OPENING])

    assert refusal(openings) == "openings.jsonl, line 2, “id”: “o1” stands twice."

    graduates = folder_of(tmp_path, graduates=[GRADUATE, GRADUATE])

    assert refusal(graduates) == "graduates.jsonl, line 2, “id”: “g1” stands twice."


@pytest.mark.parametrize("field", ["id", "lang", "title", "text"])
def test_a_field_that_an_opening_must_have_is_named(tmp_path, field):
    rest = {name: value for name, value in OPENING.items() if name != field}

    assert refusal(folder_of(tmp_path, openings=[OPENING, {**rest, field: 1.5}])).startswith(
        f"openings.jsonl, line 2, “{field}”: "
    )


@pytest.mark.parametrize(
    ("judgement", "sentence"),
    [
        ("o2\tg1\t1", "qrels.tsv, line 3, “opening_id”: there is no “o2”."),
        ("o1\tg2\t1", "qrels.tsv, line 3, “graduate_id”: there is no “g2”."),
        ("o1\tg1\t1", "qrels.tsv, line 3, “graduate_id”: this pair stands twice."),
        ("o1\tg1", "qrels.tsv, line 3 has 2 cells instead of 3."),
        ("o1 g1 1", "qrels.tsv, line 3 has 1 cells instead of 3."),
    ],
)
def test_a_judgement_about_nobody_is_refused(tmp_path, judgement, sentence):
    assert refusal(folder_of(tmp_path, judgements=["o1\tg1\t3", judgement])) == sentence


@pytest.mark.parametrize("grade", ["4", "-1", "1.5", "", "high", "03"])
def test_a_grade_is_a_whole_number_from_0_to_3(tmp_path, grade):
    sentence = "qrels.tsv, line 2, “grade”: it must be a whole number from 0 to 3."

    assert refusal(folder_of(tmp_path, judgements=[f"o1\tg1\t{grade}"])) == sentence


@pytest.mark.parametrize("headings", ["o1\tg1\t3", "opening_id graduate_id grade", "", "a\tb"])
def test_the_headings_of_the_judgements_must_be_there(tmp_path, headings):
    folder = folder_of(tmp_path)
    (folder / "qrels.tsv").write_text(f"{headings}\no1\tg1\t3\n")

    assert refusal(folder) == (
        "qrels.tsv, line 1 must be the headings opening_id, graduate_id, grade, with tabs."
    )
