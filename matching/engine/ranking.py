"""The best k of each row, equal points in the order of the smaller index."""

from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.weights import FULL_POINTS

NOBODY = -1
PENDING_LIMIT = 1 << 20


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


@dataclass(frozen=True, eq=False)
class Scored:
    """Scored pairs: `row` int64, `member` int64 (index of the other side), `points` int64."""

    row: NDArray
    member: NDArray
    points: NDArray

    def only(self, kept: NDArray[np.bool_]) -> "Scored":
        return Scored(self.row[kept], self.member[kept], self.points[kept])


def best(scored: Scored, *, rows: int, members: int, k: int) -> TopK:
    """The best k of each of `rows` rows: most points first, then the smaller member.

    Each pair may occur once; members lie below `members`, points in 0..4096.
    """
    radix = (FULL_POINTS + 1) * max(members, 1)
    rank_in_row = (FULL_POINTS - scored.points.astype(np.int64)) * max(members, 1) + scored.member
    keys = np.sort(scored.row.astype(np.int64) * radix + rank_in_row)
    counts = np.bincount(scored.row, minlength=rows)
    row = np.repeat(np.arange(rows), counts)
    position = np.arange(keys.size) - np.repeat(np.cumsum(counts) - counts, counts)
    kept = position < k
    lost_points, member = np.divmod(keys[kept] % radix, max(members, 1))
    lists = TopK.empty(rows, k)
    lists.indices[row[kept], position[kept]] = member
    lists.points[row[kept], position[kept]] = FULL_POINTS - lost_points
    return lists


@dataclass(eq=False)
class RunningBest:
    """The best k of each row, kept while scored pairs arrive in parts of ascending members.

    At most about `pending_limit` pairs wait to be ranked; it never changes the lists.
    """

    rows: int
    members: int
    k: int
    pending_limit: int = PENDING_LIMIT
    lists: TopK = field(init=False)
    pending: list[Scored] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.lists = TopK.empty(self.rows, self.k)

    def add(self, scored: Scored) -> None:
        """Take in more pairs; a tie with the last of a full list loses to the smaller member."""
        full = self.lists.indices[:, -1] != NOBODY
        least = np.where(full, self.lists.points[:, -1], -1)
        self.pending.append(scored.only(scored.points > least[scored.row]))
        if sum(part.row.size for part in self.pending) > self.pending_limit:
            self.settle()

    def settle(self) -> TopK:
        """The lists with every pair taken in so far."""
        parts = [_entries(self.lists), *self.pending]
        everything = Scored(
            row=np.concatenate([part.row for part in parts]),
            member=np.concatenate([part.member for part in parts]),
            points=np.concatenate([part.points for part in parts]),
        )
        self.lists = best(everything, rows=self.rows, members=self.members, k=self.k)
        self.pending.clear()
        return self.lists


def _entries(lists: TopK) -> Scored:
    row, position = np.nonzero(lists.indices != NOBODY)
    return Scored(row, lists.indices[row, position], lists.points[row, position])
