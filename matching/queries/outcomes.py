"""Graduates who are due at a time after graduation, and how much is known of them."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery

from matching.choices.applications import ApplicationState
from matching.choices.outcomes import PLACED, OutcomeMonth
from matching.models import Application, Outcome
from matching.queries.small_groups import LEAST
from matching.queries.students import programme_name
from parks.language import in_language
from talent.models import RosterEntry, University
from talent.models.roster import RosterEntryQuerySet


class Rates(NamedTuple):
    """Graduates who are due, of how many the destination is known, and how many are placed."""

    due: int
    known: int
    placed: int

    @property
    def knowledge(self) -> float | None:
        """Known of all who are due."""
        return self.known / self.due if self.due else None

    @property
    def outcome(self) -> float | None:
        """Placed of all who are due: whoever is not known counts as not placed."""
        return self.placed / self.due if self.due else None

    @property
    def outcome_of_known(self) -> float | None:
        """Placed of those who are known."""
        return self.placed / self.known if self.known else None


@dataclass(frozen=True)
class Group:
    """The rates of the graduates of one programme and degree; no name: the small ones together."""

    programme: str
    degree: str
    rates: Rates


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due(rows: RosterEntryQuerySet, months: int, today: date) -> RosterEntryQuerySet:
    """Return who is on the roster and graduated so many months ago, or earlier."""
    return rows.enrolled().filter(graduates_on__lte=months_before(today, months))


def with_outcome(rows: RosterEntryQuerySet, months: int) -> RosterEntryQuerySet:
    """Add `category`, empty where it is not known, with `source` and the `outcome_uuid`."""
    known = Outcome.objects.filter(entry=OuterRef("pk"), months=months)
    return rows.annotate(
        category=Subquery(known.values("category")),
        source=Subquery(known.values("source")),
        employer=Subquery(known.values("employer_text")),
        outcome_uuid=Subquery(known.exclude(evidence="").values("uuid")),
    )


def of_knowledge(rows: RosterEntryQuerySet, asked: Mapping[str, str]) -> RosterEntryQuerySet:
    """Narrow rows that have `category` to the unknown, the known or one category."""
    wanted = asked.get("category", "")
    if wanted == "unknown":
        return rows.filter(category=None)
    return rows.filter(category=wanted) if wanted else rows


def rates_of(rows: RosterEntryQuerySet, months: int) -> Rates:
    """Count in one query; `rows` are those due."""
    return Rates(**with_outcome(rows, months).order_by().aggregate(**_counts()))


def groups_of(rows: RosterEntryQuerySet, months: int) -> list[Group]:
    """Count by programme and degree, groups under five together: none can be read off.

    Were those together still under five, the smallest of the other groups joins them.
    """
    keys = (
        "programme__name_zh", "programme__name_en", "programme_text",
        "degree__rank", "degree__label_zh", "degree__label_en",
    )  # fmt: skip
    found = with_outcome(rows, months).order_by().values(*keys).annotate(**_counts())
    named = [
        Group(
            programme_name(row[keys[0]], row[keys[1]], row[keys[2]]),
            in_language(row[keys[4]], row[keys[5]]),
            Rates(row["due"], row["known"], row["placed"]),
        )
        for row in found.order_by(*keys)
    ]
    return without_small(named)


def without_small(groups: Iterable[Group]) -> list[Group]:
    """Put groups under five together; return no group at all when everybody is too few."""
    by_size = sorted(groups, key=lambda group: group.rates.due)
    small = [group for group in by_size if group.rates.due < LEAST]
    rest = by_size[len(small) :]
    while small and rest and sum(group.rates.due for group in small) < LEAST:
        small.append(rest.pop(0))
    shown = sorted(rest, key=lambda group: (group.programme, group.degree))
    together = Rates(*(sum(getattr(each.rates, name) for each in small) for name in Rates._fields))
    return shown + ([Group("", "", together)] if together.due >= LEAST else [])


def _counts() -> dict[str, Count]:
    known = Q(category__isnull=False)
    return {
        "due": Count("pk"),
        "known": Count("pk", filter=known),
        "placed": Count("pk", filter=Q(category__in=PLACED)),
    }


def graduates_of(university: University) -> RosterEntryQuerySet:
    rows = RosterEntry.objects.filter(university=university)
    return rows.select_related("degree", "programme")


class Asked(NamedTuple):
    """A time at which a graduate is asked, and what is known of it."""

    entry: RosterEntry
    month: OutcomeMonth
    outcome: Outcome | None


def asked_of(user_id: int, today: date) -> list[Asked]:
    """Return every time that is due for a person, the latest first; in two queries."""
    entries = RosterEntry.objects.filter(user=user_id).enrolled().select_related("university")
    mine = list(entries.order_by("-graduates_on", "pk"))
    known = {
        (row.entry_id, row.months): row
        for row in Outcome.objects.filter(entry__in=mine).select_related("company")
    }
    return [
        Asked(entry, month, known.get((entry.pk, month.value)))
        for entry in mine
        for month in reversed(OutcomeMonth)
        if entry.graduates_on <= months_before(today, month.value)
    ]


def hiring_of(user_id: int | None) -> Application | None:
    """Return the last application by which a person was hired here, with its company."""
    if user_id is None:
        return None
    rows = Application.objects.filter(profile__user=user_id, state=ApplicationState.HIRED)
    return rows.select_related("opening__company").order_by(F("changed_at").desc(), "-pk").first()
