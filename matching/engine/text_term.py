"""Topics and words in common: the one lexical term, bounded, for the second stage only."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.paired import Paired, Spread
from matching.engine.tables import Lookup
from matching.engine.texts import bucket

UNIT = 256
MOST = 32
"""Eight times in quarters: more often said, a term of an opening weighs no more."""
GENEROSITY = 2
"""Half of the weight of all terms in common earns half of the share; more, more, but never all."""


def saturation(count: NDArray, size: NDArray, mean: int) -> NDArray[np.int64]:
    """How much a term says that stands `count` quarters in a text of `size`, in 256ths.

    The term frequency of BM25 with k1 = 1.2 and b = 0.75 (Robertson, Zaragoza 2009), counts in
    quarters: c (4 k1 + 1) / (c + 4 k1 (1 − b + b · size / mean)), in whole numbers.
    """
    count, size = np.asarray(count, np.int64), np.asarray(size, np.int64)
    return UNIT * 58 * count * mean // (10 * count * mean + 12 * mean + 36 * size)


def text_points(pairs: Paired, share: NDArray) -> NDArray[np.int64]:
    """Points of the lexical term for the pairs, int64 (pairs,), below `share`, int (pairs,).

    From the weight g of the opening's terms that the graduate's text holds too, each times its
    saturation, and the weight h of all of the opening's terms: share × 2 g / (2 g + h). It rises
    with everything in common and never reaches the share, so that there is always more to gain. A
    term weighs what its bucket does, as often as the opening says it.
    """
    asked, written = pairs.market.openings.texts, pairs.market.graduates.texts
    spread = Spread.over(asked, pairs.opening)
    terms = asked.term[spread.entry]
    often = np.minimum(asked.count[spread.entry], MOST).astype(np.int64)
    weight = pairs.market.statistics.term_weights[bucket(terms)] * often
    entry = Lookup.of(written).find(pairs.graduate[spread.pair], terms)
    sizes = written.sizes()[pairs.graduate[spread.pair]]
    common = np.zeros(terms.size, np.int64)
    there = entry >= 0
    mean = pairs.market.statistics.mean_length
    common[there] = weight[there] * saturation(written.count[entry[there]], sizes[there], mean)
    of_all = np.bincount(spread.pair, weight, pairs.graduate.size).astype(np.int64)
    got = np.bincount(spread.pair, common, pairs.graduate.size).astype(np.int64)
    return GENEROSITY * got * share // np.maximum(GENEROSITY * got + UNIT * of_all, 1)
