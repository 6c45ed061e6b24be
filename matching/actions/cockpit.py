"""The cockpit's snapshots: counted every hour by a worker, or when somebody asks; old ones go."""

import time
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDay

from matching.actions.locks import try_lock
from matching.choices.snapshots import SnapshotKind
from matching.models import Snapshot
from matching.queries.cockpit_counts import PARTS
from matching.queries.cockpit_rows import Scope
from parks.actions.trail import record
from parks.models import Park, User
from parks.queue import enqueue

COCKPIT_LOCK_CLASS = 7110
"""A process is counting the cockpit of this park; 0 is the platform."""
KEPT_WHOLE = timedelta(days=2)
"""Of older days only the last snapshot stays."""
TOLD_SECONDS = 900


def ask_for_cockpit(park: Park | None, *, by: User) -> None:
    """Have a park (None: the platform) counted now, and note who wanted it."""
    if park is not None:
        record(park, "cockpit asked for", by=by, park_id=park.pk)
    tell(park, 0)
    enqueue("matching.take_snapshot", park_id=park.pk if park else None)


def take_snapshot(park: Park | None, *, now: datetime) -> Snapshot | None:
    """Count every figure and keep them; None while another process is at it.

    The snapshot says how many seconds it took; snapshots that are no longer needed are deleted.
    """
    with try_lock(COCKPIT_LOCK_CLASS, park.pk if park else 0) as held:
        return _count(park, now) if held else None


def _count(park: Park | None, now: datetime) -> Snapshot:
    started, scope = time.perf_counter(), Scope(park, now)
    previous = Snapshot.objects.of(SnapshotKind.COCKPIT, park=park).first()
    before, figures = previous.figures if previous else {}, {}
    for done, (name, part) in enumerate(PARTS.items()):
        tell(park, done)
        figures[name] = part(scope, before)
    row = Snapshot.objects.create(
        kind=SnapshotKind.COCKPIT,
        park=park,
        figures=figures,
        seconds=round(time.perf_counter() - started, 3),
        taken_at=now,
    )
    cache.delete(_key(park))
    thin_snapshots(park, now=now)
    return row


def owners_due(now: datetime) -> list[Park | None]:
    """Return the parks, and None for the platform, that were not counted in this hour yet."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    fresh = Snapshot.objects.filter(kind=SnapshotKind.COCKPIT, taken_at__gte=hour)
    done = set(fresh.filter(organisation=None).values_list("park", flat=True))
    parks = Park.objects.order_by("pk")
    due: list[Park | None] = [park for park in parks if park.pk not in done]
    return due if None in done else [*due, None]


def thin_snapshots(park: Park | None, *, now: datetime) -> int:
    """Delete the snapshots before the last two days that are not the last of their day."""
    rows = Snapshot.objects.of(SnapshotKind.COCKPIT, park=park).order_by()
    rows = rows.annotate(day=TruncDay("taken_at"))
    later = rows.filter(day=OuterRef("day"), taken_at__gt=OuterRef("taken_at"))
    old = rows.filter(Exists(later), taken_at__lt=now - KEPT_WHOLE)
    return Snapshot.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]


def _key(park: Park | None) -> str:
    return f"cockpit-{park.pk if park else 0}"


def tell(park: Park | None, done: int) -> None:
    """Keep how far a counting is, for the page; forgotten after a quarter of an hour."""
    cache.set(_key(park), done, timeout=TOLD_SECONDS)


def counting(park: Park | None) -> dict[str, int] | None:
    """Return how many of the parts are `done` of the `total`, or None when nobody counts."""
    done = cache.get(_key(park))
    return None if done is None else {"done": done, "total": len(PARTS)}
