"""Talent pools: whom a company keeps in mind, as it may read them today."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import BooleanField, CharField, ExpressionWrapper, F, Func, QuerySet

from companies.models import Company, Opening
from matching.choices.runs import RunState
from matching.models import OpeningMatches, PoolEntry
from matching.queries.anonymity import candidate_name, with_known
from matching.queries.matches import unpacked_ids, unpacked_points
from parks.access import Viewer
from parks.models import LogEntry
from talent.models import Profile

OBJECTED = "objected to a talent pool"
MOST_MATCHES = 3


class PoolMatch(NamedTuple):
    """One of the company's openings in whose list of last night somebody stands."""

    opening: Opening
    points: int


class PoolMember(NamedTuple):
    """An entry with what the company may read of its person now.

    Who hides or has ended the access is there as a code: `is_shown` is False and nothing else of
    the person may be written.
    """

    entry: PoolEntry
    profile: Profile
    name: str
    is_shown: bool
    matches: list[PoolMatch]


def acting_for(company_id: int) -> Viewer:
    """Return the rights of one company alone, whatever else its people act for."""
    return Viewer(organisation_ids=frozenset({company_id}))


def pool_of(company: Company, tag: str = "") -> QuerySet[PoolEntry]:
    """Return the entries of a company, newest first; those with a tag if one is named."""
    rows = PoolEntry.objects.filter(company=company)
    if tag:
        rows = rows.filter(tags__contains=[tag])
    return rows.order_by("-added_at", "-pk")


def tags_of(company: Company) -> list[str]:
    """Return every tag that a company uses, in order."""
    each = Func(F("tags"), function="unnest", output_field=CharField())
    rows = PoolEntry.objects.filter(company=company).order_by().values_list(each, flat=True)
    return sorted(set(rows))


def members_of_pool(company: Company, entries: Sequence[PoolEntry]) -> list[PoolMember]:
    """Return what may be shown of these entries, in their order, by two queries."""
    profiles = shown_profiles(company.pk, [entry.profile_id for entry in entries])
    shown = [pk for pk, profile in profiles.items() if profile.is_shown]
    matches = matches_of_pool(company, shown)
    return [
        _member(entry, profiles[entry.profile_id], matches.get(entry.profile_id, []))
        for entry in entries
    ]


def _member(entry: PoolEntry, profile: Profile, matches: list[PoolMatch]) -> PoolMember:
    return PoolMember(
        entry, profile, person_name(profile, entry.company_id), profile.is_shown, matches
    )


def person_name(profile: Profile, company_id: int) -> str:
    """Return what a company calls a profile read `with_known`."""
    return str(profile) if profile.is_known else candidate_name(profile, company_id)


def shown_profiles(company_id: int, ids: Iterable[int]) -> dict[int, Profile]:
    """Return profiles by id, with `is_known` and `is_shown`: whether the company sees them."""
    acting, rows = acting_for(company_id), Profile.objects.filter(pk__in=ids)
    visible = ExpressionWrapper(rows.visible_rows(acting), BooleanField())
    rows = with_known(rows.with_facts(), acting).annotate(is_shown=visible)
    return {profile.pk: profile for profile in rows.order_by("pk")}


def matches_of_pool(company: Company, ids: Iterable[int]) -> dict[int, list[PoolMatch]]:
    """Return for each of these people the company's openings that suit them best, best first.

    From the published lists, of openings still on offer, at most three per person; one query.
    """
    wanted = set(ids)
    openings = Opening.objects.on_offer().filter(company=company)
    lists = OpeningMatches.objects.filter(opening__in=openings, run__state=RunState.PUBLISHED)
    found: dict[int, list[PoolMatch]] = {}
    for row in lists.select_related("opening").order_by("opening_id"):
        pairs = zip(unpacked_ids(row.profile_ids), unpacked_points(row.points), strict=True)
        for pk, points in pairs:
            if pk in wanted:
                found.setdefault(pk, []).append(PoolMatch(row.opening, points))
    return {pk: _best(matches) for pk, matches in found.items()}


def _best(matches: list[PoolMatch]) -> list[PoolMatch]:
    return sorted(matches, key=lambda match: (-match.points, match.opening.pk))[:MOST_MATCHES]


def pools_with(profile: Profile) -> QuerySet[PoolEntry]:
    """Return where a person is kept in mind, for the person."""
    rows = PoolEntry.objects.filter(profile=profile).select_related("company")
    return rows.order_by("-added_at", "-pk")


def has_objected(profile: Profile, company_id: int) -> bool:
    """Say whether a person does not want to be kept in the pool of a company."""
    return LogEntry.objects.about(profile).filter(verb=OBJECTED, organisation=company_id).exists()
