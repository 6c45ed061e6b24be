"""What runs have stored, as plain numbers."""

from matching.models import GraduateMatches, MatchRun, OpeningMatches
from matching.queries.matches import unpacked_ids, unpacked_points


def lists_of(run: MatchRun) -> tuple[dict, dict]:
    """Return what is stored: ids, points and unknowns by profile; ids and points by opening."""
    graduates = GraduateMatches.objects.filter(run=run)
    openings = OpeningMatches.objects.filter(run=run)
    return (
        {
            one.profile_id: (
                unpacked_ids(one.opening_ids),
                unpacked_points(one.points),
                one.blocked_by_unknown,
            )
            for one in graduates
        },
        {
            one.opening_id: (unpacked_ids(one.profile_ids), unpacked_points(one.points))
            for one in openings
        },
    )


def all_runs() -> list[dict]:
    return list(MatchRun.objects.order_by("pk").values())
