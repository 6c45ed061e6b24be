"""Ten thousand sampled pairs: what their explanations state is what happens, every time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import pytest

from matching.engine import (
    Claims,
    Evidence,
    Explanation,
    Importance,
    Loss,
    Market,
    Offers,
    Standing,
    Step,
    Term,
    TrainingPlan,
    best_training,
    explain,
    gates,
    losses,
    next_steps,
    points,
)
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.results import STANDARD
from tests.matching.engine.worlds import World, market_of

PEOPLE, OPENINGS, SAMPLED, PLANNED_EVERY = 100, 50, 2_500, 4
MOODS = [
    Mood(pickiness=0.0, related=0),
    Mood(skill_count=15, related=60),
    Mood(pickiness=0.4, related=60),
    Mood(skill_count=12, related=12, counted=False),
]
Taught = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Told:
    """Everything that is stated of one pair; `offers` are those the plan chooses from."""

    graduate: int
    opening: int
    explanation: Explanation
    steps: tuple[Step, ...]
    losses: tuple[Loss, ...]
    offers: list[Taught]
    plan: TrainingPlan | None


@dataclass(frozen=True)
class Sample:
    world: World
    market: Market
    told: list[Told]


@pytest.fixture(scope="module", params=range(len(MOODS)))
def sample(request) -> Sample:
    """A quarter of the pairs, out of a market of its own."""
    world = made_world(PEOPLE, OPENINGS, request.param, MOODS[request.param])
    chance, market = Random(request.param), market_of(world)  # noqa: S311  not for secrets
    chosen = chance.sample(world.pairs(), SAMPLED)
    told = [tell(world, market, pair, chance, number) for number, pair in enumerate(chosen)]
    return Sample(world, market, told)


def tell(world: World, market: Market, pair: tuple[int, int], chance: Random, number: int) -> Told:
    alone = market.select(*([row] for row in pair)), STANDARD, 0, 0
    explanation = explain(*alone)
    offers = some_offers(world, pair[1], chance) if number % PLANNED_EVERY == 0 else []
    return Told(
        *pair,
        explanation,
        next_steps(*alone, explained=explanation),
        losses(*alone, explained=explanation),
        offers,
        best_training(*alone, Offers.of(offers)) if offers else None,
    )


def some_offers(world: World, opening: int, chance: Random) -> list[Taught]:
    asked = [skill for skill, _, _ in world.posts[opening].requirements]
    pool = [*asked, *asked, chance.randrange(world.skill_count)]
    proofs = list(Evidence)
    return [
        tuple(
            (chance.choice(pool), chance.randint(1, 4), chance.choice(proofs))
            for _ in range(chance.randint(1, 2))
        )
        for _ in range(4)
    ]


def after(sample: Sample, changed: Sequence[tuple[Told, Taught]]) -> list[tuple[int, int]]:
    """Points and state of pairs whose graduates hold these claims instead, scored from scratch."""
    people = np.array([told.graduate for told, _ in changed])
    graduates = replace(
        sample.market.graduates.take(people), claims=Claims.of(claims for _, claims in changed)
    )
    market = replace(sample.market, graduates=graduates)
    rows, openings = np.arange(people.size), [told.opening for told, _ in changed]
    earned = points(market, STANDARD, rows, openings).sum(axis=0, dtype=np.int64)
    states = gates(market, rows, openings).min(axis=0)
    return list(zip(earned.tolist(), states.tolist(), strict=True))


def claims_of(sample: Sample, told: Told) -> Taught:
    return sample.world.persons[told.graduate].skills


def test_the_parts_of_every_explanation_add_up_to_its_points(sample):
    rows = [told.graduate for told in sample.told]
    scored = points(sample.market, STANDARD, rows, [told.opening for told in sample.told])

    for told, column in zip(sample.told, scored.T.tolist(), strict=True):
        terms = {result.term: result for result in told.explanation.terms}
        asked = told.explanation.requirements
        assert [terms[term].points for term in Term] == column
        assert told.explanation.points == sum(column)
        assert sum(result.maximum for result in terms.values()) == 4096
        assert sum(each.points for each in asked) == terms[Term.SKILLS].points
        assert sum(each.evidence_points for each in asked) == terms[Term.EVIDENCE].points
        halves = told.explanation.points_for_company, told.explanation.points_for_graduate
        assert sum(halves) == sum(column)


def test_every_skill_that_is_not_met_raises_the_pair_by_the_points_stated(sample):
    changed = [
        (told, (*claims_of(sample, told), (step.skill, int(step.level), int(Evidence.SELF))))
        for told in sample.told
        for step in told.steps
    ]
    stated = [(step.points, step.state) for told in sample.told for step in told.steps]

    assert after(sample, changed) == stated
    for told in sample.told:
        gains = {step.skill: step.gain for step in told.steps}
        assert all(
            gains[each.skill] > 0
            for each in told.explanation.requirements
            if each.standing != Standing.MET
        )
        assert all(step.points == told.explanation.points + step.gain for step in told.steps)


def test_every_skill_that_is_removed_lowers_the_pair_by_the_points_stated(sample):
    changed = [
        (told, tuple(claim for claim in claims_of(sample, told) if claim[0] != loss.skill))
        for told in sample.told
        for loss in told.losses
    ]
    stated = [(loss.points, loss.state) for told in sample.told for loss in told.losses]

    assert after(sample, changed) == stated
    for told in sample.told:
        lost = {loss.skill: loss.loss for loss in told.losses}
        assert all(
            lost[each.skill] > 0
            for each in told.explanation.requirements
            if each.standing == Standing.MET
        )
        assert all(loss.points == told.explanation.points - loss.loss for loss in told.losses)


def test_the_loss_of_an_unrelated_skill_is_its_points_its_evidence_and_all_musts(sample):
    related = {skill for held, asked, _ in sample.world.related for skill in (held, asked)}

    for told in sample.told:
        musts = next(each for each in told.explanation.terms if each.term == Term.ALL_MUSTS)
        expected = {
            each.skill: each.points
            + each.evidence_points
            + musts.points * (each.importance == Importance.MUST)
            for each in told.explanation.requirements
            if each.points and each.skill not in related
        }
        stated = {loss.skill: loss.loss for loss in told.losses}
        assert {skill: stated[skill] for skill in expected} == expected


def test_every_promised_training_is_reproduced(sample):
    planned = [told for told in sample.told if told.plan]
    changed = [
        (
            told,
            claims_of(sample, told) + sum((told.offers[row] for row in told.plan.offers), ()),
        )
        for told in planned
    ]

    assert after(sample, changed) == [(told.plan.points, told.plan.state) for told in planned]
    assert all(told.plan.points == told.explanation.points + told.plan.gain for told in planned)
    assert len(planned) > SAMPLED // PLANNED_EVERY // 2
