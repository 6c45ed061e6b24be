"""Packed keys, and lists joined from old entries and fresh ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import TopK
from matching.engine.lists import joined, merged, packed, sort_rows, unpacked

K = 5
scored = st.dictionaries(st.integers(0, 11), st.integers(0, 3) | st.sampled_from([4095, 4096]))


def keys_of(entries: dict[int, int], k: int = K) -> list[int]:
    keys = sorted(
        (points * 2**32 + 2**32 - 1 - row for row, points in entries.items()), reverse=True
    )
    return (keys + [-1] * k)[:k]


def table(*rows: dict[int, int]) -> np.ndarray:
    return np.array([keys_of(row) for row in rows], np.int64).reshape(-1, K)


def lists_of(*rows: dict[int, int]) -> TopK:
    return unpacked(table(*rows))


def best(entries: dict[int, int], k: int = K) -> list[tuple[int, int]]:
    return sorted(entries.items(), key=lambda entry: (-entry[1], entry[0]))[:k]


def entries_of(lists: TopK) -> list[list[tuple[int, int]]]:
    both = zip(lists.indices.tolist(), lists.points.tolist(), strict=True)
    return [[each for each in zip(*row, strict=True) if each[0] >= 0] for row in both]


def test_keys_become_members_and_points_and_padding():
    lists = unpacked(table({7: 4096, 2**31 - 2: 4096, 3: 0}))

    assert lists.indices.tolist() == [[7, 2**31 - 2, 3, -1, -1]]
    assert lists.points.tolist() == [[4096, 4096, 0, 0, 0]]
    assert (lists.indices.dtype, lists.points.dtype) == (np.int32, np.int16)


@given(st.lists(scored, max_size=4))
def test_packing_is_the_opposite_of_unpacking(rows):
    keys = table(*rows)

    assert packed(unpacked(keys)).tolist() == keys.tolist()


def test_no_lists_are_packed_as_no_keys():
    assert packed(TopK.empty(0, K)).shape == (0, K)


@given(st.lists(st.tuples(scored, scored), max_size=4))
def test_merged_tables_hold_the_best_of_both(rows):
    # No member may stand in both: the parts of a run are disjoint.
    pairs = [({m: p for m, p in one.items() if m not in other}, other) for one, other in rows]
    first, second = table(*(one for one, _ in pairs)), table(*(other for _, other in pairs))

    found = unpacked(merged(first, second))

    assert entries_of(found) == [best({**one, **other}) for one, other in pairs]


def test_merging_with_nothing_changes_nothing():
    full = table({1: 5, 2: 5, 3: 4}, {})

    assert merged(full, table({}, {})).tolist() == full.tolist()
    assert merged(table({}, {}), full).tolist() == full.tolist()


@given(st.lists(st.permutations(range(K)), max_size=4))
def test_rows_are_sorted_with_the_best_first_and_the_padding_last(orders):
    rows = table(*[{3: 1, 4: 9, 9: 1}] * len(orders))
    mixed = np.array([row[list(order)] for row, order in zip(rows, orders, strict=True)], np.int64)
    mixed = mixed.reshape(-1, K)

    sort_rows(mixed)

    assert mixed.tolist() == rows.tolist()


def join(
    old: dict[int, int],
    fresh: dict[int, int],
    *,
    cut: bool = False,
    changed: bool = False,
    members: frozenset[int] = frozenset(),
) -> list[tuple[int, int]]:
    """One list of length 5 joined with fresh entries; there are 12 possible members."""
    lists = lists_of(old)
    gone = np.array([member in members for member in range(12)])
    keys = joined(
        lists.indices, lists.points, np.array([cut]), np.array([changed]), gone, table(fresh)
    )
    return entries_of(unpacked(keys))[0]


def test_old_and_fresh_entries_are_joined_in_order():
    assert join({0: 9, 2: 5}, {1: 9, 3: 6}) == [(0, 9), (1, 9), (3, 6), (2, 5)]


def test_changed_members_leave_and_come_back_only_as_fresh_entries():
    assert join({0: 9, 2: 5, 4: 1}, {2: 7}, members=frozenset({0, 2})) == [(2, 7), (4, 1)]


def test_a_changed_owner_keeps_nothing_old():
    assert join({0: 9, 2: 5}, {1: 3}, changed=True, cut=True) == [(1, 3)]


@pytest.mark.parametrize(
    ("newcomer", "points", "is_listed"),
    [(9, 4, True), (9, 3, False), (3, 3, True), (5, 3, False), (9, 2, False)],
)
def test_in_a_list_that_is_cut_a_newcomer_must_be_better_than_its_last_entry(
    newcomer, points, is_listed
):
    found = join({0: 9, 1: 8, 2: 7, 4: 3}, {newcomer: points}, cut=True)

    assert ((newcomer, points) in found) is is_listed


def test_the_last_entry_of_a_cut_list_is_the_limit_even_when_it_leaves():
    found = join({0: 9, 4: 3}, {1: 5, 5: 2}, cut=True, members=frozenset({4}))

    assert found == [(0, 9), (1, 5)]


def test_of_a_cut_list_that_has_lost_every_entry_nothing_is_known():
    assert join({}, {1: 4096, 2: 5}, cut=True) == []


def test_a_list_that_is_not_cut_takes_every_newcomer():
    assert join({}, {1: 4096, 2: 0}) == [(1, 4096), (2, 0)]
    assert join({0: 9}, {1: 0}) == [(0, 9), (1, 0)]


@given(scored, scored, st.frozensets(st.integers(0, 11)))
def test_a_complete_list_joined_with_complete_news_is_the_best_of_what_is_now(old, news, members):
    now = {member: points for member, points in old.items() if member not in members}
    fresh = {member: points for member, points in news.items() if member not in now}

    found = join(dict(best(old)), dict(best(fresh)), members=members, cut=len(old) > K)

    expected = best({**now, **fresh})
    assert found == expected[: len(found)]
    assert len(found) == len(expected) or len(old) >= K


@settings(max_examples=40)
@given(st.lists(st.tuples(scored, scored, st.booleans(), st.booleans()), max_size=5))
def test_lists_are_joined_each_for_itself(rows):
    lists = lists_of(*(old for old, *_ in rows))
    cut = np.array([each[2] for each in rows], bool)
    owners = np.array([each[3] for each in rows], bool)
    fresh = table(*({m: p for m, p in new.items() if m not in old} for old, new, *_ in rows))

    keys = joined(lists.indices, lists.points, cut, owners, np.zeros(12, bool), fresh)

    assert entries_of(unpacked(keys)) == [
        join(
            dict(best(old)),
            {m: p for m, p in new.items() if m not in old},
            cut=is_cut,
            changed=changed,
        )
        for old, new, is_cut, changed in rows
    ]
