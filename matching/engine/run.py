"""A whole matching run in one call."""

import numpy as np

from matching.engine.finishing import finish
from matching.engine.graduates import Claims, Graduates
from matching.engine.market import Market
from matching.engine.openings import Openings, Requirements
from matching.engine.parts import Matching
from matching.engine.scoring import Cancelled, Progress, merge, plan, score
from matching.engine.statistics import Statistics
from matching.engine.tables import Lists
from matching.engine.texts import Texts
from matching.engine.vocabulary import Relations, Vocabulary, ancestors
from matching.engine.weights import Weights


def match(
    market: Market,
    weights: Weights,
    k: int = 50,
    *,
    strength: int = 0,
    threads: int = 1,
    shards: int = 1,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Matching:
    """Match both sides exactly; equal points are ordered by the smaller row of the other side.

    `strength` charges congestion prices (`finish`). Neither `threads` nor `shards` nor the order
    of anything changes the result. `progress(done, total)` counts graduates. Raises
    `EngineInputError` for a k outside 1..64 and `CancelledError` when `cancelled()` says so.
    """
    done = 0

    def note(part_done: int, _part_total: int) -> None:
        if progress is not None:
            progress(done + part_done, len(market.graduates))

    parts = []
    for rows in plan(market, shards):
        parts.append(
            score(market, weights, rows, threads=threads, progress=note, cancelled=cancelled)
        )
        done += rows.size
    return finish(market, weights, merge(market, parts), k, strength=strength, threads=threads)


def warm() -> None:
    """Compile the kernels or load them from their cache, on a market of one pair."""
    node = ancestors([-1])
    one, text = Lists.of([[(0,)]]), Texts.of([[(1, 1)]])
    graduates = Graduates(
        kinds=one,
        places=one,
        anywhere=np.ones(1, bool),
        degree=[1],
        discipline=[0],
        available_from=[1],
        channel=[0],
        pay=[1],
        claims=Claims.of([[(0, 1, 0)]]),
        texts=text,
        matchable=np.ones(1, bool),
        shown=np.ones(1, bool),
        excluded=Lists.of([[]]),
    )
    openings = Openings(
        kind=[0],
        place=[0],
        minimum_degree=[1],
        disciplines=one,
        latest_start=[1],
        channel=[0],
        pay=[1],
        certificates=Lists.of([[]]),
        requirements=Requirements.of([[(0, 1, 3)]]),
        texts=text,
        headcount=[1],
    )
    vocabulary = Vocabulary(1, node, node, Relations.none(1))
    market = Market(graduates, openings, vocabulary, Statistics.neutral(1))
    match(market, Weights(), 1, strength=1)
