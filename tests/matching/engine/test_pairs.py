"""Gates and points of chosen pairs, however many and in whatever order."""

import numpy as np
import pytest

from matching.engine import EngineInputError, Gate, Term, Weights, gates, match, points
from matching.engine.pairs import PAIRS_TOGETHER
from tests.matching.engine.made_worlds import made_world
from tests.matching.engine.oracle import Oracle
from tests.matching.engine.worlds import Person, Post, holds, market, market_of, musts, nice

PEOPLE = [
    Person(skills=holds((skill, level)), words=((level, 1), (9, skill + 1)))
    for skill in range(5)
    for level in range(1, 5)
]
POSTS = [
    Post(requirements=musts((skill, 3)) + nice((4 - skill, 2)), words=((1, 1), (3, 1)))
    for skill in (0, 1, 3, 4)
]


def test_points_of_no_pairs_are_none():
    assert points(market(), Weights(), [], []).shape == (len(Term), 0)


def test_pairs_may_repeat_and_come_in_any_order():
    both = market(*PEOPLE, *POSTS)
    graduates, openings = [7, 0, 7, 3], [1, 0, 1, 2]

    found = points(both, Weights(), graduates, openings)

    one_by_one = [
        points(both, Weights(), [g], [o]) for g, o in zip(graduates, openings, strict=True)
    ]
    assert (found == np.concatenate(one_by_one, axis=1)).all()


def test_many_pairs_are_measured_as_one_by_one():
    both = market(*PEOPLE, *POSTS)
    pairs = np.random.default_rng(3).integers(0, [[20], [4]], (2, 3000))

    found, states = points(both, Weights(), *pairs), gates(both, *pairs)

    grid = np.indices((20, 4)).reshape(2, -1)
    cell = pairs[0] * 4 + pairs[1]
    assert (found == points(both, Weights(), *grid)[:, cell]).all()
    assert (states == gates(both, *grid)[:, cell]).all()


def test_the_points_of_listed_pairs_are_those_of_the_list():
    both = market(*PEOPLE, *POSTS)

    lists = match(both, Weights(), k=4).graduate_lists

    graduates = np.repeat(np.arange(20), 4)
    found = points(both, Weights(), graduates, lists.indices.ravel()).sum(axis=0)
    assert found.tolist() == lists.points.ravel().tolist()


def test_points_are_given_even_where_a_gate_refuses():
    refused = Person(matchable=False, skills=holds((0, 3)))
    willing = Person(skills=holds((0, 3)))

    both = market(refused, willing, Post(requirements=musts((0, 3))))

    assert gates(both, [0, 1], [0, 0])[Gate.OPEN_TO_MATCHING].tolist() == [0, 2]
    # everything but 128 of evidence, 64 of the channel and 96 of the pay, 4096 − 288
    assert points(both, Weights(), [0, 1], [0, 0]).sum(axis=0).tolist() == [3808, 3808]


@pytest.mark.parametrize(("graduates", "openings"), [([0], [-1]), ([5], [0]), ([0, 0], [0])])
def test_pairs_that_are_not_there_are_refused(graduates, openings):
    with pytest.raises(EngineInputError):
        points(market(Person(), Post()), Weights(), graduates, openings)


def test_more_pairs_than_are_measured_together_are_all_measured():
    both = market(*PEOPLE[:3], *POSTS[:2])
    count = PAIRS_TOGETHER + 5
    graduates, openings = np.arange(count) % 3, np.arange(count) % 2

    found = points(both, Weights(), graduates, openings)

    assert found.shape == (len(Term), count)
    assert (found[:, 6:12] == found[:, :6]).all()
    assert (found[:, -6:] == found[:, (count - 6) % 6 : (count - 6) % 6 + 6]).all()


@pytest.mark.parametrize("seed", range(3))
def test_pairs_of_a_varied_market_are_measured_as_by_the_oracle(seed):
    world = made_world(60, 50, seed)
    both, oracle = market_of(world), Oracle(world)
    graduates, openings = np.random.default_rng(seed).integers(0, [[60], [50]], (2, 400))

    found, states = points(both, Weights(), graduates, openings), gates(both, graduates, openings)

    pairs = list(zip(graduates.tolist(), openings.tolist(), strict=True))
    assert found.T.tolist() == [list(oracle.terms(*pair).values()) for pair in pairs]
    assert states.T.tolist() == [list(oracle.states(*pair).values()) for pair in pairs]
