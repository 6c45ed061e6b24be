"""After changes the lists are those of a full run, byte for byte."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    CANDIDATES,
    KEPT,
    EngineInputError,
    Weights,
    finish,
    rematch,
    renumbered,
)
from tests.matching.engine.changing_worlds import Change, Changing, Share
from tests.matching.engine.drawn_worlds import moods
from tests.matching.engine.made_worlds import Mood
from tests.matching.engine.results import as_pairs, candidates, scored
from tests.matching.engine.worlds import Person, Post, holds, market, musts, nice

STANDARD = Weights()
FEW = Share(changed=0.02, gone=0.02, new=0.02)
MANY = Share(changed=0.3, gone=0.3, new=0.3)
NOTHING = Share()
EVERYTHING = Share(changed=1.0)
TIED = Mood(templates=25, pickiness=0.1)

shares = st.builds(
    Share,
    changed=st.sampled_from([0.0, 0.05, 0.5, 1.0]),
    gone=st.sampled_from([0.0, 0.05, 0.5, 1.0]),
    new=st.sampled_from([0.0, 0.05, 0.5, 1.0]),
)


def assert_is_a_full_run(change: Change, threads: int = 1) -> None:
    """The kept candidates and the published lists are those of scoring everything again."""
    updated = change.updated(scored(change.before), threads=threads)
    anew = scored(change.after)

    assert candidates(updated) == candidates(anew)
    found = [finish(change.after, STANDARD, base, 50, strength=20) for base in (updated, anew)]
    assert found[0].digest() == found[1].digest()


@settings(max_examples=40)
@given(st.integers(0, 2**20), moods(), shares, shares)
def test_any_change_of_a_small_market_gives_the_lists_of_a_full_run(seed, mood, people, openings):
    assert_is_a_full_run(Changing(15, 12, seed, mood).move(people, openings))


@settings(max_examples=20)
@given(st.integers(0, 2**20), moods(), shares, shares)
def test_any_change_where_lists_are_cut_gives_the_lists_of_a_full_run(seed, mood, people, openings):
    assert_is_a_full_run(Changing(110, 100, seed, mood).move(people, openings))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("graduates", [NOTHING, FEW, MANY, EVERYTHING])
@pytest.mark.parametrize("openings", [NOTHING, FEW, MANY, EVERYTHING])
def test_few_many_all_or_no_changes_give_the_lists_of_a_full_run(seed, graduates, openings):
    assert_is_a_full_run(Changing(160, 150, seed, TIED).move(graduates, openings))


@pytest.mark.parametrize("threads", [2, 4])
def test_the_number_of_threads_changes_nothing(threads):
    assert_is_a_full_run(Changing(160, 150, 11, TIED).move(MANY, FEW), threads)


def test_many_small_changes_one_upon_the_other_stay_exact():
    days = Changing(150, 140, 3, TIED)
    base = scored(days.market)

    for _ in range(12):
        change = days.move(FEW, FEW)
        base = change.updated(base)

    assert candidates(base) == candidates(scored(days.market))


@pytest.mark.parametrize("gone", [1, 14, 15, 64, 78, 100, 150])
def test_lists_that_lose_more_than_their_reserve_are_filled_again(gone):
    people = [Person(skills=holds((0, 4)))] * gone + [Person(skills=holds((0, 2)))] * (180 - gone)
    posts = [Post(requirements=nice((0, 4)))] * gone + [Post(requirements=musts((1, 1)))] * (
        180 - gone
    )
    before, after = market(*people, *posts), market(*people[gone:], *posts[gone:])
    old = np.arange(gone, 180)

    updated = rematch(
        after,
        STANDARD,
        renumbered(scored(before), old, old),
        changed_graduates=[],
        changed_openings=[],
    )

    assert candidates(updated) == candidates(scored(after))
    left = KEPT - gone if KEPT - gone >= CANDIDATES else min(180 - gone, KEPT)
    assert updated.opening_lists.lengths.tolist() == [left] * (180 - gone)


@pytest.mark.parametrize("newcomers", [1, 13, 14, 64, 100])
@pytest.mark.parametrize("level", [1, 4])
def test_newcomers_do_not_pass_for_those_who_were_cut_off_a_list(newcomers, level):
    best, others = [Person(skills=holds((0, 4)))] * 78, [Person(skills=holds((0, 3)))] * 100
    post = Post(requirements=nice((0, 4)))
    before = market(*best, *others, post)
    after = market(*others, *[Person(skills=holds((0, level)))] * newcomers, post)
    rows = [*range(78, 178), *[-1] * newcomers]

    updated = rematch(
        after,
        STANDARD,
        renumbered(scored(before), rows, [0]),
        changed_graduates=range(100, 100 + newcomers),
        changed_openings=[],
    )

    assert candidates(updated) == candidates(scored(after))


@pytest.mark.parametrize("newcomers", [1, 64, 100])
def test_new_openings_do_not_pass_for_those_that_were_cut_off_a_list(newcomers):
    person = Person(skills=holds((0, 3)))
    best, others = [Post(requirements=nice((0, 3)))] * 78, [Post(requirements=nice((0, 4)))] * 100
    before = market(person, *best, *others)
    after = market(person, *others, *[Post()] * newcomers)

    updated = rematch(
        after,
        STANDARD,
        renumbered(scored(before), [0], [*range(78, 178), *[-1] * newcomers]),
        changed_graduates=[],
        changed_openings=range(100, 100 + newcomers),
    )

    assert candidates(updated) == candidates(scored(after))


@pytest.mark.parametrize("fallen", [1, 14, 15, 78])
def test_members_who_fall_behind_make_room_for_those_who_were_cut_off(fallen):
    good, poor = Person(skills=holds((0, 4))), Person(skills=holds((0, 1)))
    post = Post(requirements=nice((0, 4)))
    before = market(*[good] * 78, *[Person(skills=holds((0, 3)))] * 60, post)
    after = market(
        *[poor] * fallen, *[good] * (78 - fallen), *[Person(skills=holds((0, 3)))] * 60, post
    )

    updated = rematch(
        after,
        STANDARD,
        scored(before),
        changed_graduates=range(fallen),
        changed_openings=[],
    )

    assert candidates(updated) == candidates(scored(after))


def test_when_nothing_has_changed_nothing_changes():
    both = Changing(100, 100, 5, TIED).market
    base = scored(both)

    again = rematch(both, STANDARD, base, changed_graduates=[], changed_openings=[])

    assert as_pairs(again.graduate_lists) == as_pairs(base.graduate_lists)
    assert as_pairs(again.opening_lists) == as_pairs(base.opening_lists)
    assert again.graduates_cut.tolist() == base.graduates_cut.tolist()
    assert again.openings_cut.tolist() == base.openings_cut.tolist()
    assert again.pairs_eligible == base.pairs_eligible


@pytest.mark.parametrize(
    ("before", "after", "graduates", "openings"),
    [
        ((Post(),), (Person(), Post()), [-1], [0]),
        ((Person(),), (Person(), Post()), [0], [-1]),
        ((), (Person(), Post()), [-1], [-1]),
        ((Person(), Post()), (), [], []),
        ((Person(), Post()), (Person(),), [0], []),
        ((Person(), Post()), (Post(),), [], [0]),
        ((), (), [], []),
    ],
)
def test_a_side_may_begin_or_end_empty(before, after, graduates, openings):
    old, new = market(*before), market(*after)

    updated = rematch(
        new,
        STANDARD,
        renumbered(scored(old), graduates, openings),
        changed_graduates=[row for row, was in enumerate(graduates) if was < 0],
        changed_openings=[row for row, was in enumerate(openings) if was < 0],
    )

    assert candidates(updated) == candidates(scored(new))


def test_who_hides_leaves_the_lists_of_openings_and_keeps_their_own():
    shown, hidden = (
        market(Person(), Person(), Post()),
        market(Person(shown=False), Person(), Post()),
    )

    updated = rematch(hidden, STANDARD, scored(shown), changed_graduates=[0], changed_openings=[])

    assert updated.opening_lists.indices[0, :2].tolist() == [1, -1]
    assert updated.graduate_lists.indices[:, 0].tolist() == [0, 0]


def test_an_opening_dealt_with_leaves_both_lists():
    before = market(Person(), Post(), Post())
    after = market(Person(excluded=frozenset({0})), Post(), Post())

    updated = rematch(after, STANDARD, scored(before), changed_graduates=[0], changed_openings=[])

    assert updated.graduate_lists.indices[0, :2].tolist() == [1, -1]
    assert updated.opening_lists.indices[:, 0].tolist() == [-1, 0]


def test_renumbered_lists_name_members_by_their_new_rows_and_close_the_gaps():
    base = scored(
        market(
            *[Person(skills=holds((0, level))) for level in (4, 3, 2, 1)],
            Post(requirements=nice((0, 4))),
            Post(requirements=nice((1, 1))),
        )
    )

    # A graduate comes first, the second of four goes; the openings change to one new and one old.
    moved = renumbered(base, [-1, 0, 2, 3], [-1, 1])

    assert moved.opening_lists.indices[:, :4].tolist() == [[-1] * 4, [1, 2, 3, -1]]
    assert moved.graduate_lists.indices[:, :2].tolist() == [[-1, -1], [1, -1], [1, -1], [1, -1]]
    # kind and place, 96 + 160, of the opening that nobody has a skill for
    assert moved.opening_lists.points[1, :4].tolist() == [256, 256, 256, 0]
    assert moved.opening_lists.points.dtype == np.int16


def test_renumbering_to_the_same_rows_changes_nothing():
    base = scored(Changing(30, 100, 2).market)

    same = renumbered(base, np.arange(30), np.arange(100))

    assert candidates(same) == candidates(base)
    assert same.graduates_cut.tolist() == base.graduates_cut.tolist()
    assert same.openings_cut.tolist() == base.openings_cut.tolist()


def test_other_weights_are_followed_when_they_are_those_of_the_base():
    weights = replace(STANDARD, place=0, skills=384 + 160)
    change = Changing(90, 90, 4).move(FEW, FEW)

    updated = change.updated(scored(change.before, weights), weights)

    assert candidates(updated) == candidates(scored(change.after, weights))


@pytest.mark.parametrize(
    ("graduates", "openings", "problem"),
    [([1], [], "there is no graduate 1 among 1"), ([], [-1], "there is no opening -1 among 1")],
)
def test_changed_rows_that_are_not_there_are_refused(graduates, openings, problem):
    both = market(Person(), Post())

    with pytest.raises(EngineInputError, match=problem):
        rematch(
            both,
            STANDARD,
            scored(both),
            changed_graduates=graduates,
            changed_openings=openings,
        )
