"""What an opening's 4096 points are made of: a share per term, a share per required skill."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from matching.engine.openings import Importance, Openings, Requirements
from matching.engine.weights import FULL_POINTS, Weights


class Term(IntEnum):
    """The parts of a score, in the order in which they are shown: company's half, graduate's."""

    SKILLS = 0
    ALL_MUSTS = 1
    EVIDENCE = 2
    DISCIPLINE = 3
    DEGREE = 4
    TEXT = 5
    KIND = 6
    PLACE = 7
    CHANNEL = 8
    PAY = 9
    START = 10

    @property
    def is_for_graduate(self) -> bool:
        """Whether it says how the opening fits the graduate, not the graduate the opening."""
        return self >= Term.KIND


def term_shares(openings: Openings, weights: Weights) -> NDArray[np.int16]:
    """The most each term can earn, int16 (terms, openings); every column adds up to 4096.

    A term of the company's half that an opening does not ask for has no share, nor has the start
    where it states no latest one. Their points go to skills and text in proportion to the weights
    of these two, rounded down for text; to the skills alone where an opening has no text, or asks
    for no skills, and then nobody earns them.
    """
    asks, says = openings.requirements.lengths > 0, openings.texts.lengths > 0
    shares = np.zeros((len(Term), len(openings)), np.int16)
    shares[Term.ALL_MUSTS] = weights.all_musts * (openings.requirements.musts() > 0)
    shares[Term.EVIDENCE] = weights.evidence * asks
    shares[Term.DISCIPLINE] = weights.discipline * (openings.disciplines.lengths > 0)
    shares[Term.DEGREE] = weights.degree * (openings.minimum_degree > 0)
    shares[Term.TEXT] = weights.text * says
    for term in Term:
        if term.is_for_graduate:
            shares[term] = getattr(weights, term.name.lower())
    shares[Term.START] *= openings.latest_start >= 0
    not_asked = FULL_POINTS - weights.skills - shares.sum(axis=0, dtype=np.int64)
    for_text = not_asked * weights.text // (weights.skills + weights.text)
    shares[Term.TEXT] += (for_text * (asks & says)).astype(np.int16)
    shares[Term.SKILLS] = FULL_POINTS - shares.sum(axis=0)
    return shares


def requirement_shares(
    requirements: Requirements, total: NDArray, weights: Weights, rarity: NDArray
) -> NDArray[np.int64]:
    """The most each required skill can earn of `total`, int (openings,); int64 (requirements,).

    Within an opening every requirement has one point (if there are enough), and the rest is shared
    in proportion to importance × `rarity`, uint8 (skills,), exactly: largest remainder (Hamilton's
    method), equal remainders in the order of the skill index.
    """
    owner = requirements.owners()
    floor = (total >= requirements.lengths).astype(np.int64)
    rest = total - floor * requirements.lengths
    weight = weights.of_importance(requirements.importance) * rarity[requirements.skill]
    sums = np.bincount(owner, weight, len(requirements)).astype(np.int64)
    quota, remainder = np.divmod(weight * rest[owner], sums[owner])
    handed_out = np.bincount(owner, quota, len(requirements)).astype(np.int64)
    extra = _turn(requirements, remainder) < (rest - handed_out)[owner]
    return floor[owner] + quota + extra


def is_must(requirements: Requirements) -> NDArray[np.bool_]:
    return requirements.importance == Importance.MUST


def _turn(requirements: Requirements, remainder: NDArray) -> NDArray[np.int64]:
    order = np.lexsort((requirements.skill, -remainder, requirements.owners()))
    turn = np.empty(order.size, np.int64)
    turn[order] = requirements.positions()
    return turn
