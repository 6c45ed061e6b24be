"""Pairs that no gate refuses but that some gate cannot decide, counted by gate."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.compiling import compiled, inlined
from matching.engine.gates import Gate, silent_graduates, silent_openings
from matching.engine.layout import Layout
from matching.engine.openings import KIND_LIMIT
from matching.engine.threads import in_parts

GATES = len(Gate)
KIND, PLACE, DEGREE = int(Gate.KIND), int(Gate.PLACE), int(Gate.DEGREE)
DISCIPLINE, DATES, CERTIFICATES = int(Gate.DISCIPLINE), int(Gate.DATES), int(Gate.CERTIFICATES)
GRADUATES_TOGETHER = 4096
REFUSED = -1


class _Graduates(NamedTuple):
    kinds: NDArray
    place_offsets: NDArray
    places: NDArray
    anywhere: NDArray
    degree: NDArray
    discipline: NDArray
    available: NDArray
    claim_offsets: NDArray
    claim_skill: NDArray
    excluded_offsets: NDArray
    excluded: NDArray
    chain_offsets: NDArray
    chain: NDArray


class _Openings(NamedTuple):
    kind: NDArray
    rank: NDArray
    degree: NDArray
    latest: NDArray
    discipline_offsets: NDArray
    disciplines: NDArray
    certificate_offsets: NDArray
    certificates: NDArray
    first_rank: NDArray
    last_rank: NDArray
    slots: NDArray
    slot_start: NDArray
    nowhere: NDArray


def count_unknowns(layout: Layout, threads: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """`Matching.graduate_unknowns` and `Matching.opening_unknowns` of a market.

    Only graduates who are silent about something and openings that can be undecided for anybody
    are looked at: the gates of all other pairs are met or not met. Of a graduate who is silent
    only the openings of kinds and places that are not refused are gone through.
    """
    market = layout.market
    graduates, openings = _graduates(layout), _openings(layout)
    by_graduate = np.zeros((len(market.graduates), GATES), np.int64)
    silent = silent_graduates(market.graduates)
    silent[CERTIFICATES] = False
    wordless = silent.any(axis=0)
    undecided = np.flatnonzero(
        (market.openings.place < 0) | (market.openings.certificates.lengths > 0)
    )
    rows = np.flatnonzero(market.graduates.matchable & (wordless | (undecided.size > 0)))

    def count(begin: int, end: int) -> NDArray[np.int64]:
        by_opening = np.zeros((len(market.openings), GATES), np.int64)
        scratch = (
            np.zeros(market.vocabulary.skill_count, bool),
            np.zeros(layout.places.size, bool),
            np.zeros(len(market.openings), np.int64),
        )
        _count(
            rows[begin:end],
            wordless,
            undecided,
            graduates,
            openings,
            *scratch,
            by_graduate,
            by_opening,
        )
        return by_opening

    by_opening = np.zeros((len(market.openings), GATES), np.int64)
    for counted in in_parts(count, rows.size, GRADUATES_TOGETHER, threads):
        by_opening += counted
    silent[CERTIFICATES] = True
    return by_graduate * silent.T, by_opening * silent_openings(market.openings).T


def _graduates(layout: Layout) -> _Graduates:
    graduates, vocabulary = layout.market.graduates, layout.market.vocabulary
    kinds = np.zeros(len(graduates), np.uint8)
    np.bitwise_or.at(
        kinds, graduates.kinds.owners(), (1 << graduates.kinds.values).astype(np.uint8)
    )
    return _Graduates(
        kinds,
        graduates.places.offsets,
        graduates.places.values,
        graduates.anywhere,
        graduates.degree,
        graduates.discipline,
        graduates.available_from,
        graduates.claims.offsets,
        graduates.claims.skill,
        graduates.excluded.offsets,
        graduates.excluded.values,
        vocabulary.discipline_ancestors.offsets,
        vocabulary.discipline_ancestors.values,
    )


def _openings(layout: Layout) -> _Openings:
    openings = layout.market.openings
    rank = np.full(len(openings), -1)
    rank[layout.slots] = layout.slot_ranks
    places = layout.places.size
    keys = openings.kind[layout.slots].astype(np.int64) * places + layout.slot_ranks
    wanted = np.arange(KIND_LIMIT)[:, None] * places + np.arange(places + 1)
    return _Openings(
        openings.kind,
        rank,
        openings.minimum_degree,
        openings.latest_start,
        openings.disciplines.offsets,
        openings.disciplines.values,
        openings.certificates.offsets,
        openings.certificates.values,
        *layout.ranks,
        layout.slots,
        np.searchsorted(keys, wanted),
        np.flatnonzero(openings.place < 0),
    )


@compiled
def _count(
    rows,
    wordless,
    undecided,
    graduates,
    openings,
    held,
    accepted,
    room,
    by_graduate,
    by_opening,
):
    # Taken out of their tuples before the loops: numba counts references at every look.
    kinds, degrees, latest = openings.kind, openings.degree, openings.latest
    ranks, wanted, nodes = openings.rank, openings.discipline_offsets, openings.disciplines
    licences, licence = openings.certificate_offsets, openings.certificates
    claims, claim_skill = graduates.claim_offsets, graduates.claim_skill
    chains, chain = graduates.chain_offsets, graduates.chain
    exclusions, excluded = graduates.excluded_offsets, graduates.excluded
    for index in range(rows.shape[0]):
        graduate = rows[index]
        _mark(held, claim_skill, claims[graduate], claims[graduate + 1], True)
        stated = _accept_places(graduates, graduate, openings, accepted)
        kind, degree = graduates.kinds[graduate], graduates.degree[graduate]
        available, discipline = graduates.available[graduate], graduates.discipline[graduate]
        chosen = undecided
        if wordless[graduate]:
            chosen = room[: _choose(kind, stated, accepted, openings, room)]
        for place in range(chosen.shape[0]):
            at = chosen[place]
            unknown = _facts(kind, degree, available, kinds[at], degrees[at], latest[at])
            if unknown >= 0:
                unknown |= _place(stated, ranks[at], accepted)
            if unknown >= 0:
                unknown |= _discipline(discipline, wanted[at], wanted[at + 1], nodes, chains, chain)
            if unknown >= 0:
                unknown |= _certificates(licences[at], licences[at + 1], licence, held)
            first, last = exclusions[graduate], exclusions[graduate + 1]
            if unknown > 0 and not _is_among(at, excluded, first, last):
                _tally(by_graduate, graduate, unknown)
                _tally(by_opening, at, unknown)
        _mark(held, claim_skill, claims[graduate], claims[graduate + 1], False)


@inlined
def _tally(counts, row, unknown):
    """Count one for every gate whose bit is set."""
    for gate in range(GATES):
        counts[row, gate] += (unknown >> gate) & 1


@inlined
def _mark(held, skills, first, last, value):
    for claim in range(first, last):
        held[skills[claim]] = value


@compiled
def _accept_places(graduates, graduate, openings, accepted):
    """Mark the places in use that the graduate accepts; returns whether any were stated."""
    first, last = graduates.place_offsets[graduate], graduates.place_offsets[graduate + 1]
    places, first_rank, last_rank = graduates.places, openings.first_rank, openings.last_rank
    accepted[:] = graduates.anywhere[graduate]
    for entry in range(first, last):
        accepted[first_rank[places[entry]] : last_rank[places[entry]]] = True
    return graduates.anywhere[graduate] or first < last


@compiled
def _choose(kinds, stated, accepted, openings, room):
    """Write down the openings of kinds and places that are not refused; returns how many."""
    slots, start, nowhere = openings.slots, openings.slot_start, openings.nowhere
    chosen = 0
    for kind in range(start.shape[0]):
        if kinds != 0 and not (kinds >> kind) & 1:
            continue
        for rank in range(accepted.shape[0]):
            if not stated or accepted[rank]:
                for slot in range(start[kind, rank], start[kind, rank + 1]):
                    room[chosen] = slots[slot]
                    chosen += 1
    for index in range(nowhere.shape[0]):
        room[chosen] = nowhere[index]
        chosen += 1
    return chosen


# Each of the next four gives a bit for every gate that is unknown, and REFUSED when one is not met.


@inlined
def _facts(kinds, degree, available, kind, minimum, latest):
    unknown = (kinds == 0) << KIND
    unknown |= (minimum > 0 and degree < 0) << DEGREE
    unknown |= (latest >= 0 and available < 0) << DATES
    refused = kinds != 0 and not (kinds >> kind) & 1
    refused |= minimum > 0 and 0 <= degree < minimum
    refused |= 0 <= latest < available
    return REFUSED if refused else unknown


@inlined
def _place(stated, rank, accepted):
    unknown = (rank < 0 or not stated) << PLACE
    return REFUSED if unknown == 0 and not accepted[rank] else unknown


@inlined
def _discipline(node, first, last, nodes, chains, chain):
    unknown = (first < last and node < 0) << DISCIPLINE
    if first < last and node >= 0:
        unknown = REFUSED
        for level in range(chains[node], chains[node + 1]):
            if _is_among(chain[level], nodes, first, last):
                unknown = 0
    return unknown


@inlined
def _certificates(first, last, licence, held):
    missing = False
    for entry in range(first, last):
        missing |= not held[licence[entry]]
    return missing << CERTIFICATES


@inlined
def _is_among(value, values, first, last):
    there = False
    for entry in range(first, last):
        there |= values[entry] == value
    return there
