"""Packed keys of scored pairs, and the lists they become."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.compiling import compiled
from matching.engine.kernel_best import ROW_LIMIT
from matching.engine.ranking import NOBODY, TopK

EVERY_KEY = np.int64(2**63 - 1)
"""Above every key."""


def unpacked(keys: NDArray[np.int64]) -> TopK:
    """Lists from keys, int64 (rows, k), best first, -1 where there is none."""
    lists = TopK.empty(*keys.shape)
    _unpack(keys, lists.indices, lists.points)
    return lists


@compiled
def _unpack(keys, indices, points):
    for row in range(keys.shape[0]):
        for place in range(keys.shape[1]):
            key = keys[row, place]
            if key >= 0:
                indices[row, place] = ROW_LIMIT - (key & ROW_LIMIT)
                points[row, place] = key >> 32


def packed(lists: TopK) -> NDArray[np.int64]:
    """Keys of lists, int64 (rows, k): points above, then the smaller member; -1 for none."""
    keys = lists.points.astype(np.int64) << 32 | (ROW_LIMIT - lists.indices.astype(np.int64))
    return np.where(lists.indices == NOBODY, -1, keys)


@compiled
def merged(first: NDArray, second: NDArray) -> NDArray:
    """The best k of two tables of keys, int64 (rows, k), row by row."""
    rows, k = first.shape
    out = np.empty((rows, k), np.int64)
    for row in range(rows):
        left = right = 0
        for place in range(k):
            if left < k and (right >= k or first[row, left] >= second[row, right]):
                out[row, place] = first[row, left]
                left += 1
            else:
                out[row, place] = second[row, right]
                right += 1
    return out


@compiled
def sort_rows(keys: NDArray) -> None:
    """Sort every row of keys, int64 (rows, k), best first, in place."""
    for row in range(keys.shape[0]):
        keys[row] = np.sort(keys[row])[::-1]


def rank(indices: NDArray[np.int32], points: NDArray[np.int16]) -> None:
    """Sort every list, given as two tables (rows, k), best first, in place."""
    keys = packed(TopK(indices, points))
    sort_rows(keys)
    _unpack(keys, indices, points)  # what pads a list is as long as before, and stays


@compiled
def _length(members):
    """How many entries a list has before its padding."""
    size = members.shape[0]
    while size > 0 and members[size - 1] < 0:
        size -= 1
    return size


@compiled
def _entry_key(indices, points, at):
    return (np.int64(points[at]) << 32) | (ROW_LIMIT - np.int64(indices[at]))


@compiled
def _join(indices, points, size, least, members, fresh, out):
    """Merge the first `size` entries but for changed members with the fresh keys above `least`."""
    old = new = place = 0
    while place < out.shape[0]:
        while old < size and members[indices[old]]:
            old += 1
        key = _entry_key(indices, points, old) if old < size else np.int64(-1)
        if new < fresh.shape[0] and fresh[new] > key and fresh[new] > least:
            out[place] = fresh[new]
            new += 1
        elif key >= 0:
            out[place] = key
            old += 1
        else:
            break
        place += 1


@compiled
def joined(indices, points, cut, owners, members, fresh):
    """Lists without changed members, joined with fresh keys; int64 (rows, k), best first.

    Lists of changed owners hold only fresh keys. Where a list is `cut`, a fresh key worse than its
    last entry has no place: entries as good may be missing; of a list that is cut and has no entry
    left, nothing is known.
    """
    rows, k = fresh.shape
    out = np.full((rows, k), -1, np.int64)
    for row in range(rows):
        size, least = 0, np.int64(-1)
        if not owners[row]:
            size = _length(indices[row])
            if cut[row]:
                least = _entry_key(indices[row], points[row], size - 1) if size else EVERY_KEY
        _join(indices[row], points[row], size, least, members, fresh[row], out[row])
    return out
