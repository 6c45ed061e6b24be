"""Whole runs: exact for both sides, the same bytes however the work is cut."""

import hashlib
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import EngineInputError, Gate, Level, Market, Matching, TopK, Weights, match
from tests.matching.engine import oracle
from tests.matching.engine.worlds import (
    BACHELOR,
    BIOLOGY,
    EMPTY_PROFILE,
    INTERNSHIP,
    NANJING,
    PUDONG,
    SUZHOU,
    Person,
    Post,
    World,
    holds,
    market,
    market_of,
    musts,
    nice,
    worlds,
)


def as_pairs(lists: TopK) -> list[list[tuple[int, int]]]:
    both = zip(lists.indices.tolist(), lists.points.tolist(), strict=True)
    return [list(zip(indices, points, strict=True)) for indices, points in both]


def digest(matching: Matching) -> str:
    """SHA-256 over every byte of a result."""
    lists = (matching.graduate_lists, matching.opening_lists)
    arrays = [array for each in lists for array in (each.indices, each.points)]
    arrays += [matching.graduate_unknowns, matching.opening_unknowns]
    found = hashlib.sha256(str(matching.pairs_eligible).encode())
    for array in arrays:
        found.update(str((array.shape, array.dtype)).encode() + array.tobytes())
    return found.hexdigest()


def varied_market(graduates: int, openings: int, seed: int) -> Market:
    """A larger market with every sort of value, from a seed."""
    chance = np.random.default_rng(seed)
    persons = [
        Person(
            kinds=frozenset(chance.choice(3, 2).tolist()),
            places=tuple(chance.integers(0, 6, chance.integers(0, 4)).tolist()),
            anywhere=bool(chance.random() < 0.3),
            degree=int(chance.integers(1, 5)),
            discipline=int(chance.integers(0, 6)),
            skills=tuple((int(s), int(chance.integers(1, 5)), 0) for s in chance.choice(5, 3)),
        )
        for _ in range(graduates)
    ]
    posts = [
        Post(
            kind=int(chance.integers(0, 3)),
            place=int(chance.integers(0, 6)),
            degree=int(chance.integers(0, 4)),
            disciplines=tuple(chance.integers(0, 6, chance.integers(0, 3)).tolist()),
            requirements=tuple(
                (int(skill), int(chance.integers(1, 5)), int(chance.integers(1, 4)))
                for skill in chance.choice(5, 3, replace=False)
            ),
        )
        for _ in range(openings)
    ]
    return market_of(World(persons, posts))


@settings(deadline=None, max_examples=200)
@given(worlds(), st.integers(1, 10))
def test_both_sides_get_exactly_the_lists_of_the_oracle(world, k):
    matching = match(market_of(world), Weights(), k)

    assert as_pairs(matching.graduate_lists) == oracle.graduate_lists(world, Weights(), k)
    assert as_pairs(matching.opening_lists) == oracle.opening_lists(world, Weights(), k)
    assert matching.pairs_eligible == len(oracle.eligible(world, Weights()))


@settings(deadline=None)
@given(worlds())
def test_what_is_left_open_for_want_of_a_word_is_counted_as_by_the_oracle(world):
    matching = match(market_of(world), Weights())

    graduates, openings = range(len(world.persons)), range(len(world.posts))
    assert matching.graduate_unknowns.tolist() == [
        oracle.graduate_unknowns(world, g) for g in graduates
    ]
    assert matching.opening_unknowns.tolist() == [
        oracle.opening_unknowns(world, o) for o in openings
    ]


@settings(deadline=None)
@given(worlds(), st.integers(1, 10), st.integers(1, 70))
def test_the_size_of_the_parts_does_not_change_a_byte(world, k, pairs_at_once):
    whole = match(market_of(world), Weights(), k)

    in_parts = match(market_of(world), Weights(), k, pairs_at_once=pairs_at_once)

    assert digest(in_parts) == digest(whole)


def test_a_larger_market_is_cut_without_changing_a_byte():
    large = varied_market(500, 300, seed=7)

    digests = {
        digest(match(large, Weights(), 20, pairs_at_once=n)) for n in (1, 999, 30_000, 10**9)
    }

    assert len(digests) == 1


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_input_gives_the_same_lists_where_no_points_are_equal(seed):
    chance = np.random.default_rng(seed)
    persons = [
        Person(skills=holds((0, level)), degree=degree)
        for level in range(1, 5)
        for degree in (1, 2, 3)
    ]
    posts = [
        Post(degree=1, requirements=nice((0, 4))),
        Post(degree=1, requirements=nice((0, 4), (1, 1))),
    ]
    in_order = market_of(World(persons, posts))
    new_graduates, new_openings = chance.permutation(len(persons)), chance.permutation(len(posts))

    plain = match(in_order, Weights(), 5)
    shuffled = match(in_order.select(new_graduates, new_openings), Weights(), 5)

    assert len(set(plain.opening_lists.points[0].tolist())) == 5
    restored = new_graduates[shuffled.opening_lists.indices[np.argsort(new_openings)]]
    assert restored.tolist() == plain.opening_lists.indices.tolist()


