"""What training brings within reach: a few skills granted, and the pairs they touch scored again.

A pair is within reach when it meets every gate and has at least half of all points. All musts
together are worth at least that much, so where an opening names musts these must be met, and where
it names none the points decide. Claims decide nothing but the points of a pair and its gate of
certificates, and the pairs of one graduate know nothing of another's: so only graduates who lack a
skill that is taught, and only openings that ask for one, are looked at again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.finishing import with_text
from matching.engine.gates import State
from matching.engine.graduates import Claims, Evidence, Graduates, Level
from matching.engine.layout import Layout
from matching.engine.market import Market
from matching.engine.openings import Importance
from matching.engine.paired import Spread
from matching.engine.pairs import gates, points
from matching.engine.parts import CANDIDATES
from matching.engine.ranking import NOBODY, TopK
from matching.engine.scoring import merge, score
from matching.engine.shares import is_must
from matching.engine.tables import EngineInputError, Lookup
from matching.engine.weights import FULL_POINTS, Weights

WITHIN_REACH = FULL_POINTS // 2
"""Points from which an opening is within reach; nobody has them who lacks one of its musts."""
LISTS_TOGETHER = 4096


class Taught(NamedTuple):
    """A skill that is taught, a `Level`, and the `Evidence` by which it is then claimed."""

    skill: int
    level: int
    evidence: int = Evidence.CERTIFICATE


@dataclass(frozen=True, eq=False)
class Unlocked:
    """Pairs that come within reach, int64 (pairs,) each, ascending by graduate, then opening.

    `graduate`, `opening`: rows of the market; `before`, `after`: all points without and with what
    is taught. A pair that a gate had refused has the points it would have had.
    """

    graduate: NDArray[np.int64]
    opening: NDArray[np.int64]
    before: NDArray[np.int64]
    after: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> "Unlocked":
        return Unlocked(
            self.graduate[kept], self.opening[kept], self.before[kept], self.after[kept]
        )

    def best_graduates(self, seats: int) -> NDArray[np.int64]:
        """The at most `seats` graduates who gain most: openings, then points, then smaller row."""
        rows, place = np.unique(self.graduate, return_inverse=True)
        openings = np.bincount(place, minlength=rows.size)
        gained = np.bincount(place, self.after - self.before, minlength=rows.size)
        return np.sort(rows[np.lexsort((rows, -gained, -openings))[:seats]])


def lacking(market: Market, taught: Sequence[Taught]) -> NDArray[np.int64]:
    """The graduates who are matched and lack a skill of these at its level, int64 rows, ascending.

    Raises `EngineInputError` when a skill is not there.
    """
    claims, skills = market.graduates.claims, market.vocabulary.skill_count
    needed = np.zeros(skills, np.int8)
    for each in taught:
        if not 0 <= each.skill < skills:
            raise EngineInputError(f"there is no skill {each.skill} among {skills}")
        needed[each.skill] = max(needed[each.skill], each.level)
    enough = (needed[claims.skill] > 0) & (claims.level >= needed[claims.skill])
    keys = np.unique(claims.owners()[enough] * skills + claims.skill[enough])
    held = np.bincount(keys // skills, minlength=len(market.graduates))
    return np.flatnonzero(market.graduates.matchable & (held < np.count_nonzero(needed)))


def concerned(market: Market, taught: Sequence[Taught]) -> NDArray[np.int64]:
    """The openings that ask for one of these skills, or for one they are a part of, int64 rows."""
    related = market.vocabulary.related
    touched = np.zeros(market.vocabulary.skill_count, bool)
    touched[[each.skill for each in taught]] = True
    touched[related.asked[touched[related.owners()]]] = True
    asking = [
        table.owners()[touched[skills]]
        for table, skills in (
            (market.openings.requirements, market.openings.requirements.skill),
            (market.openings.certificates, market.openings.certificates.values),
        )
    ]
    return np.unique(np.concatenate(asking))


def unlocked(
    market: Market,
    weights: Weights,
    taught: Sequence[Taught],
    graduates: NDArray[np.int64] | None = None,
    *,
    threads: int = 1,
) -> Unlocked:
    """The pairs that come within reach when each of these graduates is granted what is taught.

    `graduates` int64: whom to look at among those who are `lacking`, all of them when not given.
    Raises `EngineInputError` as `lacking` does.
    """
    rows, openings = lacking(market, taught), concerned(market, taught)
    rows = rows if graduates is None else np.intersect1d(rows, graduates)
    today = market.select(rows, openings)
    later = replace(today, graduates=granted(today.graduates, taught))
    names_musts = today.openings.requirements.musts() > 0
    by_musts = _qualifying(today, taught, np.flatnonzero(names_musts))
    by_points = _eligible(later, weights, np.flatnonzero(~names_musts), threads)
    row, column = np.concatenate([by_musts, by_points], axis=1)
    order = np.lexsort((column, row))
    row, column, before, after = _newly(today, later, weights, row[order], column[order])
    return Unlocked(rows[row], openings[column], before, after)


def granted(graduates: Graduates, taught: Sequence[Taught]) -> Graduates:
    """The same graduates, each with a claim more of every skill taught; the strongest claims."""
    own, count = graduates.claims, len(graduates)
    added = Claims.of([taught]).take(np.zeros(count, np.int64))
    order = np.argsort(np.concatenate([own.owners(), added.owners()]), kind="stable")
    columns = (
        np.concatenate([mine, more])[order]
        for mine, more in zip(own.entries().values(), added.entries().values(), strict=True)
    )
    return replace(graduates, claims=Claims(own.offsets + added.offsets, *columns).strongest())


def _qualifying(
    market: Market, taught: Sequence[Taught], columns: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The pairs that have every must and licence with what is taught, and lack one today.

    Rows and columns, int64 (2, pairs). Other pairs of openings that name musts cannot newly come
    within reach.
    """
    needed = [_needs(market, column) for column in columns]
    levels = _Levels.of(market.graduates.claims, {skill for needs in needed for skill in needs})
    later = levels.with_at_least({each.skill: each.level for each in taught})
    found = [np.empty((2, 0), np.int64)]
    for column, needs in zip(columns, needed, strict=True):
        if later.granted & needs.keys():
            rows = np.flatnonzero(later.meet(needs) & ~levels.meet(needs))
            found.append(np.stack([rows, np.full(rows.size, column)]))
    return np.concatenate(found, axis=1)


