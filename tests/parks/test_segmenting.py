"""Text cut into the words that a search compares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.segmenting import (
    LONGEST_WORD,
    is_han,
    runs_of,
    singular,
    ways_to_ask,
    words_in,
    words_in_name,
)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", []),
        ("，。!? % _ \\ ' \" ; -- ()", []),
        ("QC Analyst", ["qc", "analyst"]),
        ("GMP专员 (苏州)", ["gmp", "专员", "苏州"]),
        ("ＩＬ－６ and TNF-α", ["il-6", "and", "tnf-α"]),
        ("C++, C#, R&D", ["c++", "c#", "r", "d"]),
        ("Straße", ["strasse"]),
        ("a\x00b", ["a", "b"]),
    ],
)
def test_text_is_a_row_of_chinese_stretches_and_latin_words(text, runs):
    assert runs_of(text) == runs


@pytest.mark.parametrize(
    ("run", "answer"), [("抗", True), ("㐀", True), ("α", False), ("é", False)]
)
def test_chinese_is_told_from_other_letters(run, answer):
    assert is_han(run) is answer


def test_long_chinese_words_are_found_by_the_words_inside_them():
    words = words_in("单克隆抗体纯化工程师")

    assert {"单克隆", "克隆", "抗体", "纯化", "工程师", "工程"} <= set(words)


def test_a_company_that_no_dictionary_knows_is_found_by_its_pairs_of_characters():
    assert "信达" in words_in_name("信达生物制药")
    assert "信达" not in words_in("信达生物制药")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("IL-6", {"il6", "il", "6"}),
        ("high-throughput", {"highthroughput", "high", "throughput"}),
        ("CAR-T cells", {"cart", "car", "t", "cell"}),
    ],
)
def test_words_with_a_hyphen_are_found_in_parts_and_in_one_piece(text, words):
    assert set(words_in(text)) == words


def test_every_word_stands_once_and_in_reading_order():
    assert words_in("GMP audit, gmp audits") == ["gmp", "audit"]


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("analysts", "analyst"),
        ("antibodies", "antibody"),
        ("batches", "batch"),
        ("processes", "process"),
        ("vaccines", "vaccine"),
        ("virus", "virus"),
        ("mass", "mass"),
        ("gas", "gas"),
        ("cell", "cell"),
    ],
)
def test_english_words_are_compared_in_the_singular(plural, one):
    assert singular(plural) == one
    assert singular(one) == one


@pytest.mark.parametrize(
    ("one", "other"),
    [("operations", "operator"), ("engine", "engineer"), ("university", "universal")],
)
def test_words_that_share_only_a_stem_stay_apart(one, other):
    assert singular(one) != singular(other)


@pytest.mark.parametrize(
    ("run", "ways"),
    [
        ("信达", [["信", "达"], ["信达"]]),
        ("抗体", [["抗体"]]),
        ("酶", [["酶"]]),
        ("il-6", [["il6"]]),
        ("car-t", [["car", "t"]]),
        ("analysts", [["analyst"]]),
    ],
)
def test_a_run_can_be_asked_for_in_each_way_it_may_have_been_cut(run, ways):
    assert ways_to_ask(run) == ways


@pytest.mark.parametrize("text", ["x" * 10_000, "研" * 10_000, "x-" * 5_000])
def test_no_word_is_longer_than_the_database_takes(text):
    assert max(map(len, words_in_name(text))) <= LONGEST_WORD


@given(st.text())
def test_any_text_is_found_by_each_of_its_own_runs(text):
    words = set(words_in_name(text))

    for run in runs_of(text):
        ways = [{word[:LONGEST_WORD] for word in way} for way in ways_to_ask(run)]
        assert any(way <= words for way in ways)


@given(st.text())
def test_words_hold_nothing_but_letters_figures_and_what_belongs_to_them(text):
    assert all(word == "".join(runs_of(word)) or "-" not in word for word in words_in_name(text))
    assert not any(set(word) & set("' \\:\x00|&!()*") for word in words_in_name(text))
