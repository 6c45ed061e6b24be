"""Both sides and the vocabulary must fit together."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    EngineInputError,
    Market,
    Relations,
    Statistics,
    Weights,
    ancestors,
    gates,
    points,
)
from tests.matching.engine.drawn_worlds import worlds
from tests.matching.engine.worlds import Person, Post, holds, market, market_of, musts


@pytest.mark.parametrize(
    ("person", "post", "problem"),
    [
        (Person(places=(6,)), Post(), "Graduates.places holds 6, but there are only 6"),
        (Person(discipline=6), Post(), "Graduates.discipline holds 6, but there are only 6"),
        (Person(kinds=(8,)), Post(), "Graduates.kinds holds 8, but there are only 8"),
        (Person(skills=holds((6, 1))), Post(), "Graduates.claims.skill holds 6, .* only 6"),
        (Person(excluded=frozenset({1})), Post(), "Graduates.excluded holds 1, .* only 1"),
        (Person(), Post(place=6), "Openings.place holds 6, but there are only 6"),
        (Person(), Post(disciplines=(6,)), "Openings.disciplines holds 6, .* only 6"),
        (Person(), Post(certificates=(6,)), "Openings.certificates holds 6, .* only 6"),
        (Person(), Post(requirements=musts((6, 1))), "Openings.requirements.skill holds 6"),
    ],
)
def test_an_index_outside_its_table_is_refused(person, post, problem):
    with pytest.raises(EngineInputError, match=problem):
        market(person, post)


def test_nothing_stated_fits_an_empty_vocabulary():
    whole = market(Person(discipline=None), Post(place=None))
    nothing = replace(
        whole.vocabulary,
        skill_count=0,
        place_ancestors=ancestors([]),
        discipline_ancestors=ancestors([]),
        related=Relations.none(0),
    )

    small = Market(whole.graduates, whole.openings, nothing, Statistics.neutral(0))

    # the kind is wanted; nothing else was said
    assert points(small, Weights(), [0], [0]).sum() == 96


def test_statistics_of_another_number_of_skills_are_refused():
    whole = market(Person(), Post())

    with pytest.raises(EngineInputError, match="rarity must have one entry per skill"):
        replace(whole, statistics=Statistics.neutral(5))


@pytest.mark.parametrize(("graduates", "openings"), [([1], [0]), ([0], [1]), ([-1], [0])])
def test_rows_that_are_not_there_cannot_be_selected(graduates, openings):
    with pytest.raises(EngineInputError, match=r"there is no (graduate|opening)"):
        market(Person(), Post()).select(graduates, openings)


def test_a_selection_keeps_what_was_counted_over_everybody():
    whole = market(*[Person(words=((1, 2),))] * 20, Post(), counted=True)

    selected = whole.select([3], [0])

    assert selected.statistics is whole.statistics


def test_an_opening_selected_twice_is_refused():
    with pytest.raises(EngineInputError, match="an opening is selected twice"):
        market(Person(), Post(), Post()).select([0], [1, 1])


def test_exclusions_follow_their_openings_into_a_selection():
    whole = market(Person(excluded=frozenset({0, 2})), *[Post()] * 4)

    selected = whole.select([0, 0], [3, 2])

    assert selected.graduates.excluded.offsets.tolist() == [0, 1, 2]
    assert selected.graduates.excluded.values.tolist() == [1, 1]


@settings(max_examples=40)
@given(worlds(), st.data())
def test_a_pair_has_the_same_gates_and_points_in_any_selection(world, data):
    whole = market_of(world)
    graduates = data.draw(st.permutations(range(len(world.persons))))[:4]
    openings = data.draw(st.permutations(range(len(world.posts))))[:4]

    part = whole.select(graduates, openings)

    inner = np.indices((len(graduates), len(openings))).reshape(2, -1)
    outer = np.array(graduates, int)[inner[0]], np.array(openings, int)[inner[1]]
    assert (gates(part, *inner) == gates(whole, *outer)).all()
    assert (points(part, Weights(), *inner) == points(whole, Weights(), *outer)).all()
