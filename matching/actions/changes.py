"""The journal of changes that the database keeps: what waits to be worked into the lists."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Model, QuerySet

from companies.models import Opening
from matching.choices.runs import ChangeSide
from matching.models import GraduateMatches, MatchChange, MatchRun, OpeningMatches
from talent.models import Profile

WAITING_SINCE = "matching:changes-waiting-since"
MANY = 20_000
FORGET = """
DELETE FROM matching_matchchange WHERE id IN (
    SELECT entry.id FROM matching_matchchange AS entry
    JOIN unnest(%s::bigint[], %s::timestamptz[]) AS read (id, changed_at)
    ON entry.id = read.id AND entry.changed_at = read.changed_at
    FOR UPDATE OF entry SKIP LOCKED
)
"""


class Change(NamedTuple):
    """One entry as it was read."""

    pk: int
    side: str
    row_id: int
    changed_at: datetime


@dataclass(frozen=True)
class Touched:
    """Ids of profiles and of openings."""

    profiles: frozenset[int] = field(default_factory=frozenset)
    openings: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def by(cls, changes: Iterable[Change]) -> Self:
        ids = {side: set() for side in ChangeSide.values}
        for change in changes:
            ids[change.side].add(change.row_id)
        profiles, openings = ids[ChangeSide.PROFILE], ids[ChangeSide.OPENING]
        return cls(frozenset(profiles), frozenset(openings))

    def __len__(self) -> int:
        return len(self.profiles) + len(self.openings)

    def __contains__(self, change: Change) -> bool:
        ids = self.profiles if change.side == ChangeSide.PROFILE else self.openings
        return change.row_id in ids

    def without_missing(self) -> Self:
        """Leave out the rows that are gone from the database."""
        return type(self)(_there(Profile, self.profiles), _there(Opening, self.openings))

    def minus(self, other: "Touched") -> Self:
        return type(self)(self.profiles - other.profiles, self.openings - other.openings)


def read_changes() -> list[Change]:
    """Return the journal, the oldest entry first."""
    columns = MatchChange.objects.order_by("changed_at", "pk").values_list(*Change._fields)
    return [Change(*row) for row in columns]


def are_due(changes: list[Change], now: datetime) -> bool:
    """Whether it is time: nothing has changed for a while, or something has waited long enough.

    An entry that changes again gets a new time, so since when there has been anything to do is
    kept apart, in the cache.
    """
    if not changes:
        return False
    if changes[-1].changed_at <= now - timedelta(seconds=settings.MATCHING_DEBOUNCE_SECONDS):
        return True
    since = cache.get_or_set(WAITING_SINCE, changes[0].changed_at, timeout=3600) or now
    return since <= now - timedelta(seconds=settings.MATCHING_PATIENCE_SECONDS)


def forget_changes(changes: Iterable[Change]) -> None:
    """Delete these entries; those that changed again since they were read stay."""
    changes = list(changes)
    cache.delete(WAITING_SINCE)
    ids, times = [each.pk for each in changes], [each.changed_at for each in changes]
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [ids, times])


def touching(run: MatchRun, touched: Touched, *, many: int = MANY) -> Touched:
    """Return what of it the lists of a published run hold, or would hold today.

    What is gone from the database may stand in the lists of others, so it touches every run.
    Of more than `many` rows, as an import leaves them, it is not asked whose they are.
    """
    if len(touched) > many:
        return touched
    gone = touched.minus(touched.without_missing())
    people = Profile.objects.filter(parks=run.park_id, in_matching=True)
    offers = Opening.objects.published().filter(park=run.park_id)
    graduates = GraduateMatches.objects.filter(run=run)
    openings = OpeningMatches.objects.filter(run=run)
    return Touched(
        gone.profiles
        | _among(people, "pk", touched.profiles)
        | _among(graduates, "profile_id", touched.profiles),
        gone.openings
        | _among(offers, "pk", touched.openings)
        | _among(openings, "opening_id", touched.openings),
    )


def _there(model: type[Model], ids: frozenset[int]) -> frozenset[int]:
    return _among(model._default_manager.all(), "pk", ids)


def _among(rows: QuerySet, column: str, ids: frozenset[int]) -> frozenset[int]:
    return frozenset(rows.filter(**{f"{column}__in": ids}).values_list(column, flat=True))
