"""Runs as they are named on a command line."""

from uuid import UUID

from django.core.management.base import CommandError

from matching.models import MatchRun
from parks.models import Park

PUBLISHED = "published"


def run_named(name: str, *, park: Park | None = None) -> MatchRun:
    """Return the run with this UUID or number, or the one that is “published” in a park.

    Raises CommandError when there is none, or when several parks have one.
    """
    if name == PUBLISHED:
        return _published(park)
    runs = MatchRun.objects.select_related("park")
    run = runs.filter(**_key(name)).first()
    if run is None:
        raise CommandError(f"There is no matching run “{name}”.")
    return run


def _key(name: str) -> dict[str, object]:
    if name.isdecimal() and len(name) <= 18:
        return {"pk": int(name)}
    try:
        return {"uuid": UUID(name)}
    except ValueError as error:
        raise CommandError(f"“{name}” is neither the UUID nor the number of a run.") from error


def _published(park: Park | None) -> MatchRun:
    runs = MatchRun.objects.published().select_related("park").order_by("park")
    found = list(runs if park is None else runs.filter(park=park))
    if len(found) != 1:
        slugs = ", ".join(run.park.slug for run in found) or "none"
        raise CommandError(f"Say whose run: one is published in {slugs}. Name the park by --park.")
    return found[0]
