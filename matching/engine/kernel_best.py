"""Compiled: the best of a graduate and the best of every opening, while pairs arrive."""

import numpy as np

from matching.engine.compiling import compiled, inlined

ROW_LIMIT = 2**32 - 1
SCAN = 64
GAPS = np.array([57, 23, 10, 4, 1])


@compiled
def packed_key(points, row):
    return (np.int64(points) << 32) | (ROW_LIMIT - np.int64(row))


@compiled
def push(heap, size, key):
    """Put a key into the min-heap `heap[:size]`, or in place of the least when it is full."""
    limit = heap.shape[0]
    if size < limit:
        at = size
        while at > 0 and heap[(at - 1) >> 1] > key:
            heap[at] = heap[(at - 1) >> 1]
            at = (at - 1) >> 1
        heap[at] = key
        return size + 1
    at = 0
    while True:
        child = 2 * at + 1
        if child >= limit:
            break
        if child + 1 < limit and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = key
    return size


@inlined
def _reaches(total, bar, begin, end):
    """Whether any of these points is at least `bar`; indices are unsigned, never from the end."""
    hits = np.int32(0)
    for j in range(np.uint64(begin), np.uint64(end)):
        hits |= np.int32(total[j] >= bar)
    return hits


@inlined
def _reaches_each(total, least, begin, end):
    """Whether any of these points is at least its own bar."""
    hits = np.int32(0)
    for j in range(np.uint64(begin), np.uint64(end)):
        hits |= np.int32(total[j] >= least[j])
    return hits


@compiled
def select(keys, size, k):
    """Bring the k greatest of `keys[:size]` to the front, in any order (Hoare's quickselect)."""
    low, high = 0, size - 1
    while low < high:
        pivot = keys[(low + high) >> 1]
        left, right = low, high
        while left <= right:
            while keys[left] > pivot:
                left += 1
            while keys[right] < pivot:
                right -= 1
            if left <= right:
                keys[left], keys[right] = keys[right], keys[left]
                left += 1
                right -= 1
        if k - 1 <= right:
            high = right
        elif k - 1 >= left:
            low = left
        else:
            return


@compiled
def sort_descending(keys):
    """Sort a few keys, the greatest first, in place (shellsort with Ciura's gaps)."""
    for gap in GAPS:
        for index in range(gap, keys.shape[0]):
            key, at = keys[index], index
            while at >= gap and keys[at - gap] < key:
                keys[at] = keys[at - gap]
                at -= gap
            keys[at] = key


@compiled
def keep_best(row, total, pool, size, bar, k):
    """Pool what may be among the graduate's best; returns the size of the pool and its bar.

    The pool is cut back to the best k whenever it is full, and the k-th is the new bar.
    """
    for begin in range(0, total.shape[0], SCAN):
        end = min(begin + SCAN, total.shape[0])
        if not _reaches(total, bar, begin, end):
            continue
        for j in range(begin, end):
            pool[size] = packed_key(total[j], row[j])
            size += total[j] >= bar
        if size > pool.shape[0] - SCAN:
            select(pool, size, k)
            size = k
            bar = np.int32(pool[:k].min() >> 32)
    return size, bar


@compiled
def offer_all(row, total, least, heaps, graduate):
    """Offer a graduate to the lists of neighbouring openings."""
    keys, sizes, bars = heaps.keys, heaps.sizes, heaps.least
    for begin in range(0, total.shape[0], SCAN):
        end = min(begin + SCAN, total.shape[0])
        if not _reaches_each(total, least, begin, end):
            continue
        for j in range(begin, end):
            if total[j] >= least[j]:
                opening = row[j]
                key, heap = packed_key(total[j], graduate), keys[opening]
                size, limit = sizes[opening], heap.shape[0]
                if size < limit or key > heap[0]:
                    size = push(heap, size, key)
                    sizes[opening] = size
                    bars[opening] = heap[0] >> 32 if size == limit else 0
                least[j] = bars[opening]
