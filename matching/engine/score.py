"""The points of a pair, whole numbers term by term, 4096 = everything that the opening asks for."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.block import NOT_ACCEPTED, Block
from matching.engine.demand import MUST_UNIT, held_levels
from matching.engine.shares import Term


def term_points(block: Block, graduates: NDArray, openings: NDArray) -> NDArray[np.int16]:
    """Points of each term for the pairs (graduates[i], openings[i]), int16 (terms, pairs).

    `graduates` and `openings` are rows of the block. The score is the sum of the terms, and each
    term is at most its share of the opening (`Demand.shares`).
    """
    shares = block.demand.shares
    points = np.empty((len(Term), graduates.size), np.int16)
    packed = _skill_products(block)[graduates, openings]
    points[Term.SKILLS] = packed % MUST_UNIT
    all_met = packed // MUST_UNIT == block.demand.openings.requirements.musts()[openings]
    points[Term.ALL_MUSTS] = shares[Term.ALL_MUSTS, openings] * all_met
    for term, steps in _steps(block).items():
        points[term] = _stepped(shares[term, openings], steps[graduates, openings])
    return points


def _steps(block: Block) -> dict[Term, NDArray[np.int8]]:
    return {
        Term.DISCIPLINE: block.discipline_steps,
        Term.DEGREE: block.degree_steps,
        Term.PLACE: block.place_steps,
    }


def _stepped(share: NDArray[np.int16], steps: NDArray[np.int8]) -> NDArray[np.int16]:
    """A quarter less for each step from the first choice, never less than a quarter if accepted."""
    return share * (NOT_ACCEPTED - steps) // NOT_ACCEPTED


def _skill_products(block: Block) -> NDArray[np.int32]:
    held = held_levels(block.graduates.claims, block.demand.vocabulary.skill_count)
    return (held @ block.demand.skill_points).toarray()
