"""One pair taken apart: its gates, its terms, and every skill asked for."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from matching.engine.gates import Gate, State, silent_graduates, silent_openings, states
from matching.engine.graduates import Evidence, Level
from matching.engine.market import Market
from matching.engine.openings import Importance
from matching.engine.paired import NOT_ACCEPTED, Paired
from matching.engine.score import Worth, requirement_points, term_points
from matching.engine.shares import Term
from matching.engine.weights import Weights


class Standing(IntEnum):
    """How a skill held compares with the one asked for."""

    MISSING = 0
    PARTLY = 1
    BELOW_LEVEL = 2
    MET = 3


@dataclass(frozen=True)
class GateResult:
    """One gate; when it is unknown, at least one of the two sides has not stated what it needs."""

    gate: Gate
    state: State
    graduate_is_silent: bool
    opening_is_silent: bool


@dataclass(frozen=True)
class TermResult:
    """Points of one term out of the most it can earn (0 = the opening does not ask for it).

    `steps` away from the first choice, None when not accepted and for terms without steps.
    """

    term: Term
    points: int
    maximum: int
    steps: int | None


@dataclass(frozen=True)
class RequirementResult:
    """One skill asked for.

    `held` and `evidence` are None when that very skill is not held; `through` is the related skill
    that earns the points instead. `points` of the skills term out of `maximum`, and
    `evidence_points` of the evidence term out of `evidence_maximum`.
    """

    skill: int
    importance: Importance
    required: Level
    held: Level | None
    evidence: Evidence | None
    through: int | None
    points: int
    maximum: int
    evidence_points: int
    evidence_maximum: int

    @property
    def standing(self) -> Standing:
        if self.held is not None and self.held >= self.required:
            return Standing.MET
        if self.through is not None:
            return Standing.PARTLY
        return Standing.MISSING if self.held is None else Standing.BELOW_LEVEL


@dataclass(frozen=True)
class Explanation:
    """Why a pair has its points: the terms add up to `points`, the requirements to their terms.

    The points are shown for any pair; it is in the lists of a run only if `state` is MET.
    """

    gates: tuple[GateResult, ...]
    terms: tuple[TermResult, ...]
    requirements: tuple[RequirementResult, ...]

    @property
    def points(self) -> int:
        return sum(term.points for term in self.terms)

    @property
    def points_for_company(self) -> int:
        """How the graduate fits what the company asked for."""
        return sum(term.points for term in self.terms if not term.term.is_for_graduate)

    @property
    def points_for_graduate(self) -> int:
        """How the opening fits what the graduate wants."""
        return sum(term.points for term in self.terms if term.term.is_for_graduate)

    @property
    def state(self) -> State:
        """The state of all gates together."""
        return min(result.state for result in self.gates)


def explain(market: Market, weights: Weights, graduate: int, opening: int) -> Explanation:
    """The whole reasoning of the pair of rows `graduate` and `opening`.

    Raises `EngineInputError` when there is no such row. Its cost does not grow with the market.
    """
    small = narrowed(market, graduate, opening)
    pair = Paired(small, np.zeros(1, np.int64), np.zeros(1, np.int64))
    worth = Worth.of(small, weights)
    return Explanation(_gates(pair), _terms(pair, worth), _requirements(pair, worth))


def narrowed(market: Market, graduate: int, opening: int) -> Market:
    """The market of this pair alone. Raises `EngineInputError` when there is no such row."""
    if (graduate, opening, len(market.graduates), len(market.openings)) == (0, 0, 1, 1):
        return market
    return market.select([graduate], [opening])


def _gates(pair: Paired) -> tuple[GateResult, ...]:
    found = states(pair)[:, 0]
    silent = silent_graduates(pair.market.graduates)[:, 0]
    mute = silent_openings(pair.market.openings)[:, 0]
    return tuple(
        GateResult(gate, State(found[gate]), bool(silent[gate]), bool(mute[gate])) for gate in Gate
    )


def _terms(pair: Paired, worth: Worth) -> tuple[TermResult, ...]:
    points, maxima = term_points(pair, worth)[:, 0], worth.terms[:, 0]
    return tuple(
        TermResult(term, int(points[term]), int(maxima[term]), _steps(pair, term)) for term in Term
    )


def _steps(pair: Paired, term: Term) -> int | None:
    steps = getattr(pair, f"{term.name.lower()}_steps", None)
    return None if steps is None or steps[0] == NOT_ACCEPTED else int(steps[0])


def _requirements(pair: Paired, worth: Worth) -> tuple[RequirementResult, ...]:
    asked, held = pair.market.openings.requirements, pair.held
    skills, evidence = requirement_points(pair, worth)
    return tuple(
        RequirementResult(
            skill=int(asked.skill[index]),
            importance=Importance(asked.importance[index]),
            required=Level(asked.level[index]),
            held=Level(held.level[index]) if held.level[index] else None,
            evidence=Evidence(held.evidence[index]) if held.level[index] else None,
            through=int(held.through[index]) if held.through[index] >= 0 else None,
            points=int(skills[index]),
            maximum=int(worth.skills[index]),
            evidence_points=int(evidence[index]),
            evidence_maximum=int(worth.evidence[index]),
        )
        for index in range(len(skills))
    )
