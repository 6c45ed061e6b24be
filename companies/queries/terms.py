"""The choices of every facet: their numbers in the index, values in the address and labels."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.utils.formats import date_format
from django.utils.functional import Promise

from companies.choices.searching import (
    CHANNEL_NUMBERS,
    KIND_NUMBERS,
    PAY_BANDS,
    UNSAID,
    UNSAID_LABELS,
    UNSAID_VALUE,
    Facet,
    last_month_of,
)
from parks.access import ANONYMOUS
from parks.choices.work import CareerChannel, OpeningKind
from parks.language import in_language
from parks.loading import load_matcher
from parks.models import ChainStage, DegreeLevel, Discipline, Park, Region, Skill
from parks.vocabulary.matcher import Matcher

SECONDS_KEPT = 60
SHOWN_DEPTH = 1
"""Families and classes of disciplines are choices; majors are told by the class they are in."""
LAST = 1_000_000
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Term(NamedTuple):
    """One choice of a facet. `parent` is the number of what it lies in, in a tree."""

    facet: Facet
    number: int
    value: str
    zh: str | Promise
    en: str | Promise
    parent: int | None
    order: int

    @property
    def label(self) -> str:
        return str(in_language(self.zh, self.en))

    @property
    def key(self) -> tuple[Facet, int]:
        return self.facet, self.number


@dataclass(frozen=True)
class Terms:
    """The terms of all facets, by facet and number."""

    rows: Mapping[tuple[Facet, int], Term]

    def get(self, facet: Facet, number: int) -> Term | None:
        if facet == Facet.START and number != UNSAID:
            return start_term(number)
        return self.rows.get((facet, number))

    def named(self, facet: Facet, value: str) -> Term | None:
        """Return the term with this value in the address, if there is one."""
        if facet == Facet.START and value != UNSAID_VALUE:
            return start_term(_quarter_in(value))
        return self._by_value.get((facet, value))

    def within(self, facet: Facet, parent: int | None) -> Sequence[Term]:
        """Return the terms right below one of a tree; those at its root lie in None."""
        return self._by_parent.get((facet, parent), ())

    def upwards(self, facet: Facet, number: int | None) -> Iterator[Term]:
        """Yield a term of a tree, what it lies in, and so on up to the root."""
        while number is not None and (term := self.get(facet, number)):
            yield term
            number = term.parent

    @cached_property
    def _by_value(self) -> Mapping[tuple[Facet, str], Term]:
        return {(term.facet, term.value): term for term in self.rows.values()}

    @cached_property
    def _by_parent(self) -> Mapping[tuple[Facet, int | None], Sequence[Term]]:
        found = defaultdict(list)
        for term in self.rows.values():
            found[term.facet, term.parent].append(term)
        return dict(found)


class Lexicon(NamedTuple):
    """What a search is read with: the terms of the facets, and what finds skills in words."""

    terms: Terms
    matcher: Matcher[int]


def load_lexicon() -> Lexicon:
    """Return the terms, at most a minute old, and the matcher of the vocabulary as it is now."""
    matcher = load_matcher()
    return Lexicon(_terms_beside(matcher, int(time.monotonic()) // SECONDS_KEPT), matcher)


@lru_cache(maxsize=2)
def _terms_beside(_matcher: Matcher[int], _minute: int) -> Terms:
    """Without a vocabulary every matcher is a new one, and so nothing is kept."""
    return read_terms()


def read_terms() -> Terms:
    """Read the terms as they are now, by one query."""
    return Terms({term.key: term for term in (*_fixed_terms(), *_stored_terms())})


def start_term(quarter: int) -> Term | None:
    if not 4 * FIRST_YEAR <= quarter < 4 * LAST_YEAR:
        return None
    label = date_format(last_month_of(quarter), "YEAR_MONTH_FORMAT")
    value = f"{quarter // 4}-Q{quarter % 4 + 1}"
    return Term(Facet.START, quarter, value, label, label, None, quarter)


def _quarter_in(value: str) -> int:
    """Read "2027-Q1"; what is no quarter becomes one of the year 0."""
    year, _dash, quarter = value.partition("-Q")
    if not (len(year) == 4 and year.isascii() and year.isdecimal() and quarter in tuple("1234")):
        return 0
    return 4 * int(year) + int(quarter) - 1


def _fixed_terms() -> Iterator[Term]:
    for facet, label in UNSAID_LABELS.items():
        order = UNSAID if facet == Facet.DEGREE else LAST
        yield Term(facet, UNSAID, UNSAID_VALUE, label, label, None, order)
    for kind, number in KIND_NUMBERS.items():
        yield _term(Facet.KIND, number, kind, OpeningKind(kind).label)
    for channel, number in CHANNEL_NUMBERS.items():
        yield _term(Facet.CHANNEL, number, channel, CareerChannel(channel).label)
    for number, least in enumerate(PAY_BANDS, 1):
        yield Term(Facet.PAY, number, str(least), *_pay_labels(number), None, number)


def _term(facet: Facet, number: int, value: str, label: str | Promise) -> Term:
    return Term(facet, number, value, label, label, None, number)


def _pay_labels(number: int) -> tuple[str, str]:
    """Figures need no translation: ¥8,000–12,000."""
    least = PAY_BANDS[number - 1]
    label = f"¥{least:,}–{PAY_BANDS[number]:,}" if number < len(PAY_BANDS) else f"¥{least:,}+"
    return label, label


def _stored_terms() -> Iterator[Term]:
    parks = Park.objects.visible_to(ANONYMOUS)
    families = Discipline.objects.filter(depth__lte=SHOWN_DEPTH)
    legs = [
        _leg(Facet.PARK, parks, "slug", name="name"),
        _leg(Facet.PLACE, Region.objects.all(), "code", parent="parent_id"),
        _leg(Facet.DEGREE, DegreeLevel.objects.all(), "code", order="rank"),
        _leg(Facet.DISCIPLINE, families, "code", parent="parent_id"),
        _leg(Facet.SKILL, Skill.objects.all(), "code"),
        _leg(Facet.STAGE, ChainStage.objects.all(), "code", order="position"),
    ]
    first, *others = legs
    for facet, number, value, zh, en, parent, order in first.union(*others, all=True):
        yield Term(Facet(facet), number, value, zh, en, parent, order)


def _leg(
    facet: Facet,
    rows: QuerySet,
    value: str,
    *,
    name: str = "label",
    parent: str | None = None,
    order: str | None = None,
) -> QuerySet:
    nothing = Value(None, IntegerField())
    return rows.order_by().values_list(
        Value(facet.value, CharField()),
        F("pk"),
        F(value),
        F(f"{name}_zh"),
        F(f"{name}_en"),
        F(parent) if parent else nothing,
        F(order) if order else Value(0),
    )
