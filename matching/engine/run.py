"""A whole matching run: the best openings of each graduate, the best graduates of each opening."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.block import Block
from matching.engine.demand import Demand
from matching.engine.gates import Gate, State, block_states, silent_graduates, silent_openings
from matching.engine.market import Market
from matching.engine.ranking import RunningBest, Scored, TopK, best
from matching.engine.score import term_points
from matching.engine.tables import EngineInputError
from matching.engine.weights import Weights

PAIRS_AT_ONCE = 1 << 21

Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Matching:
    """The result of a run over n graduates and m openings.

    - `graduate_lists`: (n, k) openings for each graduate; `opening_lists`: (m, k) graduates for
      each opening; both hold exactly the best k of the pairs that meet every gate
    - `pairs_eligible`: number of pairs that meet every gate
    - `graduate_unknowns` int64 (n, gates): openings that no gate refuses, but that this gate
      cannot decide because the graduate has not stated it ("tell us … to open up to N more")
    - `opening_unknowns` int64 (m, gates): the same for graduates and what an opening has not stated
    """

    graduate_lists: TopK
    opening_lists: TopK
    pairs_eligible: int
    graduate_unknowns: NDArray[np.int64]
    opening_unknowns: NDArray[np.int64]


def match(
    market: Market,
    weights: Weights,
    k: int = 50,
    *,
    progress: Progress | None = None,
    pairs_at_once: int = PAIRS_AT_ONCE,
) -> Matching:
    """Match both sides exactly; equal points are ordered by the smaller row of the other side.

    `progress(done, total)` is called with numbers of graduates after every part. `pairs_at_once`
    bounds the memory (at most about 150 bytes each) and never changes the result.
    Raises `EngineInputError` when k is less than 1.
    """
    if k < 1:
        raise EngineInputError(f"k must be at least 1, not {k}")
    demand = Demand.of(market.openings, market.vocabulary, weights)
    tally = _Tally(market, k)
    for rows in _parts(len(market.graduates), pairs_at_once // max(len(market.openings), 1)):
        tally.add(rows, Block.of(market.graduates.take(rows), demand))
        if progress is not None:
            progress(int(rows[-1]) + 1, len(market.graduates))
    return tally.matching()


class _Tally:
    """What a run has found so far."""

    def __init__(self, market: Market, k: int) -> None:
        self.market = market
        graduates, openings = len(market.graduates), len(market.openings)
        self.graduate_lists = TopK.empty(graduates, k)
        self.opening_lists = RunningBest(openings, graduates, k)
        self.graduate_unknowns = np.zeros((graduates, len(Gate)), np.int64)
        self.opening_unknowns = np.zeros((openings, len(Gate)), np.int64)
        self.pairs_eligible = 0

    def add(self, rows: NDArray, block: Block) -> None:
        states = block_states(block)
        overall = states.min(axis=0)
        self._count_unknowns(rows, states, overall == State.UNKNOWN)
        graduates, openings = np.nonzero(overall == State.MET)
        points = term_points(block, graduates, openings).sum(axis=0)
        self._rank(rows, Scored(graduates, openings, points))

    def _count_unknowns(self, rows: NDArray, states: NDArray, undecided: NDArray) -> None:
        graduates, openings = np.nonzero(undecided)
        for gate in Gate:
            unknown = states[gate, graduates, openings] == State.UNKNOWN
            self.graduate_unknowns[rows, gate] = np.bincount(
                graduates[unknown], minlength=rows.size
            )
            self.opening_unknowns[:, gate] += np.bincount(
                openings[unknown], minlength=len(self.market.openings)
            )

    def _rank(self, rows: NDArray, scored: Scored) -> None:
        openings, k = len(self.market.openings), self.opening_lists.k
        lists = best(scored, rows=rows.size, members=openings, k=k)
        self.graduate_lists.indices[rows] = lists.indices
        self.graduate_lists.points[rows] = lists.points
        by_opening = Scored(scored.member, rows[scored.row], scored.points)
        self.opening_lists.add(by_opening.only(self.market.graduates.shown[by_opening.member]))
        self.pairs_eligible += scored.row.size

    def matching(self) -> Matching:
        by_graduate = silent_graduates(self.market.graduates).T
        by_opening = silent_openings(self.market.openings).T
        return Matching(
            graduate_lists=self.graduate_lists,
            opening_lists=self.opening_lists.settle(),
            pairs_eligible=self.pairs_eligible,
            graduate_unknowns=self.graduate_unknowns * by_graduate,
            opening_unknowns=self.opening_unknowns * by_opening,
        )


def _parts(count: int, size: int) -> Iterator[NDArray[np.int64]]:
    for start in range(0, count, max(size, 1)):
        yield np.arange(start, min(start + max(size, 1), count))
