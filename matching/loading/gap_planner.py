"""Which training would bring the most openings within reach of the most graduates of a park.

Counted on the input of the last run, as its files hold it: its graduates, openings, statistics and
weights, so that nothing but the skills differs from last night's lists.

- A graduate has an opening *within reach* when their pair meets every gate and has at least 2,048
  of the 4,096 points; nobody with a must missing has so many, and whoever meets all musts has.
- *Eligible* for a programme is who is matched, not hired, of its disciplines (where it names any),
  not in one of its sessions already, and holds at least one of its skills below the level taught.
- A session gives its places to those eligible whom it helps most (most openings, then most points,
  then the smaller id), each of whom then claims by certificate every skill that this proves where
  the programme leads to one, else every skill taught on their own word, at its level.
- Its *gain* is the number of pairs of these graduates and an opening that are within reach then and
  are not today; `points` is the mean of what such a pair gains.

`missing` are the skills that fail the most near matches: pairs in the lists of the run's graduates
whose only unmet must is that skill. Each is counted as a programme of its own would be, with the
level asked for most often, a certificate and the usual twenty places.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from companies.models import Programme
from matching import engine
from matching.loading.market import LoadedMarket
from matching.loading.promises import evidence_of
from matching.queries.gap_planner import eligible_for, programmes_of
from matching.queries.programme_skills import counted_skills, is_certified
from parks.models import Park

USUAL_SEATS = Programme._meta.get_field("seats").default
MOST_MISSING = 10
"""So many missing skills are followed up."""

Figures = dict[str, Any]
Counted = Callable[[int, int], None]


class Gain(NamedTuple):
    """What a session would bring, see above.

    `eligible` graduates, `helped` of them at least one opening nearer whatever the places;
    `graduates` who get a place, the distinct `openings` and the pairs (`gain`) that come within
    their reach; `points`: the mean gained by such a pair.
    """

    eligible: int
    helped: int
    graduates: int
    openings: int
    gain: int
    points: float


class Missing(NamedTuple):
    """A skill, by position, that alone fails `pairs` near matches, most of them at `level`."""

    skill: int
    level: int
    pairs: int


@dataclass(frozen=True)
class Planner:
    """The input of one run, the lists it made, and how to count."""

    loaded: LoadedMarket
    matching: engine.Matching
    weights: engine.Weights
    threads: int = 1

    def gain(
        self,
        taught: Sequence[engine.Taught],
        seats: int,
        eligible: NDArray[np.int64] | None = None,
    ) -> Gain:
        """What a session with these places would bring; `eligible` rows, all when not given."""
        market = self.loaded.market
        lacking = engine.lacking(market, taught)
        lacking = lacking if eligible is None else np.intersect1d(lacking, eligible)
        found = engine.unlocked(market, self.weights, taught, lacking, threads=self.threads)
        chosen = found.best_graduates(seats)
        won = found.only(np.isin(found.graduate, chosen))
        gained = won.after - won.before
        return Gain(
            eligible=lacking.size,
            helped=np.unique(found.graduate).size,
            graduates=chosen.size,
            openings=np.unique(won.opening).size,
            gain=won.graduate.size,
            points=round(float(gained.mean()), 1) if gained.size else 0.0,
        )

    def missing(self) -> list[Missing]:
        """The skills that stand alone between graduates and openings most often, most first."""
        counts = engine.near_misses(self.loaded.market, self.matching.graduate_lists)
        pairs = counts.sum(axis=1)
        order = np.lexsort((np.arange(pairs.size), -pairs))[:MOST_MISSING]
        highest = counts.shape[1] - 1
        return [
            Missing(int(skill), int(highest - counts[skill, ::-1].argmax()), int(pairs[skill]))
            for skill in order
            if pairs[skill]
        ]

    def taught(self, programme: Programme) -> list[engine.Taught]:
        """What a pass of a programme counts for, but for skills new since the run."""
        positions = {skill.pk: position for position, skill in enumerate(self.loaded.skills)}
        evidence = evidence_of(is_certified=is_certified(programme))
        return [
            engine.Taught(positions[each.skill_id], each.level, evidence)
            for each in counted_skills(programme)
            if each.skill_id in positions
        ]

    def rows_of(self, profile_ids: Sequence[int]) -> NDArray[np.int64]:
        """The rows of these profiles that were in the run, ascending."""
        return np.flatnonzero(np.isin(self.loaded.profile_ids, np.array(profile_ids, np.int64)))


def plan(planner: Planner, park: Park, counted: Counted) -> Figures:
    """Count every programme of a park and its missing skills; `counted(done, total)` follows it."""
    programmes, missing = programmes_of(park), planner.missing()
    total = len(programmes) + len(missing)
    rows = []
    for done, programme in enumerate(programmes):
        counted(done, total)
        rows.append(_programme_row(planner, programme))
    skills = []
    for done, each in enumerate(missing, start=len(programmes)):
        counted(done, total)
        skills.append(_skill_row(planner, each))
    return {"programmes": sorted(rows, key=_most_first), "skills": skills}


def _programme_row(planner: Planner, programme: Programme) -> Figures:
    taught = planner.taught(programme)
    rows = planner.rows_of(eligible_for(programme))
    found = planner.gain(taught, programme.seats, rows) if taught else Gain(0, 0, 0, 0, 0, 0.0)
    row = {"programme": programme.pk, "seats": programme.seats, "cost": programme.cost}
    return row | found._asdict()


def _skill_row(planner: Planner, missing: Missing) -> Figures:
    found = planner.gain([engine.Taught(missing.skill, missing.level)], USUAL_SEATS)
    skill = planner.loaded.skills[missing.skill].pk
    row = {"skill": skill, "level": missing.level, "pairs": missing.pairs, "seats": USUAL_SEATS}
    return row | found._asdict()


def _most_first(row: Figures) -> tuple[int, int, int]:
    return -row["gain"], -row["graduates"], row["programme"]
