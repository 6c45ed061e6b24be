"""The second stage: words, the price of congestion, and the length of what is shown."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    CANDIDATES,
    EngineInputError,
    Gate,
    TopK,
    Weights,
    finish,
    gates,
    points,
    price,
)
from matching.engine.finishing import with_text
from matching.engine.layout import Layout
from tests.matching.engine.drawn_worlds import made_worlds
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.oracle_lists import OracleLists
from tests.matching.engine.results import as_bytes, as_pairs, scored
from tests.matching.engine.worlds import Person, Post, holds, market, market_of, nice

STANDARD = Weights()
TALKATIVE = Mood(words=30, templates=60, pickiness=0.1)


def entries(lists: TopK) -> list[tuple[int, int]]:
    """Row and member of every entry."""
    rows, places = np.nonzero(lists.indices >= 0)
    return list(zip(rows.tolist(), lists.indices[rows, places].tolist(), strict=True))


@settings(max_examples=15)
@given(made_worlds(70, 8), st.integers(1, 64))
def test_the_candidates_are_ranked_anew_with_their_words_and_cut(world, k):
    both = market_of(world)

    matching = finish(both, STANDARD, scored(both), k)

    oracle = OracleLists(world)
    assert as_pairs(matching.graduate_lists) == oracle.graduate_lists(k)
    assert as_pairs(matching.opening_lists) == oracle.opening_lists(k)


@pytest.mark.parametrize("strength", [0, 1, 40, 100])
def test_whatever_the_price_the_points_shown_are_those_of_the_pair(strength):
    both = market_of(made_world(90, 60, 2, TALKATIVE))

    matching = finish(both, STANDARD, scored(both), 20, strength=strength)

    for lists, graduate_first in (
        (matching.graduate_lists, True),
        (matching.opening_lists, False),
    ):
        pairs = np.array(entries(lists)).T
        graduates, openings = pairs if graduate_first else pairs[::-1]
        whole = points(both, STANDARD, graduates, openings).sum(axis=0)
        assert whole.tolist() == lists.points[lists.indices >= 0].tolist()
        assert (gates(both, graduates, openings).min(axis=0) == 2).all()


def test_without_strength_nobody_pays_and_every_list_falls_in_points():
    both = market_of(made_world(90, 60, 3, TALKATIVE))

    matching = finish(both, STANDARD, scored(both))

    assert not matching.graduate_prices.any()
    assert not matching.opening_prices.any()
    for lists in (matching.graduate_lists, matching.opening_lists):
        assert (np.diff(lists.points.astype(int), axis=1) <= 0).all()


def test_with_strength_the_lists_are_those_that_the_price_makes_of_the_candidates():
    both = market_of(made_world(90, 60, 4, TALKATIVE))
    base = scored(both)
    candidates = with_text(Layout(both, STANDARD), base, 1)

    matching = finish(both, STANDARD, base, 20, strength=60)

    priced = price(
        *candidates,
        headcount=both.openings.headcount,
        shown_graduates=both.graduates.shown,
        strength=60,
        shown=20,
    )
    assert as_bytes(matching.graduate_lists, matching.opening_lists) == as_bytes(
        priced.graduate_lists, priced.opening_lists
    )
    assert matching.opening_prices.tolist() == priced.opening_prices.tolist()
    assert matching.opening_prices.any()


def test_what_everybody_wants_costs_more_than_what_few_want():
    wanted, other = Post(requirements=nice((0, 1))), Post(requirements=nice((1, 1)))
    both = market(*[Person(skills=holds((0, 1)))] * 12, wanted, other)

    matching = finish(both, STANDARD, scored(both), 2, strength=100)

    assert matching.opening_prices[0] > matching.opening_prices[1]


@pytest.mark.parametrize("strength", [0, 50])
def test_who_is_not_shown_is_in_no_list_at_any_price(strength):
    both = market(Person(shown=False), Person(), Person(), Post(), Post())

    matching = finish(both, STANDARD, scored(both), 3, strength=strength)

    assert 0 not in matching.opening_lists.indices
    assert matching.graduate_lists.lengths.tolist() == [2, 2, 2]


@pytest.mark.parametrize("k", [1, 7, 64])
def test_lists_are_as_long_as_asked(k):
    both = market(*[Person()] * 70, *[Post()] * 70)

    matching = finish(both, STANDARD, scored(both), k)

    assert matching.graduate_lists.indices.shape == (70, k)
    assert matching.opening_lists.indices.tolist() == [list(range(k))] * 70


@pytest.mark.parametrize("k", [-1, 0, 65, 78])
def test_lists_of_no_length_or_longer_than_the_candidates_are_refused(k):
    both = market(Person(), Post())

    with pytest.raises(EngineInputError, match=rf"k must be within 1\.\.{CANDIDATES}, not {k}"):
        finish(both, STANDARD, scored(both), k)


@pytest.mark.parametrize("strength", [-1, 101])
def test_a_strength_outside_its_range_is_refused(strength):
    both = market(Person(), Post())

    with pytest.raises(EngineInputError, match=f"strength is {strength}, outside 0..100"):
        finish(both, STANDARD, scored(both), strength=strength)


@pytest.mark.parametrize("threads", [2, 3])
@pytest.mark.parametrize("strength", [0, 40])
def test_the_number_of_threads_changes_no_byte(threads, strength):
    both = market_of(made_world(120, 90, 5, TALKATIVE))
    base = scored(both)

    digests = {
        finish(both, STANDARD, base, strength=strength, threads=each).digest()
        for each in (1, threads)
    }

    assert len(digests) == 1


def test_the_reserve_is_never_shown():
    post = Post(words=((1, 1),))
    people = [Person()] * 64 + [Person(words=((1, 1),))] * 14
    both = market(*people, post)

    matching = finish(both, STANDARD, scored(both), 64)

    assert matching.opening_lists.indices.tolist() == [list(range(64))]
    # kind and place; the text of the other 14 is never looked at
    assert matching.opening_lists.points.max() == 96 + 160


def test_the_base_is_left_as_it_was():
    both = market_of(made_world(40, 40, 6, TALKATIVE))
    base = scored(both)
    before = as_bytes(base.graduate_lists, base.opening_lists)

    finish(both, STANDARD, base, 10, strength=50)

    assert as_bytes(base.graduate_lists, base.opening_lists) == before


def test_the_number_of_eligible_pairs_is_that_of_the_base():
    both = market(Person(), Person(kinds=(1,)), Post(), Post())
    base = scored(both)

    matching = finish(both, STANDARD, base)

    assert matching.pairs_eligible == base.pairs_eligible == 2
    assert matching.graduate_unknowns.shape == (2, len(Gate))
