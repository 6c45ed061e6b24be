"""The points of pairs, whole numbers term by term, 4096 = everything that either side asks for.

This is the reference: plain numpy over chosen pairs, for single pairs on pages and as the yardstick
of the compiled kernel of a run.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.graduates import Evidence
from matching.engine.market import Market
from matching.engine.openings import Openings
from matching.engine.paired import NOT_ACCEPTED, WHOLE, Paired
from matching.engine.shares import Term, is_must, requirement_shares, term_shares
from matching.engine.statistics import Statistics
from matching.engine.text_term import text_points
from matching.engine.weights import Weights

STRONGEST = int(Evidence.CERTIFICATE)
SKILL_TERMS = (Term.SKILLS, Term.ALL_MUSTS, Term.EVIDENCE)


@dataclass(frozen=True, eq=False)
class Worth:
    """What an opening's terms and required skills can earn.

    `terms` int16 (terms, openings); `skills` and `evidence` int64 (requirements,).
    """

    openings: Openings
    statistics: Statistics
    weights: Weights

    @cached_property
    def terms(self) -> NDArray[np.int16]:
        return term_shares(self.openings, self.weights)

    @cached_property
    def skills(self) -> NDArray[np.int64]:
        return self._shared(Term.SKILLS)

    @cached_property
    def evidence(self) -> NDArray[np.int64]:
        return self._shared(Term.EVIDENCE)

    def _shared(self, term: Term) -> NDArray[np.int64]:
        asked, total = self.openings.requirements, self.terms[term].astype(np.int64)
        return requirement_shares(asked, total, self.weights, self.statistics.rarity)

    @classmethod
    def of(cls, market: Market, weights: Weights) -> Self:
        return cls(market.openings, market.statistics, weights)


def term_points(pairs: Paired, worth: Worth) -> NDArray[np.int16]:
    """Points of each term for the pairs, int16 (terms, pairs).

    The score is the sum of the terms, and each term is at most its share (`Worth.terms`). Gates
    are not looked at; a term whose condition is unknown or not met earns nothing.
    """
    shares = worth.terms[:, pairs.opening].astype(np.int64)
    points = np.empty((len(Term), pairs.graduate.size), np.int16)
    points[list(SKILL_TERMS)] = skill_points(pairs, worth)
    points[Term.TEXT] = text_points(pairs, shares[Term.TEXT])
    for term, steps in _steps(pairs).items():
        points[term] = stepped(shares[term], steps)
    return points


def skill_points(pairs: Paired, worth: Worth) -> NDArray[np.int64]:
    """Points of the `SKILL_TERMS`, int64 (3, pairs): all that the claims of a graduate decide."""
    skills, evidence = requirement_points(pairs, worth)
    musts = worth.terms[Term.ALL_MUSTS, pairs.opening] * (_musts_missing(pairs) == 0)
    return np.stack([_per_pair(pairs, skills), musts, _per_pair(pairs, evidence)])


def requirement_points(pairs: Paired, worth: Worth) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Points of every skill asked for, and of the evidence for it, each int64 (pairs.asked,).

    A skill earns its share × parts held / 48; evidence counts where the skill is met: a third of
    its share per rank above the person's own word.
    """
    held, entry = pairs.held, pairs.asked.entry
    skills = worth.skills[entry] * held.parts // WHOLE
    proven = worth.evidence[entry] * np.maximum(held.evidence, 0) // STRONGEST
    return skills, proven * held.is_met


def stepped(share: NDArray, steps: NDArray[np.int8]) -> NDArray[np.int64]:
    """A quarter less for each step from the first choice, never less than a quarter if accepted."""
    return share.astype(np.int64) * (NOT_ACCEPTED - steps) // NOT_ACCEPTED


def _steps(pairs: Paired) -> dict[Term, NDArray[np.int8]]:
    return {
        Term.DISCIPLINE: pairs.discipline_steps,
        Term.DEGREE: pairs.degree_steps,
        Term.KIND: pairs.kind_steps,
        Term.PLACE: pairs.place_steps,
        Term.CHANNEL: pairs.channel_steps,
        Term.PAY: pairs.pay_steps,
        Term.START: pairs.start_steps,
    }


def _musts_missing(pairs: Paired) -> NDArray[np.int64]:
    must = is_must(pairs.market.openings.requirements)[pairs.asked.entry]
    missing = must & ~pairs.held.is_met
    return np.bincount(pairs.asked.pair[missing], minlength=pairs.graduate.size)


def _per_pair(pairs: Paired, values: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.bincount(pairs.asked.pair, values, pairs.graduate.size).astype(np.int64)
