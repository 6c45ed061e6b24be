"""What is held of each skill asked for: by its own claim, or partly through a related one."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine import Evidence
from matching.engine.paired import WHOLE, Held, Paired, covered
from tests.matching.engine.drawn_worlds import worlds
from tests.matching.engine.oracle import Oracle
from tests.matching.engine.worlds import Person, Post, holds, market, market_of, nice

A, B, C, D = range(4)


def held_of(person: Person, post: Post, **changes) -> Held:
    return Paired(market(person, post, **changes), np.zeros(1, int), np.zeros(1, int)).held


@pytest.mark.parametrize(
    ("held", "required", "expected"),
    [
        (0, 1, 0),
        (1, 1, 48),
        (4, 1, 48),
        (1, 2, 24),
        (1, 3, 16),
        (2, 3, 32),
        (1, 4, 12),
        (3, 4, 36),
        (4, 4, 48),
    ],
)
def test_of_a_skill_is_held_what_is_reached_of_the_level_and_never_more(held, required, expected):
    assert covered(np.array([held]), np.array([required]), WHOLE).tolist() == [expected]


def test_a_skill_is_held_by_its_strongest_claim():
    person = Person(skills=((A, 2, Evidence.CERTIFICATE), (A, 3, Evidence.SELF), (A, 3, 1)))

    held = held_of(person, Post(requirements=nice((A, 4))))

    assert (held.level.tolist(), held.evidence.tolist()) == ([3], [Evidence.ROSTER])
    assert (held.parts.tolist(), held.through.tolist()) == ([36], [-1])


def test_a_skill_that_is_not_held_has_no_level_and_no_evidence():
    held = held_of(Person(skills=holds((B, 4))), Post(requirements=nice((A, 1))))

    assert (held.level.tolist(), held.evidence.tolist()) == ([0], [-1])
    assert (held.parts.tolist(), held.is_met.tolist()) == ([0], [False])


@pytest.mark.parametrize(
    ("level", "required", "quarters", "parts"),
    [(4, 4, 3, 36), (4, 1, 3, 36), (2, 4, 3, 18), (1, 3, 2, 8), (1, 4, 1, 3), (3, 2, 1, 12)],
)
def test_a_related_skill_gives_quarters_of_what_it_would_give_itself(
    level, required, quarters, parts
):
    person, post = Person(skills=holds((B, level))), Post(requirements=nice((A, required)))

    held = held_of(person, post, related=((B, A, quarters),))

    assert (held.parts.tolist(), held.through.tolist()) == ([parts], [B])
    assert held.is_met.tolist() == [False]


def test_of_several_ways_to_a_skill_the_best_counts():
    person = Person(skills=holds((B, 4), (C, 2), (D, 4)))
    related = ((B, A, 1), (C, A, 3), (D, A, 2))

    held = held_of(person, Post(requirements=nice((A, 4))), related=related)

    # quarters × level / 4: 1 × 4, 3 × 2, 2 × 4
    assert (held.parts.tolist(), held.through.tolist()) == ([24], [D])


def test_of_equal_ways_the_skill_itself_comes_first_and_then_the_smaller_index():
    post, related = Post(requirements=nice((A, 4))), ((D, A, 2), (C, A, 2))

    direct = held_of(Person(skills=holds((A, 2), (C, 4))), post, related=related)
    through = held_of(Person(skills=holds((C, 4), (D, 4))), post, related=related)

    assert (direct.parts.tolist(), direct.through.tolist()) == ([24], [-1])
    assert (through.parts.tolist(), through.through.tolist()) == ([24], [C])


def test_a_relation_leads_from_the_skill_held_to_the_skill_asked_and_not_back():
    held = held_of(
        Person(skills=holds((A, 4))), Post(requirements=nice((B, 4))), related=((B, A, 3),)
    )

    assert held.parts.tolist() == [0]


def test_relations_are_not_followed_twice():
    related = ((A, B, 3), (B, C, 3))

    held = held_of(Person(skills=holds((A, 4))), Post(requirements=nice((C, 1))), related=related)

    assert held.parts.tolist() == [0]


@settings(max_examples=50)
@given(worlds())
def test_what_is_held_of_any_skill_is_what_the_oracle_finds(world):
    every = world.pairs()
    held = Paired(market_of(world), *np.array(every, np.int64).reshape(-1, 2).T).held

    asked = [each for pair in every for each in Oracle(world).asked(*pair).values()]
    through = [-1 if each.through is None else each.through for each in asked]
    assert held.parts.tolist() == [each.parts for each in asked]
    assert held.through.tolist() == through
    assert held.is_met.tolist() == [each.is_met for each in asked]
