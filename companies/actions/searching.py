"""Searching the market, so that what was published a moment ago is found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from companies.actions.indexing import index_openings
from companies.queries.openings import Search
from companies.queries.searching import FEW_STALE, Found, Window, find
from companies.queries.spelling import Hints, hints_for


@dataclass(frozen=True)
class Answer:
    """What was found, for which search; `hints` say what would be found instead of nothing.

    `search` has other words than were asked for where those found nothing and are near to them.
    """

    found: Found
    search: Search
    hints: Hints | None = None


def search_openings(
    search: Search, *, today: date, window: Window, best: Sequence[int] = ()
) -> Answer:
    """Find openings, those too that were published a moment ago; mend words that find nothing."""
    found = find_fresh(search, today=today, window=window, best=best)
    if found.count or not search.words:
        return Answer(found, search)
    hints = hints_for(search, today)
    if hints.mended:
        mended = replace(search, words=hints.mended)
        found_instead = find(mended, today, window, best)
        if found_instead.count:
            return Answer(found_instead, mended, hints)
    return Answer(found, search, hints)


def find_fresh(search: Search, *, today: date, window: Window, best: Sequence[int] = ()) -> Found:
    """Search the index; where a few entries are out of date, write them anew and search again.

    Where many are, an import has just come in: a worker is at it, and nobody waits for that.
    """
    found = find(search, today, window, best)
    if 0 < found.stale <= FEW_STALE and index_openings(most=FEW_STALE):
        found = find(search, today, window, best)
    return found
