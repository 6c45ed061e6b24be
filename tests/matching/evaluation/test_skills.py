import json

import pytest

from matching.evaluation.lines import BrokenCollectionError
from matching.evaluation.skills import Counts, evaluate, read_texts, unknown_names
from parks.models import Skill
from tests.matching.evaluation.folders import json_lines


@pytest.fixture
def texts_of(vocabulary, tmp_path):
    def texts(*rows):
        return read_texts(json_lines(tmp_path / "texts.jsonl", rows))

    return texts


def row(language: str, text: str, *skills: str) -> dict[str, object]:
    return {"lang": language, "text": text, "skills": list(skills)}


def test_precision_recall_and_f1_are_taken_over_all_skills_alike():
    counts = Counts()

    counts.add(named=4, found=2, right=2)
    counts.add(named=1, found=3, right=1)

    assert counts.as_json() == {
        "precision": 0.6,
        "recall": 0.6,
        "f1": 0.6,
        "named": 5,
        "found": 5,
        "right": 3,
    }


def test_nothing_named_and_nothing_found_is_no_division_by_zero():
    assert Counts().as_json()["f1"] == 0.0


def test_skills_may_be_named_by_id_label_or_alias_in_either_language(texts_of):
    texts = texts_of(
        row("en", "PCR is required. ELISA is a plus.", "MOL-01", "ELISA"),
        row("zh", "任职要求：熟悉流式细胞术、细胞培养", "Flow cytometry", "细胞培养"),
    )

    figures = evaluate(texts)

    assert figures.overall == Counts(named=4, found=4, right=4)
    assert figures.by_language == {"en": Counts(2, 2, 2), "zh": Counts(2, 2, 2)}
    assert figures.as_json()["by_language"]["zh"]["f1"] == 1.0


def test_a_cv_is_read_as_a_cv_and_a_posting_as_a_posting(texts_of):
    texts = texts_of(
        row("en", "I have run PCR. I would like to learn ELISA.", "PCR"),
        row("zh", "公司简介：我们是领先的细胞治疗企业\n任职要求：\n熟悉PCR，无需ELISA经验", "PCR"),
    )

    assert evaluate(texts).overall == Counts(named=2, found=2, right=2)


def test_a_name_that_is_no_skill_is_a_miss_and_is_told(texts_of):
    texts = texts_of(
        row("en", "PCR is required.", "PCR", "necromancy"), row("en", "", "alchemy", "necromancy")
    )

    figures = evaluate(texts)

    assert figures.overall == Counts(named=4, found=1, right=1)
    assert figures.unknown == {"necromancy": 2, "alchemy": 1}
    assert list(unknown_names(figures)) == ["necromancy", "alchemy"]


def test_a_skill_named_twice_counts_once(texts_of):
    texts = texts_of(row("en", "PCR is required.", "PCR", "MOL-01", "聚合酶链式反应"))

    assert evaluate(texts).overall == Counts(named=1, found=1, right=1)


@pytest.mark.parametrize("kind", ["language", "certificate", "general"])
def test_kinds_that_no_label_names_are_outside_the_question(texts_of, kind):
    text = "任职要求：熟悉PCR，英语良好，具有执业药师资格证，良好的沟通能力"
    named = {
        "language": "English",
        "certificate": Skill.objects.filter(aliases__text="执业药师").first().code,
        "general": "Communication",
    }

    without = evaluate(texts_of(row("zh", text, "PCR")))
    with_it = evaluate(texts_of(row("zh", text, "PCR", named[kind])))

    assert without.overall == Counts(named=1, found=1, right=1)
    assert with_it.overall == Counts(named=2, found=2, right=2)


def test_progress_is_told_text_by_text(texts_of):
    done: list[int] = []

    evaluate(texts_of(row("en", "PCR"), row("en", "ELISA")), done.append)

    assert done == [1, 2]


@pytest.mark.parametrize("field", ["lang", "text", "skills"])
def test_a_field_that_is_missing_is_named(tmp_path, field):
    rest = {name: value for name, value in row("en", "PCR", "PCR").items() if name != field}
    file = tmp_path / "texts.jsonl"
    file.write_text(json.dumps(rest))

    with pytest.raises(BrokenCollectionError, match=f"^texts.jsonl, line 1, “{field}”: "):
        read_texts(file)


def test_no_labels_are_labels_too(texts_of):
    assert texts_of({"lang": "en", "text": "PCR", "skills": []})[0].skills == ()


def test_a_text_that_no_reader_takes_is_refused_with_its_line(texts_of):
    texts = texts_of(row("zh", "字" * 60_000))

    with pytest.raises(
        BrokenCollectionError, match=r"^texts\.jsonl, line 1, “text” cannot be read"
    ):
        evaluate(texts)


@pytest.mark.django_db
def test_without_a_vocabulary_nothing_can_be_compared():
    with pytest.raises(BrokenCollectionError, match="run load_vocabulary first"):
        evaluate([])
