"""How the lists of two results differ: recounted in plain Python, and read from the database."""

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.actions.runs import run_park
from matching.engine import TopK
from matching.queries.list_changes import Difference, ListChange, Side, Sides, differ, stored_sides
from tests.factories.matching import (
    GraduateMatchesFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.matching.random_markets import random_market
from tests.matching.stored import lists_of

Lists = dict[int, dict[int, int]]
PROFILES, OPENINGS = (3, 5, 8, 13, 21), tuple(range(100, 130))


@st.composite
def lists_of_graduates(draw) -> Lists:
    """Of some of five graduates: points by opening, best first, up to 14 long."""
    owners = draw(st.sets(st.sampled_from(PROFILES)))
    one = st.dictionaries(st.sampled_from(OPENINGS), st.integers(1, 4096), max_size=14)
    return {
        owner: dict(sorted(draw(one).items(), key=lambda pair: (-pair[1], pair[0])))
        for owner in sorted(owners)
    }


def turned(lists: Lists) -> Lists:
    """The same pairs as lists of the openings."""
    pairs = [
        (opening, -points, one) for one, each in lists.items() for opening, points in each.items()
    ]
    found: Lists = {opening: {} for opening in OPENINGS}
    for opening, points, one in sorted(pairs):
        found[opening][one] = -points
    return found


def side(lists: Lists, members: tuple[int, ...]) -> Side:
    table = TopK.empty(len(lists), 20)
    for row, listed in enumerate(lists.values()):
        table.indices[row, : len(listed)] = [members.index(each) for each in listed]
        table.points[row, : len(listed)] = list(listed.values())
    return Side(np.array(list(lists), np.int64), np.array(members, np.int64), table)


def sides(lists: Lists) -> Sides:
    return Sides(side(lists, OPENINGS), side(turned(lists), PROFILES))


def first(listed: dict[int, int]) -> list[int]:
    return list(listed)[:10]


def mean(listed: dict[int, int]) -> float:
    points = list(listed.values())[:10]
    return sum(points) / len(points) if points else 0.0


def pairs(lists: Lists, *, of_first: bool) -> set[tuple[int, int]]:
    return {
        (owner, each)
        for owner, listed in lists.items()
        for each in (first(listed) if of_first else listed)
    }


def recounted(before: Lists, after: Lists) -> dict:
    owners = sorted(before.keys() | after.keys())
    was, now = ({one: lists.get(one, {}) for one in owners} for lists in (before, after))
    tops = [pairs(lists, of_first=True) for lists in (was, now)]
    whole = [pairs(lists, of_first=False) for lists in (was, now)]
    points = [
        [p for listed in lists.values() for p in list(listed.values())[:10]] for lists in (was, now)
    ]
    return {
        "lists": len(owners),
        "changed": sum(first(was[one]) != first(now[one]) for one in owners),
        "entered": len(tops[1] - tops[0]),
        "left": len(tops[0] - tops[1]),
        "new": len(whole[1] - whole[0]),
        "dropped": len(whole[0] - whole[1]),
        "gained": sum(not was[one] and bool(now[one]) for one in owners),
        "lost": sum(bool(was[one]) and not now[one] for one in owners),
        "points_before": sum(points[0]),
        "points_after": sum(points[1]),
        "shown_before": len(points[0]),
        "shown_after": len(points[1]),
        "most": most(was, now),
    }


def most(was: Lists, now: Lists) -> list[ListChange]:
    found = []
    for one in was:
        a, b = set(first(was[one])), set(first(now[one]))
        sizes = len(was[one]), len(now[one])
        found.append(
            ListChange(one, len(b - a), len(a - b), *sizes, mean(was[one]), mean(now[one]))
        )
    moved = [
        each for each in found if each.entered or each.left or each.mean_before != each.mean_after
    ]
    moved.sort(key=lambda e: (-(e.entered + e.left), -abs(e.mean_after - e.mean_before), e.owner))
    return moved[:10]


def unseen(lists: Lists) -> set[int]:
    return set(OPENINGS) - {opening for _one, opening in pairs(lists, of_first=True)}


@settings(max_examples=60)
@given(lists_of_graduates(), lists_of_graduates())
def test_every_figure_is_that_of_a_plain_recount(before, after):
    found = differ(sides(before), sides(after))

    assert vars(found.graduates) == recounted(before, after)
    assert vars(found.openings) == recounted(turned(before), turned(after))
    assert found.unseen_before == len(unseen(before))
    assert found.unseen_after == len(unseen(after))
    assert found.now_unseen == sorted(unseen(after) - unseen(before))[:10]
    assert found.now_seen == sorted(unseen(before) - unseen(after))[:10]


def test_a_difference_is_the_same_after_a_file():
    found = differ(sides({3: {100: 9}}), sides({3: {101: 9}, 5: {100: 4}}))

    assert Difference.from_json(json.loads(json.dumps(found.as_json()))) == found


def test_equal_lists_do_not_differ():
    lists = {3: {100: 9, 101: 8}}

    found = differ(sides(lists), sides(lists))

    changes = found.graduates
    assert (changes.changed, changes.entered, changes.new, changes.most) == (0, 0, 0, [])
    assert (changes.changed_share, changes.mean_before, changes.mean_after) == (0, 8.5, 8.5)


def test_nobody_differs_from_nobody():
    found = differ(sides({}), sides({})).graduates

    assert (found.lists, found.changed_share, found.mean_before) == (0, 0, 0)


@pytest.mark.django_db
def test_the_lists_of_a_run_are_read_as_they_were_stored(park):
    random_market(park, seed=5, people=20, openings=8)
    run = run_park(park, night=date(2026, 11, 22))
    graduates, openings = lists_of(run)

    found = stored_sides(run)

    for side_found, stored in ((found.graduates, graduates), (found.openings, openings)):
        ids, points = side_found.of(np.array(sorted(stored), np.int64))
        assert [
            ([each for each in row if each >= 0], marks[: sum(row >= 0)].tolist())
            for row, marks in zip(ids, points, strict=True)
        ] == [(list(stored[key][0]), list(stored[key][1])) for key in sorted(stored)]


@pytest.mark.django_db
def test_members_who_are_gone_are_left_out_of_a_list():
    run = MatchRunFactory()
    row = GraduateMatchesFactory(run=run)
    listed = {"profile_ids": [row.profile_id, 999_999], "points": [50, 40]}
    opening = OpeningMatchesFactory(run=run, **listed)

    ids, points = stored_sides(run).openings.of(np.array([opening.opening_id]))

    assert (ids[0, :2].tolist(), points[0, :2].tolist()) == ([row.profile_id, -1], [50, 0])
