"""Compiled: what a graduate holds, which places they accept, and the points of their skills.

Columns are taken out of their tuples before a loop: numba counts references at every look.
"""

import numpy as np

from matching.engine.compiling import compiled, inlined
from matching.engine.kernel_tables import LEVELS, NOT_ACCEPTED, QUARTER, WHOLE

SPARSE = 16
"""In a list no longer than this, everything is added rather than a place looked up."""
SHARES = np.array(
    [
        [WHOLE * min(held, max(required, 1)) // max(required, 1) for required in range(LEVELS + 1)]
        for held in range(LEVELS + 1)
    ],
    np.int8,
)
"""What a level held gives of a level required, in 48ths."""


@compiled
def hold(supply, graduate, scratch):
    """Lay out what a graduate holds of each skill; returns how many skills are touched."""
    claim_offsets = supply.claim_offsets
    claim_skill = supply.claim_skill
    claim_level = supply.claim_level
    claim_evidence = supply.claim_evidence
    related_offsets = supply.related_offsets
    related_skill = supply.related_skill
    related_quarters = supply.related_quarters
    levels = scratch.level
    order = scratch.touched
    proofs = scratch.evidence
    parts = scratch.part
    touched = 0
    for claim in range(claim_offsets[graduate], claim_offsets[graduate + 1]):
        skill, level = claim_skill[claim], claim_level[claim]
        if levels[skill] < 0:
            order[touched] = skill
            touched += 1
        levels[skill] = level
        proofs[skill] = claim_evidence[claim]
        for edge in range(related_offsets[skill], related_offsets[skill + 1]):
            other = related_skill[edge]
            if levels[other] < 0:
                order[touched] = other
                touched += 1
                levels[other] = 0
            quarters = QUARTER * related_quarters[edge]
            for required in range(1, LEVELS + 1):
                part = quarters * min(level, required) // required
                cell = other * LEVELS + required - 1
                if part > parts[cell]:
                    parts[cell] = part
    return touched


@compiled
def release(scratch, touched):
    """Forget what a graduate holds."""
    order, levels, parts = scratch.touched, scratch.level, scratch.part
    for index in range(touched):
        skill = order[index]
        levels[skill] = -1
        for cell in range(skill * LEVELS, skill * LEVELS + LEVELS):
            parts[cell] = 0


@compiled
def find_runs(supply, graduate, field, scratch):
    """Find the runs of neighbouring places with equal preference; returns how many."""
    place_offsets = supply.place_offsets
    anywhere = supply.anywhere
    places = supply.places
    first_rank = field.first_rank
    last_rank = field.last_rank
    rank_steps = scratch.rank_steps
    run_first = scratch.run_first
    run_last = scratch.run_last
    run_steps = scratch.run_steps
    steps, ranks = rank_steps, rank_steps.shape[0]
    first, last = place_offsets[graduate], place_offsets[graduate + 1]
    steps[:] = min(last - first, 3) if anywhere[graduate] else NOT_ACCEPTED
    for place in range(last - 1, first - 1, -1):
        node = places[place]
        for rank in range(first_rank[node], last_rank[node]):
            steps[rank] = min(place - first, 3)
    runs, rank = 0, 0
    while rank < ranks:
        begin = rank
        while rank < ranks and steps[rank] == steps[begin]:
            rank += 1
        if steps[begin] != NOT_ACCEPTED:
            run_first[runs], run_last[runs] = begin, rank
            run_steps[runs] = steps[begin]
            runs += 1
    return runs


@inlined
def _bisect(positions, low, high, wanted):
    while low < high:
        middle = (low + high) >> 1
        if positions[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _add_met(acc, positions, whole, evidence, low, high):
    """Add what the entries `low` to `high` give when met (unsigned: never from the end)."""
    for entry in range(np.uint64(low), np.uint64(high)):
        acc[positions[entry]] += whole[evidence, entry]


@compiled
def _add_part(acc, positions, points, part, low, high):
    for entry in range(np.uint64(low), np.uint64(high)):
        earned = np.uint32(points[entry]) * part // np.uint32(WHOLE)
        acc[positions[entry]] += np.int32(earned)


@compiled
def add_skills(field, block, scratch, touched, begin, end, narrow):
    """Add up the skills of one graduate for the positions `begin` to `end` of a block."""
    block_kind = field.block_kind
    list_start = field.list_start
    entry_position = field.entry_position
    entry_whole = field.entry_whole
    entry_points = field.entry_points
    order = scratch.touched
    levels = scratch.level
    proofs = scratch.evidence
    acc = scratch.acc
    parts = scratch.part
    blocks = block_kind.shape[0]
    for index in range(touched):
        skill = order[index]
        cell = (skill * blocks + block) * LEVELS
        if list_start[cell] == list_start[cell + LEVELS]:
            continue
        level, evidence = levels[skill], np.uint64(proofs[skill])
        for required in range(1, LEVELS + 1):
            low, high = list_start[cell + required - 1], list_start[cell + required]
            if narrow and high - low > SPARSE:
                low = _bisect(entry_position, low, high, begin)
                high = _bisect(entry_position, low, high, end)
            if low == high:
                continue
            if level >= required:
                _add_met(acc, entry_position, entry_whole, evidence, low, high)
                continue
            part = max(SHARES[level, required], parts[skill * LEVELS + required - 1])
            _add_part(acc, entry_position, entry_points, np.uint32(part), low, high)
