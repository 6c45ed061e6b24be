"""What would change a pair: every single skill, learnt or lost, scored again."""

from dataclasses import dataclass

import numpy as np

from matching.engine.changing import Changing
from matching.engine.explanation import Explanation
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
    asked, licences = pair.market.openings.requirements, pair.market.openings.certificates.values
    licences = licences[~np.isin(licences, asked.skill)]
    skills = np.concatenate([asked.skill, licences])
    levels = np.concatenate([asked.level, np.full(licences.size, Level.AWARE)])
    own_word = np.full(skills.size, Evidence.SELF)
    outcomes = pair.having(Claims(np.arange(skills.size + 1), skills, levels, own_word))
    now = pair.explained
    steps = [
        Step(skill, Level(level), points, points - now.points, state)
        for skill, level, (points, state) in zip(
            skills.tolist(), levels.tolist(), outcomes, strict=True
        )
        if points > now.points or state > now.state
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
    skills, now = np.unique(pair.market.graduates.claims.skill), pair.explained
    found = [
        Loss(skill, points, now.points - points, state)
        for skill, (points, state) in zip(skills.tolist(), pair.without(skills), strict=True)
        if points < now.points or state < now.state
    ]
    return tuple(sorted(found, key=lambda loss: (-loss.loss, loss.state, loss.skill)))
