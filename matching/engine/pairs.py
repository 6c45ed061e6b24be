"""Gates and points of chosen pairs, by the reference scorer."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.gates import Gate, states
from matching.engine.market import Market
from matching.engine.paired import Paired
from matching.engine.score import Worth, term_points
from matching.engine.shares import Term
from matching.engine.tables import EngineInputError, rows_of
from matching.engine.weights import Weights

PAIRS_TOGETHER = 1 << 16


def gates(market: Market, graduates: ArrayLike, openings: ArrayLike) -> NDArray[np.int8]:
    """The `State` of every gate for the pairs (graduates[i], openings[i]), int8 (gates, pairs).

    Raises `EngineInputError` when the two differ in length or name a row that is not there.
    """
    found = [states(pairs) for pairs in _parts(market, graduates, openings)]
    return np.concatenate(found or [np.empty((len(Gate), 0), np.int8)], axis=1)


def points(
    market: Market, weights: Weights, graduates: ArrayLike, openings: ArrayLike
) -> NDArray[np.int16]:
    """Points of each term for the pairs (graduates[i], openings[i]), int16 (terms, pairs).

    Gates are not looked at; a term whose condition is unknown or not met earns nothing. The score
    is the sum over the terms. Raises `EngineInputError` as `gates` does.
    """
    worth = Worth.of(market, weights)
    found = [term_points(pairs, worth) for pairs in _parts(market, graduates, openings)]
    return np.concatenate(found or [np.empty((len(Term), 0), np.int16)], axis=1)


def _parts(market: Market, graduates: ArrayLike, openings: ArrayLike) -> Iterator[Paired]:
    graduates = rows_of(graduates, len(market.graduates), "graduate")
    openings = rows_of(openings, len(market.openings), "opening")
    if graduates.size != openings.size:
        raise EngineInputError(f"{graduates.size} graduates cannot pair {openings.size} openings")
    for start in range(0, graduates.size, PAIRS_TOGETHER):
        part = slice(start, start + PAIRS_TOGETHER)
        yield Paired(market, graduates[part], openings[part])
