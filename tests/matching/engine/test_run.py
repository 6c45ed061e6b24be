"""Whole runs: exact for both sides, the same bytes however the work is cut."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    EngineInputError,
    Gate,
    Level,
    Matching,
    TopK,
    Weights,
    match,
    warm,
)
from tests.matching.engine.drawn_worlds import made_worlds, other_weights, worlds
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.oracle_lists import OracleLists
from tests.matching.engine.results import as_pairs
from tests.matching.engine.worlds import Person, Post, World, holds, market, market_of, musts

STANDARD = Weights()


def assert_is_what_the_oracle_says(world: World, weights: Weights, k: int) -> Matching:
    matching, oracle = match(market_of(world), weights, k), OracleLists(world, weights)

    assert as_pairs(matching.graduate_lists) == oracle.graduate_lists(k)
    assert as_pairs(matching.opening_lists) == oracle.opening_lists(k)
    assert matching.pairs_eligible == len(oracle.eligible)
    assert matching.graduate_unknowns.tolist() == oracle.graduate_unknowns()
    assert matching.opening_unknowns.tolist() == oracle.opening_unknowns()
    return matching


@settings(max_examples=120)
@given(worlds(), other_weights, st.integers(1, 10))
def test_both_sides_get_exactly_the_lists_of_the_oracle(world, weights, k):
    assert_is_what_the_oracle_says(world, weights, k)


@settings(max_examples=20)
@given(made_worlds(5, 130), st.sampled_from([1, 50, 64]))
def test_graduates_with_more_candidates_than_are_kept_get_the_lists_of_the_oracle(world, k):
    assert_is_what_the_oracle_says(world, STANDARD, k)


@settings(max_examples=20)
@given(made_worlds(130, 5), st.sampled_from([1, 50, 64]))
def test_openings_with_more_candidates_than_are_kept_get_the_lists_of_the_oracle(world, k):
    assert_is_what_the_oracle_says(world, STANDARD, k)


@settings(max_examples=12)
@given(made_worlds(2, 600), other_weights)
def test_more_candidates_than_the_pool_of_a_graduate_holds_lose_nobody(world, weights):
    assert_is_what_the_oracle_says(world, weights, 64)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("pickiness", [0.05, 0.4])
def test_larger_markets_agree_with_the_oracle_on_both_sides(seed, pickiness):
    world = made_world(90, 90, seed, Mood(pickiness=pickiness))

    matching = assert_is_what_the_oracle_says(world, STANDARD, 50)

    assert matching.pairs_eligible > 90


@pytest.mark.parametrize("rows", [63, 64, 65, 77, 78, 79, 377])
def test_where_all_points_are_equal_the_smaller_rows_are_listed(rows):
    one_to_many = match(market(Person(), *[Post()] * rows), STANDARD, 64)
    many_to_one = match(market(*[Person()] * rows, Post()), STANDARD, 64)

    expected = [*range(min(rows, 64)), *[-1] * (64 - min(rows, 64))]
    assert one_to_many.graduate_lists.indices.tolist() == [expected]
    assert many_to_one.opening_lists.indices.tolist() == [expected]


@pytest.mark.parametrize("side", ["graduates", "openings"])
def test_words_decide_among_the_best_64_and_lift_nobody_into_them(side):
    silent, words = ((1, 1),), ((2, 1),)
    own = [silent] * 64 + [words]
    if side == "graduates":
        rows = [Person(words=each) for each in own]
        both = market(*rows, Post(words=words))
    else:
        rows = [Post(words=each) for each in [*own[:10], words, *own[10:]]]
        both = market(Person(words=words), *rows)

    matching = match(both, STANDARD, 64)

    if side == "graduates":
        assert matching.opening_lists.indices.tolist() == [list(range(64))]
    else:
        assert matching.graduate_lists.indices[0, :3].tolist() == [10, 0, 1]
        assert 65 not in matching.graduate_lists.indices


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("shards", [1, 4, 16])
def test_neither_threads_nor_shards_change_a_byte(threads, shards):
    both = market_of(made_world(300, 200, 4, Mood(templates=40)))
    plain = match(both, STANDARD, 50, strength=30)

    cut = match(both, STANDARD, 50, strength=30, threads=threads, shards=shards)

    assert cut.digest() == plain.digest()
    assert cut.pairs_eligible == plain.pairs_eligible


def test_more_graduates_of_one_discipline_than_go_together_are_cut_without_changing_a_byte():
    few = market_of(made_world(50, 60, 8, Mood(pickiness=0.1)))
    chance = np.random.default_rng(8)
    graduates = few.graduates.take(chance.integers(0, 50, 5000))
    crowd = replace(few, graduates=replace(graduates, discipline=np.full(5000, 3)))

    digests = {
        match(crowd, STANDARD, 50, threads=threads, shards=shards).digest()
        for threads, shards in ((1, 1), (2, 1), (1, 4), (2, 16))
    }

    assert len(digests) == 1


def rearranged(world: World, seed: int) -> World:
    """The same world with everything that has no order in another order."""
    chance = np.random.default_rng(seed)

    def mixed(values):
        return tuple(values[place] for place in chance.permutation(len(values)))

    return replace(
        world,
        persons=tuple(replace(each, skills=mixed(each.skills)) for each in world.persons),
        posts=tuple(
            replace(
                each, requirements=mixed(each.requirements), disciplines=mixed(each.disciplines)
            )
            for each in world.posts
        ),
        related=mixed(world.related),
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_skills_requirements_disciplines_and_relations_moves_no_byte(seed):
    world = made_world(60, 60, seed, Mood(templates=15))

    plain, mixed = (match(market_of(each), STANDARD) for each in (world, rearranged(world, seed)))

    assert mixed.digest() == plain.digest()


def restored(lists: TopK, owners: np.ndarray, members: np.ndarray) -> list[list[tuple[int, int]]]:
    """Lists of shuffled rows by the old rows, entries of equal points by the smaller old row."""
    rows = [[] for _ in owners]
    for new, entries in enumerate(as_pairs(lists)):
        old = [(int(members[member]), points) for member, points in entries if member >= 0]
        rows[owners[new]] = sorted(old, key=lambda entry: (-entry[1], entry[0]))
    return rows


@pytest.mark.parametrize("seed", range(4))
def test_shuffled_rows_give_everybody_the_same_list(seed):
    # No list is cut: where it is, the rows decide who of equal points is kept.
    both = market_of(made_world(60, 60, seed, Mood(templates=20, pickiness=0.05)))
    chance = np.random.default_rng(seed)
    graduates, openings = chance.permutation(60), chance.permutation(60)

    plain = match(both, STANDARD, 64)
    shuffled = match(both.select(graduates, openings), STANDARD, 64)

    same = np.arange(60)
    by_graduate = restored(shuffled.graduate_lists, graduates, openings)
    by_opening = restored(shuffled.opening_lists, openings, graduates)
    assert by_graduate == restored(plain.graduate_lists, same, same)
    assert by_opening == restored(plain.opening_lists, same, same)
    assert (shuffled.graduate_unknowns == plain.graduate_unknowns[graduates]).all()
    assert (shuffled.opening_unknowns == plain.opening_unknowns[openings]).all()


def test_shuffled_rows_give_the_same_bytes_where_no_points_are_equal():
    people = [
        Person(skills=holds((0, level)), degree=degree, kinds=(*range(kind, 8), 0))
        for level in Level
        for degree in (1, 2, 3, 4)
        for kind in (0, 1)
    ]
    in_order = market(*people, Post(degree=1, requirements=musts((0, 4))))
    order = np.random.default_rng(1).permutation(len(people))

    plain = match(in_order, STANDARD, 32)
    shuffled = match(in_order.select(order, [0]), STANDARD, 32)

    points = plain.opening_lists.points[0]
    distinct = [place for place in range(32) if (points == points[place]).sum() == 1]
    assert len(distinct) > 8
    mapped = order[shuffled.opening_lists.indices[0]]
    assert (mapped[distinct] == plain.opening_lists.indices[0, distinct]).all()
    assert shuffled.opening_lists.points.tobytes() == plain.opening_lists.points.tobytes()


@pytest.mark.parametrize(("graduates", "openings"), [(0, 0), (0, 3), (3, 0), (1, 1)])
@pytest.mark.parametrize("strength", [0, 50])
def test_empty_and_single_sides_are_ordinary(graduates, openings, strength):
    both = market(*[Person()] * graduates, *[Post()] * openings)

    matching = match(both, STANDARD, 2, strength=strength, shards=3, threads=2)

    assert matching.graduate_lists.indices.shape == (graduates, 2)
    assert matching.opening_lists.indices.shape == (openings, 2)
    assert matching.pairs_eligible == graduates * openings
    assert matching.graduate_unknowns.shape == (graduates, len(Gate))
    assert matching.opening_unknowns.shape == (openings, len(Gate))


def test_lists_longer_than_the_other_side_are_padded():
    matching = match(market(Person(), Person(), Post()), STANDARD, k=50)

    assert matching.graduate_lists.indices.shape == (2, 50)
    assert matching.opening_lists.indices[0, :3].tolist() == [0, 1, -1]
    assert matching.opening_lists.lengths.tolist() == [2]


def test_an_opening_already_dealt_with_is_in_neither_list():
    matching = match(market(Person(excluded=frozenset({0})), Post(), Post()), STANDARD, k=2)

    assert matching.graduate_lists.indices.tolist() == [[1, -1]]
    assert matching.opening_lists.indices.tolist() == [[-1, -1], [0, -1]]


def test_who_does_not_show_themselves_gets_a_list_and_stands_in_none():
    matching = match(market(Person(shown=False), Person(), Post()), STANDARD, k=2)

    assert matching.graduate_lists.indices.tolist() == [[0, -1], [0, -1]]
    assert matching.opening_lists.indices.tolist() == [[1, -1]]


def test_who_has_not_agreed_to_be_matched_gets_no_list_and_stands_in_none():
    matching = match(market(Person(matchable=False), Person(), Post()), STANDARD, k=2)

    assert matching.graduate_lists.indices.tolist() == [[-1, -1], [0, -1]]
    assert matching.opening_lists.indices.tolist() == [[1, -1]]


def test_openings_without_a_place_are_listed_nowhere():
    matching = match(market(Person(), Post(place=None), Post(place=None)), STANDARD, k=2)

    assert matching.pairs_eligible == 0
    assert matching.graduate_lists.lengths.tolist() == [0]


def test_a_better_candidate_is_ranked_higher_at_every_level():
    post = Post(requirements=musts((0, 4)))
    persons = [Person(skills=holds((0, level))) for level in Level]

    matching = match(market(*persons, post), STANDARD, k=4)

    assert matching.opening_lists.indices.tolist() == [[3, 2, 1, 0]]
    assert all(a > b for a, b in pairwise(matching.opening_lists.points[0].tolist()))


def test_progress_counts_graduates_over_all_shards_and_ends_at_the_whole():
    told = []

    match(
        market_of(made_world(50, 10, 1)),
        STANDARD,
        shards=4,
        progress=lambda done, total: told.append((done, total)),
    )

    assert [total for _, total in told] == [50] * len(told)
    assert all(before < after for (before, _), (after, _) in pairwise(told))
    assert told[-1] == (50, 50)
    assert len(told) >= 4


@pytest.mark.parametrize("k", [0, -1, 65])
def test_lists_of_an_impossible_length_are_refused(k):
    with pytest.raises(EngineInputError, match=rf"k must be within 1\.\.64, not {k}"):
        match(market(Person(), Post()), STANDARD, k)


def test_warming_up_changes_nothing_that_is_matched():
    both = market_of(made_world(10, 10, 3))
    before = match(both, STANDARD).digest()

    warm()

    assert match(both, STANDARD).digest() == before
