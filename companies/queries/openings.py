"""Finding openings: what somebody looks for, and the openings that satisfy all of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Self
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Count,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from companies.choices.searching import Facet, Sort
from companies.models import Opening, OpeningIndex
from companies.models.openings import OpeningQuerySet
from companies.models.searching import SearchVector
from companies.queries.terms import Lexicon, Term
from companies.queries.words import Unit, lexeme, quoted, tsquery_of, units_of


@dataclass(frozen=True)
class Search:
    """What somebody looks for: words, and `chosen` terms by facet.

    Of the terms of one facet any will do; words and facets must all be met.
    """

    lexicon: Lexicon = field(repr=False, compare=False)
    words: str = ""
    chosen: Mapping[Facet, tuple[Term, ...]] = field(default_factory=dict)
    sort: Sort | None = None

    @property
    def is_for_everything(self) -> bool:
        return not self.words and not self.chosen

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The words taken apart into skills and other words."""
        return units_of(self.words, self.lexicon)

    @property
    def choices(self) -> Iterator[Term]:
        for terms in self.chosen.values():
            yield from terms

    @property
    def tsquery(self) -> str:
        """What finds the openings, in PostgreSQL's notation; empty when that is everything."""
        words = [tsquery_of(self.units)] if self.words else []
        return " & ".join([*words, *(any_of(terms) for terms in self.chosen.values())])

    @property
    def address(self) -> str:
        """The search as it stands in an address, after the question mark."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(term.facet.value, term.value) for term in self.choices]
        pairs += [("sort", self.sort.value)] if self.sort else []
        return urlencode(pairs)

    def without(self, facet: Facet) -> Self:
        """The same search, whatever the facet."""
        others = {other: terms for other, terms in self.chosen.items() if other != facet}
        return replace(self, chosen=others)

    def without_term(self, gone: Term) -> Self:
        kept = tuple(term for term in self.chosen[gone.facet] if term != gone)
        return replace(self.without(gone.facet), chosen=self._chosen_with(gone.facet, kept))

    def without_words(self) -> Self:
        return replace(self, words="")

    def without_facets(self) -> Self:
        return replace(self, chosen={})

    def _chosen_with(self, facet: Facet, terms: tuple[Term, ...]) -> dict[Facet, tuple[Term, ...]]:
        changed = {**self.chosen, facet: terms}
        return {each: changed[each] for each in Facet if changed.get(each)}


def any_of(terms: Iterable[Term]) -> str:
    return "(" + " | ".join(quoted(lexeme(*term.key)) for term in terms) + ")"


class _Matches(Func):
    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def find_openings(search: Search) -> OpeningQuerySet:
    """Return the openings on offer that satisfy every part of the search.

    It reads the index, so openings written a moment ago are found after
    `companies.actions.indexing.index_openings` only.
    """
    entries = OpeningIndex.objects.filter(is_on_offer=True)
    if not search.is_for_everything:
        entries = entries.filter(_Matches(SearchVector(F("words")), Value(search.tsquery)))
    return Opening.objects.on_offer().filter(pk__in=entries.values("pk"))


def openings_in_order(ids: Sequence[int]) -> list[Opening]:
    """Fetch the cards of openings that are still on offer, in the order of the ids given."""
    positions = {pk: position for position, pk in enumerate(ids)}
    rows = Opening.objects.on_offer().filter(pk__in=ids).with_company().with_skills()
    return sorted(rows, key=lambda opening: positions[opening.pk])


def number_of(rows: QuerySet, column: str) -> Coalesce:
    """Count, inside another query, the rows that share the value of this column."""
    counted = rows.order_by().values(column).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def openings_per_company(companies: QuerySet) -> dict[int, int]:
    """Return how many openings each of these companies has on offer, by company id."""
    openings = Opening.objects.on_offer().filter(company__in=companies)
    counts = openings.order_by("company_id").values_list("company_id")
    return dict(counts.annotate(count=Count("pk")))


def similar_openings(opening: Opening, *, most: int = 4) -> list[Opening]:
    """Return open offers of the same kind that ask for most of the same skills."""
    skills = opening.requirements.values("skill_id")
    shared = Count("requirements", filter=Q(requirements__skill__in=skills))
    others = Opening.objects.on_offer().filter(kind=opening.kind).exclude(pk=opening.pk)
    found = others.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "-pk")
    return list(found.with_company().with_skills()[:most])
