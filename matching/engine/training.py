"""Which training would help a pair most: sets of at most two offers, scored again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from matching.engine.changing import Changing, Outcome
from matching.engine.explanation import Explanation
from matching.engine.gates import State
from matching.engine.graduates import Claims, Evidence, Level
from matching.engine.market import Market
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
class TrainingPlan:
    """Offers, by row and ascending, and the points and state the pair has after all of them."""

    offers: tuple[int, ...]
    points: int
    gain: int
    state: State


def best_training(
    market: Market, weights: Weights, graduate: int, opening: int, offers: Offers
) -> TrainingPlan | None:
    """The one or two offers after which the pair stands best, or None when none helps.

    A pair stands better when its gates stand better, then with more points. Of equal plans the
    one with fewer offers, then the smaller rows. The promise is the score of the pair with these
    claims added, so it holds when they are. Raises `EngineInputError` for a row or a skill that is
    not there.
    """
    if offers.skill.max(initial=-1) >= market.vocabulary.skill_count:
        raise EngineInputError("an offer teaches a skill that is not there")
    pair = Changing.of(market, weights, graduate, opening)
    now = pair.explained
    sets = [(), *_sets(_relevant(pair.market, offers))]
    outcomes = [(now.points, now.state), *_after(pair, offers, sets[1:])]
    best = max(range(len(sets)), key=lambda each: (outcomes[each][1], outcomes[each][0], -each))
    points, state = outcomes[best]
    return TrainingPlan(sets[best], points, points - now.points, state) if best else None


def after_each(
    market: Market,
    weights: Weights,
    graduate: int,
    opening: int,
    offers: Offers,
    *,
    explained: Explanation | None = None,
) -> tuple[TrainingPlan, ...]:
    """What the pair stands at after each of these offers alone, in their order; a gain may be 0.

    The promise and the errors are those of `best_training`; `explained` is what `explain` says of
    the pair, if that is known already.
    """
    if offers.skill.max(initial=-1) >= market.vocabulary.skill_count:
        raise EngineInputError("an offer teaches a skill that is not there")
    pair = Changing.of(market, weights, graduate, opening, explained)
    alone = [(row,) for row in range(len(offers))]
    now = pair.explained.points
    return tuple(
        TrainingPlan(chosen, points, points - now, state)
        for chosen, (points, state) in zip(alone, _after(pair, offers, alone), strict=True)
    )


def _relevant(pair: Market, offers: Offers) -> list[int]:
    """Offers that teach something asked for, or something related to it."""
    wanted = np.zeros(pair.vocabulary.skill_count, bool)
    wanted[pair.openings.requirements.skill] = True
    wanted[pair.openings.certificates.values] = True
    related = pair.vocabulary.related
    useful = wanted.copy()
    useful[related.owners()[wanted[related.asked]]] = True
    return np.unique(offers.owners()[useful[offers.skill]]).tolist()


def _sets(rows: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The sets of these rows: smaller sets first, then in the order of the rows."""
    for size in range(1, MOST_OFFERS + 1):
        yield from combinations(rows, size)


def _after(pair: Changing, offers: Offers, sets: Sequence[tuple[int, ...]]) -> Iterator[Outcome]:
    for start in range(0, len(sets), SETS_TOGETHER):
        part = sets[start : start + SETS_TOGETHER]
        chosen = offers.take(np.array([row for each in part for row in each], np.int64))
        bounds = chosen.offsets[offsets_of([len(each) for each in part])]
        yield from pair.having(Claims(bounds, chosen.skill, chosen.level, chosen.evidence))
