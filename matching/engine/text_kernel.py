"""The compiled lexical term: for every candidate of every list, as `text_term` has it for pairs."""

import numpy as np

from matching.engine.compiling import compiled, inlined
from matching.engine.text_term import GENEROSITY, MOST, UNIT
from matching.engine.texts import BUCKETS

EMPTY = -1


BITS = 32
MOST_COUNTED = 255


@compiled
def _mark(terms, first, last, marks):
    """Set a bit for the bucket of every term of one text: most terms of others meet none."""
    for entry in range(first, last):
        place = np.int64(terms[entry]) & (BUCKETS - 1)
        marks[place // BITS] |= 1 << (place % BITS)


@compiled
def _unmark(terms, first, last, marks):
    for entry in range(first, last):
        marks[(np.int64(terms[entry]) & (BUCKETS - 1)) // BITS] = 0


@inlined
def _is_marked(marks, term):
    place = term & (BUCKETS - 1)
    return (marks[place // BITS] >> (place % BITS)) & 1


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
def _said(count, size, mean):
    """`text_term.saturation` of one term."""
    return UNIT * 58 * count * mean // (10 * count * mean + 12 * mean + 36 * size)


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
def _said_by(size, mean, said):
    """Fill `said` with what a term says that a text of this size holds so many times."""
    for count in range(1, MOST_COUNTED + 1):
        said[count] = _said(count, size, mean)


@compiled
def _in_common(table, marks, mask, terms, counts, first, last, weights, said, size, mean):
    """The weight in common of a list's owner, whose terms `table` holds, and a member.

    `said` is of the owner who is a graduate; where it is empty the member is, of this `size`.
    """
    slots, values = table
    common = np.int64(0)
    for entry in range(first, last):
        term = np.int64(terms[entry])
        if not _is_marked(marks, term):
            continue
        count = _count(slots, values, mask, term)
        if count == 0:
            continue
        other, weight = np.int64(counts[entry]), np.int64(weights[term & (BUCKETS - 1)])
        if said.shape[0] > 0:
            common += weight * min(other, MOST) * said[count]
        else:
            common += weight * min(count, MOST) * _said(other, size, mean)
    return common


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
    marks = np.zeros(BUCKETS // BITS, np.int64)
    said = np.zeros(MOST_COUNTED + 1 if mine_written else 0, np.int64)
    for row in range(begin, end):
        first, last = offsets[row], offsets[row + 1]
        if first == last:
            continue
        mask = _lay_out(terms, counts, first, last, slots, values)
        _mark(terms, first, last, marks)
        if mine_written:
            _said_by(sizes[row], mean, said)
        for place in range(indices.shape[1]):
            member = indices[row, place]
            if member < 0:
                break
            opening, graduate = (member, row) if mine_written else (row, member)
            if shares[opening] == 0 or totals[opening] == 0:
                continue
            got = GENEROSITY * _in_common(
                (slots, values), marks, mask, their_terms, their_counts,
                their_offsets[member], their_offsets[member + 1],
                weights, said, sizes[graduate], mean,
            )  # fmt: skip
            points[row, place] += got * shares[opening] // (got + UNIT * totals[opening])
        _unmark(terms, first, last, marks)


@compiled
def total_weights(offsets, terms, counts, weights):
    """The weight of all terms of each text, int64 (texts,)."""
    totals = np.zeros(offsets.shape[0] - 1, np.int64)
    for row in range(totals.shape[0]):
        for entry in range(offsets[row], offsets[row + 1]):
            often = min(np.int64(counts[entry]), MOST)
            totals[row] += np.int64(weights[terms[entry] & (BUCKETS - 1)]) * often
    return totals
