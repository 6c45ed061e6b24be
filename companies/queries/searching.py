"""One search of the market: a page of openings and the counts of all facets, in one statement.

Every condition is a word of the entries, so the index answers any combination by itself, and what
is read of the entries found are two packed columns. The statement has no LIMIT: the planner, which
cannot know how rare a word is, would walk through all openings by date for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from numpy.typing import NDArray

from companies.choices.searching import Facet, Sort
from companies.models import OpeningIndex
from companies.queries.openings import Search, any_of
from companies.queries.packing import (
    Counts,
    Packed,
    count_packed,
    in_order,
    places_in,
    read_stamps,
    tiers_of,
)
from companies.queries.words import IN_TITLE, tsquery_of

FEW_STALE = 100
KEY = "market_counts_{:%Y%m%d}"
SECONDS_KEPT = 60
TABLE = OpeningIndex._meta.db_table
LIVE = "is_on_offer AND (closes_on IS NULL OR closes_on >= %s)"
NEWEST = "published_at DESC, opening_id DESC"
STALE_ENTRIES = f"SELECT FROM {TABLE} WHERE is_stale LIMIT {FEW_STALE + 1}"
STALE = f"(SELECT count(*) FROM ({STALE_ENTRIES}) AS stale)"  # noqa: S608  names of our own


class Sql(NamedTuple):
    text: str
    values: tuple[Any, ...] = ()


class Window(NamedTuple):
    """Which of the openings found to return: `size` from `first`; the last ones if too few."""

    first: int = 0
    size: int = 20

    def start(self, count: int) -> int:
        return min(self.first, max(count - 1, 0) // self.size * self.size)


@dataclass(frozen=True)
class Found:
    """How many openings there are, the ids of those of the window, and the counts of the facets.

    `counts` of a facet are those without its own choices. `stale` entries are out of date, of
    which one more than `FEW_STALE` are counted.
    """

    count: int
    ids: list[int]
    counts: Counts
    stale: int


def find(search: Search, today: date, window: Window, best: Sequence[int] = ()) -> Found:
    """Search the index; `best` are the ids of openings that suit the person, best first."""
    kept = None if search.words or len(search.chosen) > 1 else cache.get(KEY.format(today))
    if search.is_for_everything and kept:
        return _find_everything(search, today, window, best, kept)
    tiers = _tiers(search) if order_of(search, best) == Sort.RELEVANCE else []
    left_out = {} if kept else {facet: _left_out(search, facet) for facet in search.chosen}
    stale, stamps, facets, *packed = _read(search, today, tiers, list(left_out.values()))
    counts = count_packed(facets)
    if search.is_for_everything:
        _keep(counts, today)
    others = dict(zip(left_out, map(count_packed, packed[len(tiers) :]), strict=True))
    ids = _sorted(search, stamps, packed[: len(tiers)], best)
    first = window.start(ids.size)
    shown = ids[first : first + window.size].tolist()
    own = _with_own(counts, others or dict.fromkeys(search.chosen, kept), search)
    return Found(ids.size, shown, own, stale)


def order_of(search: Search, best: Sequence[int]) -> Sort:
    """Return the order that openings come in: the one asked for, unless it makes no sense."""
    fallback = Sort.RELEVANCE if search.words else Sort.DATE
    senseless = {Sort.MATCH: not best, Sort.RELEVANCE: not search.words}
    return fallback if search.sort is None or senseless.get(search.sort) else search.sort


def _find_everything(
    search: Search, today: date, window: Window, best: Sequence[int], kept: Counts
) -> Found:
    """Return a page of a big market, whose counts are known, without reading all of it."""
    count = _openings_in(kept)
    is_by_match = order_of(search, best) == Sort.MATCH
    order = f"array_position(%s::bigint[], opening_id), {NEWEST}" if is_by_match else NEWEST
    page = f"SELECT opening_id FROM {TABLE} WHERE {LIVE} ORDER BY {order} LIMIT %s OFFSET %s"  # noqa: S608
    values = (today, *([list(best)] if is_by_match else []), window.size, window.start(count))
    stale, ids = _one_row(Sql(f"SELECT {STALE}, ARRAY({page})", values))
    return Found(count, ids, kept, stale)


def _keep(counts: Counts, today: date) -> None:
    """Keep the counts of the whole market for a minute if it is a big one."""
    if _openings_in(counts) >= settings.BIG_MARKET:
        cache.set(KEY.format(today), counts, SECONDS_KEPT)


def _openings_in(counts: Counts) -> int:
    """Every opening is of one kind."""
    return sum(counts[Facet.KIND].values())


def _read(
    search: Search, today: date, tiers: Sequence[str], left_out: Sequence[str]
) -> tuple[Any, ...]:
    """Return how many entries are stale, the stamps and the facets of those found, the stamps of
    each tier, and the facets of those left out, packed and without any order.
    """
    found = _where(search.tsquery, today)
    parts = [_packed("stamp", _where(tier, today)) for tier in tiers]
    parts += [_packed("facets", _where(query, today)) for query in left_out]
    selected = "".join(f", ({part.text})" for part in parts)
    statement = f"""
        SELECT {STALE}, found.stamps, found.facets{selected} FROM (
            SELECT string_agg(stamp, '') AS stamps, string_agg(facets, '') AS facets
            FROM {TABLE} WHERE {found.text}
        ) AS found
    """  # noqa: S608  only names of our own are put in
    values = (*(value for part in parts for value in part.values), *found.values)
    return _one_row(Sql(statement, values))


def _where(tsquery: str, today: date) -> Sql:
    if not tsquery:
        return Sql(LIVE, (today,))
    return Sql(f"{LIVE} AND search_vector(words) @@ %s::tsquery", (today, tsquery))


def _packed(column: str, where: Sql) -> Sql:
    statement = f"SELECT string_agg({column}, '') FROM {TABLE} WHERE {where.text}"  # noqa: S608
    return Sql(statement, where.values)


def _tiers(search: Search) -> list[str]:
    """What comes first: all words in the title, then also skills asked for by name."""
    tiers = (
        tsquery_of(search.units, mark=IN_TITLE, with_skills=with_skills)
        for with_skills in (False, True)
    )
    return list(dict.fromkeys(tiers))


def _left_out(search: Search, facet: Facet) -> str:
    """What finds the openings that only the choices of this facet leave out.

    It is empty, and finds everything, when nothing else is looked for.
    """
    others = search.without(facet).tsquery
    return others and f"{others} & !{any_of(search.chosen[facet])}"


def _with_own(counts: Counts, others: Mapping[Facet, Counts], search: Search) -> Counts:
    """Add to the counts of each facet what only its own choices leave out."""
    whole = dict(counts)
    for facet, left_out in others.items():
        is_all = search.without(facet).is_for_everything
        whole[facet] = left_out[facet] if is_all else _sum(counts[facet], left_out[facet])
    return whole


def _sum(some: Mapping[int, int], others: Mapping[int, int]) -> dict[int, int]:
    return {number: some.get(number, 0) + others.get(number, 0) for number in some | others}


def _sorted(
    search: Search, packed: Packed, tiers: Sequence[Packed], best: Sequence[int]
) -> NDArray[np.int64]:
    """Return the ids of all that was found, in the order of the search."""
    stamps = read_stamps(packed)
    if order_of(search, best) == Sort.MATCH:
        return in_order(stamps, places_in(stamps["id"], best))
    return in_order(stamps, tiers_of(stamps["id"], [read_stamps(tier)["id"] for tier in tiers]))


def _one_row(statement: Sql) -> tuple[Any, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.values)
        return cursor.fetchone()
