"""Both sides and the vocabulary must fit together."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import EngineInputError, Market, Weights, ancestors, gates, points
from tests.matching.engine.worlds import Person, Post, holds, market, market_of, musts, worlds


@pytest.mark.parametrize(
    ("person", "post", "problem"),
    [
        (Person(places=(6,)), Post(), "Graduates.places holds 6, but there are only 6"),
        (Person(discipline=6), Post(), "Graduates.discipline holds 6, but there are only 6"),
        (Person(skills=holds((5, 1))), Post(), "Graduates.claims.skill holds 5, .* only 5"),
        (Person(excluded=frozenset({1})), Post(), "Graduates.excluded holds 1, .* only 1"),
        (Person(), Post(place=6), "Openings.place holds 6, but there are only 6"),
        (Person(), Post(disciplines=(6,)), "Openings.disciplines holds 6, .* only 6"),
        (Person(), Post(requirements=musts((5, 1))), "Openings.requirements.skill holds 5"),
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
    )

    small = Market(whole.graduates, whole.openings, nothing)

    assert points(small, Weights(), [0], [0]).sum() == 0


def test_an_opening_selected_twice_is_refused():
    with pytest.raises(EngineInputError, match="an opening is selected twice"):
        market(Person(), Post(), Post()).select([0], [1, 1])


def test_exclusions_follow_their_openings_into_a_selection():
    whole = market(Person(excluded=frozenset({0, 2})), *[Post()] * 4)

    selected = whole.select([0, 0], [3, 2])

    assert selected.graduates.excluded.offsets.tolist() == [0, 1, 2]
    assert selected.graduates.excluded.values.tolist() == [1, 1]


@settings(deadline=None)
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
