"""The compiled heart of a run: graduates of one discipline against the openings open to it.

For every graduate the points of all openings that the gates leave are added up in one dense row
(`acc`), skill by skill along inverted lists, and the best are kept on both sides. Everything is
whole numbers, so no order of work can change a byte.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

MUST_SHIFT, CERTIFICATE_SHIFT = 14, 23
POINTS_MASK, MUSTS_MASK = (1 << MUST_SHIFT) - 1, (1 << (CERTIFICATE_SHIFT - MUST_SHIFT)) - 1
BARRED = 0xFF << CERTIFICATE_SHIFT
CHANNEL_SHIFT = 8
WHOLE, QUARTER, STRONGEST = 48, 12, 3
LEVELS = 4
NOT_ACCEPTED = 4
NEVER = 2**31 - 1
FAR = 1 << 20
"""More than any points, so that what is not met stays below 0."""
ROW_LIMIT = 2**32 - 1
WAITING = 92
SCAN = 64
SPARSE = 16
LOOKING_UP = 24
"""Finding a place in a list costs about as much as adding up this many openings."""
GAPS = np.array([57, 23, 10, 4, 1])
SHARES = np.array(
    [[WHOLE * min(held, max(required, 1)) // max(required, 1) for required in range(LEVELS + 1)]
     for held in range(LEVELS + 1)], np.int8
)
"""What a level held gives of a level required, in 48ths."""


class Supply(NamedTuple):
    """Columns of all graduates, and the skill graph."""

    claim_offsets: NDArray
    claim_skill: NDArray
    claim_level: NDArray
    claim_evidence: NDArray
    kind_offsets: NDArray
    kinds: NDArray
    place_offsets: NDArray
    places: NDArray
    anywhere: NDArray
    degree: NDArray
    available: NDArray
    channel: NDArray
    pay: NDArray
    matchable: NDArray
    shown: NDArray
    excluded_offsets: NDArray
    excluded: NDArray
    related_offsets: NDArray
    related_skill: NDArray
    related_quarters: NDArray


class Field(NamedTuple):
    """The openings open to one discipline, sorted by (kind, place, row), in blocks of one kind.

    `first_rank`, `last_rank`: which places in use lie inside each node of the place tree.
    `place_start` (blocks, places in use + 1): where the openings of each place begin.
    `list_start` (skills × blocks × levels + 1): where the requirements for a skill at a level
    begin; of each its position in the block, its points, and (4, entries) what it adds when it is
    met, by evidence: points with evidence, must and certificate packed.
    `position`: of every opening, -1 if it is not here.
    """

    row: NDArray
    fixed: NDArray
    need: NDArray
    facts: NDArray
    latest: NDArray
    pay: NDArray
    position: NDArray
    block_kind: NDArray
    block_start: NDArray
    place_start: NDArray
    first_rank: NDArray
    last_rank: NDArray
    list_start: NDArray
    entry_position: NDArray
    entry_points: NDArray
    entry_whole: NDArray


class Prices(NamedTuple):
    """Points by steps from the first choice, each int32 (5,) with 0 at the end."""

    all_musts: int
    degree: NDArray
    kind: NDArray
    place: NDArray
    pay: NDArray
    start: NDArray
    channel: int


class Scratch(NamedTuple):
    """Room for one graduate at a time."""

    acc: NDArray
    total: NDArray
    least: NDArray
    level: NDArray
    evidence: NDArray
    part: NDArray
    touched: NDArray
    rank_steps: NDArray
    run_first: NDArray
    run_last: NDArray
    run_steps: NDArray
    pool: NDArray
    k: int


class Heaps(NamedTuple):
    """The best so far of each opening: keys int64 (openings, k), sizes int32, least points."""

    keys: NDArray
    sizes: NDArray
    least: NDArray


@njit(cache=True, nogil=True, inline="always")
def _key(points, row):
    return (np.int64(points) << 32) | (ROW_LIMIT - np.int64(row))


@njit(cache=True, nogil=True)
def _push(heap, size, key):
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


@njit(cache=True, nogil=True)
def _hold(supply, graduate, scratch):
    """Lay out what a graduate holds of each skill; returns how many skills are touched."""
    touched = 0
    for claim in range(supply.claim_offsets[graduate], supply.claim_offsets[graduate + 1]):
        skill, level = supply.claim_skill[claim], supply.claim_level[claim]
        if scratch.level[skill] < 0:
            scratch.touched[touched] = skill
            touched += 1
        scratch.level[skill] = level
        scratch.evidence[skill] = supply.claim_evidence[claim]
        for edge in range(supply.related_offsets[skill], supply.related_offsets[skill + 1]):
            other = supply.related_skill[edge]
            if scratch.level[other] < 0:
                scratch.touched[touched] = other
                touched += 1
                scratch.level[other] = 0
            quarters = QUARTER * supply.related_quarters[edge]
            for required in range(1, LEVELS + 1):
                part = quarters * min(level, required) // required
                cell = other * LEVELS + required - 1
                if part > scratch.part[cell]:
                    scratch.part[cell] = part
    return touched


@njit(cache=True, nogil=True)
def _release(scratch, touched):
    for index in range(touched):
        skill = scratch.touched[index]
        scratch.level[skill] = -1
        for cell in range(skill * LEVELS, skill * LEVELS + LEVELS):
            scratch.part[cell] = 0


@njit(cache=True, nogil=True)
def _runs(supply, graduate, field, scratch):
    """Find the runs of neighbouring places with equal preference; returns how many."""
    steps, ranks = scratch.rank_steps, scratch.rank_steps.shape[0]
    first, last = supply.place_offsets[graduate], supply.place_offsets[graduate + 1]
    steps[:] = min(last - first, 3) if supply.anywhere[graduate] else NOT_ACCEPTED
    for place in range(last - 1, first - 1, -1):
        node = supply.places[place]
        for rank in range(field.first_rank[node], field.last_rank[node]):
            steps[rank] = min(place - first, 3)
    runs, rank = 0, 0
    while rank < ranks:
        begin = rank
        while rank < ranks and steps[rank] == steps[begin]:
            rank += 1
        if steps[begin] != NOT_ACCEPTED:
            scratch.run_first[runs], scratch.run_last[runs] = begin, rank
            scratch.run_steps[runs] = steps[begin]
            runs += 1
    return runs


@njit(cache=True, nogil=True, inline="always")
def _bisect(positions, low, high, wanted):
    while low < high:
        middle = (low + high) >> 1
        if positions[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True, nogil=True)
def _add_met(acc, positions, whole):
    for entry in range(positions.shape[0]):
        acc[positions[entry]] += whole[entry]


@njit(cache=True, nogil=True)
def _add_part(acc, positions, points, part):
    for entry in range(positions.shape[0]):
        earned = np.uint32(points[entry]) * part // np.uint32(WHOLE)
        acc[positions[entry]] += np.int32(earned)


@njit(cache=True, nogil=True)
def _add_skills(field, block, scratch, touched, begin, end, narrow):
    """Add up the skills of one graduate for the positions `begin` to `end` of a block."""
    blocks = field.block_kind.shape[0]
    for index in range(touched):
        skill = scratch.touched[index]
        cell = (skill * blocks + block) * LEVELS
        if field.list_start[cell] == field.list_start[cell + LEVELS]:
            continue
        level, evidence = scratch.level[skill], scratch.evidence[skill]
        for required in range(1, LEVELS + 1):
            low, high = field.list_start[cell + required - 1], field.list_start[cell + required]
            if narrow and high - low > SPARSE:
                low = _bisect(field.entry_position, low, high, begin)
                high = _bisect(field.entry_position, low, high, end)
            if low == high:
                continue
            positions = field.entry_position[low:high]
            if level >= required:
                _add_met(scratch.acc, positions, field.entry_whole[evidence, low:high])
                continue
            part = max(SHARES[level, required], scratch.part[skill * LEVELS + required - 1])
            _add_part(scratch.acc, positions, field.entry_points[low:high], np.uint32(part))


# The next four see only slices of equal length, from 0 on: so they become vector instructions.


@njit(cache=True, nogil=True)
def _base_points(acc, need, fixed, total, base, all_musts):
    """Points of skills, musts and discipline; -1 where a certificate is missing."""
    for j in range(total.shape[0]):
        held, asked = acc[j] >> MUST_SHIFT, need[j]
        musts = asked & MUSTS_MASK
        bonus = all_musts if (held & MUSTS_MASK) == musts and musts > 0 else np.int32(0)
        points = (acc[j] & POINTS_MASK) + fixed[j] + base + bonus
        total[j] = points if (held | MUSTS_MASK) == (asked | MUSTS_MASK) else np.int32(-FAR)


@njit(cache=True, nogil=True)
def _fact_points(facts, total, degree, channel, degree_points, channel_points):
    """Points of degree and career channel; negative where the degree is too low."""
    whole, first, second = degree_points[0], degree_points[1], degree_points[2]
    least = degree_points[3]
    for j in range(total.shape[0]):
        minimum = facts[j] & 0xFF
        above = degree - minimum
        points = second if above == 2 else least
        points = first if above == 1 else points
        points = whole if above == 0 else points
        points = points if minimum > 0 else np.int32(0)
        points += channel_points if (facts[j] >> CHANNEL_SHIFT) == channel else np.int32(0)
        total[j] += points if above >= 0 else np.int32(-FAR)


@njit(cache=True, nogil=True)
def _time_points(latest, total, available, start_points):
    """Points of the start; -1 where anything is not met. Returns how many pairs are left."""
    whole, first, second = start_points[0], start_points[1], start_points[2]
    least = start_points[3]
    anytime = whole if available != NEVER else np.int32(0)
    left = 0
    for j in range(total.shape[0]):
        waiting = latest[j] - available
        points = second if waiting < 3 * WAITING else least
        points = first if waiting < 2 * WAITING else points
        points = whole if waiting < WAITING else points
        points = anytime if latest[j] == NEVER else points
        allowed = (waiting >= 0) & (total[j] >= 0)
        total[j] = total[j] + points if allowed else np.int32(-1)
        left += np.int32(1) if allowed else np.int32(0)
    return left


@njit(cache=True, nogil=True)
def _pay_points(pay, total, wanted, points):
    """Points of the pay, by tenths of the pay wanted that are missing."""
    whole = np.int64(wanted)
    t0, t1 = np.int32(whole), np.int32((whole * 9 + 9) // 10)
    t2, t3 = np.int32((whole * 8 + 9) // 10), np.int32((whole * 7 + 9) // 10)
    p0, p1, p2, p3 = points[0], points[1], points[2], points[3]
    for j in range(total.shape[0]):
        earned = p3 if pay[j] >= t3 else np.int32(0)
        earned = p2 if pay[j] >= t2 else earned
        earned = p1 if pay[j] >= t1 else earned
        total[j] += p0 if pay[j] >= t0 else earned


@njit(cache=True, nogil=True)
def _reaches(total, bar):
    """Whether any of these points is at least `bar`."""
    hits = np.int32(0)
    for j in range(total.shape[0]):
        hits |= np.int32(total[j] >= bar)
    return hits


@njit(cache=True, nogil=True)
def _reaches_each(total, least):
    """Whether any of these points is at least its own bar."""
    hits = np.int32(0)
    for j in range(total.shape[0]):
        hits |= np.int32(total[j] >= least[j])
    return hits


@njit(cache=True, nogil=True)
def _select(keys, size, k):
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


@njit(cache=True, nogil=True)
def _sort(keys):
    """Sort a few keys, the greatest first, in place (shellsort with Ciura's gaps)."""
    for gap in GAPS:
        for index in range(gap, keys.shape[0]):
            key, at = keys[index], index
            while at >= gap and keys[at - gap] < key:
                keys[at] = keys[at - gap]
                at -= gap
            keys[at] = key


@njit(cache=True, nogil=True)
def _keep_best(row, total, pool, size, bar, k):
    """Pool what may be among the graduate's best; returns the size of the pool and its bar.

    The pool is cut back to the best k whenever it is full, and the k-th is the new bar.
    """
    for begin in range(0, total.shape[0], SCAN):
        end = min(begin + SCAN, total.shape[0])
        if not _reaches(total[begin:end], bar):
            continue
        for j in range(begin, end):
            pool[size] = _key(total[j], row[j])
            size += total[j] >= bar
        if size > pool.shape[0] - SCAN:
            _select(pool, size, k)
            size = k
            bar = np.int32(pool[:k].min() >> 32)
    return size, bar


@njit(cache=True, nogil=True)
def _offer_all(row, total, least, heaps, graduate):
    """Offer a graduate to the lists of neighbouring openings."""
    for begin in range(0, total.shape[0], SCAN):
        end = min(begin + SCAN, total.shape[0])
        if not _reaches_each(total[begin:end], least[begin:end]):
            continue
        for j in range(begin, end):
            if total[j] >= least[j]:
                _offer(heaps, row[j], total[j], graduate)
                least[j] = heaps.least[row[j]]


@njit(cache=True, nogil=True)
def _offer(heaps, opening, points, graduate):
    """Offer a graduate to the list of an opening."""
    key, heap = _key(points, graduate), heaps.keys[opening]
    size, limit = heaps.sizes[opening], heap.shape[0]
    if size < limit or key > heap[0]:
        size = _push(heap, size, key)
        heaps.sizes[opening] = size
        if size == limit:
            heaps.least[opening] = heap[0] >> 32


@njit(cache=True, nogil=True)
def _bar_excluded(supply, graduate, field, acc, begin, end):
    """Make openings already dealt with look as if a certificate were missing."""
    for entry in range(supply.excluded_offsets[graduate], supply.excluded_offsets[graduate + 1]):
        position = field.position[supply.excluded[entry]]
        if begin <= position < end:
            acc[position - begin] = BARRED


@njit(cache=True, nogil=True)
def _score_run(field, scratch, supply, prices, graduate, begin, end, offset, base):
    """The points of one graduate for neighbouring openings of one kind; returns how many count."""
    acc = scratch.acc[begin - offset : end - offset]
    total = scratch.total[begin - offset : end - offset]
    _base_points(acc, field.need[begin:end], field.fixed[begin:end], total, base, prices.all_musts)
    degree = np.int32(max(supply.degree[graduate], 0))
    channel = np.int32(supply.channel[graduate] + 1 if supply.channel[graduate] >= 0 else -1)
    _fact_points(
        field.facts[begin:end], total, degree, channel, prices.degree, prices.channel
    )
    if supply.pay[graduate] > 0:
        _pay_points(field.pay[begin:end], total, supply.pay[graduate], prices.pay)
    available = supply.available[graduate]
    available = available if available >= 0 else np.int32(NEVER)
    return _time_points(field.latest[begin:end], total, available, prices.start)


@njit(cache=True, nogil=True)
def _score_block(
    field, block, scratch, heaps, supply, prices, graduate, kind_points, runs, touched, size, bar
):
    """One graduate against one block; returns size and bar of the pool, and how many pairs."""
    start, stop = field.block_start[block], field.block_start[block + 1]
    extent = 0
    for run in range(runs):
        first = field.place_start[block, scratch.run_first[run]]
        extent += field.place_start[block, scratch.run_last[run]] - first
    if extent == 0:
        return size, bar, 0
    narrow = stop - start - extent > LOOKING_UP * touched * runs
    if not narrow:
        scratch.acc[: stop - start] = 0
        _add_skills(field, block, scratch, touched, 0, stop - start, False)
        _bar_excluded(supply, graduate, field, scratch.acc, start, stop)
    pairs = 0
    any_pay = prices.pay[0] if supply.pay[graduate] == 0 else np.int32(0)
    for run in range(runs):
        begin = field.place_start[block, scratch.run_first[run]]
        end = field.place_start[block, scratch.run_last[run]]
        if begin == end:
            continue
        if narrow:
            scratch.acc[begin - start : end - start] = 0
            _add_skills(field, block, scratch, touched, begin - start, end - start, True)
            _bar_excluded(supply, graduate, field, scratch.acc, start, stop)
        base = kind_points + prices.place[scratch.run_steps[run]] + any_pay
        left = _score_run(
            field, scratch, supply, prices, graduate, begin, end, start, np.int32(base)
        )
        pairs += left
        if left:
            row, total = field.row[begin:end], scratch.total[begin - start : end - start]
            size, bar = _keep_best(row, total, scratch.pool, size, bar, scratch.k)
            if supply.shown[graduate]:
                _offer_all(row, total, scratch.least[begin:end], heaps, graduate)
    return size, bar, pairs


@njit(cache=True, nogil=True)
def score_graduates(rows, supply, field, prices, scratch, heaps, keys, eligible):
    """Score the graduates `rows`, int64 (n,), all of the discipline of `field`.

    Writes each one's best into `keys`, int64 (n, k), best first and padded with -1, and the
    number of pairs that meet every gate into `eligible`, int64 (n,); offers all to `heaps`.
    """
    for position in range(field.row.shape[0]):
        scratch.least[position] = heaps.least[field.row[position]]
    for index in range(rows.shape[0]):
        graduate = rows[index]
        keys[index] = -1
        eligible[index] = 0
        first, last = supply.kind_offsets[graduate], supply.kind_offsets[graduate + 1]
        if not supply.matchable[graduate] or first == last:
            continue
        runs = _runs(supply, graduate, field, scratch)
        touched = _hold(supply, graduate, scratch)
        size, bar = 0, np.int32(0)
        for block in range(field.block_kind.shape[0]):
            steps = NOT_ACCEPTED
            for wanted in range(last - 1, first - 1, -1):
                if supply.kinds[wanted] == field.block_kind[block]:
                    steps = min(wanted - first, 3)
            if steps == NOT_ACCEPTED:
                continue
            size, bar, pairs = _score_block(
                field, block, scratch, heaps, supply, prices, graduate, prices.kind[steps],
                runs, touched, size, bar,
            )
            eligible[index] += pairs
        _release(scratch, touched)
        if size > scratch.k:
            _select(scratch.pool, size, scratch.k)
            size = scratch.k
        keys[index, :size] = scratch.pool[:size]
        _sort(keys[index, :size])


@njit(cache=True, nogil=True)
def fill_lists(req_offsets, req_skill, req_level, req_points, req_whole,
               slots, block_start, list_start, position, points, whole):
    """Lay out the requirements of the openings `slots` as inverted lists, block by block."""
    blocks = block_start.shape[0] - 1
    for block in range(blocks):
        for at in range(block_start[block], block_start[block + 1]):
            for entry in range(req_offsets[slots[at]], req_offsets[slots[at] + 1]):
                cell = (req_skill[entry] * blocks + block) * LEVELS + req_level[entry] - 1
                list_start[cell + 1] += 1
    for cell in range(1, list_start.shape[0]):
        list_start[cell] += list_start[cell - 1]
    for block in range(blocks):
        for at in range(block_start[block], block_start[block + 1]):
            for entry in range(req_offsets[slots[at]], req_offsets[slots[at] + 1]):
                cell = (req_skill[entry] * blocks + block) * LEVELS + req_level[entry] - 1
                target = list_start[cell]
                list_start[cell] += 1
                position[target] = at - block_start[block]
                points[target] = req_points[entry]
                whole[:, target] = req_whole[:, entry]
    for cell in range(list_start.shape[0] - 1, 0, -1):
        list_start[cell] = list_start[cell - 1]
    list_start[0] = 0
