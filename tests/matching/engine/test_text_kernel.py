"""The compiled lexical term gives every entry of a list what the reference gives the pair."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Market, Statistics, Term, Texts, TopK, Weights, points
from matching.engine.score import Worth
from matching.engine.text_kernel import add_text, total_weights
from tests.matching.engine.drawn_worlds import made_worlds
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.worlds import Person, Post, market, market_of

CHATTY = Mood(words=60, skill_count=2, related=0)
ONE_IN_COMMON = 764
"""Of 912 for the only term of both, once: s = ⌊1,484,800 / 2,236⌋ = 664, ⌊912 × 1328 / 1584⌋."""


def columns(texts) -> tuple:
    return texts.offsets, texts.term, texts.count


def with_text(both: Market, lists: TopK, *, of_graduates: bool) -> list[list[int]]:
    """The points of the lists after the lexical term was added to them."""
    written, asked = columns(both.graduates.texts), columns(both.openings.texts)
    weights = both.statistics.term_weights
    earned = lists.points.copy()
    add_text(
        0,
        len(earned),
        lists.indices,
        earned,
        *((written, asked) if of_graduates else (asked, written)),
        both.graduates.texts.sizes(),
        weights,
        both.statistics.mean_length,
        Worth.of(both, Weights()).terms[Term.TEXT].astype(np.int64),
        total_weights(*asked, weights),
        of_graduates,
    )
    return earned.tolist()


def everybody(rows: int, members: int) -> TopK:
    """Lists in which each row names every member, with no points yet."""
    return TopK(
        np.tile(np.arange(members, dtype=np.int32), (rows, 1)), np.zeros((rows, members), np.int16)
    )


def by_reference(both: Market) -> list[list[int]]:
    """The lexical points of every pair, graduates down and openings across."""
    shape = len(both.graduates), len(both.openings)
    found = points(both, Weights(), *np.indices(shape).reshape(2, -1))
    return found[Term.TEXT].reshape(shape).tolist()


@settings(max_examples=25)
@given(made_worlds(12, 9))
def test_every_entry_of_either_side_gets_the_points_of_the_reference(world):
    both = market_of(world)

    by_graduate = with_text(both, everybody(12, 9), of_graduates=True)
    by_opening = with_text(both, everybody(9, 12), of_graduates=False)

    assert by_graduate == by_reference(both)
    assert np.array(by_opening).T.tolist() == by_reference(both)


@pytest.mark.parametrize("seed", range(3))
def test_long_texts_of_many_lengths_are_compared_word_by_word(seed):
    both = market_of(made_world(40, 30, seed, CHATTY))

    found = with_text(both, everybody(40, 30), of_graduates=True)

    assert found == by_reference(both)
    assert np.any(found)
    assert (np.array(found) <= Worth.of(both, Weights()).terms[Term.TEXT]).all()


def test_lists_end_where_they_are_padded():
    both = market(*[Person(words=((1, 1),))] * 2, Post(words=((1, 1),)))
    lists = TopK(np.array([[0, -1], [-1, -1]], np.int32), np.array([[500, 0], [0, 0]], np.int16))

    assert with_text(both, lists, of_graduates=True) == [[500 + ONE_IN_COMMON, 0], [0, 0]]


def test_the_points_of_the_other_terms_stay():
    both = market(Person(words=((1, 1),)), Post(words=((1, 1),)), Post(words=((2, 1),)))
    lists = TopK(np.array([[1, 0]], np.int32), np.array([[3000, 2900]], np.int16))

    assert with_text(both, lists, of_graduates=True) == [[3000, 2900 + ONE_IN_COMMON]]


def test_who_has_written_nothing_gets_nothing():
    both = market(Person(), Person(words=((1, 1),)), Post(words=((1, 1),)), Post())

    found = with_text(both, everybody(2, 2), of_graduates=True)

    assert found == [[0, 0], [ONE_IN_COMMON, 0]]


def test_terms_that_fall_on_the_same_place_of_the_table_are_told_apart():
    colliding = tuple((1024 * step, step + 1) for step in range(40))
    both = market(Person(words=colliding), Post(words=((0, 1), (1024 * 39, 1), (1024 * 40, 1))))

    assert with_text(both, everybody(1, 1), of_graduates=True) == by_reference(both)


def test_the_longest_texts_of_the_heaviest_terms_are_added_up_exactly():
    words = tuple((2 * step + 1, 255) for step in range(512))
    plain = market(Person(words=words), Post(words=words))
    heaviest = Statistics(plain.statistics.rarity, np.full(65_536, 255), 512 * 255)
    both = replace(plain, statistics=heaviest)

    # Each term says ⌊256 × 58·255 / (10·255 + 12 + 36)⌋ = 1457 parts of 256: ⌊912 × 2914 / 3170⌋.
    # The sums are 512 × 255 × 32 × 1457, above 32 bits
    assert by_reference(both) == [[838]]
    assert with_text(both, everybody(1, 1), of_graduates=True) == [[838]]


@given(
    st.lists(st.dictionaries(st.integers(0, 70_000), st.integers(1, 255), max_size=5), max_size=6)
)
def test_the_weight_of_a_text_is_that_of_all_its_terms_as_often_as_it_says_them(rows):
    texts = Texts.of(sorted(row.items()) for row in rows)
    weights = np.arange(65_536).astype(np.uint8)

    found = total_weights(*columns(texts), weights)

    assert found.tolist() == [
        sum(int(weights[term % 65_536]) * min(count, 32) for term, count in row.items())
        for row in rows
    ]
