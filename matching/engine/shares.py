"""What an opening's 4096 points are made of: a share per term, a share per required skill."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from matching.engine.openings import Importance, Openings, Requirements
from matching.engine.weights import FULL_POINTS, Weights


class Term(IntEnum):
    """The parts of a score, in the order in which they are shown."""

    SKILLS = 0
    ALL_MUSTS = 1
    DISCIPLINE = 2
    DEGREE = 3
    PLACE = 4


def term_shares(openings: Openings, weights: Weights) -> NDArray[np.int16]:
    """The most each term can earn, int16 (terms, openings); every column adds up to 4096.

    A term that an opening does not ask for has no share; its points go to the skills.
    """
    shares = np.zeros((len(Term), len(openings)), np.int16)
    shares[Term.ALL_MUSTS] = weights.all_musts * (openings.requirements.musts() > 0)
    shares[Term.DISCIPLINE] = weights.discipline * (openings.disciplines.lengths > 0)
    shares[Term.DEGREE] = weights.degree * (openings.minimum_degree > 0)
    shares[Term.PLACE] = weights.place * (openings.place >= 0)
    shares[Term.SKILLS] = FULL_POINTS - shares.sum(axis=0)
    return shares


def requirement_shares(
    requirements: Requirements, skills: NDArray[np.int16], weights: Weights
) -> NDArray[np.int64]:
    """The most each required skill can earn, int64 (requirements,).

    `skills`, (openings,), is the share of the skills term; within an opening the parts are in
    proportion to importance and add up to it exactly: largest remainder (Hamilton's method),
    equal remainders in the order of the skill index.
    """
    owner = requirements.owners()
    weight = weights.of_importance(requirements.importance)
    total = np.bincount(owner, weight, len(requirements)).astype(np.int64)
    quota, remainder = np.divmod(weight * skills[owner], total[owner])
    handed_out = np.bincount(owner, quota, len(requirements)).astype(np.int64)
    return quota + (_turn(requirements, remainder) < (skills - handed_out)[owner])


def earned(share: NDArray, required: NDArray, held: NDArray | int) -> NDArray[np.int64]:
    """Points of a required skill: its share × min(held, required) / required, rounded down.

    Levels are 1..4, held 0 = not held. The whole share is earned only at the required level, and
    nothing is added above it, so no surplus pays for another skill.
    """
    return share * np.minimum(held, required) // required


def is_must(requirements: Requirements) -> NDArray[np.bool_]:
    return requirements.importance == Importance.MUST


def _turn(requirements: Requirements, remainder: NDArray) -> NDArray[np.int64]:
    order = np.lexsort((requirements.skill, -remainder, requirements.owners()))
    turn = np.empty(order.size, np.int64)
    turn[order] = requirements.positions()
    return turn
