"""Finding openings: the filter of the market, and the counts beside each of its choices."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from companies.models import Opening, OpeningSkill
from companies.models.openings import OpeningQuerySet
from parks.choices.work import OpeningKind
from parks.models import DegreeLevel, Park


@dataclass(frozen=True)
class Search:
    """What somebody looks for; `skill_ids` are the skills named in `words`."""

    words: str = ""
    skill_ids: Sequence[int] = ()
    kinds: Sequence[str] = ()
    parks: Sequence[str] = ()
    degrees: Sequence[str] = ()


class Choice(NamedTuple):
    """One box of a facet: its value in the address, its label, how many openings it leaves."""

    value: str
    label: str
    count: int
    chosen: bool


def find_openings(search: Search) -> OpeningQuerySet:
    """Return the openings on offer that satisfy every part of the search."""
    openings = Opening.objects.on_offer()
    if search.words:
        openings = openings.filter(_words(search))
    if search.kinds:
        openings = openings.filter(kind__in=search.kinds)
    if search.parks:
        openings = openings.filter(park__slug__in=search.parks)
    if search.degrees:
        openings = openings.filter(_degrees(search))
    return openings


def _words(search: Search) -> Q:
    """Every word must stand in a title or company name, unless the words name skills asked for."""
    named = Q()
    for word in search.words.split():
        named &= (
            Q(title_zh__icontains=word)
            | Q(title_en__icontains=word)
            | Q(company__name_zh__icontains=word)
            | Q(company__name_en__icontains=word)
        )
    asked = OpeningSkill.objects.filter(opening=OuterRef("pk"), skill__in=search.skill_ids)
    return named | Q(Exists(asked)) if search.skill_ids else named


def _degrees(search: Search) -> Q:
    without = Q(min_degree=None) if "none" in search.degrees else Q()
    return Q(min_degree__code__in=search.degrees) | without


def kind_choices(search: Search) -> list[Choice]:
    counts = _counts(find_openings(replace(search, kinds=())), "kind")
    return [
        Choice(kind.value, str(kind.label), counts.get(kind.value, 0), kind in search.kinds)
        for kind in OpeningKind
    ]


def park_choices(search: Search, parks: QuerySet[Park]) -> list[Choice]:
    found = find_openings(replace(search, parks=())).filter(park=OuterRef("pk"))
    return [
        Choice(park.slug, park.name, park.found, park.slug in search.parks)
        for park in parks.annotate(found=number_of(found, "park"))
    ]


def degree_choices(search: Search) -> list[Choice]:
    found = find_openings(replace(search, degrees=())).filter(min_degree=OuterRef("pk"))
    levels = DegreeLevel.objects.annotate(found=number_of(found, "min_degree"))
    return [
        Choice(level.code, level.label, level.found, level.code in search.degrees)
        for level in levels.order_by("rank")
    ]


def number_of(rows: QuerySet, column: str) -> Coalesce:
    """Count, inside another query, the rows that share the value of this column."""
    counted = rows.order_by().values(column).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _counts(openings: OpeningQuerySet, column: str) -> dict[str | int, int]:
    return dict(openings.order_by(column).values_list(column).annotate(count=Count("pk")))


def openings_per_company(companies: QuerySet) -> dict[int, int]:
    """Return how many openings each of these companies has on offer, by company id."""
    openings = Opening.objects.on_offer().filter(company__in=companies)
    return _counts(openings, "company_id")


def similar_openings(opening: Opening, *, most: int = 4) -> list[Opening]:
    """Return open offers of the same kind that ask for most of the same skills."""
    skills = opening.requirements.values("skill_id")
    shared = Count("requirements", filter=Q(requirements__skill__in=skills))
    others = Opening.objects.on_offer().filter(kind=opening.kind).exclude(pk=opening.pk)
    found = others.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "-pk")
    return list(found.with_company().with_skills()[:most])
