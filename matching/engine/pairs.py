"""Gates and points of chosen pairs, by the same code that a run uses."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from matching.engine.block import Block
from matching.engine.demand import Demand
from matching.engine.gates import Gate, block_states
from matching.engine.market import Market
from matching.engine.score import term_points
from matching.engine.shares import Term
from matching.engine.tables import EngineInputError
from matching.engine.weights import Weights

PAIRS_TOGETHER = 1024

Measure = Callable[[Block, NDArray, NDArray], NDArray]


def gates(market: Market, graduates: ArrayLike, openings: ArrayLike) -> NDArray[np.int8]:
    """The `State` of every gate for the pairs (graduates[i], openings[i]), int8 (gates, pairs).

    Raises `EngineInputError` when the two differ in length or name a row that is not there.
    """

    def states(block: Block, graduate: NDArray, opening: NDArray) -> NDArray:
        return block_states(block)[:, graduate, opening]

    any_weights = Weights()  # gates do not depend on them
    return _measured(market, any_weights, graduates, openings, states, np.int8, len(Gate))


def points(
    market: Market, weights: Weights, graduates: ArrayLike, openings: ArrayLike
) -> NDArray[np.int16]:
    """Points of each term for the pairs (graduates[i], openings[i]), int16 (terms, pairs).

    Gates are not looked at; a term whose condition is unknown or not met earns nothing. The score
    is the sum over the terms. Raises `EngineInputError` as `gates` does.
    """
    return _measured(market, weights, graduates, openings, term_points, np.int16, len(Term))


def _measured(
    market: Market,
    weights: Weights,
    graduates: ArrayLike,
    openings: ArrayLike,
    measure: Measure,
    dtype: DTypeLike,
    height: int,
) -> NDArray:
    graduates, openings = np.asarray(graduates, np.int64), np.asarray(openings, np.int64)
    if graduates.size != openings.size:
        raise EngineInputError(f"{graduates.size} graduates cannot pair {openings.size} openings")
    result = np.empty((height, graduates.size), dtype)
    for start in range(0, graduates.size, PAIRS_TOGETHER):
        part = slice(start, start + PAIRS_TOGETHER)
        graduate_rows, graduate = np.unique(graduates[part], return_inverse=True)
        opening_rows, opening = np.unique(openings[part], return_inverse=True)
        small = market.select(graduate_rows, opening_rows)
        block = Block.of(small.graduates, Demand.of(small.openings, small.vocabulary, weights))
        result[:, part] = measure(block, graduate, opening)
    return result
