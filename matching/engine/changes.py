"""What would change a pair: single steps of the graduate, and trainings, all scored again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from matching.engine.gates import State, states
from matching.engine.graduates import Claims, Evidence, Level
from matching.engine.market import Market
from matching.engine.paired import Paired
from matching.engine.score import Worth, term_points
from matching.engine.tables import EngineInputError, Ragged, column, offsets_of
from matching.engine.weights import Weights

MOST_OFFERS = 2
SETS_TOGETHER = 4096


@dataclass(frozen=True, eq=False)
class Offers(Ragged):
    """Training offers, one row each: the skills taught, to which level, and how that is proven.

    `skill` int32, `level` int8 a `Level`, `evidence` uint8 an `Evidence`.
    """

    skill: Annotated[NDArray, column(np.int32)]
    level: Annotated[NDArray, column(np.int8, Level.AWARE, Level.EXPERT)]
    evidence: Annotated[NDArray, column(np.uint8, Evidence.SELF, Evidence.CERTIFICATE)]


@dataclass(frozen=True)
class Step:
    """One skill brought to the level asked for, and the points and state the pair then has."""

    skill: int
    level: Level
    points: int
    gain: int
    state: State


@dataclass(frozen=True)
class TrainingPlan:
    """Offers, by row and ascending, and the points and state the pair has after all of them."""

    offers: tuple[int, ...]
    points: int
    gain: int
    state: State


def next_steps(market: Market, weights: Weights, graduate: int, opening: int) -> tuple[Step, ...]:
    """Every single skill that would raise the pair, scored again; the one that gains most first.

    Each skill asked for (or certificate required) that is not met, learnt to the level asked, on
    the person's own word. Equal gains in the order of the skill index.
    """
    openings = market.openings.take(np.array([opening]))
    asked, licences = openings.requirements, openings.certificates.values
    skills = np.concatenate([asked.skill, licences])
    levels = np.concatenate([asked.level, np.full(licences.size, Level.AWARE)])
    rows = [[(int(skill), int(level), 0)] for skill, level in zip(skills, levels, strict=True)]
    points, found = _with_each(market, weights, graduate, opening, Claims.of([[], *rows]))
    steps = [
        Step(row[0][0], Level(row[0][1]), int(after), int(after - points[0]), State(state))
        for row, after, state in zip(rows, points[1:], found[1:], strict=True)
        if after > points[0] or state > found[0]
    ]
    return tuple(sorted(steps, key=lambda step: (-step.gain, -step.state, step.skill)))


def best_training(
    market: Market, weights: Weights, graduate: int, opening: int, offers: Offers
) -> TrainingPlan | None:
    """The one or two offers after which the pair stands best, or None when none helps.

    A pair stands better when more of its gates are met, then with more points. Of equal plans the
    one with fewer offers, then the smaller rows. The promise is the score of the pair with these
    claims added, so it holds when they are. Raises `EngineInputError` for a skill that is not
    there.
    """
    if offers.skill.max(initial=-1) >= market.vocabulary.skill_count:
        raise EngineInputError("an offer teaches a skill that is not there")
    sets = [(), *_sets(_relevant(market, opening, offers))]
    points, found = _of_sets(market, weights, graduate, opening, offers, sets)
    order = np.lexsort((np.arange(len(sets)), [len(each) for each in sets], -points, -found))
    best = order[0]
    if not sets[best]:
        return None
    gain = int(points[best] - points[0])
    return TrainingPlan(sets[best], int(points[best]), gain, State(found[best]))


def _relevant(market: Market, opening: int, offers: Offers) -> list[int]:
    """Offers that teach something asked for, or something related to it."""
    openings = market.openings.take(np.array([opening]))
    wanted = np.zeros(market.vocabulary.skill_count, bool)
    wanted[openings.requirements.skill] = True
    wanted[openings.certificates.values] = True
    related = market.vocabulary.related
    useful = wanted.copy()
    useful[related.owners()[wanted[related.asked]]] = True
    return np.unique(offers.owners()[useful[offers.skill]]).tolist()


def _sets(rows: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for size in range(1, MOST_OFFERS + 1):
        yield from combinations(rows, size)


def _of_sets(
    market: Market,
    weights: Weights,
    graduate: int,
    opening: int,
    offers: Offers,
    sets: Sequence[tuple[int, ...]],
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    points, found = [], []
    for start in range(0, len(sets), SETS_TOGETHER):
        part = sets[start : start + SETS_TOGETHER]
        chosen = offers.take(np.array([row for each in part for row in each], np.int64))
        bounds = chosen.offsets[offsets_of([len(each) for each in part])]
        taught = Claims(bounds, chosen.skill, chosen.level, chosen.evidence)
        after = _with_each(market, weights, graduate, opening, taught)
        points.append(after[0])
        found.append(after[1])
    return np.concatenate(points), np.concatenate(found)


def _with_each(
    market: Market, weights: Weights, graduate: int, opening: int, added: Claims
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Points int64 and states int8, each (n,), of the pair with each row of `added` claims."""
    copies = len(added)
    small = market.select(np.full(copies, graduate), [opening])
    graduates = replace(small.graduates, claims=_joined(small.graduates.claims, added))
    small = replace(small, graduates=graduates)
    pairs = Paired(small, np.arange(copies), np.zeros(copies, np.int64))
    points = term_points(pairs, Worth.of(small, weights)).sum(axis=0, dtype=np.int64)
    return points, states(pairs).min(axis=0)


def _joined(claims: Claims, added: Claims) -> Claims:
    """The claims of both, row by row."""
    order = np.argsort(np.concatenate([claims.owners(), added.owners()]), kind="stable")

    def both(name: str) -> NDArray:
        return np.concatenate([getattr(claims, name), getattr(added, name)])[order]

    return Claims(claims.offsets + added.offsets, both("skill"), both("level"), both("evidence"))
