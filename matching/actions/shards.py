"""Parts of a run, each scored by one worker; a part that is done is never scored again."""

import os
import socket
import time

import numpy as np
from celery import chord, current_app
from celery.canvas import Signature
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from matching import engine
from matching.actions.pulse import Pulse, peak_rss_mb
from matching.actions.run_states import enter_phase, failures_of, silent_since
from matching.choices.runs import RunPhase, RunState, ShardState
from matching.loading import snapshots
from matching.loading.market import LoadedMarket
from matching.models import MatchRun, MatchShard
from matching.queries.weights import engine_weights

ONE_THREAD = 1
"""Each worker process scores with one: on two cores 2 processes × 1 thread, never 2 × 2."""


@transaction.atomic
def plan_shards(run: MatchRun, loaded: LoadedMarket) -> None:
    """Divide a run whose market is saved into parts, and have them scored after the commit."""
    wanted = -(-loaded.profile_ids.size // settings.MATCHING_GRADUATES_PER_SHARD)
    sizes = [rows.size for rows in engine.plan(loaded.market, wanted)] or [0]
    MatchShard.objects.bulk_create(
        MatchShard(run=run, number=number, graduates=size) for number, size in enumerate(sizes)
    )
    enter_phase(run, RunPhase.SCORING)
    dispatch(run, list(range(len(sizes))))


def dispatch(run: MatchRun, numbers: list[int]) -> None:
    """Send these parts to the workers, and the publishing to whoever does the last of them.

    Messages hold ids alone and may arrive twice or never: what is done is left alone, and the
    watch over runs sends again what got lost.
    """

    def send() -> None:
        publish = _message("matching.publish_run", run_id=run.pk)
        parts = [_message("matching.score_shard", run_id=run.pk, number=each) for each in numbers]
        (chord(parts, publish) if parts else publish).apply_async()

    transaction.on_commit(send, robust=True)


def score_shard(run_id: int, number: int) -> None:
    """Score one part, unless it is done or somebody else is at it."""
    shard = _claim(run_id, number)
    if shard is None:
        return
    with failures_of(shard.run, tried_again=True), Pulse(shard.run, shard) as pulse:
        started = time.perf_counter()
        snapshots.save_part(shard.run, number, _scored(shard, pulse))
        seconds = round(time.perf_counter() - started, 3)
        _finish(shard, seconds)


@transaction.atomic
def _claim(run_id: int, number: int) -> MatchShard | None:
    shards = MatchShard.objects.select_for_update(of=("self",))
    shard = shards.select_related("run__weights", "run__park").get(run=run_id, number=number)
    now = timezone.now()
    deserted = shard.state == ShardState.RUNNING and shard.seen_at < silent_since(now)
    is_free = shard.state == ShardState.WAITING or deserted
    if not is_free or shard.run.state != RunState.RUNNING:
        return None
    shard.state, shard.worker, shard.seen_at = ShardState.RUNNING, _worker(), now
    shard.attempts += 1
    shard.done = 0
    shard.save(update_fields=["state", "worker", "seen_at", "attempts", "done"])
    return shard


def _worker() -> str:
    return f"{socket.gethostname()} {os.getpid()}"[:120]


def _scored(shard: MatchShard, pulse: Pulse) -> engine.Part:
    loaded = snapshots.load_market_of(shard.run)
    return engine.score(
        loaded.market,
        engine_weights(shard.run.weights),
        _rows(shard, loaded),
        threads=ONE_THREAD,
        progress=pulse.note,
        cancelled=pulse.cancelled,
    )


def _rows(shard: MatchShard, loaded: LoadedMarket) -> NDArray[np.int64]:
    """The graduates of a part: the plan of the same market is always the same."""
    parts = engine.plan(loaded.market, shard.run.shards.count())
    return parts[shard.number] if parts else np.zeros(0, np.int64)


def _finish(shard: MatchShard, seconds: float) -> None:
    done = {"state": ShardState.DONE, "done": shard.graduates, "seen_at": timezone.now()}
    figures = {"seconds": seconds, "peak_rss_mb": peak_rss_mb()}
    MatchShard.objects.filter(pk=shard.pk).update(**done, **figures)


def _message(task: str, **ids: int) -> Signature:
    return current_app.signature(task, kwargs=ids, immutable=True)
