"""The best k, ties to the smaller index."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import TopK
from matching.engine.ranking import RunningBest, Scored, best
from tests.matching.engine.oracle import ranked

ROWS, MEMBERS = 4, 6
tables = st.dictionaries(
    st.tuples(st.integers(0, ROWS - 1), st.integers(0, MEMBERS - 1)),
    st.integers(0, 3) | st.sampled_from([4095, 4096]),
)


def scored(table: dict[tuple[int, int], int]) -> Scored:
    pairs = np.array(list(table), int).reshape(-1, 2)
    return Scored(pairs[:, 0], pairs[:, 1], np.array(list(table.values()), int))


def expected_lists(table: dict[tuple[int, int], int], k: int) -> list[list[tuple[int, int]]]:
    rows = [{m: p for (row, m), p in table.items() if row == each} for each in range(ROWS)]
    return [ranked(row, k) for row in rows]


def as_pairs(lists: TopK) -> list[list[tuple[int, int]]]:
    both = zip(lists.indices.tolist(), lists.points.tolist(), strict=True)
    return [list(zip(indices, points, strict=True)) for indices, points in both]


def test_most_points_come_first_and_ties_go_to_the_smaller_member():
    lists = best(scored({(0, 5): 7, (0, 1): 7, (0, 2): 9, (0, 0): 1}), rows=1, members=6, k=3)

    assert lists.indices.tolist() == [[2, 1, 5]]
    assert lists.points.tolist() == [[9, 7, 7]]


def test_short_lists_are_padded():
    lists = best(scored({(1, 3): 4096}), rows=2, members=6, k=2)

    assert lists.indices.tolist() == [[-1, -1], [3, -1]]
    assert lists.points.tolist() == [[0, 0], [4096, 0]]
    assert lists.lengths.tolist() == [0, 1]
    assert (lists.indices.dtype, lists.points.dtype) == (np.int32, np.int16)


def test_no_pairs_make_empty_lists():
    lists = best(scored({}), rows=3, members=0, k=2)

    assert lists.lengths.tolist() == [0, 0, 0]


def test_more_members_than_fit_sixteen_bits_are_told_apart():
    lists = best(
        scored({(0, 70_000): 5, (0, 65_535): 5, (0, 131_071): 6}), rows=1, members=131_072, k=2
    )

    assert lists.indices.tolist() == [[131_071, 65_535]]


@given(tables, st.integers(1, 8))
def test_lists_hold_exactly_the_best_whatever_the_order_of_pairs(table, k):
    lists = best(scored(table), rows=ROWS, members=MEMBERS, k=k)

    assert as_pairs(lists) == expected_lists(table, k)


@given(tables, st.integers(1, 8), st.integers(1, MEMBERS), st.integers(0, 9))
def test_lists_built_in_parts_are_the_same(table, k, step, pending_limit):
    running = RunningBest(ROWS, MEMBERS, k, pending_limit)

    for start in range(0, MEMBERS, step):
        running.add(
            scored({pair: p for pair, p in table.items() if start <= pair[1] < start + step})
        )

    assert as_pairs(running.settle()) == expected_lists(table, k)
