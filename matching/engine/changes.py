"""What would change a pair: every single skill, learnt or lost, scored again."""

from dataclasses import dataclass

import numpy as np

from matching.engine.changing import Changing
from matching.engine.explanation import Explanation, Standing
from matching.engine.gates import State
from matching.engine.graduates import Claims, Evidence, Level
from matching.engine.market import Market
from matching.engine.weights import Weights


@dataclass(frozen=True)
class Step:
    """One skill brought to the level asked for, and the points and state the pair then has."""

    skill: int
    level: Level
    points: int
    gain: int
    state: State


@dataclass(frozen=True)
class Loss:
    """One skill held no longer, and the points and state the pair then has."""

    skill: int
    points: int
    loss: int
    state: State


def next_steps(
    market: Market,
    weights: Weights,
    graduate: int,
    opening: int,
    *,
    explained: Explanation | None = None,
) -> tuple[Step, ...]:
    """Every single skill that would raise the pair, scored again; the one that gains most first.

    Each skill asked for (or certificate required) that is not met, learnt to the level asked, on
    the person's own word. Equal gains: a better state first, then the smaller skill index.
    `explained` is what `explain` says of the pair, if that is known already. Raises
    `EngineInputError` when there is no such row.
    """
    pair = Changing.of(market, weights, graduate, opening, explained)
    now, licences = pair.explained, pair.market.openings.certificates.values.tolist()
    wanted = dict.fromkeys(licences, Level.AWARE) | {
        asked.skill: asked.required for asked in now.requirements if asked.standing != Standing.MET
    }
    outcomes = pair.having(Claims.of([(*each, Evidence.SELF)] for each in wanted.items()))
    before, standing = now.points, now.state
    steps = [
        Step(skill, level, points, points - before, state)
        for (skill, level), (points, state) in zip(wanted.items(), outcomes, strict=True)
        if points > before or state > standing
    ]
    return tuple(sorted(steps, key=lambda step: (-step.gain, -step.state, step.skill)))


def losses(
    market: Market,
    weights: Weights,
    graduate: int,
    opening: int,
    *,
    explained: Explanation | None = None,
) -> tuple[Loss, ...]:
    """What the pair would lose without each skill that counts in it; the dearest first.

    All claims of that skill gone and the pair scored again: it loses the points of the skill and of
    its evidence, those of all musts if it is one and they were met, and what it gave as a related
    skill, less what related skills then give in its place. Equal losses: a worse state first, then
    the smaller skill index. `explained` and errors as for `next_steps`.
    """
    pair = Changing.of(market, weights, graduate, opening, explained)
    skills = np.unique(pair.market.graduates.claims.skill)
    before, standing = pair.explained.points, pair.explained.state
    found = [
        Loss(skill, points, before - points, state)
        for skill, (points, state) in zip(skills.tolist(), pair.without(skills), strict=True)
        if points < before or state < standing
    ]
    return tuple(sorted(found, key=lambda loss: (-loss.loss, loss.state, loss.skill)))
