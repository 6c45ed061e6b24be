"""The compiled heart of a run: graduates of one discipline against the openings open to it.

For every graduate the points of all openings that the gates leave are added up in one dense row
(`acc`), skill by skill along inverted lists, and the best are kept on both sides. Everything is
whole numbers, so no order of work can change a byte.
"""

import numpy as np

from matching.engine.compiling import compiled, inlined
from matching.engine.kernel_best import keep_best, offer_all, select, sort_descending
from matching.engine.kernel_points import score_run
from matching.engine.kernel_skills import add_skills, find_runs, hold, release
from matching.engine.kernel_tables import BARRED, LEVELS, NOT_ACCEPTED

LOOKING_UP = 24
"""Finding a place in a list costs about as much as adding up this many openings."""


@inlined
def _bar_excluded(supply, graduate, field, acc, begin, end):
    """Make openings already dealt with look as if a certificate were missing."""
    for entry in range(supply.excluded_offsets[graduate], supply.excluded_offsets[graduate + 1]):
        position = field.position[supply.excluded[entry]]
        if begin <= position < end:
            acc[position - begin] = BARRED


@inlined
def _extent(field, block, scratch, runs):
    """How many openings of a block stand where the graduate accepts the place."""
    extent = 0
    for run in range(runs):
        first = field.place_start[block, scratch.run_first[run]]
        extent += field.place_start[block, scratch.run_last[run]] - first
    return extent


@inlined
def _score_block(
    field, block, scratch, heaps, supply, prices, graduate, kind_points, runs, touched, size, bar
):
    """One graduate against one block; returns size and bar of the pool, and how many pairs."""
    start, stop = field.block_start[block], field.block_start[block + 1]
    extent = _extent(field, block, scratch, runs)
    if extent == 0:
        return size, bar, 0
    narrow = stop - start - extent > LOOKING_UP * touched * runs
    if not narrow:
        scratch.acc[: stop - start] = 0
        add_skills(field, block, scratch, touched, 0, stop - start, False)
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
            add_skills(field, block, scratch, touched, begin - start, end - start, True)
            _bar_excluded(supply, graduate, field, scratch.acc, start, stop)
        base = kind_points + prices.place[scratch.run_steps[run]] + any_pay
        left = score_run(
            field, scratch, supply, prices, graduate, begin, end, start, np.int32(base)
        )
        pairs += left
        if left:
            row, total = field.row[begin:end], scratch.total[begin - start : end - start]
            size, bar = keep_best(row, total, scratch.pool, size, bar, scratch.k)
            if supply.shown[graduate]:
                offer_all(row, total, scratch.least[begin:end], heaps, graduate)
    return size, bar, pairs


@inlined
def _kind_steps(supply, first, last, kind):
    """The position of a kind among those wanted, from the entries `first` to `last`."""
    for wanted in range(first, last):
        if supply.kinds[wanted] == kind:
            return min(wanted - first, 3)
    return NOT_ACCEPTED


@compiled
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
        runs = find_runs(supply, graduate, field, scratch)
        touched = hold(supply, graduate, scratch)
        size, bar = 0, np.int32(0)
        for block in range(field.block_kind.shape[0]):
            steps = _kind_steps(supply, first, last, field.block_kind[block])
            if steps == NOT_ACCEPTED:
                continue
            size, bar, pairs = _score_block(
                field,
                block,
                scratch,
                heaps,
                supply,
                prices,
                graduate,
                prices.kind[steps],
                runs,
                touched,
                size,
                bar,
            )
            eligible[index] += pairs
        release(scratch, touched)
        if size > scratch.k:
            select(scratch.pool, size, scratch.k)
            size = scratch.k
        keys[index, :size] = scratch.pool[:size]
        sort_descending(keys[index, :size])


@compiled
def _cell(asked, entry, block, blocks):
    return (asked.skill[entry] * blocks + block) * LEVELS + asked.level[entry] - 1


@compiled
def _find_starts(asked, slots, block_start, list_start):
    """Count the requirements of every list, and where each list begins."""
    blocks = block_start.shape[0] - 1
    for block in range(blocks):
        for at in range(block_start[block], block_start[block + 1]):
            for entry in range(asked.offsets[slots[at]], asked.offsets[slots[at] + 1]):
                list_start[_cell(asked, entry, block, blocks) + 1] += 1
    for cell in range(1, list_start.shape[0]):
        list_start[cell] += list_start[cell - 1]


@compiled
def fill_lists(asked, slots, block_start, list_start, position, points, whole):
    """Lay out the requirements of the openings `slots` as inverted lists, block by block."""
    _find_starts(asked, slots, block_start, list_start)
    blocks = block_start.shape[0] - 1
    for block in range(blocks):
        for at in range(block_start[block], block_start[block + 1]):
            for entry in range(asked.offsets[slots[at]], asked.offsets[slots[at] + 1]):
                cell = _cell(asked, entry, block, blocks)
                target = list_start[cell]
                list_start[cell] += 1
                position[target] = at - block_start[block]
                points[target] = asked.points[entry]
                whole[:, target] = asked.whole[:, entry]
    for cell in range(list_start.shape[0] - 1, 0, -1):
        list_start[cell] = list_start[cell - 1]
    list_start[0] = 0
