"""Counting, night by night, what the students of each university lack."""

import time
from datetime import datetime, timedelta

from django.db import transaction

from matching.choices.snapshots import SnapshotKind
from matching.models import Snapshot
from matching.queries.curricula import count_curriculum
from parks.queue import enqueue
from talent.models import RosterEntry, University

KEPT_FOR = timedelta(days=90)


def with_claimed_students() -> list[int]:
    """Return the ids of the universities that have students here to learn from."""
    rows = RosterEntry.objects.claimed().enrolled().order_by("university")
    return list(rows.values_list("university", flat=True).distinct())


def count_all_curricula() -> list[int]:
    """Have the curriculum of each university with claimed students counted; return their ids."""
    ids = with_claimed_students()
    for pk in ids:
        enqueue("matching.count_curriculum", university_id=pk)
    return ids


@transaction.atomic
def take_curriculum(university: University, *, now: datetime) -> Snapshot:
    """Count what the students of a university lack, and keep it; older than 90 days goes."""
    started = time.perf_counter()
    figures = count_curriculum(university)
    kept = Snapshot.objects.of(SnapshotKind.CURRICULUM, organisation=university.pk)
    kept.filter(taken_at__lt=now - KEPT_FOR).delete()
    return Snapshot.objects.create(
        kind=SnapshotKind.CURRICULUM,
        organisation_id=university.pk,
        figures=figures,
        seconds=time.perf_counter() - started,
        taken_at=now,
    )
