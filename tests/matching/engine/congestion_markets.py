"""Small markets for the congestion price: who fits whom, in plain Python."""

from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from matching.engine.congestion import Priced, price
from matching.engine.ranking import NOBODY, TopK

Entry = tuple[int, int]
FULL = 100


@dataclass(frozen=True)
class Crowd:
    """Points of each eligible pair (graduate, opening), seats per opening, who is shown."""

    points: dict[Entry, int]
    seats: list[int]
    shown: list[bool]
    stored: int = 4

    def graduate_lists(self) -> TopK:
        pairs = [(graduate, opening, score) for (graduate, opening), score in self.points.items()]
        return top(pairs, len(self.shown), self.stored)

    def opening_lists(self) -> TopK:
        pairs = [
            (opening, graduate, score)
            for (graduate, opening), score in self.points.items()
            if self.shown[graduate]
        ]
        return top(pairs, len(self.seats), self.stored)

    def stored_pairs(self) -> set[Entry]:
        """Every pair of which at least one side has stored the other."""
        own = {(row, other) for row, other, _ in entries(self.graduate_lists())}
        return own | {(other, row) for row, other, _ in entries(self.opening_lists())}

    def priced(self, strength: int, *, shown: int = 2, **settings) -> Priced:
        return price(
            self.graduate_lists(),
            self.opening_lists(),
            headcount=self.seats,
            shown_graduates=np.array(self.shown, bool),
            strength=strength,
            shown=shown,
            **settings,
        )


@dataclass
class Wishes:
    """Crowds in which every graduate is shown, built graduate by graduate."""

    seats: list[int]
    points: dict[Entry, int] = field(default_factory=dict)
    graduates: int = 0

    def add(self, times: int = 1, **wanted: int) -> "Wishes":
        """Graduates who fit opening a (row 0), b (row 1), … with these points."""
        for _ in range(times):
            for name, score in wanted.items():
                self.points[self.graduates, ord(name) - ord("a")] = score
            self.graduates += 1
        return self

    def crowd(self, stored: int = 4) -> Crowd:
        return Crowd(self.points, self.seats, [True] * self.graduates, stored)


def top(pairs: list[tuple[int, int, int]], rows: int, k: int) -> TopK:
    """The best k of each row from (row, other, points), ties to the smaller other."""
    lists = TopK.empty(rows, k)
    ranked: list[list[Entry]] = [[] for _ in range(rows)]
    for row, other, score in pairs:
        ranked[row].append((-score, other))
    for row, own in enumerate(ranked):
        for place, (lost, other) in enumerate(sorted(own)[:k]):
            lists.indices[row, place], lists.points[row, place] = other, -lost
    return lists


def entries(lists: TopK) -> list[tuple[int, int, int]]:
    """(row, other, points) of each entry, in the order of the lists."""
    return [
        (row, int(other), int(lists.points[row, place]))
        for (row, place), other in np.ndenumerate(lists.indices)
        if other != NOBODY
    ]


def row_lists(lists: TopK) -> list[list[Entry]]:
    """(other, points) of each entry, a list per row."""
    rows: list[list[Entry]] = [[] for _ in lists.indices]
    for row, other, score in entries(lists):
        rows[row].append((other, score))
    return rows


def as_bytes(priced: Priced) -> list[bytes]:
    arrays = [priced.opening_prices, priced.graduate_prices]
    for lists in (priced.graduate_lists, priced.opening_lists):
        arrays += [lists.indices, lists.points]
    return [array.tobytes() for array in arrays]


@st.composite
def crowds(draw: st.DrawFn) -> Crowd:
    graduates, openings = draw(st.integers(0, 7)), draw(st.integers(0, 5))
    pairs = [(graduate, opening) for graduate in range(graduates) for opening in range(openings)]
    scores = st.sampled_from([0, 1, 500, 501, 900, 2047, 2049, 4096])
    return Crowd(
        points=draw(st.dictionaries(st.sampled_from(pairs), scores)) if pairs else {},
        seats=draw(st.lists(st.integers(1, 3), min_size=openings, max_size=openings)),
        shown=draw(st.lists(st.booleans(), min_size=graduates, max_size=graduates)),
        stored=draw(st.integers(2, 4)),
    )


def skewed_crowd(graduates: int = 600, openings: int = 120, seed: int = 5) -> Crowd:
    """Everyone fits everything, a few openings better than the others for nearly all of them."""
    chance = np.random.default_rng(seed)
    appeal = chance.standard_normal(openings)
    taste = chance.standard_normal((graduates, openings))
    points = (1300 + 350 * (appeal + taste)).clip(0, 4096).astype(int)
    return Crowd(
        points={pair: int(score) for pair, score in np.ndenumerate(points)},
        seats=[4] * openings,
        shown=[True] * graduates,
        stored=40,
    )
