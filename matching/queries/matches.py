"""The published lists: which openings suit a graduate, which graduates suit an opening."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from companies.models import Opening
from matching.choices.runs import RunState
from matching.models import GraduateMatches, MatchRun, OpeningMatches
from matching.queries.training_gaps import with_teaching
from matching.queries.wishes import dismissed_ids_of
from parks.access import ANONYMOUS, Viewer
from talent.models import Profile


def unpacked_ids(packed: bytes) -> list[int]:
    """The ids of a stored list, best first: little-endian int64."""
    return np.frombuffer(packed, "<i8").tolist()


def unpacked_points(packed: bytes) -> list[int]:
    """The points of a stored list, in 4096ths: little-endian int16."""
    return np.frombuffer(packed, "<i2").tolist()


class MatchList(NamedTuple):
    """Ids of the other side, best first; when it was computed; openings waiting for answers."""

    ids: list[int]
    computed_at: datetime | None
    unknown: dict[str, int]


def openings_for(profile: Profile) -> MatchList:
    """Join the lists of all parks of a graduate: the best of each holds the best of all.

    What the person is not interested in is left out at once, before the lists are made anew, and
    who is not matched any more has none.
    """
    lists = GraduateMatches.objects.filter(
        profile=profile, profile__in_matching=True, run__state=RunState.PUBLISHED
    )
    lists = lists.annotate(dismissed_ids=dismissed_ids_of("profile"))
    rows = list(lists.select_related("run").order_by("run_id"))
    pairs = [pair for row in rows for pair in _pairs(row)]
    computed_at = min((_made_at(row.run) for row in rows), default=None)
    return MatchList([pk for _points, pk in sorted(pairs)], computed_at, _unknown(rows))


def _pairs(row: GraduateMatches) -> list[tuple[int, int]]:
    """The points, negated, and ids of a list, without those the person left out."""
    listed = zip(unpacked_ids(row.opening_ids), unpacked_points(row.points), strict=True)
    return [(-points, pk) for pk, points in listed if pk not in row.dismissed_ids]


def _unknown(rows: Sequence[GraduateMatches]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for row in rows:
        for gate, count in row.blocked_by_unknown.items():
            totals[gate] = totals.get(gate, 0) + count
    return totals


def _made_at(run: MatchRun) -> datetime | None:
    """When the lists of a run were last brought up to date."""
    return run.refreshed_at or run.finished_at


def graduates_for(opening: Opening) -> MatchList:
    """Return the list of an opening in its park's published run."""
    lists = OpeningMatches.objects.filter(opening=opening, run__state=RunState.PUBLISHED)
    row = lists.select_related("run").first()
    if row is None:
        return MatchList([], None, {})
    return MatchList(unpacked_ids(row.profile_ids), _made_at(row.run), {})


def openings_in_order(ids: Sequence[int], viewer: Viewer = ANONYMOUS) -> list[Opening]:
    """Fetch openings that are still on offer, with their open training, in the order of the ids."""
    rows = Opening.objects.on_offer().filter(pk__in=ids).with_company()
    return sorted(with_teaching(rows, viewer), key=_position(ids))


def candidates_in_order(ids: Sequence[int], viewer: Viewer) -> list[Profile]:
    """Fetch the profiles among these that the viewer may see today, in the order given.

    Who has opted out of matching since is in no list at once, applied or not.
    """
    rows = Profile.objects.visible_to(viewer).filter(pk__in=ids, in_matching=True).with_facts()
    return sorted(rows, key=_position(ids))


def _position(ids: Sequence[int]) -> object:
    positions = {pk: position for position, pk in enumerate(ids)}
    return lambda row: positions[row.pk]


def newest_run() -> MatchRun | None:
    return MatchRun.objects.published().order_by("-finished_at", "-pk").first()
