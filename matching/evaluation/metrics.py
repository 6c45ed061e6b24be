"""How good one ranking is, by the customary measures of retrieval.

`grades` are always those of the candidates in the order of the ranking, int (candidates,). A
measure that has no meaning for a ranking, because nobody is relevant, is NaN.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

RELEVANT = 2
"""The least grade that counts as relevant where a measure knows only yes and no."""
DEPTH = 10
FAR = 50


def ndcg(grades: NDArray, depth: int = DEPTH) -> float:
    """Normalised discounted cumulative gain of the first `depth` (Järvelin, Kekäläinen 2002).

    The gain of grade g is 2^g − 1, divided by log2(rank + 1) (Burges et al. 2005); the ideal is the
    best order of all candidates' grades.
    """
    ideal = _gain(np.sort(grades)[::-1][:depth])
    return _gain(grades[:depth]) / ideal if ideal else np.nan


def average_precision(grades: NDArray) -> float:
    """The precision at the rank of each relevant candidate, averaged over all of them."""
    ranks = _ranks(grades)
    return float(np.mean(np.arange(1, ranks.size + 1) / ranks)) if ranks.size else np.nan


def reciprocal_rank(grades: NDArray) -> float:
    """One divided by the rank of the first relevant candidate."""
    ranks = _ranks(grades)
    return float(1 / ranks[0]) if ranks.size else np.nan


def recall(grades: NDArray, depth: int = FAR) -> float:
    """The share of the relevant candidates that stand among the first `depth`."""
    ranks = _ranks(grades)
    return float(np.mean(ranks <= depth)) if ranks.size else np.nan


def _gain(grades: NDArray) -> float:
    discounts = np.log2(np.arange(grades.size) + 2)
    return float(((np.exp2(grades) - 1) / discounts).sum())


def _ranks(grades: NDArray) -> NDArray[np.int64]:
    return np.flatnonzero(grades >= RELEVANT) + 1


MEASURES: dict[str, Callable[[NDArray], float]] = {
    f"ndcg@{DEPTH}": ndcg,
    "map": average_precision,
    "mrr": reciprocal_rank,
    f"recall@{FAR}": recall,
}
"""The measures by the name under which they are reported."""
