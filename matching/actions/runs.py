"""A matching run: load, score, store, publish whole or not at all."""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from matching import engine
from matching.choices.runs import RunState
from matching.loading.market import LoadedMarket, load_park
from matching.loading.results import store_matching
from matching.models import GraduateMatches, MatchRun, OpeningMatches
from parks.actions.trail import record
from parks.models import Park, User

LIST_LENGTH = 50
LOCK_CLASS = 7101
RUNS_WITH_LISTS = 2

Progress = Callable[[int, int], None]


class RunInProgressError(Exception):
    """Another process is matching this park at this moment."""


@dataclass
class Stopwatch:
    """Seconds by phase, in the order of the run."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[f"{name}_seconds"] = round(time.perf_counter() - started, 3)


def run_park(
    park: Park,
    *,
    night: date,
    full: bool = False,
    batch: UUID | None = None,
    by: User | None = None,
    progress: Progress | None = None,
) -> MatchRun:
    """Match a park's openings with its graduates and publish the lists.

    When the run published for the same night had the same input, that run is returned and nothing
    is written; `full` computes it anew all the same. `progress` is called with pairs done and all.
    Raises RunInProgressError when another process is at it; any other failure is kept on the run.
    """
    with _only_one(park):
        _close_abandoned(park)
        watch = Stopwatch()
        with watch.phase("load"):
            loaded = load_park(park, night=night)
        weights = engine.Weights()
        same = _published_before(park, night, loaded.hash(weights))
        if same is not None and not full:
            return _confirm(same)
        run = _open_run(park, night, loaded, weights, batch=batch or uuid4(), by=by)
        try:
            return _compute(run, loaded, weights, watch, progress)
        except Exception as error:
            _fail(run, f"{type(error).__name__}: {error}")
            raise


def night_at(park: Park, now: datetime) -> date:
    """Return the day it is at the park, which names the night of a run started now."""
    return now.astimezone(ZoneInfo(park.time_zone)).date()


def due_parks(now: datetime) -> list[tuple[Park, date]]:
    """Return the parks past the matching hour without a run since, each with its day."""
    return [
        (park, night_at(park, now)) for park in Park.objects.order_by("pk") if _is_due(park, now)
    ]


def _is_due(park: Park, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(park.time_zone))
    due_at = local.replace(hour=settings.MATCHING_HOUR, minute=0, second=0, microsecond=0)
    made = MatchRun.objects.filter(park=park).exclude(state=RunState.FAILED)
    since = Q(started_at__gte=due_at) | Q(confirmed_at__gte=due_at)
    return now >= due_at and not made.filter(since).exists()


@contextmanager
def _only_one(park: Park) -> Iterator[None]:
    """Hold the park's advisory lock; it goes with the connection when the process dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, park.pk])
        if not cursor.fetchone()[0]:
            message = _("A matching run for %(park)s is under way.")
            raise RunInProgressError(message % {"park": park})
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK_CLASS, park.pk])


def _close_abandoned(park: Park) -> None:
    """Mark runs as failed whose process is gone: nobody but us holds the lock now."""
    abandoned = MatchRun.objects.filter(park=park, state=RunState.RUNNING)
    for run in abandoned.order_by("pk"):
        _fail(run, "the process ended before the run did")


def _published_before(park: Park, night: date, input_hash: str) -> MatchRun | None:
    published = MatchRun.objects.published()
    return published.filter(park=park, night=night, input_hash=input_hash).first()


def _confirm(run: MatchRun) -> MatchRun:
    """Note that the published run still is the answer to the same input."""
    MatchRun.objects.filter(pk=run.pk).update(confirmed_at=timezone.now())
    run.refresh_from_db()
    return run


def _open_run(
    park: Park,
    night: date,
    loaded: LoadedMarket,
    weights: engine.Weights,
    *,
    batch: UUID,
    by: User | None,
) -> MatchRun:
    return MatchRun.objects.create(
        park=park,
        night=night,
        batch=batch,
        started_by=by,
        input_hash=loaded.hash(weights),
        engine_version=engine.VERSION,
        weights_version=weights.version,
        vocabulary_version=loaded.vocabulary_version,
        graduates=len(loaded.profile_ids),
        openings=len(loaded.opening_ids),
    )


def _compute(
    run: MatchRun,
    loaded: LoadedMarket,
    weights: engine.Weights,
    watch: Stopwatch,
    progress: Progress | None,
) -> MatchRun:
    with watch.phase("score"):
        matching = engine.match(loaded.market, weights, LIST_LENGTH, progress=progress)
    with watch.phase("store"), transaction.atomic():
        matches = store_matching(run, loaded, matching)
        _publish(run, pairs_scored=matching.pairs_eligible, matches=matches)
    figures = {**watch.seconds, "peak_rss_mb": peak_rss_mb()}
    MatchRun.objects.filter(pk=run.pk).update(**figures)
    run.refresh_from_db()
    return run


def _publish(run: MatchRun, **figures: int) -> None:
    MatchRun.objects.published().filter(park=run.park_id).update(state=RunState.SUPERSEDED)
    published = {"state": RunState.PUBLISHED, "finished_at": timezone.now()}
    MatchRun.objects.filter(pk=run.pk).update(**published, **figures)
    record(run, "published", by=run.started_by, park_id=run.park_id, **figures)
    _drop_old_lists(run)


def _drop_old_lists(run: MatchRun) -> None:
    runs = MatchRun.objects.filter(park=run.park_id).order_by("-pk").values_list("pk", flat=True)
    old = list(runs[RUNS_WITH_LISTS:])
    GraduateMatches.objects.filter(run__in=old).delete()
    OpeningMatches.objects.filter(run__in=old).delete()


def _fail(run: MatchRun, error: str) -> None:
    failed = {"state": RunState.FAILED, "error": error[:2000], "finished_at": timezone.now()}
    MatchRun.objects.filter(pk=run.pk).update(**failed)


def peak_rss_mb() -> int:
    """Return the most memory this process has held, in MiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
