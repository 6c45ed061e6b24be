"""The best of many, compiled: heap, quickselect, pool and lists of openings."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine.kernel_best import (
    ROW_LIMIT,
    SCAN,
    keep_best,
    offer_all,
    packed_key,
    push,
    select,
    sort_descending,
)
from matching.engine.kernel_tables import Heaps

keys = st.lists(st.integers(0, 50) | st.integers(0, 2**44), min_size=1, max_size=120)


def packed(points: int, row: int) -> int:
    return points * 2**32 + (2**32 - 1 - row)


def empty_heaps(openings: int, k: int) -> Heaps:
    return Heaps(
        np.full((openings, k), -1, np.int64),
        np.zeros(openings, np.int32),
        np.zeros(openings, np.int32),
    )


@pytest.mark.parametrize(
    ("points", "row"), [(0, 0), (0, 2**31 - 1), (4096, 0), (4096, 2**31 - 1), (1, 5)]
)
def test_a_key_is_points_above_and_the_smaller_row_within(points, row):
    key = packed_key(points, row)

    assert key == packed(points, row)
    assert (key >> 32, ROW_LIMIT - (key & ROW_LIMIT)) == (points, row)


@given(st.lists(st.tuples(st.integers(0, 4096), st.integers(0, 10**6)), unique=True))
def test_keys_rank_pairs_by_points_and_then_by_the_smaller_row(pairs):
    by_key = sorted(pairs, key=lambda pair: -packed_key(*pair))

    assert by_key == sorted(pairs, key=lambda pair: (-pair[0], pair[1]))


@given(keys, st.integers(1, 80))
def test_a_heap_of_k_holds_the_k_greatest(values, k):
    heap, size = np.full(k, -1, np.int64), 0

    for value in values:
        if size < k or value > heap[0]:
            size = push(heap, size, value)

    expected = sorted(values, reverse=True)[:k]
    assert sorted(heap[:size].tolist(), reverse=True) == expected
    assert heap[0] == expected[-1]


@given(keys, st.data())
def test_quickselect_brings_the_greatest_to_the_front(values, data):
    k = data.draw(st.integers(1, len(values)))
    array = np.array(values, np.int64)

    select(array, len(values), k)

    assert sorted(array[:k].tolist(), reverse=True) == sorted(values, reverse=True)[:k]
    assert sorted(array.tolist()) == sorted(values)


@pytest.mark.parametrize("order", ["rising", "falling", "equal", "saw"])
@pytest.mark.parametrize("k", [1, 78, 375, 376])
def test_quickselect_masters_the_orders_that_are_hard(order, k):
    rising = np.arange(376, dtype=np.int64)
    array = {
        "rising": rising,
        "falling": rising[::-1].copy(),
        "equal": np.full(376, 7, np.int64),
        "saw": rising % 5,
    }[order]
    expected = sorted(array.tolist(), reverse=True)[:k]

    select(array, 376, k)

    assert sorted(array[:k].tolist(), reverse=True) == expected


def test_quickselect_leaves_what_lies_beyond_the_size_alone():
    array = np.array([1, 5, 3, 100, 200], np.int64)

    select(array, 3, 1)

    assert array[0] == 5
    assert array[3:].tolist() == [100, 200]


@given(st.lists(st.integers(-1, 2**44), max_size=78))
def test_lists_are_sorted_with_the_greatest_first(values):
    array = np.array(values, np.int64)

    sort_descending(array)

    assert array.tolist() == sorted(values, reverse=True)


@given(
    st.lists(st.integers(-1, 12), max_size=700),
    st.sampled_from([1, 3, 78]),
    st.integers(1, 300),
)
def test_a_pool_keeps_the_best_of_all_that_pass_by_and_no_pair_that_is_not_met(totals, k, together):
    pool, size, bar = np.zeros(4 * k + SCAN, np.int64), 0, np.int32(0)
    total, row = np.array(totals, np.int32), np.arange(len(totals), dtype=np.int32)

    for begin in range(0, len(totals), together):
        part = slice(begin, begin + together)
        size, bar = keep_best(row[part], total[part], pool, size, np.int32(bar), k)

    select(pool, size, min(k, size))
    found = sorted(pool[: min(size, k)].tolist(), reverse=True)
    met = [packed(points, at) for at, points in enumerate(totals) if points >= 0]
    assert found == sorted(met, reverse=True)[:k]


@settings(max_examples=30)
@given(
    st.lists(st.lists(st.integers(-1, 6), min_size=70, max_size=70), min_size=1, max_size=9),
    st.sampled_from([1, 2, 4]),
)
def test_every_opening_keeps_the_best_of_the_graduates_offered_to_it(table, k):
    heaps, least = empty_heaps(70, k), np.zeros(70, np.int32)
    row = np.arange(70, dtype=np.int32)

    for graduate, totals in enumerate(table):
        offer_all(row, np.array(totals, np.int32), least, heaps, graduate)

    for opening in range(70):
        offered = [packed(totals[opening], g) for g, totals in enumerate(table)]
        expected = sorted((key for key in offered if key >> 32 >= 0), reverse=True)[:k]
        assert (
            sorted(heaps.keys[opening, : heaps.sizes[opening]].tolist(), reverse=True) == expected
        )


def test_a_full_list_is_not_offered_to_who_is_worse_and_takes_the_smaller_row_of_equals():
    heaps, least, row = empty_heaps(1, 2), np.zeros(1, np.int32), np.zeros(1, np.int32)

    for graduate, points in ((5, 9), (7, 9), (8, 9), (2, 9), (9, 8), (1, 10)):
        offer_all(row, np.array([points], np.int32), least, heaps, graduate)

    assert sorted(heaps.keys[0].tolist(), reverse=True) == [packed(10, 1), packed(9, 2)]
    assert least.tolist() == [9]