@pytest.mark.parametrize("seed", range(5))
def test_shuffled_input_gives_every_row_the_same_points(seed):
    large = varied_market(60, 40, seed)
    chance = np.random.default_rng(seed)
    new_graduates, new_openings = chance.permutation(60), chance.permutation(40)

    plain = match(large, Weights(), 10)
    shuffled = match(large.select(new_graduates, new_openings), Weights(), 10)

    assert (shuffled.graduate_lists.points == plain.graduate_lists.points[new_graduates]).all()
    assert (shuffled.opening_lists.points == plain.opening_lists.points[new_openings]).all()
    assert (shuffled.graduate_unknowns == plain.graduate_unknowns[new_graduates]).all()


def test_equal_points_are_ordered_by_the_smaller_row_even_across_parts():
    twins = market(*[Person()] * 5, *[Post()] * 4)

    matching = match(twins, Weights(), 3, pairs_at_once=4)

    assert matching.graduate_lists.indices.tolist() == [[0, 1, 2]] * 5
    assert matching.opening_lists.indices.tolist() == [[0, 1, 2]] * 4


def test_lists_longer_than_the_other_side_are_padded():
    matching = match(market(Person(), Person(), Post()), Weights(), k=50)

    assert matching.graduate_lists.indices.shape == (2, 50)
    assert matching.opening_lists.indices[0, :3].tolist() == [0, 1, -1]
    assert matching.opening_lists.lengths.tolist() == [2]


@pytest.mark.parametrize(("graduates", "openings"), [(0, 0), (0, 3), (3, 0), (1, 1)])
def test_empty_and_single_sides_are_ordinary(graduates, openings):
    matching = match(market(*[Person()] * graduates, *[Post()] * openings), Weights(), k=2)

    assert matching.graduate_lists.indices.shape == (graduates, 2)
    assert matching.opening_lists.indices.shape == (openings, 2)
    assert matching.pairs_eligible == graduates * openings
    assert matching.graduate_unknowns.shape == (graduates, len(Gate))
    assert matching.opening_unknowns.shape == (openings, len(Gate))


def test_more_openings_than_sixteen_bits_count_are_ordinary():
    posts = [Post(requirements=nice((0, 1)))] * 65_537 + [Post(requirements=nice((1, 1)))]

    matching = match(market(Person(skills=holds((1, 1))), *posts), Weights(), k=2)

    assert matching.graduate_lists.indices.tolist() == [[65_537, 0]]
    assert matching.pairs_eligible == 65_538


def test_an_opening_already_dealt_with_is_in_neither_list():
    matching = match(market(Person(excluded=frozenset({0})), Post(), Post()), Weights(), k=2)

    assert matching.graduate_lists.indices.tolist() == [[1, -1]]
    assert matching.opening_lists.indices.tolist() == [[-1, -1], [0, -1]]


def test_an_empty_profile_learns_what_to_tell_and_how_many_openings_may_open():
    posts = [
        Post(degree=BACHELOR, disciplines=(BIOLOGY,)),
        Post(degree=BACHELOR, latest_start=100),
        Post(kind=INTERNSHIP),
    ]

    matching = match(market(EMPTY_PROFILE, *posts), Weights())

    unknown = dict(zip(Gate, matching.graduate_unknowns[0].tolist(), strict=True))
    assert unknown == {
        Gate.KIND: 3,
        Gate.PLACE: 3,
        Gate.DEGREE: 2,
        Gate.DISCIPLINE: 1,
        Gate.DATES: 1,
        Gate.OPEN_TO_MATCHING: 0,
        Gate.NOT_ALREADY_DEALT_WITH: 0,
    }


def test_openings_that_another_gate_refuses_are_not_promised():
    person = Person(degree=None, places=(NANJING,), anywhere=False)
    reachable, too_far = Post(place=NANJING, degree=BACHELOR), Post(place=PUDONG, degree=BACHELOR)

    matching = match(market(person, reachable, too_far), Weights())

    assert matching.graduate_unknowns[0, Gate.DEGREE] == 1


def test_a_posting_without_a_place_is_told_so_and_not_the_graduate():
    picky, silent = Person(places=(SUZHOU,), anywhere=False), Person(anywhere=False)

    matching = match(market(picky, silent, Person(), Post(place=None)), Weights())

    assert matching.graduate_unknowns[:, Gate.PLACE].tolist() == [0, 1, 0]
    assert matching.opening_unknowns[0].tolist() == [0, 2, 0, 0, 0, 0, 0]
    assert matching.opening_lists.indices[0, :2].tolist() == [2, -1]


def test_progress_is_told_after_every_part_and_ends_at_the_whole():
    told = []

    match(
        market(*[Person()] * 5, *[Post()] * 3),
        Weights(),
        progress=lambda done, total: told.append((done, total)),
        pairs_at_once=6,
    )

    assert told == [(2, 5), (4, 5), (5, 5)]


@pytest.mark.parametrize("k", [0, -1])
def test_lists_of_no_length_are_refused(k):
    with pytest.raises(EngineInputError, match=f"k must be at least 1, not {k}"):
        match(market(Person(), Post()), Weights(), k)


def test_a_better_candidate_is_ranked_higher_at_every_level():
    post = Post(requirements=musts((0, 4)))
    persons = [Person(skills=holds((0, level))) for level in Level]

    matching = match(market(*persons, post), Weights(), k=4)

    assert matching.opening_lists.indices.tolist() == [[3, 2, 1, 0]]
    assert all(a > b for a, b in pairwise(matching.opening_lists.points[0].tolist()))
