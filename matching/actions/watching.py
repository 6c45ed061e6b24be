"""The watch over runs: what lost its worker goes on elsewhere.

Redis gives a message of a killed worker back only after hours; this notices within a minute.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from matching.actions.locks import LOCK_CLASS, try_lock
from matching.actions.run_states import PROCESS_IS_GONE, fail_run, is_silent, silent_since
from matching.actions.shards import dispatch
from matching.choices.runs import RunPhase, RunState, ShardState
from matching.models import MatchRun, MatchShard

MOST_ATTEMPTS = 5


def watch_runs(now: datetime) -> None:
    """Send the unfinished parts of runs that have stalled again, and end what cannot go on."""
    for run in MatchRun.objects.filter(state=RunState.RUNNING).select_related("park"):
        if run.started_at < now - timedelta(hours=settings.MATCHING_LONGEST_HOURS):
            fail_run(run, f"not finished after {settings.MATCHING_LONGEST_HOURS} hours")
        elif run.shards.exists():
            _resume(run, now)
        elif is_silent(run, now):
            _end_if_abandoned(run)


def _end_if_abandoned(run: MatchRun) -> None:
    """A run that still loads, or has no parts, lives in one process, which holds the lock."""
    with try_lock(LOCK_CLASS, run.park_id) as held:
        if held:
            fail_run(run, PROCESS_IS_GONE)


@transaction.atomic
def _resume(run: MatchRun, now: datetime) -> None:
    """Send again the parts whose workers are gone; in silence, all that is left to do."""
    shards = run.shards.select_for_update(skip_locked=True).order_by("number")
    deserted = list(shards.filter(state=ShardState.RUNNING, seen_at__lt=silent_since(now)))
    worn_out = [shard for shard in deserted if shard.attempts >= MOST_ATTEMPTS]
    if worn_out:
        fail_run(run, _worn_out(worn_out[0]))
    elif is_silent(run, now) or _waits_for_publishing(run):
        _send(run, run.shards.exclude(state=ShardState.DONE))
    elif deserted:
        _send(run, run.shards.filter(pk__in=[shard.pk for shard in deserted]))


def _waits_for_publishing(run: MatchRun) -> bool:
    """Whether all is scored; a chord that was sent in two halves publishes nothing."""
    unfinished = run.shards.exclude(state=ShardState.DONE)
    return run.phase == RunPhase.SCORING and not unfinished.exists()


def _send(run: MatchRun, shards: QuerySet[MatchShard]) -> None:
    numbers = list(shards.order_by("number").values_list("number", flat=True))
    shards.filter(state=ShardState.RUNNING).update(state=ShardState.WAITING)
    MatchRun.objects.filter(pk=run.pk).update(seen_at=timezone.now())
    dispatch(run, numbers)


def _worn_out(shard: MatchShard) -> str:
    return f"part {shard.number} was begun {shard.attempts} times and never finished"
