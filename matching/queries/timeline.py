from datetime import datetime
from typing import NamedTuple

from matching.choices.applications import ApplicationState
from matching.models import Application
from parks.models import LogEntry


class Step(NamedTuple):
    """A state an application took, in words, and when."""

    label: str
    happened_at: datetime


def timeline_of(application: Application) -> list[Step]:
    """Return every state an application took, oldest first."""
    labels = dict(ApplicationState.choices)
    entries = LogEntry.objects.about(application).filter(verb__in=labels)
    rows = entries.order_by("happened_at", "pk").values_list("verb", "happened_at")
    return [Step(str(labels[verb]), happened_at) for verb, happened_at in rows]
