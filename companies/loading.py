"""From the rows of openings to their search entries."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db.models import Prefetch

from companies.choices.openings import OpeningState
from companies.choices.searching import (
    CHANNEL_NUMBERS,
    KIND_NUMBERS,
    MONTHLY,
    PAY_CURRENCY,
    UNSAID,
    Facet,
    bands_of,
    quarter_of,
)
from companies.models import Opening, OpeningIndex, OpeningSkill
from companies.queries.packing import pack, stamp
from companies.queries.terms import Terms
from companies.queries.words import IN_TITLE, lexeme
from parks.models import Discipline
from parks.segmenting import words_in, words_in_name

LONGEST_TEXT = 50_000
MOST_WORDS = 3_000
MOST_TITLE = 1_000

Number = tuple[Facet, int]


def load_openings(ids: Iterable[int]) -> list[Opening]:
    """Fetch all that stands in the entries of these openings."""
    skills = Prefetch("requirements", OpeningSkill.objects.order_by("position", "pk"))
    disciplines = Prefetch("disciplines", Discipline.objects.order_by("pk"))
    openings = Opening.objects.filter(pk__in=ids).select_related("company", "park")
    return list(openings.prefetch_related(skills, disciplines))


def entry_of(opening: Opening, terms: Terms) -> OpeningIndex:
    """Write the entry of one opening, which finds it by its words and choices."""
    if opening.state != OpeningState.PUBLISHED:
        return OpeningIndex(opening=opening, is_stale=False)
    numbers = list(dict.fromkeys(numbers_of(opening, terms)))
    return OpeningIndex(
        opening=opening,
        is_stale=False,
        is_on_offer=True,
        words=list(dict.fromkeys(_words(opening, numbers, terms))),
        title=_folded(_titles(opening))[:MOST_TITLE],
        facets=pack(numbers),
        stamp=stamp(opening.pk, opening.published_at),
        closes_on=opening.closes_on,
        published_at=opening.published_at,
    )


def numbers_of(opening: Opening, terms: Terms) -> Iterator[Number]:
    """Yield what the opening counts for in each facet."""
    yield Facet.KIND, KIND_NUMBERS[opening.kind]
    yield Facet.PARK, opening.park_id
    yield Facet.DEGREE, opening.min_degree_id or UNSAID
    if opening.chain_stage_id:
        yield Facet.STAGE, opening.chain_stage_id
    if opening.career_channel:
        yield Facet.CHANNEL, CHANNEL_NUMBERS[opening.career_channel]
    yield Facet.START, quarter_of(opening.starts_by) if opening.starts_by else UNSAID
    yield from ((Facet.PAY, band) for band in pay_bands(opening))
    yield from (term.key for term in terms.upwards(Facet.PLACE, _region_id(opening)))
    yield from _disciplines(opening, terms)
    yield from ((Facet.SKILL, row.skill_id) for row in opening.requirements.all())


def pay_bands(opening: Opening) -> Iterable[int]:
    """Return the bands of the monthly pay; another currency is not said, as no rate is."""
    bounds = [each for each in (opening.salary_min, opening.salary_max) if each is not None]
    if not bounds or opening.salary_currency != PAY_CURRENCY:
        return (UNSAID,)
    times, parts = MONTHLY[opening.salary_period]
    return bands_of(min(bounds) * times // parts, max(bounds) * times // parts)


def _region_id(opening: Opening) -> int | None:
    """Where the work is; a place that is written but not recognised stays unknown."""
    if opening.region_id or opening.place_text:
        return opening.region_id
    return opening.company.region_id or opening.park.region_id


def _disciplines(opening: Opening, terms: Terms) -> Iterator[Number]:
    accepted = opening.disciplines.all()
    if not accepted:
        yield Facet.DISCIPLINE, UNSAID
    for discipline in accepted:
        shown = discipline.pk if terms.get(Facet.DISCIPLINE, discipline.pk) else None
        for term in terms.upwards(Facet.DISCIPLINE, shown or discipline.parent_id):
            yield term.key


def _words(opening: Opening, numbers: list[Number], terms: Terms) -> Iterator[str]:
    """Yield the words of an entry, those that matter most first."""
    in_title = words_in_name(_titles(opening))
    named = [term for number in numbers if number[0] in NAMED and (term := terms.get(*number))]
    names = "\n".join(f"{term.zh}\n{term.en}" for term in named)
    text = f"{opening.text_zh[:LONGEST_TEXT]}\n{opening.text_en[:LONGEST_TEXT]}"
    yield from (lexeme(*number) for number in numbers)
    yield from (IN_TITLE + word for word in in_title)
    words = (*in_title, *words_in_name(f"{names}\n{opening.place_text}"), *words_in(text))
    yield from islice(words, MOST_WORDS)


NAMED = frozenset((Facet.SKILL, Facet.PLACE, Facet.PARK))
"""The facets by whose names an opening is found too, in both languages."""


def _titles(opening: Opening) -> str:
    company = opening.company
    return "\n".join((opening.title_zh, opening.title_en, company.name_zh, company.name_en))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
