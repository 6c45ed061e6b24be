"""A matching run: snapshot, score, finish, store, publish; in this process or on the workers."""

import time
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

from django.conf import settings

from matching import engine
from matching.actions.locks import LOCK_CLASS, try_lock
from matching.actions.publishing import publish
from matching.actions.pulse import Pulse, peak_rss_mb
from matching.actions.run_states import (
    confirm_run,
    enter_phase,
    failures_of,
    in_progress,
    open_run,
)
from matching.actions.shards import plan_shards
from matching.choices.runs import RunPhase
from matching.loading import snapshots
from matching.loading.market import LoadedMarket, load_park
from matching.loading.terms import refresh_terms
from matching.models import MatchRun
from matching.queries.weights import engine_weights, strength_of
from parks.models import Park, User

Progress = Callable[[RunPhase, int, int], None]
"""Told the phase, and of how many graduates how many are done."""


def run_park(
    park: Park,
    *,
    night: date,
    full: bool = False,
    batch: UUID | None = None,
    by: User | None = None,
    progress: Progress | None = None,
) -> MatchRun:
    """Match a park's openings with its graduates in this process and publish the lists.

    When the run published for the same night had the same input, that run is returned and nothing
    is written; `full` computes it anew all the same. A run that is cancelled meanwhile is returned
    as it is. Raises RunInProgressError when another process is at it; any other failure is kept
    on the run.
    """
    tell = progress or _silent
    with try_lock(LOCK_CLASS, park.pk) as held:
        run = _open(park, held, night=night, batch=batch, by=by)
        with failures_of(run, tried_again=False), Pulse(run) as pulse:
            tell(RunPhase.LOADING, 0, 0)
            loaded, published = _take_snapshot(run, full=full)
            if published is not None:
                return confirm_run(run, published)
            snapshots.save_market(run, loaded)
            enter_phase(run, RunPhase.SCORING)
            base = _scored(run, loaded, pulse, tell)
            tell(RunPhase.FINISHING, run.graduates, run.graduates)
            publish(run, loaded, base)
    run.refresh_from_db()
    return run


def start_run(
    park: Park,
    *,
    night: date,
    full: bool = False,
    batch: UUID | None = None,
    by: User | None = None,
) -> MatchRun:
    """Take the snapshot of a run here, and have its parts scored and published by the workers.

    Like `run_park` otherwise; the run that is returned is still running.
    """
    with try_lock(LOCK_CLASS, park.pk) as held:
        run = _open(park, held, night=night, batch=batch, by=by)
        with failures_of(run, tried_again=False), Pulse(run):
            loaded, published = _take_snapshot(run, full=full)
            if published is not None:
                return confirm_run(run, published)
            snapshots.save_market(run, loaded)
            plan_shards(run, loaded)
    run.refresh_from_db()
    return run


def _open(park: Park, held: bool, *, night: date, batch: UUID | None, by: User | None) -> MatchRun:
    if not held:
        raise in_progress(park)
    return open_run(park, night=night, batch=batch or uuid4(), by=by)


def _take_snapshot(run: MatchRun, *, full: bool) -> tuple[LoadedMarket, MatchRun | None]:
    """Load the market of a run; beside it the night's published run, if its input was the same."""
    started = time.perf_counter()
    refresh_terms(run.park)
    loaded = load_park(run.park, night=run.night)
    weights, strength = engine_weights(run.weights), strength_of(run.weights)
    run.input_hash = loaded.hash(weights, strength=strength)
    run.vocabulary_version = loaded.vocabulary_version
    run.graduates, run.openings = loaded.profile_ids.size, loaded.opening_ids.size
    run.load_seconds = round(time.perf_counter() - started, 3)
    run.peak_rss_mb = peak_rss_mb()
    figures = ("input_hash", "vocabulary_version", "graduates", "openings")
    run.save(update_fields=[*figures, "load_seconds", "peak_rss_mb"])
    published = MatchRun.objects.published().filter(
        park=run.park, night=run.night, input_hash=run.input_hash
    )
    return loaded, None if full else published.first()


def _scored(run: MatchRun, loaded: LoadedMarket, pulse: Pulse, tell: Progress) -> engine.Base:
    def note(done: int, total: int) -> None:
        pulse.note(done, total)
        tell(RunPhase.SCORING, done, total)

    tell(RunPhase.SCORING, 0, run.graduates)
    part = engine.score(
        loaded.market,
        engine_weights(run.weights),
        threads=settings.MATCHING_THREADS,
        progress=note,
        cancelled=pulse.cancelled,
    )
    return engine.merge(loaded.market, [part])


def _silent(_phase: RunPhase, _done: int, _total: int) -> None:
    """Nobody wants to know."""
