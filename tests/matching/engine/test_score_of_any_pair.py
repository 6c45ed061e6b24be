"""What holds of the points of whatever two sides may say."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import FULL_POINTS, Importance
from tests.matching.engine.drawn_worlds import other_weights, worlds
from tests.matching.engine.oracle import Oracle
from tests.matching.engine.results import all_points


@settings(max_examples=60)
@given(worlds(), other_weights)
def test_the_points_of_any_pair_are_those_of_the_oracle(world, weights):
    pairs = world.pairs()

    found = all_points(world, pairs, weights)

    expected = [list(Oracle(world, weights).terms(*pair).values()) for pair in pairs]
    assert found.T.tolist() == expected


@settings(max_examples=40)
@given(worlds(), other_weights)
def test_no_pair_ever_has_more_than_full_points_nor_a_term_less_than_none(world, weights):
    found = all_points(world, world.pairs(), weights)

    assert found.sum(axis=0).max(initial=0) <= FULL_POINTS
    assert found.min(initial=0) >= 0


@settings(max_examples=50)
@given(worlds())
def test_who_misses_a_must_is_below_half_of_all_points(world):
    pairs = world.pairs()
    found = all_points(world, pairs)

    for pair, terms in zip(pairs, found.T, strict=True):
        post = world.posts[pair[1]]
        if any(how == Importance.MUST for _, _, how in post.requirements) and not terms[1]:
            assert terms.sum() <= 2047


@settings(max_examples=50)
@given(worlds(most=5), st.integers(0, 5), st.integers(1, 4), st.integers(0, 3))
def test_learning_a_skill_never_held_never_lowers_a_score(world, skill, level, evidence):
    world = replace(world, counted=False)
    learnt = tuple(
        person
        if any(held == skill for held, _, _ in person.skills)
        else replace(person, skills=(*person.skills, (skill, level, evidence)))
        for person in world.persons
    )

    before = all_points(world, world.pairs())
    after = all_points(replace(world, persons=learnt), world.pairs())

    assert (after >= before).all()
