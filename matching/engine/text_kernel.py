"""The compiled lexical term: for every candidate of every list, as `text_term` has it for pairs."""

import numpy as np
from numpy.typing import NDArray

from matching.engine.compiling import compiled
from matching.engine.text_term import GENEROSITY, UNIT
from matching.engine.texts import BUCKETS

EMPTY = -1


@compiled
def _lay_out(terms, counts, first, last, slots, values):
    """Put the terms of one text into a table with open addressing; returns its mask."""
    size = 16
    while size < 2 * (last - first) + 2:
        size *= 2
    for at in range(size):
        slots[at] = EMPTY
    for entry in range(first, last):
        at = (terms[entry] * 40503) & (size - 1)
        while slots[at] != EMPTY:
            at = (at + 1) & (size - 1)
        slots[at] = terms[entry]
        values[at] = counts[entry]
    return size - 1


@compiled
def _count(slots, values, mask, term):
    at = (term * 40503) & mask
    while slots[at] != EMPTY:
        if slots[at] == term:
            return values[at]
        at = (at + 1) & mask
    return 0


@compiled
def _worth(weights, term, count, size, mean):
    said = UNIT * 22 * count * mean // (10 * count * mean + 3 * mean + 9 * size)
    return np.int64(weights[term & (BUCKETS - 1)]) * said


@compiled
def _room(offsets, begin, end):
    """Places in a table that holds the terms of any of the texts `begin` to `end`."""
    longest = 1
    for row in range(begin, end):
        longest = max(longest, offsets[row + 1] - offsets[row])
    room = 16
    while room < 2 * longest + 2:
        room *= 2
    return room


@compiled
def _in_common(slots, values, mask, theirs, member, size, weights, mean, mine_written):
    """The weight of the terms that a member's text shares with the one laid out."""
    common = np.int64(0)
    for entry in range(theirs[0][member], theirs[0][member + 1]):
        count = _count(slots, values, mask, np.int64(theirs[1][entry]))
        if count > 0:
            written = count if mine_written else np.int64(theirs[2][entry])
            common += _worth(weights, theirs[1][entry], written, size, mean)
    return common


@compiled
def add_text(
    begin, end, indices, points, mine, theirs, sizes, weights, mean, shares, totals, mine_written
):
    """Add the lexical term to `points` of the lists `begin` to `end`, in place.

    `mine`, `theirs`: (offsets, terms, counts) of the lists' owners and of their members;
    `mine_written` says that the owners are graduates. `sizes`: words of each graduate's text;
    `shares`, `totals` int64 (openings,): the most the term can earn, and the weight of all terms.
    """
    room = _room(mine[0], begin, end)
    slots, values = np.empty(room, np.int64), np.empty(room, np.int64)
    for row in range(begin, end):
        first, last = mine[0][row], mine[0][row + 1]
        if first == last or indices[row, 0] < 0:
            continue
        mask = _lay_out(mine[1], mine[2], first, last, slots, values)
        for place in range(indices.shape[1]):
            member = indices[row, place]
            if member < 0:
                break
            opening, graduate = (member, row) if mine_written else (row, member)
            if shares[opening] == 0 or totals[opening] == 0:
                continue
            common = _in_common(
                slots, values, mask, theirs, member, sizes[graduate], weights, mean, mine_written
            )
            earned = GENEROSITY * common * shares[opening] // (UNIT * totals[opening])
            points[row, place] += min(earned, shares[opening])


def total_weights(offsets: NDArray, terms: NDArray, weights: NDArray) -> NDArray[np.int64]:
    """The weight of all terms of each text, int64 (texts,)."""
    sums = np.concatenate([[0], np.cumsum(weights[terms & (BUCKETS - 1)], dtype=np.int64)])
    return sums[offsets[1:]] - sums[offsets[:-1]]
