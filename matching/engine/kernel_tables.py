"""What the kernels work on: columns of both sides, inverted lists, room for one graduate.

Sums are packed in one 32-bit number: points in 14 bits, musts met in 9, certificates held in 8.
"""

from typing import NamedTuple

from numpy.typing import NDArray

MUST_SHIFT, CERTIFICATE_SHIFT = 14, 23
POINTS_MASK, MUSTS_MASK = (1 << MUST_SHIFT) - 1, (1 << (CERTIFICATE_SHIFT - MUST_SHIFT)) - 1
BARRED = 0xFF << CERTIFICATE_SHIFT
"""More certificates than an opening may ask for: meets nobody."""
CHANNEL_SHIFT = 8
WHOLE, QUARTER, STRONGEST = 48, 12, 3
LEVELS = 4
NOT_ACCEPTED = 4
NEVER = 2**31 - 1
"""A day that does not come: the latest start of who asks for none, the day of who states none."""


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


class Asked(NamedTuple):
    """Requirements and certificates of the openings in the order of the slots.

    `whole` int32 (4, entries): what an entry adds when it is met, by evidence; packed.
    """

    offsets: NDArray
    skill: NDArray
    level: NDArray
    points: NDArray
    whole: NDArray


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
