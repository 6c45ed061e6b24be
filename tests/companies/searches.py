"""Searching in tests as the pages do, by an address."""

from django.http import QueryDict
from django.utils import timezone

from companies.actions.searching import Answer, search_openings
from companies.choices.searching import Facet
from companies.models import Opening
from companies.queries.searching import Found, Window, find
from companies.search import read_search
from tests.factories.companies import OpeningFactory


def offered(title: str, **fields: object) -> Opening:
    """An opening on offer; a Chinese title is one in Chinese."""
    language = "title_en" if title.isascii() else "title_zh"
    return OpeningFactory(published=True, **({"title_en": ""} | {language: title} | fields))


def answer(address: str = "", window: Window | None = None, best: tuple[int, ...] = ()) -> Answer:
    """Search as the market does: what is out of date is indexed first."""
    search = read_search(QueryDict(address))
    return search_openings(search, today=timezone.localdate(), window=window or Window(), best=best)


def found(address: str = "", best: tuple[int, ...] = ()) -> list[str]:
    """The titles found, in their order."""
    ids = answer(address, best=best).found.ids
    openings = Opening.objects.in_bulk(ids)
    return [openings[pk].title_zh or openings[pk].title_en for pk in ids]


def find_as_indexed(address: str = "") -> Found:
    """Search what the index holds, out of date or not."""
    return find(read_search(QueryDict(address)), timezone.localdate(), Window())


def counts(facet: Facet, address: str = "") -> dict[str, int]:
    """The counts of one facet, by the values of its choices."""
    reply = answer(address)
    terms = reply.search.lexicon.terms
    found = reply.found.counts[facet].items()
    return {terms.get(facet, number).value: count for number, count in found}
