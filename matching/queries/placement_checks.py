"""Looks back at a hiring: which are due, which wait for an answer, and what was answered."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.urls import reverse

from matching.choices.placements import LOOKS_BACK, PROMOTED, AnswerSide, Whereabouts
from matching.models import Placement, PlacementCheck
from matching.queries.anonymity import shown_name
from matching.queries.outcomes import months_before
from parks.access import Viewer
from parks.models import LogEntry

ANSWERED = "look back answered"


class Look(NamedTuple):
    """One time at which somebody's hiring is looked back at; `check` is None until answered."""

    placement: Placement
    months: int
    is_due: bool
    check: PlacementCheck | None

    @property
    def waits(self) -> bool:
        return self.is_due and self.check is None

    @property
    def name(self) -> str:
        """What the company calls the person."""
        return str(shown_name(self.placement.application))

    @property
    def address(self) -> str:
        uuid = self.placement.application.uuid
        return reverse("matching:placement_check", args=[uuid, self.months])

    @property
    def words(self) -> str:
        answer = answer_of(self.check)
        return str(answer.label) if answer else ""


def due_on(rows: QuerySet[Placement], months: int, today: date) -> QuerySet[Placement]:
    """Return the hirings that are so many months ago, or longer, of people who are still here."""
    rows = rows.filter(application__profile__erased_at=None)
    return rows.filter(hired_on__lte=months_before(today, months))


def unanswered(rows: QuerySet[Placement], today: date) -> QuerySet[Placement]:
    """Return the hirings of which a look back is due that nobody has answered.

    Adds `months_asked`, the months of the first such look.
    """
    waits = {
        months: Q(hired_on__lte=months_before(today, months)) & ~Exists(_known(months))
        for months in LOOKS_BACK
    }
    first = Case(*(When(waits[months], Value(months)) for months in LOOKS_BACK))
    rows = rows.annotate(months_asked=ExpressionWrapper(first, IntegerField()))
    return rows.filter(months_asked__isnull=False, application__profile__erased_at=None)


def _known(months: int) -> QuerySet[PlacementCheck]:
    return PlacementCheck.objects.filter(placement=OuterRef("pk"), months=months)


def looks_at(placements: Iterable[Placement], today: date) -> list[tuple[Placement, list[Look]]]:
    """Return the three looks back at each hiring, in one query for all of them."""
    found = list(placements)
    checks = PlacementCheck.objects.filter(placement__in=[row.pk for row in found])
    known = {(row.placement_id, row.months): row for row in checks.order_by("pk")}
    return [
        (row, [_look(row, months, known.get((row.pk, months)), today) for months in LOOKS_BACK])
        for row in found
    ]


def _look(row: Placement, months: int, check: PlacementCheck | None, today: date) -> Look:
    return Look(row, months, row.hired_on <= months_before(today, months), check)


def next_look(rows: QuerySet[Placement], today: date) -> Look | None:
    """Return the look back that waits longest for an answer, in one query."""
    first = with_people(unanswered(rows, today)).order_by("hired_on", "pk").first()
    return None if first is None else Look(first, first.months_asked, True, None)


def with_people(rows: QuerySet[Placement]) -> QuerySet[Placement]:
    """Fetch along what a page says of a hiring."""
    return rows.select_related(
        "application__profile__user",
        "application__opening__company",
        "application__opening__park",
        "agreement",
    )


def hired_by(viewer: Viewer) -> QuerySet[Placement]:
    """Return the hirings of the companies somebody acts for."""
    return Placement.objects.filter(application__opening__company__in=viewer.organisation_ids)


def hirings_of(user_id: int | None) -> QuerySet[Placement]:
    """Return a person's own hirings."""
    return Placement.objects.filter(
        application__profile__user=user_id, application__profile__user__isnull=False
    )


class Answered(NamedTuple):
    """What one side answered, and when; who of them it was stays in the log."""

    side: str
    words: str
    happened_at: datetime


def history_of(check: PlacementCheck | None) -> list[Answered]:
    """Return every answer to a look back from the log, the last one first."""
    if check is None:
        return []
    entries = LogEntry.objects.about(check).filter(verb=ANSWERED).order_by("-happened_at", "-pk")
    return [
        Answered(
            str(AnswerSide(entry.details["side"]).label),
            str(Whereabouts(entry.details["answer"]).label),
            entry.happened_at,
        )
        for entry in entries
    ]


def answer_of(check: PlacementCheck | None) -> Whereabouts | None:
    """Return what stands of a look back, as it was chosen."""
    if check is None:
        return None
    if not check.is_there:
        return Whereabouts.GONE
    return PROMOTED.get(check.channel, Whereabouts.THERE)