def _needs(market: Market, column: int) -> dict[int, int]:
    """The level of each skill without which an opening is out of reach."""
    asked = market.openings.requirements
    entries = slice(*asked.offsets[column : column + 2])
    must = asked.importance[entries] == Importance.MUST
    licences = market.openings.certificates.take(np.array([column])).values.tolist()
    musts = zip(
        asked.skill[entries][must].tolist(), asked.level[entries][must].tolist(), strict=True
    )
    return dict.fromkeys(licences, int(Level.AWARE)) | dict(musts)


@dataclass(frozen=True, eq=False)
class _Levels:
    """The level at which each graduate holds some skills: an int8 (graduates,) for each skill."""

    held: dict[int, NDArray[np.int8]]
    granted: frozenset[int] = frozenset()

    @classmethod
    def of(cls, claims: Claims, skills: Collection[int]) -> "_Levels":
        strongest = claims.strongest()
        owners, held = strongest.owners(), {}
        order = np.argsort(strongest.skill, kind="stable")
        ascending = strongest.skill[order]
        for skill in skills:
            first, end = np.searchsorted(ascending, [skill, skill + 1])
            held[skill] = np.zeros(len(claims), np.int8)
            held[skill][owners[order[first:end]]] = strongest.level[order[first:end]]
        return cls(held)

    def with_at_least(self, levels: Mapping[int, int]) -> "_Levels":
        raised = {
            skill: np.maximum(held, np.int8(levels.get(skill, 0)))
            for skill, held in self.held.items()
        }
        return _Levels(raised, frozenset(levels))

    def meet(self, needs: Mapping[int, int]) -> NDArray[np.bool_]:
        return np.logical_and.reduce([self.held[skill] >= least for skill, least in needs.items()])


def _eligible(
    market: Market, weights: Weights, columns: NDArray[np.int64], threads: int
) -> NDArray[np.int64]:
    """The pairs with these openings that meet every gate and have the points, by the kernel.

    Rows and columns, int64 (2, pairs). Sixty-four openings at a time, so that no list of the first
    stage is cut and each pair gets all its points.
    """
    found, everybody = [np.empty((2, 0), np.int64)], np.arange(len(market.graduates))
    for start in range(0, columns.size if everybody.size else 0, CANDIDATES):
        chosen = columns[start : start + CANDIDATES]
        small = market.select(everybody, chosen)
        base = merge(small, [score(small, weights, threads=threads)])
        lists = with_text(Layout(small, weights), base, threads)[0]
        row, place = np.nonzero((lists.indices != NOBODY) & (lists.points >= WITHIN_REACH))
        found.append(np.stack([row, chosen[lists.indices[row, place]]]))
    return np.concatenate(found, axis=1)


def _newly(
    today: Market, later: Market, weights: Weights, row: NDArray, column: NDArray
) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Those of the pairs that are within reach later and not today, and both their points."""
    is_open = _open(later, row, column)
    row, column = row[is_open], column[is_open]
    before, after = (_sum(market, weights, row, column) for market in (today, later))
    reached = _open(today, row, column) & (before >= WITHIN_REACH)
    kept = (after >= WITHIN_REACH) & ~reached
    return row[kept], column[kept], before[kept], after[kept]


def _open(market: Market, row: NDArray, column: NDArray) -> NDArray[np.bool_]:
    return gates(market, row, column).min(axis=0, initial=State.MET) == State.MET


def _sum(market: Market, weights: Weights, row: NDArray, column: NDArray) -> NDArray[np.int64]:
    return points(market, weights, row, column).sum(axis=0, dtype=np.int64)


def near_misses(market: Market, lists: TopK) -> NDArray[np.int64]:
    """How many pairs of the graduates' lists fail by one must alone, int64 (skills, levels + 1).

    `lists` (graduates, k) are those of a run. Counted under the skill that is missing, at the level
    asked for.
    """
    asked, claims = market.openings.requirements, market.graduates.claims.strongest()
    lookup, counts = (
        Lookup.of(claims),
        np.zeros((market.vocabulary.skill_count, len(Level) + 1), int),
    )
    for start in range(0, len(lists.indices), LISTS_TOGETHER):
        row, place = np.nonzero(lists.indices[start : start + LISTS_TOGETHER] != NOBODY)
        graduate = row + start
        spread = Spread.over(asked, lists.indices[graduate, place])
        must = is_must(asked)[spread.entry]
        pair, entry = spread.pair[must], spread.entry[must]
        claim = lookup.find(graduate[pair], asked.skill[entry])
        level = claims.level[claim] if claims.level.size else np.zeros(claim.size, np.int8)
        missing = (claim < 0) | (level < asked.level[entry])
        alone = np.bincount(pair[missing], minlength=graduate.size)[pair] == 1
        entry = entry[missing & alone]
        np.add.at(counts, (asked.skill[entry], asked.level[entry]), 1)
    return counts
