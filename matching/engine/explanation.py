"""One pair taken apart: its gates, its terms, and every skill asked for."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from matching.engine.block import NOT_ACCEPTED, Block
from matching.engine.demand import Demand
from matching.engine.gates import Gate, State, block_states, silent_graduates, silent_openings
from matching.engine.graduates import Claims, Evidence, Level
from matching.engine.market import Market
from matching.engine.openings import Importance
from matching.engine.score import term_points
from matching.engine.shares import Term, earned
from matching.engine.weights import Weights


class Standing(IntEnum):
    """How a skill held compares with the level asked for."""

    MISSING = 0
    BELOW_LEVEL = 1
    MET = 2


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

    `steps` away from the first choice for discipline, degree and place, None when not accepted and
    for the other terms.
    """

    term: Term
    points: int
    maximum: int
    steps: int | None


@dataclass(frozen=True)
class RequirementResult:
    """One skill asked for; `held` and `evidence` are None when it is not held."""

    skill: int
    importance: Importance
    required: Level
    held: Level | None
    evidence: Evidence | None
    points: int
    maximum: int

    @property
    def standing(self) -> Standing:
        if self.held is None:
            return Standing.MISSING
        return Standing.MET if self.held >= self.required else Standing.BELOW_LEVEL


@dataclass(frozen=True)
class Explanation:
    """Why a pair has its points: the terms add up to `points`, the requirements to the skills term.

    The points are shown for any pair; it is in the lists of a run only if `state` is MET.
    """

    points: int
    gates: tuple[GateResult, ...]
    terms: tuple[TermResult, ...]
    requirements: tuple[RequirementResult, ...]

    @property
    def state(self) -> State:
        """The state of all gates together."""
        return min(result.state for result in self.gates)


def explain(market: Market, weights: Weights, graduate: int, opening: int) -> Explanation:
    """The whole reasoning of the pair of rows `graduate` and `opening`, by the code of a run.

    Raises `EngineInputError` when there is no such row. Its cost does not grow with the market.
    """
    pair = market.select([graduate], [opening])
    block = Block.of(pair.graduates, Demand.of(pair.openings, pair.vocabulary, weights))
    terms = _terms(block)
    return Explanation(
        points=sum(term.points for term in terms),
        gates=_gates(block),
        terms=terms,
        requirements=_requirements(block),
    )


def _gates(block: Block) -> tuple[GateResult, ...]:
    states = block_states(block)[:, 0, 0]
    silent = silent_graduates(block.graduates)[:, 0]
    mute = silent_openings(block.demand.openings)[:, 0]
    return tuple(
        GateResult(gate, State(states[gate]), bool(silent[gate]), bool(mute[gate])) for gate in Gate
    )


def _terms(block: Block) -> tuple[TermResult, ...]:
    first = np.zeros(1, np.int64)
    points = term_points(block, first, first)[:, 0]
    maxima = block.demand.shares[:, 0]
    steps = {
        Term.DISCIPLINE: int(block.discipline_steps[0, 0]),
        Term.DEGREE: int(block.degree_steps[0, 0]),
        Term.PLACE: int(block.place_steps[0, 0]),
    }
    return tuple(
        TermResult(term, int(points[term]), int(maxima[term]), _if_accepted(steps.get(term)))
        for term in Term
    )


def _if_accepted(steps: int | None) -> int | None:
    return None if steps == NOT_ACCEPTED else steps


def _requirements(block: Block) -> tuple[RequirementResult, ...]:
    asked, held = block.demand.openings.requirements, _held(block.graduates.claims)
    results = []
    for index, maximum in enumerate(block.demand.requirement_shares):
        skill, required = int(asked.skill[index]), Level(asked.level[index])
        level, evidence = held.get(skill, (None, None))
        results.append(
            RequirementResult(
                skill=skill,
                importance=Importance(asked.importance[index]),
                required=required,
                held=level,
                evidence=evidence,
                points=int(earned(maximum, required, level or 0)),
                maximum=int(maximum),
            )
        )
    return tuple(results)


def _held(claims: Claims) -> dict[int, tuple[Level, Evidence]]:
    strongest = claims.strongest()
    columns = (strongest.skill, strongest.level, strongest.evidence)
    return {
        int(skill): (Level(level), Evidence(evidence))
        for skill, level, evidence in zip(*columns, strict=True)
    }
