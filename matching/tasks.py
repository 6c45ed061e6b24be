from datetime import date

from celery import shared_task
from django.utils import timezone

from matching.actions import runs
from parks.models import Park, User
from parks.queue import enqueue


@shared_task(name="matching.start_due_runs")
def start_due_runs() -> None:
    for park, night in runs.due_parks(timezone.now()):
        enqueue("matching.run_park", park_id=park.pk, night=night.isoformat())


@shared_task(name="matching.run_park", throws=(runs.RunInProgressError,))
def run_park(*, park_id: int, night: str = "", started_by_id: int | None = None) -> None:
    park = Park.objects.get(pk=park_id)
    by = User.objects.filter(pk=started_by_id).first()
    day = date.fromisoformat(night) if night else runs.night_at(park, timezone.now())
    runs.run_park(park, night=day, full=by is not None, by=by)
