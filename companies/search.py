"""The address of the market read as a search, and a search told on a page.

Whatever is wrong in an address is left out.
"""

from typing import Any, NamedTuple

from django.core.paginator import Page
from django.http import QueryDict

from companies.actions.searching import Answer
from companies.choices.searching import TREES, Facet, Sort
from companies.models import Opening
from companies.queries.facets import facets_of
from companies.queries.openings import Search
from companies.queries.searching import Window, order_of
from companies.queries.terms import Term, Terms, load_lexicon
from parks.paging import LAST_PAGE, PAGE_SIZE, CappedPaginator

LONGEST_WORDS = 100
MOST_CHOICES = 20


class Chip(NamedTuple):
    """One condition of a search, and the search without it as an address."""

    label: str
    address: str


def read_search(query: QueryDict) -> Search:
    """Read `q`, the facets by their names, which may repeat, and `sort`."""
    lexicon = load_lexicon()
    words = " ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST_WORDS].strip()
    chosen = {facet: _chosen(facet, query, lexicon.terms) for facet in Facet}
    sort = query.get("sort", "")
    return Search(
        lexicon,
        words=words,
        chosen={facet: found for facet, found in chosen.items() if found},
        sort=Sort(sort) if sort in Sort.values else None,
    )


def window_at(number: str) -> Window:
    """Return the rows of a page of the list; a number without such a page means the last one."""
    try:
        page = int(number or 1)
    except ValueError:
        page = 1
    within = page if 1 <= page <= LAST_PAGE else LAST_PAGE
    return Window((within - 1) * PAGE_SIZE, PAGE_SIZE)


def page_of(openings: list[Opening], count: int, number: str) -> dict[str, Any]:
    """Return `page` and `page_numbers` of openings that were found page by page already."""
    paginator = CappedPaginator((), PAGE_SIZE)
    paginator.count = count
    numbered = paginator.get_page(number or 1)
    numbers = paginator.get_elided_page_range(numbered.number, on_each_side=2, on_ends=1)
    page = Page(openings, numbered.number, paginator)
    return {"page": page, "page_numbers": list(numbers)}


def shown_search(search: Search, answer: Answer, *, with_match: bool) -> dict[str, Any]:
    """Return what a page tells about a search and its answer."""
    senseless = set() if search.words else {Sort.RELEVANCE}
    senseless |= set() if with_match else {Sort.MATCH}
    return {
        "search": search,
        "answer": answer,
        "facets": facets_of(answer.search, answer.found.counts, search.lexicon.terms),
        "chips": [Chip(term.label, search.without_term(term).address) for term in search.choices],
        "sorts": [sort for sort in Sort if sort not in senseless],
        "sort": order_of(search, [0] if with_match else []),
    }


def _chosen(facet: Facet, query: QueryDict, terms: Terms) -> tuple[Term, ...]:
    values = dict.fromkeys(query.getlist(facet.value)[:MOST_CHOICES])
    named = [term for value in values if (term := terms.named(facet, value))]
    return tuple(_innermost(named, terms) if facet in TREES else named)


def _innermost(chosen: list[Term], terms: Terms) -> list[Term]:
    """Leave out a province of which a city is chosen: choosing the city narrows it down."""
    above = {outer for term in chosen for outer in terms.upwards(term.facet, term.parent)}
    return [term for term in chosen if term not in above]
