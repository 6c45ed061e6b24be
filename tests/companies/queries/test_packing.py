"""Packed numbers, counted and sorted."""

from datetime import UTC, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companies.choices.searching import Facet
from companies.queries.packing import (
    count_packed,
    in_order,
    pack,
    places_in,
    read_stamps,
    stamp,
    tiers_of,
)

NUMBERS = st.tuples(st.sampled_from(Facet), st.integers(0, 2**27 - 1))
IDS = st.lists(st.integers(1, 2**63 - 1), unique=True)
START = datetime(2026, 11, 22, tzinfo=UTC)


@given(st.lists(NUMBERS))
def test_numbers_are_counted_as_they_were_packed(numbers):
    expected = {facet: {} for facet in Facet}
    for facet, number in numbers:
        expected[facet][number] = numbers.count((facet, number))

    assert count_packed(pack(numbers)) == expected


@given(st.lists(st.lists(NUMBERS)))
def test_entries_strung_together_are_counted_as_one(entries):
    together = b"".join(pack(numbers) for numbers in entries)

    assert count_packed(together) == count_packed(pack([one for each in entries for one in each]))


def test_nothing_packed_counts_nothing():
    assert count_packed(None) == count_packed(b"") == {facet: {} for facet in Facet}
    assert read_stamps(None).size == 0


@given(st.lists(st.tuples(st.integers(1, 2**62), st.datetimes(timezones=st.just(UTC)))))
def test_stamps_are_read_as_they_were_written(openings):
    read = read_stamps(b"".join(stamp(*opening) for opening in openings))

    assert read["id"].tolist() == [pk for pk, _at in openings]
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert [epoch + timedelta(microseconds=at) for at in read["at"].tolist()] == [
        at for _pk, at in openings
    ]


def test_openings_come_by_rank_then_newest_then_highest_id():
    openings = {1: 0, 2: 0, 3: 5, 4: 9, 5: 0}
    stamps = read_stamps(
        b"".join(stamp(pk, START + timedelta(hours=hours)) for pk, hours in openings.items())
    )

    assert in_order(stamps, np.array([0, 0, 0, 1, 0])).tolist() == [3, 5, 2, 1, 4]


@given(IDS)
def test_every_opening_comes_once(ids):
    stamps = read_stamps(b"".join(stamp(pk, START) for pk in ids))

    found = in_order(stamps, np.zeros(len(ids), int)).tolist()

    assert found == sorted(ids, reverse=True)


def test_an_id_is_in_the_first_tier_that_has_it():
    ids = np.array([1, 2, 3, 4])

    tiers = tiers_of(ids, [np.array([2]), np.array([2, 3, 9])])

    assert tiers.tolist() == [2, 0, 1, 2]
    assert tiers_of(ids, []).tolist() == [0, 0, 0, 0]


def test_the_best_have_their_places_and_the_others_the_last():
    ids = np.array([4, 7, 5, 6])

    assert places_in(ids, [5, 99, 4]).tolist() == [2, 3, 0, 3]
    assert places_in(ids, []).tolist() == [0, 0, 0, 0]
