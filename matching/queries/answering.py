"""Applications that wait for the company: who is to be reminded of what, and what lapses."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from companies.models import Opening
from matching.choices.applications import TIME_TO_ANSWER, ApplicationState
from matching.models import Application
from matching.models.applications import ApplicationQuerySet
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.models import LogEntry, Membership, User

REMINDED = "reminded to answer"


class Reminder(NamedTuple):
    """What happens to an application that has waited so many days, and not yet `until`."""

    days: int
    until: int
    tells_office: bool = False


REMINDERS = (Reminder(30, until=45), Reminder(45, until=TIME_TO_ANSWER.days, tells_office=True))


class Heap(NamedTuple):
    """Unanswered applications of one company in one park, as ids in order."""

    company_id: int
    park_id: int
    ids: list[int]


class Waiting(NamedTuple):
    """How many wait for an answer in one opening, and since when the first of them."""

    opening: Opening
    count: int
    since: datetime


def unanswered() -> ApplicationQuerySet:
    return Application.objects.filter(state=ApplicationState.SUBMITTED)


def lapsing(now: datetime) -> ApplicationQuerySet:
    """Return what has waited for 60 days."""
    return unanswered().filter(submitted_at__lte=now - TIME_TO_ANSWER)


def due(reminder: Reminder, now: datetime) -> ApplicationQuerySet:
    """Return what this reminder is due for and has not been said of.

    After a pause the last reminder that is due is sent and an earlier one left out.
    """
    told = LogEntry.objects.filter(
        noun=Application._meta.label_lower,
        row_id=OuterRef("pk"),
        verb=REMINDED,
        details__days=reminder.days,
    )
    return unanswered().filter(
        ~Exists(told),
        submitted_at__lte=now - timedelta(days=reminder.days),
        submitted_at__gt=now - timedelta(days=reminder.until),
    )


def heaps_of(applications: ApplicationQuerySet) -> list[Heap]:
    """Sort applications by the company and park that are told of them."""
    found: dict[tuple[int, int], list[int]] = {}
    columns = applications.order_by("opening__company", "opening__park", "pk").values_list(
        "opening__company", "opening__park", "pk"
    )
    for company_id, park_id, pk in columns:
        found.setdefault((company_id, park_id), []).append(pk)
    return [Heap(*key, ids) for key, ids in found.items()]


def by_opening(applications: Iterable[Application]) -> list[Waiting]:
    """Count applications, read with their openings, per opening: the longest waiting first."""
    found: dict[int, list[Application]] = {}
    for application in applications:
        found.setdefault(application.opening_id, []).append(application)
    rows = [
        Waiting(group[0].opening, len(group), min(row.submitted_at for row in group))
        for group in found.values()
    ]
    return sorted(rows, key=lambda row: (row.since, row.opening.pk))


def people_of_company(company_id: int) -> QuerySet[User]:
    """Return who answers applicants for a company; an interviewer does not."""
    return _people(Membership.objects.filter(organisation=company_id))


def people_of_office(park_id: int) -> QuerySet[User]:
    """Return who works in the office of a park."""
    office = {"organisation__kind": OrganisationKind.PARK_OFFICE, "organisation__park": park_id}
    return _people(Membership.objects.filter(**office))


def _people(memberships: QuerySet[Membership]) -> QuerySet[User]:
    acting = memberships.live().exclude(role=MembershipRole.INTERVIEWER)
    return User.objects.filter(pk__in=acting.values("user"), is_active=True).order_by("pk")
