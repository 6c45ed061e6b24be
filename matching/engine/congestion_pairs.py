"""The pairs on which prices rest: whoever stands in a stored list of either side, once each."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.compiling import compiled
from matching.engine.ranking import NOBODY, TopK
from matching.engine.tables import EngineInputError, offsets_of
from matching.engine.weights import FULL_POINTS


@dataclass(frozen=True, eq=False)
class Pairs:
    """The union of both sides' lists, graduate by graduate (compressed sparse rows).

    `offsets` int64 (n + 1,); `openings` int32 and `points` int16, both (pairs,): within a graduate
    first their own list in its order, then the other openings that list them, by row;
    `opening_count` m. The lists alone fix the order, so sums over it come out the same each time.
    """

    offsets: NDArray[np.int64]
    openings: NDArray[np.int32]
    points: NDArray[np.int16]
    opening_count: int

    @property
    def graduate_count(self) -> int:
        return self.offsets.size - 1

    def graduates_paired(self) -> NDArray[np.bool_]:
        """Which graduates are in a pair, bool (n,)."""
        return np.diff(self.offsets) > 0

    def openings_paired(self) -> NDArray[np.bool_]:
        """Which openings are in a pair, bool (m,)."""
        paired = np.zeros(self.opening_count, bool)
        paired[self.openings] = True
        return paired

    @classmethod
    def of(cls, graduate_lists: TopK, opening_lists: TopK) -> Self:
        """The union of the lists of n graduates and m openings, which `check_lists` accepts.

        Raises `EngineInputError` when a pair has other points on the other side.
        """
        graduates, openings = len(graduate_lists.indices), len(opening_lists.indices)
        turned = _turned_round(opening_lists, graduates)
        size = int(graduate_lists.lengths.sum()) + turned[1].size
        offsets = np.zeros(graduates + 1, np.int64)
        members, points = np.empty(size, np.int32), np.empty(size, np.int16)
        last = np.full(openings, NOBODY), np.zeros(openings, np.int16)
        own = graduate_lists.indices, graduate_lists.points
        fault = _join(own, turned, last, offsets, members, points)
        if fault != NOBODY:
            raise EngineInputError(f"the two sides give a pair of graduate {fault} other points")
        return cls(offsets, members[: offsets[-1]], points[: offsets[-1]], openings)


def check_lists(name: str, lists: TopK, members: int, shown: int = 1) -> None:
    """Refuse, with `EngineInputError`, lists that are not as `TopK` promises.

    Each of the `members` rows of the other side at most once, most points first, equal points by
    the smaller row, points in 0..4096, padding at the end only, and room for `shown` entries.
    """
    if lists.indices.ndim != 2 or lists.indices.shape != lists.points.shape:
        raise EngineInputError(f"{name} must have indices and points of one shape (rows, k)")
    if (lists.indices.dtype, lists.points.dtype) != (np.int32, np.int16):
        raise EngineInputError(f"{name} must hold int32 indices and int16 points")
    if not 1 <= shown <= lists.indices.shape[1]:
        raise EngineInputError(f"{name} hold {lists.indices.shape[1]} entries each, not {shown}")
    fault = _first_fault(lists.indices, lists.points, members)
    if fault != NOBODY:
        raise EngineInputError(
            f"{name}[{fault}] must list rows below {members} once each, best first, "
            f"with points in 0..{FULL_POINTS}, padded at the end only"
        )


def _turned_round(lists: TopK, members: int) -> tuple[NDArray, NDArray, NDArray]:
    """Who lists each member: offsets (members + 1,), the rows that do, ascending, their points."""
    entries = np.flatnonzero(lists.indices.ravel() != NOBODY)
    member = lists.indices.ravel()[entries]
    order = entries[np.argsort(member, kind="stable")]
    rows = (order // max(lists.indices.shape[1], 1)).astype(np.int32)
    return offsets_of(np.bincount(member, minlength=members)), rows, lists.points.ravel()[order]


@compiled
def _first_fault(indices: NDArray, points: NDArray, members: int) -> int:
    """The first row that is not a list in order, or -1."""
    last_row = np.full(members, NOBODY)
    for row in range(indices.shape[0]):
        least, before, ended = FULL_POINTS, NOBODY, False
        for place in range(indices.shape[1]):
            member, score = indices[row, place], points[row, place]
            ended |= member == NOBODY
            if member == NOBODY:
                continue
            if ended or not 0 <= member < members or last_row[member] == row:
                return row
            if not 0 <= score <= least or (score == least and member < before):
                return row
            last_row[member] = row
            least, before = score, member
    return NOBODY


@compiled
def _join(
    own: tuple, turned: tuple, last: tuple, offsets: NDArray, members: NDArray, points: NDArray
) -> int:
    """Write the union; returns the first graduate whose two sides contradict each other, or -1.

    `own`: the graduates' indices and points; `turned`: who lists them; `last`: room to note, per
    opening, the last graduate to list it and with how many points.
    """
    end = 0
    for graduate in range(offsets.size - 1):
        for place in range(own[0].shape[1]):
            opening = own[0][graduate, place]
            if opening == NOBODY:
                break
            last[0][opening], last[1][opening] = graduate, own[1][graduate, place]
            members[end], points[end] = opening, own[1][graduate, place]
            end += 1
        for entry in range(turned[0][graduate], turned[0][graduate + 1]):
            opening = turned[1][entry]
            if last[0][opening] != graduate:
                members[end], points[end] = opening, turned[2][entry]
                end += 1
            elif last[1][opening] != turned[2][entry]:
                return graduate
        offsets[graduate + 1] = end
    return NOBODY
