"""Nights: every park is matched once, past the matching hour of its own day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from matching.choices.runs import RunState
from matching.models import MatchRun
from parks.models import Park

LEFT_LISTS = (RunState.PUBLISHED, RunState.SUPERSEDED)


def night_at(park: Park, now: datetime) -> date:
    """Return the day it is at the park, which names the night of a run started now."""
    return park.day_at(now)


def due_parks(now: datetime) -> list[tuple[Park, date]]:
    """Return the parks past the matching hour without a run since, each with its day."""
    return [(park, night_at(park, now)) for park in _parks() if _is_due(park, now)]


def late_parks(now: datetime) -> list[tuple[Park, date]]:
    """Return the parks whose lists of this night are overdue, each with its day.

    A park that was never matched has no lists yet that anybody could miss.
    """
    return [(park, night_at(park, now)) for park in _parks() if _is_late(park, now)]


def _parks() -> QuerySet[Park]:
    return Park.objects.order_by("pk")


def _is_due(park: Park, now: datetime) -> bool:
    due_at = _due_at(park, now)
    made = MatchRun.objects.filter(park=park).exclude(state=RunState.FAILED)
    return now >= due_at and not made.filter(_since(due_at)).exists()


def _is_late(park: Park, now: datetime) -> bool:
    due_at = _due_at(park, now)
    if now < due_at + timedelta(hours=settings.MATCHING_LATE_HOURS):
        return False
    runs = MatchRun.objects.filter(park=park)
    in_time = runs.filter(_since(due_at), state__in=LEFT_LISTS)
    return runs.filter(started_at__lt=due_at).exists() and not in_time.exists()


def _due_at(park: Park, now: datetime) -> datetime:
    local = now.astimezone(ZoneInfo(park.time_zone))
    return local.replace(hour=settings.MATCHING_HOUR, minute=0, second=0, microsecond=0)


def _since(moment: datetime) -> Q:
    return Q(started_at__gte=moment) | Q(confirmed_at__gte=moment)
