"""Where an opening stands in a graduate's list, or why it does not."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from companies.models import Opening
from matching.choices.runs import RunState
from matching.models import GraduateMatches
from matching.queries.matches import openings_for, unpacked_points
from talent.models import Profile

LIST_LENGTH = 50


class Reason(StrEnum):
    """Why an opening is in a list, or not."""

    LISTED = "listed"
    ENDED = "ended"
    DISMISSED = "dismissed"
    OTHER_PARK = "other park"
    CONDITIONS = "conditions"
    OTHERS_SUIT_BETTER = "others suit better"
    NOT_MATCHED_YET = "not matched yet"


class PlaceInList(NamedTuple):
    """`rank` from 1 if it is listed; `least_points` of the last in a full list."""

    reason: Reason
    rank: int = 0
    least_points: int = 0


def place_in_list(
    profile: Profile,
    opening: Opening,
    *,
    points: int,
    meets_conditions: bool,
    dismissed: bool = False,
    today: date,
) -> PlaceInList:
    """Say where the opening stands in the person's list, or why not, by today's points.

    `points` and `meets_conditions` are those of the explanation, which is newer than the list;
    `dismissed`: whether the person said that they are not interested.
    """
    if not opening.takes_applications(today):
        return PlaceInList(Reason.ENDED)
    if dismissed:
        return PlaceInList(Reason.DISMISSED)
    rank = _rank(profile, opening)
    if rank:
        return PlaceInList(Reason.LISTED, rank=rank)
    if not profile.parks.filter(pk=opening.park_id).exists():
        return PlaceInList(Reason.OTHER_PARK)
    if not meets_conditions:
        return PlaceInList(Reason.CONDITIONS)
    least = _least_points(profile, opening)
    if points <= least:
        return PlaceInList(Reason.OTHERS_SUIT_BETTER, least_points=least)
    return PlaceInList(Reason.NOT_MATCHED_YET)


def _rank(profile: Profile, opening: Opening) -> int:
    """The number of the opening among those of the person's list that are on offer, else 0."""
    ids = openings_for(profile).ids
    if opening.pk not in ids:
        return 0
    before = ids[: ids.index(opening.pk)]
    return Opening.objects.on_offer().filter(pk__in=before).count() + 1


def _least_points(profile: Profile, opening: Opening) -> int:
    """The points of the last in the list of the opening's park, 0 while that has room."""
    lists = GraduateMatches.objects.filter(run__state=RunState.PUBLISHED, run__park=opening.park_id)
    packed = lists.filter(profile=profile).values_list("points", flat=True).first()
    points = unpacked_points(packed or b"")
    return min(points) if len(points) >= LIST_LENGTH else 0
