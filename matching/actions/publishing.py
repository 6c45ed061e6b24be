"""The last steps of a run: from scored parts to lists that everybody sees, whole or not at all."""

import time

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from matching import engine
from matching.actions.alarms import raise_if_shrunken
from matching.actions.locks import (
    LISTS_LOCK_CLASS,
    LOCK_CLASS,
    hold_until_commit,
    try_lock,
)
from matching.actions.nights import LEFT_LISTS
from matching.actions.pulse import Pulse, peak_rss_mb
from matching.actions.run_states import enter_phase, failures_of, require_running
from matching.choices.runs import RunPhase, RunState, ShardState
from matching.loading import snapshots
from matching.loading.market import LoadedMarket
from matching.loading.results import store_matching, store_statistics
from matching.models import GraduateMatches, MatchRun, OpeningMatches
from matching.queries.weights import engine_weights, strength_of
from parks.actions.trail import record
from parks.queue import enqueue

LIST_LENGTH = 50
RUNS_WITH_LISTS = 2
RUNS_WITH_FILES = 10
"""So many of a park's last runs are looked at for files that were left behind."""


def publish_run(run_id: int) -> None:
    """Publish a run whose parts are all scored; does nothing while they are not, or a second time.

    A run that was cut off here is published by the next call.
    """
    run = MatchRun.objects.select_related("park", "weights", "started_by").get(pk=run_id)
    with try_lock(LOCK_CLASS, run.park_id) as held:
        if held and _is_scored(run_id):
            with failures_of(run, tried_again=True), Pulse(run) as pulse:
                pulse.done = run.graduates
                loaded = snapshots.load_market_of(run)
                publish(run, loaded, _merged(run, loaded))


def _merged(run: MatchRun, loaded: LoadedMarket) -> engine.Base:
    """The parts are let go once they are merged: the second stage needs the room."""
    parts = [snapshots.load_part(run, number) for number in range(run.shards.count())]
    return engine.merge(loaded.market, parts)


def _is_scored(run_id: int) -> bool:
    run = MatchRun.objects.get(pk=run_id)
    unfinished = run.shards.exclude(state=ShardState.DONE)
    return run.state == RunState.RUNNING and run.shards.exists() and not unfinished.exists()


def publish(run: MatchRun, loaded: LoadedMarket, base: engine.Base) -> None:
    """Finish the lists of a run, store them and show them instead of the old ones.

    Raises RunEndedError, and leaves everything as it was, when the run was cancelled meanwhile.
    """
    enter_phase(run, RunPhase.FINISHING)
    matching = engine.finish(
        loaded.market,
        engine_weights(run.weights),
        base,
        LIST_LENGTH,
        strength=strength_of(run.weights),
        threads=settings.MATCHING_THREADS,
    )
    scored = (timezone.now() - run.started_at).total_seconds() - run.load_seconds
    enter_phase(run, RunPhase.STORING, score_seconds=round(max(scored, 0), 3))
    started = time.perf_counter()
    snapshots.save_base(run, base)
    snapshots.save_matching(run, matching)
    with transaction.atomic():
        hold_until_commit(LISTS_LOCK_CLASS, run.park_id)
        _store(run, loaded, matching)
    _forget_files(run)
    seconds = round(time.perf_counter() - started, 3)
    MatchRun.objects.filter(pk=run.pk).update(store_seconds=seconds, peak_rss_mb=_peak(run))
    run.refresh_from_db()


def _store(run: MatchRun, loaded: LoadedMarket, matching: engine.Matching) -> None:
    matches = store_matching(run, loaded, matching)
    store_statistics(run, loaded.market.statistics)
    figures = {"pairs_scored": matching.pairs_eligible, "matches": matches}
    published = _switch(run, result_hash=matching.digest(), **figures)
    record(run, "published", by=run.started_by, park_id=run.park_id, **figures)
    enqueue("matching.keep_difference", run_id=run.pk)
    enqueue("matching.count_fairness", park_id=run.park_id)
    enqueue("matching.plan_gaps", park_id=run.park_id)
    _drop_old_lists(published)


def _switch(run: MatchRun, **figures: int | str) -> MatchRun:
    """Let the lists of `run` be the ones that are shown, if it still is to be published."""
    run = require_running(run)
    previous = MatchRun.objects.published().filter(park=run.park_id).first()
    MatchRun.objects.published().filter(park=run.park_id).update(state=RunState.SUPERSEDED)
    shown = {"state": RunState.PUBLISHED, "phase": RunPhase.ENDED, "done": run.graduates}
    for name, value in {**shown, **figures, "finished_at": timezone.now()}.items():
        setattr(run, name, value)
    run.save(update_fields=[*shown, *figures, "finished_at"])
    raise_if_shrunken(run, previous)
    return run


def _drop_old_lists(run: MatchRun) -> None:
    runs = MatchRun.objects.filter(park=run.park_id, state__in=LEFT_LISTS).order_by("-pk")
    old = list(runs.values_list("pk", flat=True)[RUNS_WITH_LISTS:])
    GraduateMatches.objects.filter(run__in=old).delete()
    OpeningMatches.objects.filter(run__in=old).delete()


def _forget_files(published: MatchRun) -> None:
    """Drop the files of the park's other runs, and of this one the parts, which are merged."""
    others = MatchRun.objects.filter(park=published.park_id).exclude(state=RunState.RUNNING)
    for run in others.exclude(pk=published.pk).order_by("-pk")[:RUNS_WITH_FILES]:
        snapshots.forget(run)
    snapshots.forget_parts(published)


def _peak(run: MatchRun) -> int:
    """Return the most memory that any process of the run has held."""
    shards = run.shards.aggregate(most=Max("peak_rss_mb"))["most"] or 0
    return max(shards, peak_rss_mb(), run.peak_rss_mb)
