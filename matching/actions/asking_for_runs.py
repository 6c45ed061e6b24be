"""A run that somebody asks for: a worker begins it."""

from matching.actions.run_states import in_progress
from matching.choices.runs import RunState
from matching.models import MatchRun
from parks.actions.trail import record
from parks.models import Park, User
from parks.queue import enqueue


def ask_for_run(park: Park, *, by: User) -> None:
    """Queue a run of a park over what there is now, and note who wanted it.

    Raises RunInProgressError while one is under way.
    """
    if MatchRun.objects.filter(park=park, state=RunState.RUNNING).exists():
        raise in_progress(park)
    record(park, "matching run asked for", by=by, park_id=park.pk)
    enqueue("matching.run_park", park_id=park.pk, started_by_id=by.pk)
