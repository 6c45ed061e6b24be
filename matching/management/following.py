"""A run on the workers, followed from a terminal through the database."""

import time
from datetime import datetime
from uuid import UUID

from django.core.management.base import CommandError
from django.utils import timezone

from matching.actions.run_states import in_progress
from matching.actions.runs import Progress
from matching.choices.runs import RunPhase, RunState
from matching.models import MatchRun
from matching.queries.progress import RunProgress
from parks.models import Park
from parks.queue import enqueue

LOOK_SECONDS = 0.5


def run_on_workers(
    park: Park, *, full: bool, batch: UUID, night: str, progress: Progress
) -> MatchRun:
    """Have the workers match a park, and return when the run has ended.

    Raises CommandError when it was cancelled or failed, or another run was in the way;
    KeyboardInterrupt leaves the run going.
    """
    asked_at = timezone.now()
    if MatchRun.objects.filter(park=park, state=RunState.RUNNING).exists():
        raise CommandError(str(in_progress(park)))
    ids = {"park_id": park.pk, "night": night, "full": full, "batch": str(batch)}
    enqueue("matching.run_park", **ids)
    try:
        return _followed(park, batch, asked_at, progress)
    except KeyboardInterrupt as stop:
        raise CommandError(_goes_on(park, batch), returncode=130) from stop


def _followed(park: Park, batch: UUID, asked_at: datetime, progress: Progress) -> MatchRun:
    progress(RunPhase.LOADING, 0, 0)
    while True:
        run = MatchRun.objects.filter(park=park, batch=batch).first()
        if run is not None:
            at = RunProgress.of(run)
            progress(RunPhase(run.phase), at.done, at.total)
            if not at.is_running:
                return _ended(run)
        elif found := _instead(park, batch, asked_at):
            return found
        time.sleep(LOOK_SECONDS)


def _instead(park: Park, batch: UUID, asked_at: datetime) -> MatchRun | None:
    """Return the published run when the workers found that it still is the answer.

    Our own run, which may have begun since it was looked for, is found with the next look.
    """
    others = MatchRun.objects.filter(park=park).exclude(batch=batch)
    if others.filter(state=RunState.RUNNING).exists():
        raise CommandError(str(in_progress(park)))
    return others.filter(state=RunState.PUBLISHED, confirmed_at__gte=asked_at).first()


def _ended(run: MatchRun) -> MatchRun:
    if run.state == RunState.CANCELLED:
        raise CommandError(f"Run {run.uuid} was cancelled.")
    if run.state == RunState.FAILED:
        raise CommandError(f"Run {run.uuid} failed: {run.error}")
    return run


def _goes_on(park: Park, batch: UUID) -> str:
    run = MatchRun.objects.filter(park=park, batch=batch).first()
    if run is None:
        return "The run waits for a worker and will be made all the same."
    return f"The run goes on. To stop it: manage.py cancel_run {run.uuid}"
