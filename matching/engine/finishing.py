"""The second stage: words in common, the congestion price, and what is left open by silence."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.congestion import price
from matching.engine.layout import Layout
from matching.engine.lists import rank
from matching.engine.market import Market
from matching.engine.parts import CANDIDATES, Base, Matching
from matching.engine.ranking import TopK
from matching.engine.shares import Term
from matching.engine.tables import EngineInputError
from matching.engine.text_kernel import add_text, total_weights
from matching.engine.texts import Texts
from matching.engine.threads import in_parts
from matching.engine.unknowns import count_unknowns
from matching.engine.weights import Weights

LISTS_TOGETHER = 4096

Columns = tuple[NDArray, NDArray, NDArray]


def finish(
    market: Market,
    weights: Weights,
    base: Base,
    k: int = 50,
    *,
    strength: int = 0,
    threads: int = 1,
) -> Matching:
    """Turn the candidates of the first stage into the lists that are shown, at most `k` long.

    The best 64 of each list get their lexical points and are ranked anew; `strength`, 0..100,
    charges that percentage of the congestion prices. Raises `EngineInputError` when k is not
    within 1..64.
    """
    if not 1 <= k <= CANDIDATES:
        raise EngineInputError(f"k must be within 1..{CANDIDATES}, not {k}")
    layout = Layout(market, weights)
    by_graduate, by_opening = with_text(layout, base, threads)
    priced = price(
        by_graduate,
        by_opening,
        headcount=market.openings.headcount,
        shown_graduates=market.graduates.shown,
        strength=strength,
        shown=k,
    )
    graduate_unknowns, opening_unknowns = count_unknowns(layout, threads)
    return Matching(
        graduate_lists=priced.graduate_lists,
        opening_lists=priced.opening_lists,
        pairs_eligible=base.pairs_eligible,
        graduate_unknowns=graduate_unknowns,
        opening_unknowns=opening_unknowns,
        graduate_prices=priced.graduate_prices,
        opening_prices=priced.opening_prices,
    )


def with_text(layout: Layout, base: Base, threads: int) -> tuple[TopK, TopK]:
    """The candidates of both sides with their lexical points, ranked by all points."""
    market, statistics = layout.market, layout.market.statistics
    written, asked = _columns(market.graduates.texts), _columns(market.openings.texts)
    shares = layout.worth.terms[Term.TEXT].astype(np.int64)
    totals = total_weights(*asked, statistics.term_weights)
    sizes = market.graduates.texts.sizes()
    common = (sizes, statistics.term_weights, statistics.mean_length, shares, totals)

    def ranked(lists: TopK, mine: Columns, theirs: Columns, mine_written: bool) -> TopK:
        found = lists.first(CANDIDATES)
        indices, points = found.indices, found.points

        def work(begin: int, end: int) -> None:
            add_text(begin, end, indices, points, mine, theirs, *common, mine_written)
            rank(indices[begin:end], points[begin:end])

        for _done in in_parts(work, len(points), LISTS_TOGETHER, threads):
            continue
        return found

    return (
        ranked(base.graduate_lists, written, asked, mine_written=True),
        ranked(base.opening_lists, asked, written, mine_written=False),
    )


def _columns(texts: Texts) -> Columns:
    return texts.offsets, texts.term, texts.count
