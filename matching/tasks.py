"""What workers and beat do for matching; each task may come twice or be cut off anywhere."""

from datetime import date
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from matching.actions import alarms, publishing, refreshing, runs, shards, watching
from matching.actions.nights import due_parks, night_at
from matching.actions.run_states import RunInProgressError
from parks.models import Park, User
from parks.queue import enqueue


@shared_task(name="matching.start_due_runs")
def start_due_runs() -> None:
    now = timezone.now()
    for park, night in due_parks(now):
        enqueue("matching.run_park", park_id=park.pk, night=night.isoformat())
    alarms.raise_late_alarms(now)


@shared_task(name="matching.run_park", throws=(RunInProgressError,))
def run_park(
    *,
    park_id: int,
    night: str = "",
    full: bool = False,
    batch: str = "",
    started_by_id: int | None = None,
) -> None:
    park = Park.objects.get(pk=park_id)
    by = User.objects.filter(pk=started_by_id).first()
    day = date.fromisoformat(night) if night else night_at(park, timezone.now())
    named = UUID(batch) if batch else None
    runs.start_run(park, night=day, full=full or by is not None, batch=named, by=by)


# A chord counts results, so its parts may not ignore theirs.
@shared_task(name="matching.score_shard", ignore_result=False)
def score_shard(*, run_id: int, number: int) -> None:
    shards.score_shard(run_id, number)


@shared_task(name="matching.publish_run", ignore_result=False)
def publish_run(*, run_id: int) -> None:
    publishing.publish_run(run_id)


@shared_task(name="matching.watch_runs")
def watch_runs() -> None:
    watching.watch_runs(timezone.now())


@shared_task(name="matching.refresh_matches")
def refresh_matches() -> None:
    refreshing.refresh_matches(timezone.now())
