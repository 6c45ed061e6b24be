"""Yearly targets of a consortium: what was reached, where it leads, what is still needed."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import NamedTuple

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from companies.models import Session
from matching.models import Enrolment
from matching.queries.target_rows import ASSESSED, METRICS, Year, members, sessions_to_come
from parks.choices.agreements import MetricCode
from parks.models import AnnualTarget, Consortium

EARLIEST_FORECAST = 30
"""Days of the year that must have passed: a week of January says nothing about a year."""
MONTHS = 12
CERTIFIED = Q(certificate__isnull=False, certificate__revoked_at=None)


class Forecast(NamedTuple):
    """Where a metric leads by the end of the year.

    `expected` goes on as the year has gone so far; None in its first days and before it begins.
    `upper` is what the places of all sessions still to come allow; None where nothing is planned
    by places.
    """

    expected: int | None = None
    upper: int | None = None


@dataclass(frozen=True)
class TargetLine:
    """A target with its actual; `actual` is None where the metric is not recorded here yet."""

    target: AnnualTarget
    actual: int | None
    forecast: Forecast
    per_month: int | None

    @property
    def share(self) -> float | None:
        """The actual as a part of the target."""
        return None if self.actual is None else self.actual / self.target.value

    @property
    def is_reached(self) -> bool:
        return self.actual is not None and self.actual >= self.target.value

    @property
    def is_on_course(self) -> bool:
        expected = self.forecast.expected
        return self.is_reached or (expected is not None and expected >= self.target.value)


def actuals(*, consortium: Consortium, year: int) -> dict[MetricCode, int]:
    """Count every metric of a year, as its function in `target_rows` defines it, in one query.

    A metric whose nouns the portal has not yet is absent.
    """
    asked = Year(consortium, year)
    return _numbers(consortium, {code: _count(rows(asked)) for code, rows in METRICS.items()})


def forecast(*, consortium: Consortium, year: int, today: date) -> dict[MetricCode, Forecast]:
    """Say where every metric leads by the end of a year, on a day; in three queries.

    Linear in the share of the year that has passed, today included: 50 by the end of March are
    about 200 by the end of December. Members are counted, not done: those who were there when the
    year began stay, and joining goes on as it went. Of a year that is over the forecast is what
    was reached, of one to come there is none.
    """
    return _forecast(Year(consortium, year), actuals(consortium=consortium, year=year), today)


def target_lines(*, consortium: Consortium, year: int, today: date) -> list[TargetLine]:
    """Return the targets of a year with actual, forecast and need, in the order of the metrics."""
    reached = actuals(consortium=consortium, year=year)
    expected = _forecast(Year(consortium, year), reached, today)
    found = AnnualTarget.objects.filter(consortium=consortium, year=year)
    targets = {MetricCode(row.metric): row for row in found.order_by("pk")}
    return [
        TargetLine(
            target=targets[code],
            actual=reached.get(code),
            forecast=expected.get(code, Forecast()),
            per_month=needed_per_month(targets[code].value, reached.get(code), year, today),
        )
        for code in MetricCode
        if code in targets
    ]


def needed_per_month(target: int, actual: int | None, year: int, today: date) -> int | None:
    """Return how much each month must still bring, this month included, rounded up.

    None where the actual is not known or the year is over; the months of a year to come are all.
    """
    if actual is None or year < today.year:
        return None
    left = MONTHS if year > today.year else MONTHS - today.month + 1
    return ceil(max(target - actual, 0) / left)


def share_passed(year: int, today: date) -> float:
    """Return how much of a year has passed on a day, that day included: 0 to 1."""
    if year != today.year:
        return float(year < today.year)
    return today.timetuple().tm_yday / (366 if isleap(year) else 365)


def _forecast(
    asked: Year, reached: dict[MetricCode, int], today: date
) -> dict[MetricCode, Forecast]:
    passed = share_passed(asked.year, today)
    if not passed:
        return {code: Forecast() for code in reached}
    planned = _planned(asked) if asked.year == today.year else {}
    there = {MetricCode.MEMBERS: members(Year(asked.consortium, asked.year - 1)).count()}
    return {
        code: Forecast(
            expected=_expected(actual, there.get(code, 0), passed),
            upper=actual + planned[code] if code in planned else None,
        )
        for code, actual in reached.items()
    }


def _expected(actual: int, at_first: int, passed: float) -> int | None:
    if passed < EARLIEST_FORECAST / 366:
        return None
    return at_first + round((actual - at_first) / passed)


def _planned(asked: Year) -> dict[MetricCode, int]:
    """What sessions to come can add: places whose people are not counted yet, and themselves."""
    rows = sessions_to_come(asked)
    certifying = rows.exclude(programme__scheme=None)
    parts = {
        MetricCode.TRAINED: _sum(_left(rows, Q(state__in=ASSESSED)), "left"),
        MetricCode.CERTIFIED: _sum(_left(certifying, CERTIFIED), "left"),
        MetricCode.SESSIONS: _count(rows),
    }
    return _numbers(asked.consortium, parts)


def _left(sessions: QuerySet[Session], counted: Q) -> QuerySet[Session]:
    """Add `left`: the places of a session without those of people who are counted already."""
    people = Enrolment.objects.filter(counted, session=OuterRef("pk")).order_by()
    number = people.values("session").annotate(number=Count("pk")).values("number")
    done = Coalesce(Subquery(number, output_field=IntegerField()), 0)
    return sessions.annotate(left=Greatest(F("capacity") - done, 0))


def _count(rows: QuerySet) -> QuerySet:
    return _aggregated(rows, Count("pk"))


def _sum(rows: QuerySet, column: str) -> QuerySet:
    return _aggregated(rows, Sum(column))


def _aggregated(rows: QuerySet, number: Count | Sum) -> QuerySet:
    """Make one row of one number of all rows, for a subquery."""
    return rows.order_by().values(of_all=Value(1)).annotate(number=number).values("number")


def _numbers(consortium: Consortium, parts: dict[MetricCode, QuerySet]) -> dict[MetricCode, int]:
    """Ask for all numbers in one query."""
    columns = {
        f"of_{code.value}": Coalesce(Subquery(part, output_field=IntegerField()), 0)
        for code, part in parts.items()
    }
    row = Consortium.objects.filter(pk=consortium.pk).annotate(**columns).values(*columns).get()
    return {code: row[f"of_{code.value}"] for code in parts}
