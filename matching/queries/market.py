"""What the market tells a person about themselves."""

from matching.choices.runs import RunState
from matching.models import GraduateMatches
from matching.queries.matches import unpacked_ids, unpacked_points
from parks.access import Viewer


def match_points(viewer: Viewer) -> dict[int, int]:
    """Return the points of the openings in the published lists of this person, best first."""
    if not viewer.is_signed_in:
        return {}
    mine = GraduateMatches.objects.filter(
        profile__user=viewer.user_id, run__state=RunState.PUBLISHED
    )
    pairs = [
        (points, pk)
        for row in mine.order_by("run_id")
        for pk, points in zip(
            unpacked_ids(row.opening_ids), unpacked_points(row.points), strict=True
        )
    ]
    return {pk: points for points, pk in sorted(pairs, key=lambda pair: (-pair[0], pair[1]))}
