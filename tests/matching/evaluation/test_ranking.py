import numpy as np

from matching import engine
from matching.evaluation.ranking import PAIRS_AT_ONCE, rank
from tests.matching.engine.worlds import Person, Post, holds, market, musts

WEIGHTS = engine.Weights()


def test_graduates_stand_by_their_points_for_each_opening():
    two_skills = market(
        Person(skills=holds((1, 4))),
        Person(skills=holds((0, 4))),
        Person(skills=holds((0, 4), (1, 4))),
        Post(requirements=musts((0, 2))),
        Post(requirements=musts((1, 2))),
    )

    ranking = rank(two_skills, WEIGHTS)

    assert ranking.order.tolist() == [[1, 2, 0], [0, 2, 1]]
    pairs = [0, 1, 2, 0, 1, 2], [0, 0, 0, 1, 1, 1]
    expected = engine.points(two_skills, WEIGHTS, *pairs).sum(axis=0)
    assert ranking.points.ravel().tolist() == expected.tolist()


def test_equal_points_keep_the_order_of_the_rows():
    alike = market(*[Person(skills=holds((0, 3)))] * 5, Post(requirements=musts((0, 3))))

    assert rank(alike, WEIGHTS).order.tolist() == [[0, 1, 2, 3, 4]]


def test_nobody_is_left_out_for_a_gate_but_each_state_is_counted():
    degrees = market(
        Person(degree=3, skills=holds((0, 4))),
        Person(degree=1, skills=holds((0, 4))),
        Person(degree=None, skills=holds((0, 4))),
        Person(degree=None),
        Post(degree=2, requirements=musts((0, 1))),
    )

    ranking = rank(degrees, WEIGHTS)

    assert sorted(ranking.order[0].tolist()) == [0, 1, 2, 3]
    counted = ranking.gates[engine.Gate.DEGREE]
    assert counted[engine.State.MET] == 1
    assert counted[engine.State.NOT_MET] == 1
    assert counted[engine.State.UNKNOWN] == 2
    assert (ranking.gates.sum(axis=1) == 4).all()


def test_more_pairs_than_are_scored_at_once_give_the_same():
    people = [Person(skills=holds((number % 3, 1 + number % 4))) for number in range(700)]
    posts = [Post(requirements=musts((number % 3, 2))) for number in range(200)]
    large = market(*people, *posts)
    assert len(people) * len(posts) > PAIRS_AT_ONCE
    done: list[int] = []

    ranking = rank(large, WEIGHTS, done.append)

    single = engine.points(large, WEIGHTS, np.arange(700), np.full(700, 199)).sum(axis=0)
    assert ranking.points[199].tolist() == single.tolist()
    assert done[-1] == 200
    assert done == sorted(done)
