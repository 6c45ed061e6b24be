"""The pairs on which prices rest, and the lists they are taken from."""

import numpy as np
import pytest
from hypothesis import given

from matching.engine import EngineInputError
from matching.engine.congestion_pairs import Pairs, check_lists
from matching.engine.ranking import TopK
from tests.matching.engine.congestion_markets import Crowd, Wishes, crowds, top


def pairs_of(crowd: Crowd) -> Pairs:
    return Pairs.of(crowd.graduate_lists(), crowd.opening_lists())


def rows_of(pairs: Pairs) -> list[list[int]]:
    return [part.tolist() for part in np.split(pairs.openings, pairs.offsets[1:-1])]


@given(crowds())
def test_every_pair_that_either_side_stores_is_there_once_with_its_points(crowd):
    pairs = pairs_of(crowd)

    owners = np.repeat(np.arange(pairs.graduate_count), np.diff(pairs.offsets)).tolist()
    found = list(zip(owners, pairs.openings.tolist(), strict=True))
    assert sorted(found) == sorted(crowd.stored_pairs())
    assert pairs.points.tolist() == [crowd.points[pair] for pair in found]


@given(crowds())
def test_who_is_in_a_pair_is_known(crowd):
    pairs = pairs_of(crowd)

    stored = crowd.stored_pairs()
    assert np.flatnonzero(pairs.graduates_paired()).tolist() == sorted({i for i, _ in stored})
    assert np.flatnonzero(pairs.openings_paired()).tolist() == sorted({j for _, j in stored})


def test_a_graduates_own_list_comes_before_those_who_list_them():
    crowd = Wishes([1] * 4).add(a=100, b=200, c=300, d=400).crowd(stored=2)

    pairs = pairs_of(crowd)

    assert rows_of(pairs) == [[3, 2, 0, 1]]
    assert pairs.points.tolist() == [400, 300, 100, 200]


def test_sides_that_give_a_pair_other_points_are_refused():
    by_graduate, by_opening = top([(1, 0, 7)], 2, 2), top([(0, 1, 8)], 1, 2)

    with pytest.raises(EngineInputError, match="a pair of graduate 1"):
        Pairs.of(by_graduate, by_opening)


@pytest.mark.parametrize(
    ("indices", "points"),
    [
        ([0, 1, 2], [9, 9, 9]),
        ([2, 0, 1], [4096, 5, 0]),
        ([1, -1, -1], [5, 0, 0]),
        ([-1, -1, -1], [0, 0, 0]),
    ],
)
def test_lists_in_order_are_accepted(indices, points):
    lists = TopK(np.array([indices], np.int32), np.array([points], np.int16))

    assert check_lists("lists", lists, members=3, shown=3) is None


@pytest.mark.parametrize(
    ("indices", "points"),
    [
        pytest.param([0, 3, -1], [9, 8, 0], id="a row that is not there"),
        pytest.param([0, -2, -1], [9, 8, 0], id="a negative row"),
        pytest.param([0, 1, 0], [9, 8, 7], id="a row twice"),
        pytest.param([0, 1, -1], [8, 9, 0], id="worst first"),
        pytest.param([1, 0, -1], [9, 9, 0], id="equal points, larger row first"),
        pytest.param([0, -1, 1], [9, 0, 8], id="a gap"),
        pytest.param([0, 1, -1], [4097, 9, 0], id="too many points"),
        pytest.param([0, 1, -1], [9, -1, 0], id="negative points"),
    ],
)
def test_lists_out_of_order_are_refused(indices, points):
    lists = TopK(np.array([[0, 1, 2], indices], np.int32), np.array([[9, 8, 7], points], np.int16))

    with pytest.raises(EngineInputError, match=r"lists\[1\] must list rows below 3 once each"):
        check_lists("lists", lists, members=3)


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        (TopK(np.zeros(3, np.int32), np.zeros(3, np.int16)), "one shape"),
        (TopK(np.zeros((1, 3), np.int32), np.zeros((1, 2), np.int16)), "one shape"),
        (TopK(np.zeros((1, 3), np.int64), np.zeros((1, 3), np.int16)), "int32 indices"),
        (TopK(np.zeros((1, 3), np.int32), np.zeros((1, 3), np.float32)), "int16 points"),
        (TopK.empty(1, 0), "hold 0 entries each, not 1"),
    ],
)
def test_arrays_of_another_form_are_refused(lists, message):
    with pytest.raises(EngineInputError, match=message):
        check_lists("lists", lists, members=3)
