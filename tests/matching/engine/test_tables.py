"""Columns and ragged rows: wrong numbers are refused where they enter, with a sentence."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Claims, EngineInputError, Lists, Openings
from matching.engine.tables import inverted
from tests.matching.engine.worlds import Post, openings_of

nested = st.lists(st.lists(st.integers(0, 9), max_size=4), max_size=6)


def lists(rows: list[list[int]]) -> Lists:
    return Lists.of([(value,) for value in row] for row in rows)


def nested_from(table: Lists) -> list[list[int]]:
    return [part.tolist() for part in np.split(table.values, table.offsets[1:-1])][: len(table)]


def test_rows_of_differing_length_are_stored_end_to_end():
    table = lists([[3, 1], [], [2]])

    assert table.offsets.tolist() == [0, 2, 2, 3]
    assert table.values.tolist() == [3, 1, 2]
    assert (table.offsets.dtype, table.values.dtype) == (np.int64, np.int32)
    assert (len(table), table.lengths.tolist()) == (3, [2, 0, 1])


def test_every_entry_knows_its_row_and_its_place_in_the_row():
    table = lists([[3, 1], [], [2, 7, 9]])

    assert table.owners().tolist() == [0, 0, 2, 2, 2]
    assert table.positions().tolist() == [0, 1, 0, 1, 2]


@pytest.mark.parametrize("rows", [[], [[]], [[], []]])
def test_tables_without_entries_are_ordinary(rows):
    table = lists(rows)

    assert (len(table), table.values.size) == (len(rows), 0)


@given(nested, st.data())
def test_rows_may_be_taken_in_any_order_and_more_than_once(rows, data):
    chosen = data.draw(st.lists(st.sampled_from(range(len(rows))))) if rows else []

    taken = lists(rows).take(np.array(chosen, int))

    assert nested_from(taken) == [rows[row] for row in chosen]


@given(nested, st.integers(0, 9))
def test_entries_can_be_dropped_without_losing_rows(rows, limit):
    table = lists(rows)

    kept = table.only(table.values < limit)

    assert nested_from(kept) == [[value for value in row if value < limit] for row in rows]


@given(nested)
def test_turned_round_each_value_lists_the_rows_that_held_it(rows):
    turned = inverted(lists(rows), 10)

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
        Openings(
            kind=[0],
            place=openings.place,
            minimum_degree=openings.minimum_degree,
            disciplines=openings.disciplines,
            latest_start=openings.latest_start,
            requirements=openings.requirements,
        )


def test_records_are_taken_with_all_their_columns():
    posts = [Post(kind=0, place=1), Post(kind=2, place=None, requirements=((4, 2, 3),))]

    taken = openings_of(posts).take(np.array([1]))

    assert (taken.kind.tolist(), taken.place.tolist()) == ([2], [-1])
    assert taken.requirements.skill.tolist() == [4]
