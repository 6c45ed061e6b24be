"""Columns of SQL as arrays, by COPY or nested in one query, and entries put into rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companies.models import Opening, OpeningSkill
from matching.loading.columns import (
    Details,
    Positions,
    Whole,
    grouped,
)
from tests.factories.companies import OpeningFactory, OpeningSkillFactory

SKILLS = Details(
    OpeningSkill.objects.order_by(),
    "opening",
    {"skill": Whole("skill_id", "i4"), "level": Whole("level", "i2"), "pk": Whole("pk")},
)


def test_the_order_of_a_query_of_owners_makes_no_difference_to_their_details(db):
    openings = OpeningFactory.create_batch(3)
    for opening in openings:
        OpeningSkillFactory(opening=opening)

    owners = SKILLS.of(Opening.objects.newest_first())["owner"]

    assert sorted(owners.tolist()) == [opening.pk for opening in openings]


def test_positions_of_ids_are_found_and_unknown_ones_are_minus_one():
    positions = Positions.of({50: 2, 7: 0, 9: 1})

    found = positions.find(np.array([9, 8, 50, 7, 51, -1, 9], np.int32))

    assert (found.tolist(), found.dtype) == ([1, -1, 2, 0, -1, -1, 1], np.int64)


def test_among_no_ids_none_is_found():
    assert Positions.of({}).find(np.array([1, 2])).tolist() == [-1, -1]
    assert Positions.of({1: 0}).find(np.array([], np.int64)).tolist() == []


@given(
    ids=st.sets(st.integers(0, 400), max_size=60),
    asked=st.lists(st.integers(-1, 401), max_size=80),
)
def test_ids_in_order_stand_where_python_finds_them(ids, asked):
    ordered = sorted(ids)

    found = Positions.in_order(np.array(ordered, np.int64)).find(np.array(asked, np.int64))

    assert found.tolist() == [ordered.index(pk) if pk in ids else -1 for pk in asked]


def test_many_ids_are_found_block_by_block():
    ids = np.arange(0, 3_000_000, 3)

    found = Positions.in_order(ids).find(np.arange(600_000))

    expected = np.where(np.arange(600_000) % 3 == 0, np.arange(600_000) // 3, -1)
    assert np.array_equal(found, expected)


entries = st.lists(
    st.tuples(st.integers(-1, 4), st.integers(0, 3), st.integers(0, 1000)), max_size=40
)


@given(entries)
def test_entries_are_put_into_their_rows_by_their_keys(entries):
    columns = np.array(entries, np.int64).reshape(-1, 3).T

    offsets, order = grouped(columns[0], 5, *columns[1:])

    found = [[entries[place] for place in part] for part in np.split(order, offsets[1:-1])]
    assert found == [sorted(entry for entry in entries if entry[0] == row) for row in range(5)]


def test_entries_of_no_row_are_left_out():
    offsets, order = grouped(np.array([-1, 1, -1]), 2, np.array([5, 6, 7]))

    assert (offsets.tolist(), order.tolist()) == ([0, 0, 1], [1])


def test_without_rows_there_are_no_entries():
    offsets, order = grouped(np.array([], np.int64), 0)

    assert (offsets.tolist(), order.tolist()) == ([0], [])
