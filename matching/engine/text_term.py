"""Words in common: the one lexical term, bounded, for the candidates of the second stage."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.paired import Paired, Spread
from matching.engine.tables import Lookup
from matching.engine.texts import bucket

UNIT = 256
GENEROSITY = 3
"""A third of the weight of an opening's words in common earns the whole share."""


def saturation(count: NDArray, size: NDArray, mean: int) -> NDArray[np.int64]:
    """How much a term says that stands `count` times in a text of `size` words, in 256ths.

    The term frequency of BM25 with k1 = 1.2 and b = 0.75 (Robertson, Zaragoza 2009),
    c (k1 + 1) / (c + k1 (1 − b + b · size / mean)), in whole numbers.
    """
    count, size = np.asarray(count, np.int64), np.asarray(size, np.int64)
    return UNIT * 22 * count * mean // (10 * count * mean + 3 * mean + 9 * size)


def text_points(pairs: Paired, share: NDArray) -> NDArray[np.int64]:
    """Points of the lexical term for the pairs, int64 (pairs,), at most `share`, int (pairs,).

    The weight of the opening's terms that the graduate's text holds too, each times its
    saturation, as part of the weight of all of the opening's terms.
    """
    asked, written = pairs.market.openings.texts, pairs.market.graduates.texts
    spread = Spread.over(asked, pairs.opening)
    terms = asked.term[spread.entry]
    weight = pairs.market.statistics.term_weights[bucket(terms)].astype(np.int64)
    entry = Lookup.of(written).find(pairs.graduate[spread.pair], terms)
    sizes = written.sizes()[pairs.graduate[spread.pair]]
    common = np.zeros(terms.size, np.int64)
    there = entry >= 0
    mean = pairs.market.statistics.mean_length
    common[there] = weight[there] * saturation(written.count[entry[there]], sizes[there], mean)
    of_all = np.bincount(spread.pair, weight, pairs.graduate.size).astype(np.int64)
    got = np.bincount(spread.pair, common, pairs.graduate.size).astype(np.int64)
    parts = GENEROSITY * got * share // np.maximum(UNIT * of_all, 1)
    return np.minimum(parts, share)
