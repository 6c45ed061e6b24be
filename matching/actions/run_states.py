"""The states a run goes through, each moved by a condition in the database."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from matching import engine
from matching.actions.alarms import raise_alarm
from matching.choices.runs import AlarmKind, RunPhase, RunState
from matching.loading import snapshots
from matching.models import MatchRun
from matching.queries.weights import engine_weights, weights_in_force
from parks.actions.trail import record
from parks.models import Park, User

PROCESS_IS_GONE = "the process ended before the run did"

logger = logging.getLogger(__name__)


class RunInProgressError(Exception):
    """Another process is matching this park at this moment."""


class RunEndedError(Exception):
    """The run is over: cancelled, failed or published by somebody else."""


def open_run(park: Park, *, night: date, batch: UUID, by: User | None) -> MatchRun:
    """Begin a run of a park whose lock is held.

    A run without shards lives in one process, which would hold that lock; one with shards lives
    while any sign of life is fresh. Raises RunInProgressError then; else it is over.
    """
    for run in MatchRun.objects.filter(park=park, state=RunState.RUNNING):
        if run.shards.exists() and not is_silent(run, timezone.now()):
            raise in_progress(park)
        fail_run(run, PROCESS_IS_GONE)
    row = weights_in_force(park)
    return MatchRun.objects.create(
        park=park,
        night=night,
        batch=batch,
        started_by=by,
        weights=row,
        weights_version=engine_weights(row).version,
        engine_version=engine.VERSION,
        seen_at=timezone.now(),
    )


def in_progress(park: Park) -> RunInProgressError:
    return RunInProgressError(_("A matching run for %(park)s is under way.") % {"park": park})


def is_silent(run: MatchRun, now: datetime) -> bool:
    """Whether nobody has given a sign of life for longer than is normal."""
    shards = run.shards.aggregate(newest=Max("seen_at"))["newest"]
    newest = max(sign for sign in (run.started_at, run.seen_at, shards) if sign is not None)
    return newest < silent_since(now)


def silent_since(now: datetime) -> datetime:
    return now - timedelta(seconds=settings.MATCHING_STALL_SECONDS)


def enter_phase(run: MatchRun, phase: RunPhase, **figures: Any) -> None:
    """Note what the run does next; raises RunEndedError when it is no longer wanted."""
    if not _running(run).update(phase=phase, seen_at=timezone.now(), **figures):
        raise _ended(run)


def confirm_run(run: MatchRun, published: MatchRun) -> MatchRun:
    """Note that the published run still is the answer to the same input; `run` never was."""
    run.delete()
    MatchRun.objects.filter(pk=published.pk).update(confirmed_at=timezone.now())
    published.refresh_from_db()
    return published


def require_running(run: MatchRun) -> MatchRun:
    """Return the run under a lock; raises RunEndedError when it is no longer running."""
    locked = MatchRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if locked.state != RunState.RUNNING:
        raise _ended(run)
    return locked


@transaction.atomic
def cancel_run(run: MatchRun, *, by: User | None) -> MatchRun:
    """End a run; its workers notice within seconds, and the old lists stay.

    Raises RunEndedError when it is over already.
    """
    run, now = require_running(run), timezone.now()
    _running(run).update(
        state=RunState.CANCELLED, phase=RunPhase.ENDED, cancel_asked_at=now, finished_at=now
    )
    record(run, "cancelled", by=by, park_id=run.park_id)
    snapshots.forget(run)
    run.refresh_from_db()
    return run


@transaction.atomic
def fail_run(run: MatchRun, error: str) -> None:
    """Keep why a run failed and raise an alarm; a run that is over already stays as it is."""
    failed = {"state": RunState.FAILED, "phase": RunPhase.ENDED, "error": error[:2000]}
    if _running(run).update(**failed, finished_at=timezone.now()):
        kind = AlarmKind.FAILED
        raise_alarm(run.park, night=run.night, kind=kind, error=error[:500], run=str(run.uuid))
        snapshots.forget(run)


@contextmanager
def failures_of(run: MatchRun, *, tried_again: bool) -> Iterator[None]:
    """Let the run end with what goes wrong inside; with a run that is over, stop quietly.

    `tried_again`: what a lost connection broke is left to the watch over runs; else whoever
    interrupts this process cancels the run.
    """
    try:
        yield
    except KeyboardInterrupt:
        if not tried_again:
            cancel_run(run, by=None)
        raise
    except (engine.CancelledError, RunEndedError):
        logger.info("Run %s is no longer wanted", run.uuid)
    except Exception as error:
        if not (tried_again and isinstance(error, OperationalError | InterfaceError)):
            fail_run(run, f"{type(error).__name__}: {error}")
        raise


def _running(run: MatchRun) -> QuerySet[MatchRun]:
    return MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING)


def _ended(run: MatchRun) -> RunEndedError:
    return RunEndedError(_("The run %(run)s is over.") % {"run": run})
