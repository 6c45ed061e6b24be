"""Compiled: what a graduate holds, which places they accept, and the points of their skills."""

import numpy as np

from matching.engine.compiling import compiled
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


@compiled
def release(scratch, touched):
    for index in range(touched):
        skill = scratch.touched[index]
        scratch.level[skill] = -1
        for cell in range(skill * LEVELS, skill * LEVELS + LEVELS):
            scratch.part[cell] = 0


@compiled
def find_runs(supply, graduate, field, scratch):
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


@compiled
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
    blocks = field.block_kind.shape[0]
    for index in range(touched):
        skill = scratch.touched[index]
        cell = (skill * blocks + block) * LEVELS
        if field.list_start[cell] == field.list_start[cell + LEVELS]:
            continue
        level, evidence = scratch.level[skill], np.uint64(scratch.evidence[skill])
        for required in range(1, LEVELS + 1):
            low, high = field.list_start[cell + required - 1], field.list_start[cell + required]
            if narrow and high - low > SPARSE:
                low = _bisect(field.entry_position, low, high, begin)
                high = _bisect(field.entry_position, low, high, end)
            if low == high:
                continue
            if level >= required:
                _add_met(
                    scratch.acc, field.entry_position, field.entry_whole, evidence, low, high
                )
                continue
            part = max(SHARES[level, required], scratch.part[skill * LEVELS + required - 1])
            _add_part(
                scratch.acc, field.entry_position, field.entry_points, np.uint32(part), low, high
            )
