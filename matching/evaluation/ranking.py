"""All graduates in the order of their points for each opening, by the engine's reference scorer."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching import engine
from parks.imports.reports import Progress

PAIRS_AT_ONCE = 1 << 16
STATES = len(engine.State)


class Ranking(NamedTuple):
    """`points` int16 (openings, graduates); `order` int32 (openings, graduates): rows, best first.

    `gates` int64 (gates, states): how many pairs have each state of each gate.
    """

    points: NDArray[np.int16]
    order: NDArray[np.int32]
    gates: NDArray[np.int64]


def rank(
    market: engine.Market, weights: engine.Weights, progress: Progress = lambda done: None
) -> Ranking:
    """Rank every graduate for every opening; equal points in the order of the rows.

    Gates are counted, nobody is left out for them. `progress` is told how many openings are done.
    """
    offers, people = len(market.openings), len(market.graduates)
    points = np.empty((offers, people), np.int16)
    gates = np.zeros((len(engine.Gate), STATES), np.int64)
    for start in range(0, offers, max(PAIRS_AT_ONCE // max(people, 1), 1)):
        rows = np.arange(start, min(start + max(PAIRS_AT_ONCE // people, 1), offers))
        pairs = np.tile(np.arange(people), rows.size), np.repeat(rows, people)
        earned = engine.points(market, weights, *pairs).sum(axis=0)
        points[rows] = earned.reshape(rows.size, people)
        gates += _counted(engine.gates(market, *pairs))
        progress(int(rows[-1]) + 1)
    order = np.argsort(-points, axis=1, kind="stable").astype(np.int32)
    return Ranking(points, order, gates)


def _counted(states: NDArray[np.int8]) -> NDArray[np.int64]:
    return np.stack([np.bincount(gate, minlength=STATES) for gate in states])
