"""The tables of other words and of headwords, and how they are looked up."""

import csv
import re

import pytest

from parks.titles.codes import canonical_code
from parks.titles.heads import FILE as HEADS_FILE
from parks.titles.heads import Heads, read_heads
from parks.titles.query import MEANING, weigh_grams
from parks.titles.reading import Phrase
from parks.titles.words import FILE as WORDS_FILE
from parks.titles.words import Words, read_words


def rows_of(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, strict=True))


def test_a_chinese_word_is_found_inside_a_phrase():
    words = Words({"老师": ("教师",)})

    assert words.meanings_in("高中老师") == ["教师"]


def test_a_latin_word_is_found_only_as_a_whole_word():
    words = Words({"ui": ("视觉传达",)})

    assert words.meanings_in("ui设计师") == ["视觉传达"]
    assert words.meanings_in("build equipment") == []


def test_latin_words_are_found_in_the_plural_and_over_two_words():
    words = Words({"driver": ("驾驶员",), "machine learning": ("人工智能",)})

    assert words.meanings_in("drivers") == ["驾驶员"]
    assert words.meanings_in("machine learning lead") == ["人工智能"]
    assert words.meanings_in("learning machine") == []


def test_each_meaning_is_told_once():
    words = Words({"车险": ("保险",), "续保": ("保险",)})

    assert words.meanings_in("车险续保专员") == ["保险"]


def test_other_words_count_less_than_those_of_the_title():
    weights = weigh_grams([Phrase("老师", 1.0)], Words({"老师": ("教师",)}))

    assert weights["老师"] == 1.0
    assert weights["教师"] == MEANING
    assert weights["师"] == 1.0


def test_a_phrase_in_brackets_passes_its_weight_on():
    weights = weigh_grams([Phrase("老师", 0.3)], Words({"老师": ("教师",)}))

    assert weights["教师"] == pytest.approx(0.3 * MEANING)


@pytest.mark.parametrize(
    ("phrase", "groups"),
    [
        ("细胞培养工程师", ("2-02",)),
        ("财务经理", ("2-06-03",)),
        ("客服专员", ("4-04-05", "4-07-02")),
        ("焊工", ("6",)),
        ("senior scientist cell therapy", ("2-01", "2-02")),
        ("project engineers", ("2-02",)),
        ("营养", ()),
        ("engineering", ()),
        ("", ()),
    ],
)
def test_the_headword_points_at_groups_of_the_classification(phrase, groups):
    assert read_heads().groups_of(phrase) == groups


def test_no_headwords_point_nowhere():
    assert Heads({}).groups_of("工程师") == ()


def test_the_words_of_the_table_stand_once_and_mean_something_else():
    rows = rows_of(WORDS_FILE)

    written = [row["word"] for row in rows]
    assert len(set(written)) == len(written)
    assert [row for row in rows if row["word"] in row["means"].split("|")] == []
    assert [row for row in rows if not all(row["means"].split("|"))] == []


def test_every_word_of_the_table_is_found_by_itself():
    words = read_words()

    lost = [
        row["word"]
        for row in rows_of(WORDS_FILE)
        if not set(row["means"].split("|")) <= set(words.meanings_in(row["word"]))
    ]
    assert lost == []


def test_the_groups_of_the_headwords_are_codes_of_the_classification():
    groups = {group for row in rows_of(HEADS_FILE) for group in row["groups"].split("|")}

    assert {g for g in groups if canonical_code(g).removesuffix("-00") != g} == set()


def test_headwords_stand_once_in_the_table():
    heads = [row["head"] for row in rows_of(HEADS_FILE)]

    assert len(set(heads)) == len(heads)
    assert all(re.fullmatch(r"[a-z]+|[\u4e00-\u9fff]+", head) for head in heads)
