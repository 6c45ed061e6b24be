"""What is counted over both sides: how rare a skill is, and how long people write."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine import EngineInputError, Importance, Statistics
from matching.engine.texts import BUCKETS
from tests.matching.engine.drawn_worlds import worlds
from tests.matching.engine.oracle import Oracle
from tests.matching.engine.worlds import (
    Person,
    Post,
    graduates_of,
    holds,
    market_of,
    musts,
    openings_of,
)


def counted(people: list[Person], posts: list[Post] = (), skill_count: int = 1) -> Statistics:
    return Statistics.of(graduates_of(people), openings_of(posts), skill_count)


def rarity(graduates: int, holders: int) -> int:
    """The rarity of a skill that so many of so many graduates hold."""
    people = [Person(skills=holds((0, 1)))] * holders + [Person()] * (graduates - holders)
    return int(counted(people).rarity[0])


@pytest.mark.parametrize(
    ("graduates", "holders", "expected"),
    [
        # 4 ln²(1 + graduates / (1 + holders))
        (64, 64, 2),  # 4 ln²(1.985) = 4 × 0.470
        (64, 31, 5),  # 4 ln²(3) = 4 × 1.207
        (64, 15, 10),  # 4 ln²(5) = 4 × 2.590
        (64, 7, 19),  # 4 ln²(9) = 4 × 4.828
        (64, 3, 32),  # 4 ln²(17) = 4 × 8.027
        (64, 1, 49),  # 4 ln²(33) = 4 × 12.226
        (64, 0, 70),  # 4 ln²(65) = 4 × 17.426
        (1, 0, 2),  # 4 ln²(2) = 4 × 0.480
        (1, 1, 1),  # 4 ln²(1.5) = 4 × 0.164 = 0.66
        (2, 2, 1),  # 4 ln²(1.667) = 4 × 0.261
    ],
)
def test_a_skill_is_rarer_the_fewer_hold_it(graduates, holders, expected):
    assert rarity(graduates, holders) == expected


@pytest.mark.parametrize(
    ("graduates", "holders", "expected"),
    [
        (2900, 0, 254),  # 4 × 7.9728² = 254.26
        (2950, 0, 255),  # 4 × 7.9899² = 255.35
        (4096, 0, 255),  # 4 × 8.3180² = 276.76
        (4096, 1, 233),  # 4 × 7.6251² = 232.57
    ],
)
def test_no_skill_is_rarer_than_255(graduates, holders, expected):
    assert rarity(graduates, holders) == expected


def test_in_an_empty_market_no_skill_is_rarer_than_1():
    assert rarity(0, 0) == 1


def test_who_claims_a_skill_twice_is_one_holder():
    once = [Person(skills=holds((0, 1)))] * 3 + [Person()] * 29
    twice = [Person(skills=holds((0, 1), (0, 4)))] * 3 + [Person()] * 29

    found = [counted(people).rarity.tolist() for people in (once, twice)]

    # 4 ln²(1 + 32 / (3 + 1)) = 19.31
    assert found == [[19], [19]]


@pytest.mark.parametrize("importance", Importance)
def test_an_opening_that_requires_a_skill_counts_like_a_person_who_holds_it(importance):
    people = [Person(skills=holds((0, 1)))] * 2 + [Person()] * 28
    asking = Post(requirements=((0, 2, importance),))

    found = counted(people, [asking, Post()])

    # three of 32 again
    assert found.rarity.tolist() == [19]


def test_a_licence_that_is_a_gate_makes_no_skill_commoner():
    people = [Person(skills=holds((0, 1)))] * 3 + [Person()] * 28

    found = counted(people, [Post(certificates=(0,))])

    assert found.rarity.tolist() == [19]


def test_a_skill_that_nobody_holds_is_counted_like_any_other():
    people, posts = [Person(skills=holds((2, 1)))] * 14, [Post(requirements=musts((2, 1)))] * 2

    # 4 ln²(1 + 16 / 1) = 32.11 and 4 ln²(1 + 16 / 17) = 1.76
    assert counted(people, posts, 4).rarity.tolist() == [32, 32, 2, 32]


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

    assert neutral.rarity.tolist() == [1, 1, 1]
    assert neutral.term_weights.tolist() == [64] * BUCKETS
    assert neutral.mean_length == 100


@pytest.mark.parametrize("rarity", [0, 256])
def test_a_rarity_outside_its_scale_is_refused(rarity):
    with pytest.raises(EngineInputError, match=rf"rarity\[1\] is {rarity}, outside 1..255"):
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
