"""Columns of SQL as arrays, by COPY or nested in one query, and entries put into rows."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies.models import Opening, OpeningSkill
from matching.loading.columns import (
    DayNumber,
    Details,
    Positions,
    Reading,
    Whole,
    grouped,
    rank_in,
)
from tests.factories.companies import OpeningFactory, OpeningSkillFactory

SKILLS = Details(
    OpeningSkill.objects.order_by(),
    "opening",
    {"skill": Whole("skill_id", "i4"), "level": Whole("level", "i2"), "pk": Whole("pk")},
)
READING = Reading(
    facts={
        "salary": Whole("salary_max", "i4"),
        "period": rank_in("salary_period", ["month", "year"]),
        "start": Whole(DayNumber("starts_by"), "i4"),
    },
    details={"skills": SKILLS},
)


@pytest.fixture(params=["read", "read_few"])
def read(request, db):
    """Both ways to read the same."""
    return getattr(READING, request.param)


def test_facts_come_in_the_order_of_the_ids_with_minus_one_for_null(read):
    first = OpeningFactory(salary_max=7, salary_period="year", starts_by=date(2026, 9, 1))
    second = OpeningFactory(salary_period="day")

    side = read(Opening.objects.order_by("-pk"))

    assert side.ids.tolist() == [first.pk, second.pk]
    assert side.facts["salary"].tolist() == [7, -1]
    assert side.facts["period"].tolist() == [1, -1]
    assert side.facts["start"].tolist() == [date(2026, 9, 1).toordinal(), -1]
    assert [column.dtype.str for column in side.facts.values()] == ["<i4", "<i2", "<i4"]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1999, 12, 31), date(2000, 2, 29), date.max])
def test_days_are_counted_as_python_counts_them(day, read):
    OpeningFactory(starts_by=day)

    assert read(Opening.objects.all()).facts["start"].tolist() == [day.toordinal()]


def test_details_belong_to_the_owners_asked_for_only(read):
    mine, other = OpeningFactory.create_batch(2)
    OpeningFactory()
    asked = [OpeningSkillFactory(opening=mine, level=level) for level in (3, 4)]
    OpeningSkillFactory(opening=other)

    skills = read(Opening.objects.filter(pk=mine.pk)).details["skills"]

    order = np.argsort(skills["pk"])
    assert skills["owner"].tolist() == [mine.pk, mine.pk]
    assert skills["skill"][order].tolist() == [row.skill_id for row in asked]
    assert skills["level"][order].tolist() == [3, 4]
    assert [column.dtype.str for column in skills.values()] == ["<i8", "<i4", "<i2", "<i8"]


def test_nobody_has_no_details(read):
    side = read(Opening.objects.all())

    assert (side.ids.tolist(), side.texts.offsets.tolist()) == ([], [0])
    assert [column.tolist() for column in side.facts.values()] == [[], [], []]
    assert [column.tolist() for column in side.details["skills"].values()] == [[], [], [], []]
    assert side.ids.dtype == np.int64


def test_owners_without_details_are_owners_all_the_same(read):
    opening = OpeningFactory()

    side = read(Opening.objects.all())

    assert side.ids.tolist() == [opening.pk]
    assert side.details["skills"]["owner"].tolist() == []


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
