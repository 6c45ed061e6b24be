"""Sampled pairs of varied markets: every skill is worth exactly what its line says."""

from dataclasses import replace

import numpy as np
import pytest

from matching.engine import (
    Evidence,
    Explanation,
    Importance,
    Standing,
    Statistics,
    Weights,
    explain,
)
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.worlds import Person, Post, World, market_of

STANDARD = Weights()
ALONE = Mood(related=0, pickiness=0.3)
"""Without a skill graph every skill asked for is worth its own points and no others."""


def sampled(world: World, seed: int, count: int) -> list[tuple[int, int]]:
    sizes = [[len(world.persons)], [len(world.posts)]]
    pairs = np.random.default_rng(seed).integers(0, sizes, (2, count))
    return list(zip(*pairs.tolist(), strict=True))


def scored_again(world: World, counted: Statistics, person: Person, post: Post) -> Explanation:
    """The pair by itself, with everything else as it is in the world."""
    alone = replace(person, excluded=frozenset())
    small = market_of(replace(world, persons=(alone,), posts=(post,), counted=False))
    return explain(replace(small, statistics=counted), STANDARD, 0, 0)


def musts_met(explanation: Explanation, but: int) -> bool:
    """Whether every must other than the skill `but` is met."""
    return all(
        each.standing == Standing.MET
        for each in explanation.requirements
        if each.importance == Importance.MUST and each.skill != but
    )


@pytest.mark.parametrize("seed", range(3))
def test_taking_a_met_skill_away_lowers_by_exactly_what_it_earned(seed):
    world = made_world(40, 30, seed, ALONE)
    both, taken = market_of(world), 0

    for graduate, opening in sampled(world, seed, 120):
        before = explain(both, STANDARD, graduate, opening)
        for each in before.requirements:
            if each.standing != Standing.MET:
                continue
            person = world.persons[graduate]
            left = tuple(claim for claim in person.skills if claim[0] != each.skill)
            after = scored_again(
                world, both.statistics, replace(person, skills=left), world.posts[opening]
            )
            is_must = each.importance == Importance.MUST
            fallen = 2048 if is_must and musts_met(before, each.skill) else 0
            assert before.points - after.points == each.points + each.evidence_points + fallen > 0
            taken += 1

    assert taken > 20


@pytest.mark.parametrize(
    ("seed", "evidence"), [(0, Evidence.SELF), (1, Evidence.CERTIFICATE), (2, Evidence.ROSTER)]
)
def test_learning_a_missing_skill_raises_by_exactly_what_it_can_earn(seed, evidence):
    world = made_world(40, 30, seed, ALONE)
    both, learnt = market_of(world), 0

    for graduate, opening in sampled(world, seed, 40):
        before = explain(both, STANDARD, graduate, opening)
        for each in before.requirements:
            if each.standing != Standing.MISSING:
                continue
            person = world.persons[graduate]
            more = (*person.skills, (each.skill, int(each.required), int(evidence)))
            after = scored_again(
                world, both.statistics, replace(person, skills=more), world.posts[opening]
            )
            is_must = each.importance == Importance.MUST
            risen = 2048 if is_must and musts_met(before, each.skill) else 0
            proven = each.evidence_maximum * evidence // 3
            assert after.points - before.points == each.maximum + proven + risen > 0
            learnt += 1

    assert learnt > 50


@pytest.mark.parametrize("seed", range(3))
def test_with_a_skill_graph_a_skill_taken_away_never_raises_what_the_others_earn(seed):
    world = made_world(40, 30, seed, Mood(related=80, skill_count=12))
    both = market_of(world)

    for graduate, opening in sampled(world, seed, 40):
        before = explain(both, STANDARD, graduate, opening)
        person = world.persons[graduate]
        for skill in sorted({claim[0] for claim in person.skills}):
            left = tuple(claim for claim in person.skills if claim[0] != skill)
            after = scored_again(
                world, both.statistics, replace(person, skills=left), world.posts[opening]
            )
            for one, other in zip(before.requirements, after.requirements, strict=True):
                assert other.points <= one.points
                assert other.standing <= one.standing or one.standing == Standing.PARTLY


def test_a_pair_by_itself_is_explained_as_in_its_market():
    world = made_world(30, 30, 9)
    both = market_of(world)

    for graduate, opening in sampled(world, 9, 50):
        person, post = world.persons[graduate], world.posts[opening]
        inside = explain(both, STANDARD, graduate, opening)
        alone = scored_again(world, both.statistics, person, post)
        assert (alone.terms, alone.requirements) == (inside.terms, inside.requirements)
        assert opening in person.excluded or alone.state == inside.state
