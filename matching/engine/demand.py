"""Openings prepared once, so that any number of graduates can be compared with them."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matching.engine.graduates import Claims, Level
from matching.engine.openings import Openings
from matching.engine.shares import earned, is_must, requirement_shares, term_shares
from matching.engine.tables import Lists, inverted
from matching.engine.vocabulary import Vocabulary
from matching.engine.weights import FULL_POINTS, Weights

MUST_UNIT = 2 * FULL_POINTS


@dataclass(frozen=True, eq=False)
class Demand:
    """Openings with the lookups that scoring needs.

    - `shares` int16 (terms, openings): the most each term can earn
    - `requirement_shares` int64 (requirements,): the most each required skill can earn
    - `skill_points` int32 (skills × levels, openings), sparse: what holding a skill at a level
      earns, plus `MUST_UNIT` where that meets a must, so that one product gives both sums
    - `accepting`: openings that accept each node of the discipline tree
    - `places` int32 (places in use,) and `place_columns` (openings,): each opening's place as a
      column of `places`; `located`: columns that lie in each node of the place tree
    """

    openings: Openings
    vocabulary: Vocabulary
    shares: NDArray[np.int16]
    requirement_shares: NDArray[np.int64]
    skill_points: csr_array
    accepting: Lists
    places: NDArray[np.int32]
    place_columns: NDArray[np.int64]
    located: Lists

    @classmethod
    def of(cls, openings: Openings, vocabulary: Vocabulary, weights: Weights) -> Self:
        shares = term_shares(openings, weights)
        skills = requirement_shares(openings.requirements, shares[0], weights)
        places, place_columns = np.unique(openings.place, return_inverse=True)
        return cls(
            openings=openings,
            vocabulary=vocabulary,
            shares=shares,
            requirement_shares=skills,
            skill_points=_skill_points(openings, skills, vocabulary.skill_count),
            accepting=inverted(openings.disciplines, len(vocabulary.discipline_ancestors)),
            places=places,
            place_columns=place_columns,
            located=_located(places, vocabulary.place_ancestors),
        )


def held_levels(claims: Claims, skill_count: int) -> csr_array:
    """One per skill held at its level, int32 (graduates, skills × levels), sparse."""
    strongest = claims.strongest()
    columns = strongest.skill.astype(np.int64) * len(Level) + strongest.level - 1
    ones = np.ones(columns.size, np.int32)
    shape = (len(claims), skill_count * len(Level))
    return csr_array((ones, columns, strongest.offsets), shape=shape)


def _skill_points(openings: Openings, shares: NDArray, skill_count: int) -> csr_array:
    asked = openings.requirements
    held = np.repeat(list(Level), asked.skill.size)
    skill, level, share = (np.tile(each, len(Level)) for each in (asked.skill, asked.level, shares))
    points = earned(share, level, held)
    points += MUST_UNIT * (np.tile(is_must(asked), len(Level)) & (held >= level))
    rows = skill.astype(np.int64) * len(Level) + held - 1
    columns = np.tile(asked.owners(), len(Level))
    shape = (skill_count * len(Level), len(openings))
    return csr_array((points.astype(np.int32), (rows, columns)), shape=shape)


def _located(places: NDArray, place_ancestors: Lists) -> Lists:
    known = np.flatnonzero(places >= 0)
    chains = place_ancestors.take(places[known])
    columns = inverted(chains, len(place_ancestors))
    return Lists(columns.offsets, known[columns.values])
