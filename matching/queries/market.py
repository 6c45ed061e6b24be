"""What the market tells a person about themselves."""

from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from matching.choices.runs import RunState
from matching.models import GraduateMatches, SavedOpening
from matching.queries.matches import unpacked_ids, unpacked_points
from parks.access import Viewer
from talent.models import Profile


class Mine(NamedTuple):
    """The points of a person's matches by the id of the opening, best first, and what they saved.

    `saved_ids` are None for who has no profile to keep them.
    """

    points: dict[int, int]
    saved_ids: frozenset[int] | None


def mine_in_market(viewer: Viewer) -> Mine:
    """Join the published lists of all parks of a person, and add what they saved, by one query."""
    if not viewer.is_signed_in:
        return Mine({}, None)
    mine = {"profile": OuterRef("pk")}
    saved = SavedOpening.objects.filter(**mine).values("opening_id")
    lists = GraduateMatches.objects.filter(**mine, run__state=RunState.PUBLISHED).order_by("run_id")
    packed = (ArraySubquery(lists.values(column)) for column in ("opening_ids", "points"))
    profiles = Profile.objects.filter(user=viewer.user_id)
    row = profiles.values_list(ArraySubquery(saved), *packed).first()
    if row is None:
        return Mine({}, None)
    saved_ids, ids, points = row
    pairs = [
        (-worth, pk)
        for each in zip(ids, points, strict=True)
        for pk, worth in zip(unpacked_ids(each[0]), unpacked_points(each[1]), strict=True)
    ]
    return Mine({pk: -worth for worth, pk in sorted(pairs)}, frozenset(saved_ids))
