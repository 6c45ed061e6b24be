"""How quickly a company answers: counted from the steps of the applications sent to it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from django.db.models import Aggregate, Count, F, FloatField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Extract, Least

from matching.choices.applications import ANSWERS, ApplicationState
from matching.models import Application, ApplicationStep
from matching.models.applications import ApplicationQuerySet

LOOKED_BACK = timedelta(days=180)
IN_TIME = timedelta(days=30)
FEWEST = 5
SECONDS_OF_A_DAY = 24 * 60 * 60


class Median(Aggregate):
    """The middle value, or the mean of the two in the middle, as PostgreSQL computes it."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class Responses(NamedTuple):
    """`counted` applications, `answered` in time of these, days to the first answer (the median).

    `answers` counts every answer given, in time or late; the median is theirs, None without any.
    """

    counted: int
    answered: int
    answers: int
    days: float | None

    @property
    def rate(self) -> float | None:
        """The part of one answered in time; None for so few that it would say nothing."""
        return self.answered / self.counted if self.counted >= FEWEST else None

    @property
    def median_days(self) -> float | None:
        """Days to the first answer, None for so few answers that they would say nothing."""
        return self.days if self.answers >= FEWEST else None

    @property
    def whole_days(self) -> int | None:
        """The median for people to read: a day begun is a day, the first answer never “0 days”."""
        return None if self.median_days is None else max(1, ceil(self.median_days))


def with_first_answer(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Add `answered_at`, the first step the company took, and `left_at`, when it was withdrawn."""
    return applications.annotate(
        answered_at=_first_step(ANSWERS), left_at=_first_step([ApplicationState.WITHDRAWN])
    )


def _first_step(states: Iterable[str]) -> Subquery:
    steps = ApplicationStep.objects.filter(application=OuterRef("pk"), state__in=states)
    return Subquery(steps.order_by("taken_at", "pk").values("taken_at")[:1])


def responses_to(applications: ApplicationQuerySet, now: datetime) -> Responses:
    """Count the answers to those of these applications that were sent in the last 180 days.

    An answer in time comes within 30 days. What has waited for less and has no answer yet is not
    counted, nor what was withdrawn before either: nobody has been kept waiting. An application
    that lapses was not answered. One query.
    """
    recent = applications.filter(submitted_at__gt=now - LOOKED_BACK, submitted_at__lte=now)
    rows = _with_waits(recent, now)
    in_time = Q(answered_at__lte=F("submitted_at") + IN_TIME)
    kept_waiting = Q(waited_until__gte=F("submitted_at") + IN_TIME)
    answered = Q(answered_at__isnull=False)
    return Responses(
        **rows.aggregate(
            counted=Count("pk", filter=in_time | kept_waiting),
            answered=Count("pk", filter=in_time),
            answers=Count("pk", filter=answered),
            days=Median("days_waited", filter=answered),
        )
    )


def _with_waits(applications: QuerySet[Application], now: datetime) -> QuerySet[Application]:
    """Add how long each has waited: until its answer, its withdrawal or now."""
    first = with_first_answer(applications.exclude(state=ApplicationState.DRAFT))
    waited = Extract(F("answered_at") - F("submitted_at"), "epoch") / float(SECONDS_OF_A_DAY)
    until = Least(Coalesce("answered_at", now), Coalesce("left_at", now))
    return first.annotate(waited_until=until, days_waited=waited)


def responses_of(company_id: int, now: datetime) -> Responses:
    """Count how a company has answered in the last 180 days, over all of its openings."""
    return responses_to(Application.objects.filter(opening__company=company_id), now)
