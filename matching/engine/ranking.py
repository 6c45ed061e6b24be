"""The best k of each row, equal points in the order of the smaller index."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

NOBODY = -1


@dataclass(frozen=True, eq=False)
class TopK:
    """Lists of the best k, best first, one row for each graduate or opening.

    `indices` int32 (rows, k): rows of the other side, padded with -1; `points` int16 (rows, k):
    their scores, padded with 0.
    """

    indices: NDArray[np.int32]
    points: NDArray[np.int16]

    @classmethod
    def empty(cls, rows: int, k: int) -> Self:
        return cls(np.full((rows, k), NOBODY, np.int32), np.zeros((rows, k), np.int16))

    @property
    def lengths(self) -> NDArray[np.int64]:
        """The number of entries of each list, int64 (rows,)."""
        return (self.indices != NOBODY).sum(axis=1)

    def first(self, k: int) -> Self:
        """Copies of the lists, each cut after its first k entries."""
        return type(self)(self.indices[:, :k].copy(), self.points[:, :k].copy())

    def take(self, rows: NDArray) -> Self:
        return type(self)(self.indices[rows], self.points[rows])
