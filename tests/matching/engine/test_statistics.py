"""What is counted over all graduates: how rare a skill is, and how long people write."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine import EngineInputError, Statistics
from matching.engine.texts import BUCKETS
from tests.matching.engine.drawn_worlds import worlds
from tests.matching.engine.oracle import Oracle
from tests.matching.engine.worlds import Person, Post, graduates_of, holds, market_of, openings_of


def counted(people: list[Person], skill_count: int = 1) -> Statistics:
    return Statistics.of(graduates_of(people), openings_of([]), skill_count)


def rarity(graduates: int, holders: int) -> int:
    """The rarity of a skill that so many of so many graduates hold."""
    people = [Person(skills=holds((0, 1)))] * holders + [Person()] * (graduates - holders)
    return int(counted(people).rarity[0])


@pytest.mark.parametrize(
    ("graduates", "holders", "expected"),
    [
        # the step from s to s + 1 needs (holders + 1) × 8 × 2^s ≤ graduates
        (64, 64, 4),
        (64, 9, 4),
        (64, 8, 4),  # 9 × 8 = 72
        (64, 7, 5),  # 8 × 8 = 64
        (64, 4, 5),  # 5 × 16 = 80
        (64, 3, 6),  # 4 × 16 = 64
        (64, 2, 6),  # 3 × 32 = 96
        (64, 1, 7),  # 2 × 32 = 64
        (64, 0, 8),  # 1 × 64 = 64
        (63, 7, 4),
        (63, 0, 7),
        (7, 0, 4),
        (8, 0, 5),
        (1, 0, 4),
        (1, 1, 4),
    ],
)
def test_a_skill_is_a_step_rarer_each_time_its_holders_are_halved(graduates, holders, expected):
    assert rarity(graduates, holders) == expected


@pytest.mark.parametrize(
    ("graduates", "holders", "expected"),
    [(511, 0, 10), (512, 0, 11), (1023, 0, 11), (1024, 0, 12), (2047, 1, 11), (4096, 0, 12)],
)
def test_no_skill_is_rarer_than_twelve(graduates, holders, expected):
    assert rarity(graduates, holders) == expected


def test_who_claims_a_skill_twice_is_one_holder():
    once = [Person(skills=holds((0, 1)))] * 3 + [Person()] * 29
    twice = [Person(skills=holds((0, 1), (0, 4)))] * 3 + [Person()] * 29

    found = [counted(people).rarity.tolist() for people in (once, twice)]

    # (3 + 1) × 8 = 32
    assert found == [[5], [5]]


def test_a_skill_that_nobody_holds_is_counted_like_any_other():
    people = [Person(skills=holds((2, 1)))] * 16

    assert counted(people, 4).rarity.tolist() == [6, 6, 4, 6]


@pytest.mark.parametrize(
    ("sizes", "expected"), [([], 1), ([0, 0], 1), ([3, 0, 4], 3), ([5], 5), ([1, 2], 1)]
)
def test_the_mean_length_is_that_of_those_who_have_written(sizes, expected):
    people = [Person(words=((9, size),) if size else ()) for size in sizes]

    assert counted(people).mean_length == expected


def test_words_do_not_make_a_text_longer():
    people = [Person(words=((2, 200), (9, 4))), Person(words=((4, 255),)), Person(words=((7, 8),))]

    assert counted(people).mean_length == 6


def test_terms_are_counted_over_the_texts_of_both_sides():
    people, posts = graduates_of([Person(words=((7, 4),))] * 3), [Post(words=((7, 4),)), Post()]

    found = Statistics.of(people, openings_of(posts), 1)

    # 4 · ln(1 + 5 / (1 + 4))² = 1.92 and 4 · ln(1 + 5 / 1)² = 12.84
    assert (found.term_weights[7], found.term_weights[9]) == (2, 13)


def test_before_anything_was_counted_everything_weighs_alike():
    neutral = Statistics.neutral(3)

    assert neutral.rarity.tolist() == [4, 4, 4]
    assert neutral.term_weights.tolist() == [64] * BUCKETS
    assert neutral.mean_length == 100


@pytest.mark.parametrize("rarity", [3, 13])
def test_a_rarity_outside_its_scale_is_refused(rarity):
    with pytest.raises(EngineInputError, match=rf"rarity\[1\] is {rarity}, outside 4..12"):
        Statistics([4, rarity], np.zeros(BUCKETS, np.uint8), 1)


@settings(max_examples=40)
@given(worlds())
def test_what_is_counted_is_what_the_oracle_counts(world):
    found = market_of(world).statistics
    oracle = Oracle(world)

    assert found.rarity.tolist() == oracle.rarity
    assert found.mean_length == oracle.mean_length
    terms = {term for person in world.persons for term, _ in person.words}
    weights = {term: int(found.term_weights[term % BUCKETS]) for term in terms}
    assert weights == {term: oracle.word_weight(term) for term in terms}
