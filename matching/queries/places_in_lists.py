"""Where an opening stands in a graduate's list, or why it does not."""

from enum import StrEnum
from typing import NamedTuple

from companies.models import Opening
from matching.choices.runs import RunState
from matching.models import GraduateMatches
from matching.queries.matches import unpacked_ids, unpacked_points
from talent.models import Profile

LIST_LENGTH = 50


class Reason(StrEnum):
    """Why an opening is in a list, or not."""

    LISTED = "listed"
    CONDITIONS = "conditions"
    OTHERS_SUIT_BETTER = "others suit better"
    NOT_MATCHED_YET = "not matched yet"


class PlaceInList(NamedTuple):
    """`rank` from 1 if it is listed; `least_points` of the last in a full list."""

    reason: Reason
    rank: int
    least_points: int


def place_in_list(
    profile: Profile, opening: Opening, *, points: int, meets_conditions: bool
) -> PlaceInList:
    """Say where the opening stands in the person's published list, by today's points.

    `points` and `meets_conditions` are those of the explanation, which is newer than the list.
    """
    lists = GraduateMatches.objects.filter(run__state=RunState.PUBLISHED, run__park=opening.park_id)
    row = lists.filter(profile=profile).first()
    ids = unpacked_ids(row.opening_ids) if row else []
    if opening.pk in ids:
        return PlaceInList(Reason.LISTED, ids.index(opening.pk) + 1, 0)
    if not meets_conditions:
        return PlaceInList(Reason.CONDITIONS, 0, 0)
    least = min(unpacked_points(row.points)) if len(ids) >= LIST_LENGTH else 0
    if points <= least:
        return PlaceInList(Reason.OTHERS_SUIT_BETTER, 0, least)
    return PlaceInList(Reason.NOT_MATCHED_YET, 0, 0)
