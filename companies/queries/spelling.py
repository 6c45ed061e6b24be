"""What to offer where nothing was found: words that are near, fewer words, fewer conditions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from django.db import connection

from companies.queries.openings import Search
from companies.queries.searching import LIVE, TABLE
from companies.queries.words import IN_TITLE, NOTHING, Unit, quoted, tsquery_of
from parks.models import SkillAlias
from parks.segmenting import is_han, pairs_of, runs_of

MOST_UNITS = 6
MENDED_LENGTHS = range(4, 13)
ALIKE = 0.45
"""How much of the trigrams of a word must stand together in a title for that to be looked at."""
CLOSE = 0.66
"""How much of two words must be the same (Ratcliff and Obershelp): 细泡培养 means 细胞培养."""
# The first of the units is all words together, which only is counted.
STATEMENT = f"""
    SELECT unit.text, known.count, alias.folded, near.titles
    FROM set_config('pg_trgm.word_similarity_threshold', '{ALIKE}', true) AS threshold
    CROSS JOIN unnest(%s::text[], %s::text[], %s::text[])
        WITH ORDINALITY AS unit (text, query, almost, number)
    CROSS JOIN LATERAL (
        SELECT count(*) FROM {TABLE} WHERE {LIVE} AND search_vector(words) @@ unit.query::tsquery
    ) AS known
    LEFT JOIN LATERAL (
        SELECT folded FROM {SkillAlias._meta.db_table} WHERE known.count = 0 AND unit.number > 1
        ORDER BY similarity(folded, unit.text) DESC, folded LIMIT 1
    ) AS alias ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(title) AS titles FROM (
            SELECT title FROM {TABLE} WHERE known.count = 0 AND unit.number > 1 AND threshold <> ''
            AND {LIVE} AND (unit.text <%% title OR search_vector(words) @@ unit.almost::tsquery)
            LIMIT 100
        ) AS likely
    ) AS near ON true
    ORDER BY unit.number
"""  # noqa: S608  only names of our own are put in


class Part(NamedTuple):
    """One thing asked for, and how many openings on offer have it."""

    text: str
    count: int


@dataclass(frozen=True)
class Hints:
    """`without_facets` openings have all the words; `parts` what each thing alone would find.

    `mended` are the words with each that nobody uses replaced by the nearest that is used; empty
    when there is nothing to mend, or nothing near.
    """

    without_facets: int
    parts: list[Part]
    mended: str


def hints_for(search: Search, today: date) -> Hints:
    """Look for what somebody may have meant, by one query; at most six things are looked at."""
    units = search.units[:MOST_UNITS]
    texts = [unit.text for unit in units]
    queries = [tsquery_of([unit]) for unit in units]
    likely = [_almost(text) for text in texts]
    asked = [search.words, *texts], [tsquery_of(search.units), *queries], [NOTHING, *likely]
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, [*asked, today, today])
        (_words, together, *_near), *rows = cursor.fetchall()
    parts = [Part(text, count) for text, count, _alias, _titles in rows]
    return Hints(together, parts, _mended(units, rows) if not together else "")


def _almost(text: str) -> str:
    """Return what finds Chinese titles that have all of a text but one character.

    Trigrams, which find mistyped Latin words, are too long for the short words of Chinese.
    """
    if not is_han(text) or len(text) not in MENDED_LENGTHS:
        return NOTHING
    pairs = [quoted(IN_TITLE + pair) for pair in pairs_of(text)]
    ways = [pairs[: max(wrong - 1, 0)] + pairs[wrong + 1 :] for wrong in range(len(text))]
    return " | ".join(" & ".join(way) for way in ways)


def _mended(units: Sequence[Unit], rows: Sequence[tuple[Any, ...]]) -> str:
    """Put the words together again, each unknown one replaced; empty if one has no likeness."""
    nearest = [
        text if count else _nearest(text, alias, titles or ())
        for text, count, alias, titles in rows
    ]
    if all(nearest) and nearest != [unit.text for unit in units]:
        return " ".join(nearest)
    return ""


def _nearest(text: str, alias: str | None, titles: Sequence[str]) -> str:
    """Return the candidate most like the text, if it is close."""
    candidates = dict.fromkeys([alias or "", *_pieces(text, titles)])
    return next(iter(get_close_matches(text, candidates, n=1, cutoff=CLOSE)), "")


def _pieces(text: str, titles: Sequence[str]) -> Iterator[str]:
    """Yield the Latin words of titles, or the stretches as long as a Chinese text."""
    for run in (run for title in titles for run in runs_of(title)):
        if is_han(run) != is_han(text):
            continue
        if is_han(run):
            yield from (run[at : at + len(text)] for at in range(len(run) - len(text) + 1))
        else:
            yield run
