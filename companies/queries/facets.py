"""The choices of each facet as the page shows them: labels, counts, and what is chosen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from companies.choices.searching import BY_COUNT, MOST_SHOWN, TREES, Facet
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
    chosen = search.chosen.get(facet, ())
    found = [term for of, number in counts if of == facet and (term := terms.get(of, number))]
    known = dict.fromkeys([*found, *chosen])
    if facet in TREES:
        opened = {above.number for term in chosen for above in terms.upwards(facet, term.number)}
        return _within(None, known, counts, chosen, opened)
    shown = _in_order(facet, (_choice(term, counts, chosen) for term in known))
    most = MOST_SHOWN.get(facet, len(shown))
    return [*shown[:most], *(choice for choice in shown[most:] if choice.is_chosen)]


def _within(
    parent: int | None,
    known: Iterable[Term],
    counts: Counts,
    chosen: Iterable[Term],
    opened: set[int],
) -> list[Choice]:
    """Return the choices right below a term of a tree; those on the way to a chosen one, opened."""
    found = []
    for term in (term for term in known if term.parent == parent):
        is_open = term.number in opened
        inner = _within(term.number, known, counts, chosen, opened) if is_open else []
        found.append(_choice(term, counts, chosen, inner))
    return _in_order(Facet.PLACE, found)


def _choice(
    term: Term, counts: Counts, chosen: Iterable[Term], inner: list[Choice] | None = None
) -> Choice:
    return Choice(term, counts.get(term.key, 0), term in chosen, inner or [])


def _in_order(facet: Facet, choices: Iterator[Choice] | list[Choice]) -> list[Choice]:
    if facet in BY_COUNT:
        return sorted(choices, key=lambda one: (-one.count, one.label, one.value))
    return sorted(choices, key=lambda one: one.term.order)
