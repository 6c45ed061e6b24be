"""The compiled lexical term: for every candidate of every list, as `text_term` has it for pairs."""

import numpy as np

from matching.engine.compiling import compiled, inlined
from matching.engine.text_term import GENEROSITY, MOST, UNIT
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
        at = (np.int64(terms[entry]) * 40503) & (size - 1)
        while slots[at] != EMPTY:
            at = (at + 1) & (size - 1)
        slots[at] = terms[entry]
        values[at] = counts[entry]
    return size - 1


@inlined
def _count(slots, values, mask, term):
    at = (term * 40503) & mask
    while slots[at] != EMPTY:
        if slots[at] == term:
            return np.int64(values[at])
        at = (at + 1) & mask
    return np.int64(0)


@inlined
def _worth(weights, term, often, count, size, mean):
    said = UNIT * 58 * count * mean // (10 * count * mean + 12 * mean + 36 * size)
    return np.int64(weights[term & (BUCKETS - 1)]) * min(often, MOST) * said


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
def add_text(
    begin, end, indices, points, mine, theirs, sizes, weights, mean, shares, totals, mine_written
):
    """Add the lexical term to `points` of the lists `begin` to `end`, in place.

    `mine`, `theirs`: (offsets, terms, counts) of the lists' owners and of their members;
    `mine_written` says that the owners are graduates. `sizes`: `Texts.sizes` of the graduates;
    `shares`, `totals` int64 (openings,): the most the term can earn, and the weight of all terms.
    """
    offsets, terms, counts = mine
    their_offsets, their_terms, their_counts = theirs
    room = _room(offsets, begin, end)
    slots, values = np.empty(room, np.int32), np.empty(room, np.uint8)
    for row in range(begin, end):
        first, last = offsets[row], offsets[row + 1]
        if first == last or indices[row, 0] < 0:
            continue
        mask = _lay_out(terms, counts, first, last, slots, values)
        for place in range(indices.shape[1]):
            member = indices[row, place]
            if member < 0:
                break
            opening, graduate = (member, row) if mine_written else (row, member)
            if shares[opening] == 0 or totals[opening] == 0:
                continue
            common = np.int64(0)
            for entry in range(their_offsets[member], their_offsets[member + 1]):
                count = _count(slots, values, mask, np.int64(their_terms[entry]))
                if count > 0:
                    other = np.int64(their_counts[entry])
                    written, often = (count, other) if mine_written else (other, count)
                    common += _worth(
                        weights, their_terms[entry], often, written, sizes[graduate], mean
                    )
            got = GENEROSITY * common
            points[row, place] += got * shares[opening] // (got + UNIT * totals[opening])


@compiled
def total_weights(offsets, terms, counts, weights):
    """The weight of all terms of each text, int64 (texts,)."""
    totals = np.zeros(offsets.shape[0] - 1, np.int64)
    for row in range(totals.shape[0]):
        for entry in range(offsets[row], offsets[row + 1]):
            often = min(np.int64(counts[entry]), MOST)
            totals[row] += np.int64(weights[terms[entry] & (BUCKETS - 1)]) * often
    return totals
