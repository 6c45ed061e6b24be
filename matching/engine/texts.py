"""Texts as numbers: which terms they hold, and what each term weighs."""

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import EngineInputError, Ragged, column

BUCKETS = 1 << 16
HIGHEST_WEIGHT = 255


@dataclass(frozen=True, eq=False)
class Texts(Ragged):
    """The terms of texts, one row per text, each term once and ascending within its row.

    `term` int32, a number of 31 bits made from the word; `count` uint8, how often it stands there
    (255 = that often or oftener). Raises `EngineInputError`.
    """

    term: Annotated[NDArray, column(np.int32)]
    count: Annotated[NDArray, column(np.uint8, 1)]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.ascends():
            raise EngineInputError("the terms of a text must ascend")

    def sizes(self) -> NDArray[np.int64]:
        """The number of words of each text, int64 (rows,)."""
        totals = np.concatenate([[0], np.cumsum(self.count, dtype=np.int64)])
        return totals[self.offsets[1:]] - totals[self.offsets[:-1]]

    @classmethod
    def none(cls, rows: int) -> Self:
        return cls(np.zeros(rows + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint8))


def bucket(terms: NDArray) -> NDArray[np.int64]:
    """The bucket of each term, in which its weight is counted, int64 in the shape of `terms`."""
    return terms.astype(np.int64) & (BUCKETS - 1)


def term_weights(texts: Texts) -> NDArray[np.uint8]:
    """How much each bucket of terms tells, uint8 (65536,): rarer terms weigh more.

    Inverse document frequency as in BM25 (Robertson, Spärck Jones 1976; Robertson, Zaragoza 2009):
    ln(1 + (n − d + ½) / (d + ½)) for n texts of which d hold the term, in sixteenths.
    """
    holding = np.bincount(bucket(texts.term), minlength=BUCKETS).astype(np.float64)
    holding = np.minimum(holding, len(texts))
    raw = np.log1p((len(texts) - holding + 0.5) / (holding + 0.5))
    return np.clip(np.rint(16 * raw), 0, HIGHEST_WEIGHT).astype(np.uint8)
