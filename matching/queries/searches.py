"""What a saved search is called until its owner names it, and whether it still means the same."""

from django.http import QueryDict
from django.utils.translation import gettext as _

from companies.choices.searching import Facet
from companies.queries.openings import Search
from companies.search import read_search


def name_for(query: str) -> str:
    """Name a search by its words and conditions; what has none finds all openings."""
    search = read_search(QueryDict(query))
    parts = [search.words, *(term.label for term in search.choices)]
    return " · ".join(part for part in parts if part) or _("All openings")


def read_saved(query: str) -> Search | None:
    """Read a saved search; None when one of its conditions is no longer known.

    A park that was renamed, say: without the condition the search would find far too much.
    """
    values = QueryDict(query)
    search = read_search(values)
    lost = [facet for facet in Facet if facet.value in values and facet not in search.chosen]
    return None if lost else search
