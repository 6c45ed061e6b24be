"""Chosen pairs: how far each is from what either side asked for, and what is held of each skill."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.engine.graduates import Claims
from matching.engine.market import Market
from matching.engine.tables import Lookup, Ragged, offsets_of

FURTHEST = 3
NOT_ACCEPTED = 4
WHOLE = 48
PAY_STEP = 10
MONTHS_OF_WAITING = 92
"""Days, three months: so much later than the graduate is free costs one step."""


@dataclass(frozen=True, eq=False)
class Spread:
    """The entries of a ragged table that belong to pairs: `pair` and `entry`, int64 (entries,)."""

    pair: NDArray[np.int64]
    entry: NDArray[np.int64]

    @classmethod
    def over(cls, table: Ragged, rows: NDArray) -> "Spread":
        lengths = table.lengths[rows]
        starts = offsets_of(lengths)
        within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        return cls(
            np.repeat(np.arange(rows.size), lengths),
            np.repeat(table.offsets[:-1][rows], lengths) + within,
        )


@dataclass(frozen=True, eq=False)
class Paired:
    """The pairs (graduate[i], opening[i]), int64 (pairs,), rows of the market.

    Each `…_steps` is int8 (pairs,): 0 = exactly what was asked, 1 to 3 = that many steps off
    (further counts as 3), 4 = not accepted. Unknown is 4: it is never treated as met.
    """

    market: Market
    graduate: NDArray[np.int64]
    opening: NDArray[np.int64]

    def of_graduate(self, name: str) -> NDArray:
        return getattr(self.market.graduates, name)[self.graduate]

    def of_opening(self, name: str) -> NDArray:
        return getattr(self.market.openings, name)[self.opening]

    @cached_property
    def kind_steps(self) -> NDArray[np.int8]:
        """Position of the opening's kind among those the graduate wants."""
        kinds = self.market.graduates.kinds
        listed = Spread.over(kinds, self.graduate)
        same = kinds.values[listed.entry] == self.of_opening("kind")[listed.pair]
        return self._least(listed.pair, kinds.positions()[listed.entry], same)

    @cached_property
    def place_steps(self) -> NDArray[np.int8]:
        """Position of the opening's place among those the graduate accepts; then "anywhere"."""
        places = self.market.graduates.places
        listed = Spread.over(places, self.graduate)
        where = self.of_opening("place")
        chain = self.market.vocabulary.places_upwards
        inside = chain.find(where[listed.pair], places.values[listed.entry]) >= 0
        steps = self._least(listed.pair, places.positions()[listed.entry], inside)
        after_listed = np.minimum(places.lengths[self.graduate], FURTHEST)
        elsewhere = np.where(self.of_graduate("anywhere"), after_listed, NOT_ACCEPTED)
        return np.where(where < 0, NOT_ACCEPTED, np.minimum(steps, elsewhere)).astype(np.int8)

    @cached_property
    def discipline_steps(self) -> NDArray[np.int8]:
        """Levels of the tree between the discipline held and the nearest node accepted."""
        accepted = self.market.openings.disciplines
        listed = Spread.over(accepted, self.opening)
        held = self.of_graduate("discipline")[listed.pair]
        tree = self.market.vocabulary
        entry = tree.disciplines_upwards.find(held, accepted.values[listed.entry])
        levels = entry - tree.discipline_ancestors.offsets[:-1][held]
        return self._least(listed.pair, levels, entry >= 0)

    @cached_property
    def degree_steps(self) -> NDArray[np.int8]:
        """Ranks of the degree above the one asked for."""
        above = self.of_graduate("degree").astype(int) - self.of_opening("minimum_degree")
        return np.where(above < 0, NOT_ACCEPTED, np.minimum(above, FURTHEST)).astype(np.int8)

    @cached_property
    def channel_steps(self) -> NDArray[np.int8]:
        wanted = self.of_graduate("channel")
        same = (wanted == self.of_opening("channel")) & (wanted >= 0)
        return np.where(same, 0, NOT_ACCEPTED).astype(np.int8)

    @cached_property
    def pay_steps(self) -> NDArray[np.int8]:
        """Tenths of the pay wanted that are missing, rounded up; any pay suits who wants 0."""
        wanted = self.of_graduate("pay").astype(np.int64)
        offered = self.of_opening("pay").astype(np.int64)
        steps = np.zeros(wanted.size, np.int8)
        for missing in range(NOT_ACCEPTED):
            steps += offered * PAY_STEP < wanted * (PAY_STEP - missing)
        steps[(offered < 0) | (wanted < 0)] = NOT_ACCEPTED
        steps[wanted == 0] = 0
        return steps

    @cached_property
    def start_steps(self) -> NDArray[np.int8]:
        """Quarters of a year between the day the graduate is free and the latest start, if any."""
        free = self.of_graduate("available_from").astype(np.int64)
        latest = self.of_opening("latest_start").astype(np.int64)
        waiting = np.minimum((latest - free) // MONTHS_OF_WAITING, FURTHEST)
        steps = np.where(latest < free, NOT_ACCEPTED, waiting)
        return np.where(free < 0, NOT_ACCEPTED, steps).astype(np.int8)

    def _least(self, pair: NDArray, positions: NDArray, counts: NDArray) -> NDArray[np.int8]:
        """The smallest position of each pair among the entries that count, else NOT_ACCEPTED."""
        steps = np.full(self.graduate.size, NOT_ACCEPTED, np.int8)
        np.minimum.at(steps, pair[counts], np.minimum(positions[counts], FURTHEST).astype(np.int8))
        return steps

    @cached_property
    def asked(self) -> Spread:
        """Every skill asked for in every pair: entries of `Openings.requirements`."""
        return Spread.over(self.market.openings.requirements, self.opening)

    @cached_property
    def held(self) -> "Held":
        requirements = self.market.openings.requirements
        skills = requirements.skill[self.asked.entry]
        return Held.of(self, skills, requirements.level[self.asked.entry])

    @cached_property
    def strongest(self) -> tuple[Claims, Lookup]:
        """The strongest claims of all graduates, and where each skill stands among them."""
        claims = self.market.graduates.claims.strongest()
        return claims, Lookup.of(claims)

    @cached_property
    def certificates_missing(self) -> NDArray[np.int64]:
        """How many of the certificates an opening requires the graduate has not claimed."""
        required = self.market.openings.certificates
        listed = Spread.over(required, self.opening)
        _claims, lookup = self.strongest
        claim = lookup.find(self.graduate[listed.pair], required.values[listed.entry])
        return np.bincount(listed.pair[claim < 0], minlength=self.graduate.size)


@dataclass(frozen=True, eq=False)
class Held:
    """What is held of each skill asked for, one entry each.

    `level`, `evidence` int8: of the claim of that very skill, 0 and -1 without one; `parts` int64:
    how much is held in 48ths, by the claim itself or the best related one; `through` int64: the
    related skill that gives the parts, -1 when it is the skill itself or nothing.
    """

    level: NDArray[np.int8]
    evidence: NDArray[np.int8]
    parts: NDArray[np.int64]
    through: NDArray[np.int64]

    @classmethod
    def of(cls, pairs: Paired, skills: NDArray, required: NDArray) -> "Held":
        claims, lookup = pairs.strongest
        claim = lookup.find(pairs.graduate[pairs.asked.pair], skills)
        there = claim >= 0
        level = np.where(there, claims.level[claim] if claims.level.size else 0, 0)
        evidence = np.where(there, claims.evidence[claim] if claims.level.size else 0, -1)
        direct = covered(level, required, WHOLE)
        related, through = _through_related(pairs, claims, required)
        better = related > direct
        return cls(
            level.astype(np.int8),
            evidence.astype(np.int8),
            np.where(better, related, direct),
            np.where(better, through, -1),
        )

    @property
    def is_met(self) -> NDArray[np.bool_]:
        """Whether the skill itself is held at the level asked for; related ones never meet it."""
        return self.parts == WHOLE


def covered(held: NDArray, required: NDArray, whole: int) -> NDArray[np.int64]:
    """`whole` × min(held, required) / required: levels 1..4, and `whole` divisible by 12."""
    return whole * np.minimum(held, required).astype(np.int64) // required


def _through_related(
    pairs: Paired, claims: Claims, required: NDArray
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The most that a related skill gives of each one asked for, and which (the smallest index)."""
    asked, graph = pairs.asked, pairs.market.vocabulary.related
    best, through = np.zeros(asked.pair.size, np.int64), np.full(asked.pair.size, -1)
    graduates, row_of_pair = np.unique(pairs.graduate, return_inverse=True)
    own = claims.take(graduates)
    spread = Spread.over(graph, own.skill)
    if not spread.entry.size:
        return best, through
    # Every (graduate, skill asked) that a claim reaches, and the claim through which.
    claim = spread.pair
    skill_asked = pairs.market.openings.requirements.skill[asked.entry]
    width = pairs.market.vocabulary.skill_count
    keys = own.owners()[claim] * width + graph.asked[spread.entry]
    order = np.argsort(keys, kind="stable")
    keys, claim, quarters = keys[order], claim[order], graph.quarters[spread.entry][order]
    wanted = row_of_pair[asked.pair] * width + skill_asked
    first = np.searchsorted(keys, wanted)
    count = np.searchsorted(keys, wanted, side="right") - first
    target = np.repeat(np.arange(wanted.size), count)
    starts = offsets_of(count)
    source = np.repeat(first, count) + np.arange(starts[-1]) - np.repeat(starts[:-1], count)
    levels = own.level[claim[source]]
    parts = covered(levels, required[target], WHOLE // 4 * quarters[source].astype(np.int64))
    np.maximum.at(best, target, parts)
    at_best = (parts == best[target]) & (parts > 0)
    through[:] = width
    np.minimum.at(through, target[at_best], own.skill[claim[source]][at_best])
    return best, np.where(best > 0, through, -1)
