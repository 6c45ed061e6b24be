"""Texts as numbers: which terms they hold, and what each term weighs."""

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import EngineInputError, Ragged, column, offsets_of

BUCKETS = 1 << 16
HIGHEST_WEIGHT = 255
TOPIC, WORD = 4, 0.5


@dataclass(frozen=True, eq=False)
class Texts(Ragged):
    """The terms of texts, one row per text, each term once and ascending within its row.

    `term` int32, a number of 31 bits: odd for a topic (a skill that the text names, or one that it
    is related to), even for a word; `count` uint8, how often it stands there, in quarters, as a
    related topic counts in part (255 = that often or oftener). Raises `EngineInputError`.
    """

    term: Annotated[NDArray, column(np.int32)]
    count: Annotated[NDArray, column(np.uint8, 1)]

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.ascends():
            raise EngineInputError("the terms of a text must ascend")

    def sizes(self) -> NDArray[np.int64]:
        """How much each text says, int64 (rows,): its topics in quarters, alike in any language."""
        sizes = np.zeros(len(self), np.int64)
        for rows, entries in self.blocks():
            topics = np.where(self.term[entries] & 1, self.count[entries], 0)
            totals = offsets_of(topics)
            offsets = self.offsets[rows.start : rows.stop + 1] - entries.start
            sizes[rows] = totals[offsets[1:]] - totals[offsets[:-1]]
        return sizes

    def holding(self) -> NDArray[np.int64]:
        """How many terms of texts fall into each bucket, int64 (65536,)."""
        counts = np.zeros(BUCKETS, np.int64)
        for _rows, entries in self.blocks():
            counts += np.bincount(bucket(self.term[entries]), minlength=BUCKETS)
        return counts

    @classmethod
    def none(cls, rows: int) -> Self:
        return cls(np.zeros(rows + 1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint8))


def bucket(terms: NDArray) -> NDArray[np.int64]:
    """The bucket of each term, in which its weight is counted, int64 in the shape of `terms`.

    Topics have the odd buckets, words the even ones.
    """
    return terms.astype(np.int64) & (BUCKETS - 1)


def term_weights(*sides: Texts) -> NDArray[np.uint8]:
    """How much each bucket of terms tells, uint8 (65536,): rarer terms weigh more.

    Four times the squared rarity for topics, half of it for words, so that what the vocabulary
    knows in every language counts most.
    """
    count = sum(len(texts) for texts in sides)
    holding = sum(texts.holding() for texts in sides)
    squared = squared_rarity(np.minimum(holding, count), count)
    raw = np.where(np.arange(BUCKETS) & 1, TOPIC * squared, WORD * squared)
    return np.clip(np.rint(raw), 0, HIGHEST_WEIGHT).astype(np.uint8)


def squared_rarity(holding: NDArray, count: int) -> NDArray[np.float64]:
    """x² for x = ln(1 + n / (1 + d)), in the shape of `holding`: d of n = `count` hold a thing.

    x is a smoothed inverse document frequency (Spärck Jones 1972).
    """
    return np.log1p(count / (1 + holding)) ** 2
