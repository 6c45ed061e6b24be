"""What training brings within reach, against the rules once more in plain Python."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    EngineInputError,
    Evidence,
    Importance,
    Level,
    State,
    Taught,
    Unlocked,
    lacking,
    match,
    near_misses,
    unlocked,
)
from tests.matching.engine.drawn_worlds import made_worlds, worlds
from tests.matching.engine.oracle import Oracle, strongest_claim, together
from tests.matching.engine.results import STANDARD
from tests.matching.engine.worlds import (
    SKILL_COUNT,
    Person,
    Post,
    World,
    certified,
    holds,
    market,
    market_of,
    musts,
    wanted,
)

HALF = 2048
lessons = st.lists(
    st.builds(Taught, st.integers(0, SKILL_COUNT - 1), st.integers(1, 4), st.sampled_from([0, 3])),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each.skill,
)


def within_reach(oracle: Oracle) -> dict[tuple[int, int], tuple[bool, int]]:
    """For every pair whether it is within reach, and all its points."""
    found = {}
    for pair in oracle.world.pairs():
        points = sum(oracle.terms(*pair).values())
        is_open = together(oracle.states(*pair)) == State.MET
        found[pair] = (is_open and points >= HALF, points)
    return found


def is_lacking(person: Person, taught: list[Taught]) -> bool:
    claims = {each.skill: strongest_claim(person, each.skill) for each in taught}
    return person.matchable and any(
        claims[each.skill] is None or claims[each.skill][0] < each.level for each in taught
    )


def recounted(world: World, taught: list[Taught]) -> list[tuple[int, int, int, int]]:
    """The pairs that come within reach, with the points before and after, one pair at a time."""
    learnt = tuple(
        replace(person, skills=(*person.skills, *taught)) if is_lacking(person, taught) else person
        for person in world.persons
    )
    today, later = Oracle(world), Oracle(replace(world, persons=learnt))
    kept = ("rarity", "words_holding", "mean_length")
    later.__dict__.update({name: getattr(today, name) for name in kept})
    before, after = within_reach(today), within_reach(later)
    return [
        (*pair, before[pair][1], after[pair][1])
        for pair in world.pairs()
        if after[pair][0] and not before[pair][0]
    ]


def rows_of(found: Unlocked) -> list[tuple[int, int, int, int]]:
    columns = (found.graduate, found.opening, found.before, found.after)
    return list(zip(*(column.tolist() for column in columns), strict=True))


@settings(max_examples=60)
@given(worlds(), lessons)
def test_what_comes_within_reach_is_what_the_rules_give_pair_by_pair(world, taught):
    found = unlocked(market_of(world), STANDARD, taught)

    assert rows_of(found) == recounted(world, taught)


@settings(max_examples=4)
@given(made_worlds(40, 90), lessons)
def test_more_openings_than_a_list_has_candidates_lose_none(world, taught):
    taught = [each for each in taught if each.skill < world.skill_count] or [Taught(0, 3)]

    assert rows_of(unlocked(market_of(world), STANDARD, taught)) == recounted(world, taught)


def test_an_opening_without_musts_comes_within_reach_by_its_points():
    # The skills of such an opening are worth all that it does not ask for: far more than half.
    post = Post(requirements=wanted((0, 4)))

    found = unlocked(market(Person(), post), STANDARD, [Taught(0, 4)])

    assert rows_of(found)[0][:2] == (0, 0)
    assert found.before[0] < HALF <= found.after[0]


def test_a_licence_that_is_taught_opens_what_asks_for_it_and_nothing_else():
    licensed, plain = Post(certificates=(2,), requirements=musts((0, 1))), Post(certificates=(3,))
    person = Person(skills=holds((0, 1)))

    found = unlocked(market(person, licensed, plain), STANDARD, [Taught(2, 1)])

    assert found.opening.tolist() == [0]
    assert found.before.tolist() == found.after.tolist()


def test_who_holds_everything_at_its_level_or_is_not_matched_lacks_nothing():
    people = (
        Person(skills=holds((0, 3), (1, 2))),
        Person(skills=holds((0, 3), (1, 1))),
        Person(skills=holds((0, 2), (0, 4), (1, 2))),
        Person(matchable=False),
        Person(),
    )

    assert lacking(market(*people), [Taught(0, 3), Taught(1, 2)]).tolist() == [1, 4]


def test_only_the_graduates_asked_for_are_looked_at():
    both = market(Person(), Person(), Post(requirements=musts((0, 1))))

    found = unlocked(both, STANDARD, [Taught(0, 1)], np.array([1]))

    assert found.graduate.tolist() == [1]


def test_places_go_to_those_who_gain_most_then_to_the_smaller_row():
    found = Unlocked(*np.array([[1, 2, 2, 3, 4], [0, 0, 1, 0, 0], [0] * 5, [7, 1, 1, 9, 9]]))

    assert found.best_graduates(1).tolist() == [2]
    assert found.best_graduates(2).tolist() == [2, 3]
    assert found.best_graduates(9).tolist() == [1, 2, 3, 4]


def test_a_skill_that_is_not_there_is_refused():
    with pytest.raises(EngineInputError, match="no skill 99"):
        unlocked(market(Person(), Post()), STANDARD, [Taught(99, 1)])


@settings(max_examples=25)
@given(worlds())
def test_near_misses_are_listed_pairs_with_one_must_unmet(world):
    both = market_of(world)
    lists = match(both, STANDARD).graduate_lists

    found = near_misses(both, lists)

    expected = np.zeros((world.skill_count, len(Level) + 1), int)
    for graduate, row in enumerate(lists.indices.tolist()):
        for opening in (each for each in row if each >= 0):
            unmet = [
                (skill, level)
                for skill, level, importance in world.posts[opening].requirements
                if importance == Importance.MUST
                and (strongest_claim(world.persons[graduate], skill) or (0, 0))[0] < level
            ]
            if len(unmet) == 1:
                expected[unmet[0]] += 1
    assert np.array_equal(found, expected)


def test_a_certificate_is_worth_more_than_the_own_word_but_reaches_no_further():
    both = market(Person(), Post(requirements=musts((0, 2)) + wanted((1, 2))))

    by_word = unlocked(both, STANDARD, [Taught(0, 2, Evidence.SELF)])
    proven = unlocked(both, STANDARD, [Taught(0, 2)])

    assert by_word.opening.tolist() == proven.opening.tolist() == [0]
    assert proven.after[0] > by_word.after[0]
    assert certified((0, 2)) == ((0, 2, Evidence.CERTIFICATE),)
