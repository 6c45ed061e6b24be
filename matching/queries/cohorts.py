"""Which applications the figures of a company's desk count: sent to it, within a period."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import DateTimeField, DurationField, F, Func, Value

from matching.choices.applications import ApplicationState
from matching.choices.numbers import Period
from matching.models import Application
from matching.models.applications import ApplicationQuerySet


@dataclass(frozen=True)
class Selection:
    """What somebody wants counted; the companies are their own, which the view has seen to."""

    company_ids: frozenset[int]
    period: Period = Period.QUARTER
    kind: str = ""
    opening_id: int | None = None


def applications_in(selection: Selection, now: datetime) -> ApplicationQuerySet:
    """Return the applications that were sent to these companies in the period, whatever became
    of them: what was withdrawn is counted too, though the company reads it no more.

    Days are those of the park of the opening; the last 30 days are today and the 29 before.
    """
    rows = Application.objects.filter(
        opening__company__in=selection.company_ids, submitted_at__lte=now
    ).exclude(state=ApplicationState.DRAFT)
    if selection.opening_id is not None:
        rows = rows.filter(opening=selection.opening_id)
    if selection.kind:
        rows = rows.filter(opening__kind=selection.kind)
    if selection.period.days is not None:
        rows = rows.filter(submitted_at__gte=_first_moment(selection.period.days, now))
    return rows


def _first_moment(days: int, now: datetime) -> Func:
    """Say in SQL when the first of so many days began, by the clock of the opening's park."""
    zone, moment = F("opening__park__time_zone"), DateTimeField()
    local = Func(zone, Value(now), function="timezone", output_field=moment)
    today = Func(Value("day"), local, function="date_trunc", output_field=moment)
    before = Value(timedelta(days=days - 1), output_field=DurationField())
    return Func(zone, today - before, function="timezone", output_field=moment)
