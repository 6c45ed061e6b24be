"""The choices of each facet as the page shows them: labels, counts, and what is chosen."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest

from companies.choices.searching import BY_COUNT, KIND_NUMBERS, MOST_SHOWN, TREES, Facet
from companies.queries.openings import Search
from companies.queries.packing import Counts
from companies.queries.terms import Term, Terms

IN_SIGHT = 6
"""So many choices of a facet are shown at once; the others wait behind "More"."""


@dataclass(frozen=True)
class Choice:
    """One box of a facet: how many openings it leaves, and what lies in it once it is opened."""

    term: Term
    count: int
    is_chosen: bool
    inner: list["Choice"] = field(default_factory=list)

    @property
    def value(self) -> str:
        return self.term.value

    @property
    def label(self) -> str:
        return self.term.label

    @property
    def is_used(self) -> bool:
        return self.is_chosen or any(choice.is_used for choice in self.inner)


@dataclass(frozen=True)
class ShownFacet:
    name: str
    label: str
    choices: list[Choice]

    @property
    def in_sight(self) -> list[Choice]:
        return self.choices[:IN_SIGHT]

    @property
    def behind(self) -> list[Choice]:
        return self.choices[IN_SIGHT:]

    @property
    def is_opened(self) -> bool:
        return any(choice.is_used for choice in self.behind)


def facets_of(search: Search, counts: Counts, terms: Terms) -> list[ShownFacet]:
    """Return the facets that have a choice to make, in their order."""
    shown = (
        ShownFacet(facet.value, str(facet.label), _choices(facet, search, counts, terms))
        for facet in Facet
    )
    return [facet for facet in shown if facet.choices]


def _choices(facet: Facet, search: Search, counts: Counts, terms: Terms) -> list[Choice]:
    chosen, numbers = search.chosen.get(facet, ()), counts[facet]
    if facet in TREES:
        opened = {above for term in chosen for above in terms.upwards(facet, term.number)}
        return _within(facet, None, terms, numbers, chosen, opened)
    known = [term for number in _shown_of(facet, numbers) if (term := terms.get(facet, number))]
    return _in_order(facet, (_choice(term, numbers, chosen) for term in {*known, *chosen}))


def _shown_of(facet: Facet, numbers: Mapping[int, int]) -> Iterable[int]:
    """Return the choices that are shown: every kind; of the skills, the most frequent ones."""
    if facet == Facet.KIND:
        return KIND_NUMBERS.values()
    if facet not in MOST_SHOWN:
        return numbers
    return nsmallest(MOST_SHOWN[facet], numbers, key=lambda number: (-numbers[number], number))


def _within(
    facet: Facet,
    parent: int | None,
    terms: Terms,
    numbers: Mapping[int, int],
    chosen: Container[Term],
    opened: Container[Term],
) -> list[Choice]:
    """Return the choices right below a term of a tree; those on the way to a chosen one, opened."""
    found = []
    for term in terms.within(facet, parent):
        if term in opened:
            inner = _within(facet, term.number, terms, numbers, chosen, opened)
            found.append(_choice(term, numbers, chosen, inner))
        elif term.number in numbers:
            found.append(_choice(term, numbers, chosen))
    return _in_order(facet, found)


def _choice(
    term: Term,
    numbers: Mapping[int, int],
    chosen: Container[Term],
    inner: list[Choice] | None = None,
) -> Choice:
    return Choice(term, numbers.get(term.number, 0), term in chosen, inner or [])


def _in_order(facet: Facet, choices: Iterable[Choice]) -> list[Choice]:
    if facet in BY_COUNT:
        return sorted(choices, key=lambda one: (-one.count, one.label, one.value))
    return sorted(choices, key=lambda one: one.term.order)
