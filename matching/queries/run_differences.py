"""What differs between two runs: what they were made from, their figures, and their lists."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from django.db import connection
from django.db.models import Model

from matching.models import GraduateMatches, MatchRun, OpeningMatches

TOP = 10
LARGEST = 10
FACTS = (
    "night",
    "engine_version",
    "weights_version",
    "vocabulary_version",
    "input_hash",
    "result_hash",
    "graduates",
    "openings",
    "pairs_scored",
    "matches",
    "load_seconds",
    "score_seconds",
    "store_seconds",
    "peak_rss_mb",
)
CHANGED = """
SELECT COALESCE(a.{owner}, b.{owner}), a.{members}, a.points, b.{members}, b.points
FROM (SELECT * FROM {table} WHERE run_id = %(first)s) a
FULL JOIN (SELECT * FROM {table} WHERE run_id = %(second)s) b ON a.{owner} = b.{owner}
WHERE a.{members} IS DISTINCT FROM b.{members} OR a.points IS DISTINCT FROM b.points
ORDER BY 1
"""


class PairChange(NamedTuple):
    """A pair whose points differ; None: it stands in no list of that run's graduates."""

    profile_id: int
    opening_id: int
    before: int | None
    after: int | None

    @property
    def size(self) -> int:
        return abs((self.after or 0) - (self.before or 0))


@dataclass
class Lists:
    """How the stored lists differ, seen from the graduates; `overlap` is the mean of the top 10."""

    graduates_changed: int = 0
    openings_changed: int = 0
    gone: int = 0
    new: int = 0
    other_points: int = 0
    overlap: float = 1.0
    largest: list[PairChange] = field(default_factory=list)


@dataclass(frozen=True)
class RunDifference:
    """`facts` that differ, as (first, second); `lists` is None when a run keeps none any more."""

    facts: dict[str, tuple[Any, Any]]
    lists: Lists | None


def compare_runs(first: MatchRun, second: MatchRun) -> RunDifference:
    """Say what differs from the first run to the second."""
    has_lists = _keeps_lists(first) and _keeps_lists(second)
    lists = _compare_lists(first, second) if has_lists else None
    return RunDifference(differing_facts(first, second), lists)


def differing_facts(first: MatchRun, second: MatchRun) -> dict[str, tuple[Any, Any]]:
    """Return the facts of `FACTS` that are not the same for both, before and after."""
    values = {name: (getattr(first, name), getattr(second, name)) for name in FACTS}
    return {name: pair for name, pair in values.items() if pair[0] != pair[1]}


def _keeps_lists(run: MatchRun) -> bool:
    stored = (GraduateMatches, run.graduates), (OpeningMatches, run.openings)
    return all(model.objects.filter(run=run).exists() for model, count in stored if count)


def _compare_lists(first: MatchRun, second: MatchRun) -> Lists:
    found, lost_overlap = Lists(), 0.0
    for profile_id, before, after in _changed(GraduateMatches, first, second):
        found.graduates_changed += 1
        lost_overlap += 1 - _overlap(list(before)[:TOP], list(after)[:TOP])
        _count_pairs(found, profile_id, before, after)
    found.openings_changed = sum(1 for _each in _changed(OpeningMatches, first, second))
    found.overlap = round(1 - lost_overlap / max(first.graduates, second.graduates, 1), 4)
    return found


def _count_pairs(
    found: Lists, profile_id: int, before: dict[int, int], after: dict[int, int]
) -> None:
    for opening_id in sorted(before.keys() | after.keys()):
        pair = PairChange(profile_id, opening_id, before.get(opening_id), after.get(opening_id))
        found.gone += pair.after is None
        found.new += pair.before is None
        found.other_points += None not in pair and pair.size > 0
        if pair.size:
            found.largest.append(pair)
    found.largest.sort(key=lambda pair: (-pair.size, pair.profile_id, pair.opening_id))
    del found.largest[LARGEST:]


def _overlap(before: list[int], after: list[int]) -> float:
    """Which share of the longer list both have."""
    longer = max(len(before), len(after))
    return len({*before} & {*after}) / longer if longer else 1.0


def _changed(
    model: type[Model], first: MatchRun, second: MatchRun
) -> Iterator[tuple[int, dict[int, int], dict[int, int]]]:
    """Give the owner of each list that differs, with the points by member, best first."""
    sides = {
        GraduateMatches: ("profile_id", "opening_ids"),
        OpeningMatches: ("opening_id", "profile_ids"),
    }
    owner, members = sides[model]
    query = CHANGED.format(owner=owner, members=members, table=model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(query, {"first": first.pk, "second": second.pk})
        for row_id, *lists in cursor:
            yield row_id, _points(*lists[:2]), _points(*lists[2:])


def _points(members: memoryview | None, points: memoryview | None) -> dict[int, int]:
    ids = np.frombuffer(members or b"", "<i8").tolist()
    return dict(zip(ids, np.frombuffer(points or b"", "<i2").tolist(), strict=True))
