"""Columns and ragged rows: wrong numbers are refused where they enter, with a sentence."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Claims, EngineInputError, Lists, tables
from matching.engine.tables import Lookup, column, inverted, offsets_of, rows_of
from tests.matching.engine.worlds import Post, lists_of, openings_of

nested = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=6)


def nested_from(table: Lists) -> list[list[int]]:
    return [part.tolist() for part in np.split(table.values, table.offsets[1:-1])][: len(table)]


def test_rows_of_differing_length_are_stored_end_to_end():
    table = lists_of([[3, 1], [], [2]])

    assert table.offsets.tolist() == [0, 2, 2, 3]
    assert table.values.tolist() == [3, 1, 2]
    assert (table.offsets.dtype, table.values.dtype) == (np.int64, np.int32)
    assert (len(table), table.lengths.tolist()) == (3, [2, 0, 1])


def test_every_entry_knows_its_row_and_its_place_in_the_row():
    table = lists_of([[3, 1], [], [2, 7, 9]])

    assert table.owners().tolist() == [0, 0, 2, 2, 2]
    assert table.positions().tolist() == [0, 1, 0, 1, 2]


@pytest.mark.parametrize("rows", [[], [[]], [[], []]])
def test_tables_without_entries_are_ordinary(rows):
    table = lists_of(rows)

    assert (len(table), table.values.size) == (len(rows), 0)


@given(nested, st.data())
def test_rows_may_be_taken_in_any_order_and_more_than_once(rows, data):
    chosen = data.draw(st.lists(st.sampled_from(range(len(rows))))) if rows else []

    taken = lists_of(rows).take(np.array(chosen, int))

    assert nested_from(taken) == [rows[row] for row in chosen]


@given(nested, st.integers(0, 9))
def test_entries_can_be_dropped_without_losing_rows(rows, limit):
    table = lists_of(rows)

    kept = table.only(table.values < limit)

    assert nested_from(kept) == [[value for value in row if value < limit] for row in rows]


@given(nested)
def test_turned_round_each_value_lists_the_rows_that_held_it(rows):
    turned = inverted(lists_of(rows), 10)

    expected = [
        [row for row, values in enumerate(rows) for each in values if each == value]
        for value in range(10)
    ]
    assert nested_from(turned) == expected


def test_entries_with_several_columns_keep_them_together():
    claims = Claims.of([[(7, 2, 0), (8, 4, 3)], [(7, 1, 1)]]).take(np.array([1, 0]))

    assert claims.skill.tolist() == [7, 7, 8]
    assert claims.level.tolist() == [1, 2, 4]
    assert claims.evidence.tolist() == [1, 0, 3]


def test_columns_cannot_be_written_to_and_the_callers_array_still_can():
    values = np.array([1, 2], np.int32)
    table = Lists([0, 2], values)

    with pytest.raises(ValueError, match="read-only"):
        table.values[0] = 9

    values[0] = 5
    assert values.tolist() == [5, 2]


@pytest.mark.parametrize(
    ("offsets", "values", "problem"),
    [
        ([], [], "must start at 0 and never fall"),
        ([1, 2], [5, 5], "must start at 0 and never fall"),
        ([0, 2, 1], [5], "must start at 0 and never fall"),
        ([0, 1], [5, 5], r"ends at 1, its entries are \{'values': 2\}"),
        ([0, 3], [5, 5], r"ends at 3, its entries are \{'values': 2\}"),
        ([0, -1], [], r"Lists.offsets\[1\] is -1, outside 0"),
        ([0, 1], [-1], r"Lists.values\[0\] is -1, outside 0"),
        ([0, 1], [2**31], r"Lists.values\[0\] is 2147483648, outside 0..2147483647"),
        ([0, 1], [0.5], "Lists.values must hold whole numbers, not float64"),
        ([0, 1], ["a"], "Lists.values must hold whole numbers, not <U1"),
        ([0, 1], [[1]], "Lists.values must have one dimension, not 2"),
        (3, [], "Lists.offsets must have one dimension, not 0"),
    ],
)
def test_offsets_and_entries_that_do_not_fit_are_refused(offsets, values, problem):
    with pytest.raises(EngineInputError, match=problem):
        Lists(offsets, values)


def test_columns_of_one_record_must_be_equally_long():
    openings = openings_of([Post(), Post()])

    with pytest.raises(
        EngineInputError, match=r"Openings has fields of unequal length: .*'kind': 1"
    ):
        replace(openings, kind=[0])


def test_records_are_taken_with_all_their_columns():
    posts = [Post(kind=0, place=1), Post(kind=2, place=None, requirements=((4, 2, 3),))]

    taken = openings_of(posts).take(np.array([1]))

    assert (taken.kind.tolist(), taken.place.tolist()) == ([2], [-1])
    assert taken.requirements.skill.tolist() == [4]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], True),
        ([[], []], True),
        ([[5]], True),
        ([[1, 2], [1], [0, 9]], True),
        ([[1, 1]], False),
        ([[1], [2, 1]], False),
        ([[3], [], [2], [2]], True),
        ([[], [7, 7]], False),
    ],
)
def test_rows_ascend_when_each_rises_strictly_for_itself(rows, expected):
    assert lists_of(rows).ascends() is expected


@given(nested)
def test_whether_rows_ascend_is_what_sorting_each_would_say(rows):
    assert lists_of(rows).ascends() == all(row == sorted(set(row)) for row in rows)


@given(nested, st.integers(-1, 7), st.integers(-1, 12))
def test_an_entry_is_found_by_its_row_and_value_or_is_not_there(rows, row, value):
    rows = [sorted(set(each)) for each in rows]
    lookup = Lookup.of(lists_of(rows))

    found = lookup.find(np.array([row]), np.array([value]))

    is_there = 0 <= row < len(rows) and value in rows[row]
    before = sum(len(each) for each in rows[:row]) if is_there else 0
    assert found.tolist() == [before + rows[row].index(value) if is_there else -1]


def test_of_an_unsorted_row_the_entry_found_is_the_one_that_holds_the_value():
    lookup = Lookup.of(lists_of([[9, 2, 5], [4, 9]]))

    found = lookup.find(np.array([0, 0, 1, 1]), np.array([9, 5, 9, 2]))

    assert found.tolist() == [0, 2, 4, -1]


def test_values_as_large_as_terms_are_looked_up_without_overflow():
    lookup = Lookup.of(lists_of([[]] * 70_000 + [[0, 2**31 - 1]]))

    found = lookup.find(np.array([70_000, 70_000, 0]), np.array([2**31 - 1, 5, 2**31 - 1]))

    assert found.tolist() == [1, -1, -1]


@pytest.mark.parametrize(("lengths", "expected"), [([], [0]), ([2, 0, 1], [0, 2, 2, 3])])
def test_offsets_add_up_lengths(lengths, expected):
    assert offsets_of(lengths).tolist() == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [(np.int8, 128), (np.uint8, 256), (np.int32, 2**31), (np.uint8, -1), (np.bool_, 2)],
)
def test_a_column_is_as_wide_as_its_type_when_no_limit_is_given(kind, value):
    with pytest.raises(EngineInputError, match=rf"name\[0\] is {value}"):
        column(kind).checked("name", [value])


def test_rows_that_are_there_are_given_back_as_numbers():
    rows = rows_of([2, 0], 3, "graduate")

    assert (rows.tolist(), rows.dtype) == ([2, 0], np.int64)


@pytest.mark.parametrize("row", [-1, 3])
def test_a_row_that_is_not_there_is_named(row):
    with pytest.raises(EngineInputError, match=f"there is no graduate {row} among 3"):
        rows_of([0, row], 3, "graduate")


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize("rows", [[], [[]], [[1], [2, 3], [], [4, 5, 6, 7], [8], []]])
def test_blocks_hold_all_rows_and_entries_in_their_order(monkeypatch, rows, size):
    monkeypatch.setattr(tables, "BLOCK", size)
    table = lists_of(rows)

    blocks = list(table.blocks())

    rows_of_blocks = [row for part, _ in blocks for row in range(len(table))[part]]
    assert rows_of_blocks == list(range(len(table)))
    held = [value for _, entries in blocks for value in table.values[entries].tolist()]
    assert held == table.values.tolist()


def test_a_block_holds_no_more_entries_than_it_may_unless_one_row_does(monkeypatch):
    monkeypatch.setattr(tables, "BLOCK", 3)
    table = lists_of([[1], [2, 3], [4, 5, 6, 7, 8], [9]])

    sizes = [entries.stop - entries.start for _rows, entries in table.blocks()]

    assert sizes == [3, 5, 1]
