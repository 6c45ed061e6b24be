"""Fairness of the lists: counted after every published run, and whenever somebody asks."""

import time

from django.utils import timezone

from matching.choices.snapshots import SnapshotKind
from matching.models import MatchRun, Snapshot
from matching.queries.fairness import fairness_of, together, told
from parks.actions.trail import record
from parks.models import Park, User
from parks.queue import enqueue


def ask_for_fairness(park: Park, *, by: User) -> None:
    """Have the lists of a park's published run counted anew, and note who wanted it."""
    record(park, "fairness asked for", by=by, park_id=park.pk)
    enqueue("matching.count_fairness", park_id=park.pk)


def count_fairness(park_id: int) -> Snapshot | None:
    """Count the lists of the park's published run into a snapshot; None without a run.

    Groups of fewer than five people never reach the snapshot.
    """
    run = MatchRun.objects.published().filter(park=park_id).first()
    if run is None:
        return None
    started = time.perf_counter()
    found = fairness_of(run)
    _name, people, listed = together([found.whole])
    figures = {
        "run": run.pk,
        "night": run.night.isoformat(),
        "people": people,
        "listed": listed,
        "openings": found.openings,
        "groups": {str(name): told(groups) for name, groups in found.groups.items()},
    }
    return Snapshot.objects.create(
        kind=SnapshotKind.FAIRNESS,
        park_id=park_id,
        figures=figures,
        seconds=round(time.perf_counter() - started, 3),
        taken_at=timezone.now(),
    )
