"""Prices at which what the two sides want of each other is in balance.

The transferable-utility matching of Choo & Siow ("Who Marries Whom and Why", Journal of Political
Economy 114, 2006), which Tomita et al. ("Fast and Examination-agnostic Reciprocal Recommendation in
Matching Markets", RecSys 2023) use to keep recommendations from crowding on a few; here on sparse
pairs, solved by iterated proportional fitting. Each round also sets the level between the sides,
which fitting alone finds only slowly when there are about as many seats as graduates.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.compiling import compiled
from matching.engine.congestion_pairs import Pairs
from matching.engine.weights import FULL_POINTS

ROUNDS = 120
SETTLED = 0.1
PRICE_LIMIT = 1 << 14


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """The balance of n graduates and m openings at `scale` points per unit of logarithm.

    A pair of p points is expected to match exp(p / scale) · its graduate root · its opening root
    times; the squares of `graduate_roots` and `opening_roots`, float64 (n,) and (m,), are what
    stays unmatched of each graduate and of each opening's seats. `rounds`: how many it took.
    """

    graduate_roots: NDArray[np.float64]
    opening_roots: NDArray[np.float64]
    scale: int
    rounds: int

    def graduate_prices(self, priced: NDArray[np.bool_]) -> NDArray[np.int16]:
        """The points, int16 (n,), that each graduate costs openings; 0 where not `priced`."""
        return _prices(self.graduate_roots, self.scale, priced)

    def opening_prices(self, priced: NDArray[np.bool_]) -> NDArray[np.int16]:
        """The points, int16 (m,), that each opening costs graduates; 0 where not `priced`."""
        return _prices(self.opening_roots, self.scale, priced)


def balance(
    pairs: Pairs,
    headcount: NDArray[np.int32],
    scale: int,
    rounds: int = ROUNDS,
    settled: float = SETTLED,
) -> Equilibrium:
    """The equilibrium in which matched and unmatched add up to 1 per graduate and to `headcount`.

    Ends when no opening's price moved by `settled` points in a round, or after `rounds`. One thread
    adds in the order of the pairs: equal pairs give equal bytes. `headcount`, (m,), is at least 1.
    """
    appeal = np.exp(np.arange(FULL_POINTS + 1) / scale)
    seats = headcount.astype(np.float64)
    openings, graduates = np.sqrt(seats), np.ones(pairs.graduate_count)
    done, moved = 0, np.inf
    while done < rounds and moved >= settled:
        demand = np.zeros(seats.size)
        _sweep(pairs.offsets, pairs.openings, pairs.points, appeal, openings, graduates, demand)
        before, openings = openings, _unmatched_roots(demand, seats)
        openings *= _level(graduates, openings, seats.sum() - graduates.size)
        moved = scale * np.abs(np.log(openings / before)).max(initial=0)
        done += 1
    return Equilibrium(graduates, openings, scale, done)


def _prices(roots: NDArray[np.float64], scale: int, priced: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Scarcity in points, int16 (rows,), from 0 for the least scarce that is priced."""
    dearth = -scale * np.log(roots)
    above = np.rint(dearth - dearth[priced].min(initial=np.inf))
    return np.where(priced, above, 0).clip(0, PRICE_LIMIT).astype(np.int16)


def _unmatched_roots(
    demand: NDArray[np.float64], seats: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The positive x of x² + demand · x = seats, in a form that loses no digits."""
    half = demand / 2
    return seats / (half + np.sqrt(half * half + seats))


def _level(
    graduates: NDArray[np.float64], openings: NDArray[np.float64], spare_seats: float
) -> float:
    """What to multiply the openings' roots by, and divide the graduates' by, to match as before.

    Then the seats left over exceed the graduates left over by the `spare_seats`, as they must.
    """
    people, seats = np.sqrt((graduates**2).sum()), np.sqrt((openings**2).sum())
    if not people or not seats:
        return 1.0
    both = np.hypot(spare_seats, 2 * people * seats)
    if spare_seats > 0:
        return float(np.sqrt((both + spare_seats) / 2) / seats)
    return float(people / np.sqrt((both - spare_seats) / 2))


@compiled
def _sweep(
    offsets: NDArray,
    openings: NDArray,
    points: NDArray,
    appeal: NDArray,
    opening_roots: NDArray,
    graduate_roots: NDArray,
    demand: NDArray,
) -> None:
    """Fit the graduates to the openings' roots, and add up what they then demand of openings."""
    for graduate in range(offsets.size - 1):
        half = 0.0
        for entry in range(offsets[graduate], offsets[graduate + 1]):
            half += appeal[points[entry]] * opening_roots[openings[entry]] / 2
        root = 1 / (half + np.sqrt(half * half + 1))
        graduate_roots[graduate] = root
        for entry in range(offsets[graduate], offsets[graduate + 1]):
            demand[openings[entry]] += appeal[points[entry]] * root
