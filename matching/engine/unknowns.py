"""Pairs that no gate refuses but that some gate cannot decide, counted by gate."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.engine.compiling import compiled
from matching.engine.gates import Gate, silent_graduates, silent_openings
from matching.engine.layout import Layout
from matching.engine.threads import in_parts

GATES = len(Gate)
KIND, PLACE, DEGREE = int(Gate.KIND), int(Gate.PLACE), int(Gate.DEGREE)
DISCIPLINE, DATES, CERTIFICATES = int(Gate.DISCIPLINE), int(Gate.DATES), int(Gate.CERTIFICATES)
GRADUATES_TOGETHER = 4096


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


def count_unknowns(layout: Layout, threads: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """`Matching.graduate_unknowns` and `Matching.opening_unknowns` of a market.

    Only graduates who are silent about something and openings that can be undecided for anybody
    are looked at: the gates of all other pairs are met or not met.
    """
    market = layout.market
    graduates, openings = _graduates(layout), _openings(layout)
    by_graduate = np.zeros((len(market.graduates), GATES), np.int64)
    silent = silent_graduates(market.graduates)
    silent[CERTIFICATES] = False
    wordless = silent.any(axis=0)
    everything = np.arange(len(market.openings))
    undecided = np.flatnonzero(
        (market.openings.place < 0) | (market.openings.certificates.lengths > 0)
    )
    rows = np.flatnonzero(market.graduates.matchable & (wordless | (undecided.size > 0)))

    def count(begin: int, end: int) -> NDArray[np.int64]:
        by_opening = np.zeros((len(market.openings), GATES), np.int64)
        scratch = np.zeros(market.vocabulary.skill_count, bool), np.zeros(layout.places.size, bool)
        _count(
            rows[begin:end],
            wordless,
            everything,
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
    )


@compiled
def _count(
    rows,
    wordless,
    everything,
    undecided,
    graduates,
    openings,
    held,
    accepted,
    by_graduate,
    by_opening,
):
    unknown = np.zeros(GATES, np.bool_)
    for index in range(rows.shape[0]):
        graduate = rows[index]
        first, last = graduates.claim_offsets[graduate], graduates.claim_offsets[graduate + 1]
        for claim in range(first, last):
            held[graduates.claim_skill[claim]] = True
        _accept_places(graduates, graduate, openings, accepted)
        chosen = everything if wordless[graduate] else undecided
        for place in range(chosen.shape[0]):
            opening = chosen[place]
            if _is_undecided(graduates, graduate, openings, opening, held, accepted, unknown):
                for gate in range(GATES):
                    by_graduate[graduate, gate] += unknown[gate]
                    by_opening[opening, gate] += unknown[gate]
        for claim in range(first, last):
            held[graduates.claim_skill[claim]] = False


@compiled
def _accept_places(graduates, graduate, openings, accepted):
    accepted[:] = graduates.anywhere[graduate]
    for entry in range(graduates.place_offsets[graduate], graduates.place_offsets[graduate + 1]):
        node = graduates.places[entry]
        accepted[openings.first_rank[node] : openings.last_rank[node]] = True


@compiled
def _is_undecided(graduates, graduate, openings, opening, held, accepted, unknown):
    """Whether no gate refuses and some do not know; those are set in `unknown`."""
    unknown[:] = False
    for entry in range(
        openings.certificate_offsets[opening], openings.certificate_offsets[opening + 1]
    ):
        unknown[CERTIFICATES] |= not held[openings.certificates[entry]]
    return (
        _accepts_facts(graduates, graduate, openings, opening, unknown)
        and _accepts_place(graduates, graduate, openings, opening, accepted, unknown)
        and _accepts_discipline(graduates, graduate, openings, opening, unknown)
        and not _is_excluded(graduates, graduate, opening)
        and unknown.any()
    )


@compiled
def _accepts_facts(graduates, graduate, openings, opening, unknown):
    """Whether kind, degree and dates do not refuse."""
    kinds = graduates.kinds[graduate]
    unknown[KIND] = kinds == 0
    if kinds and not (kinds >> openings.kind[opening]) & 1:
        return False
    if openings.degree[opening] > 0:
        unknown[DEGREE] = graduates.degree[graduate] < 0
        if 0 <= graduates.degree[graduate] < openings.degree[opening]:
            return False
    if openings.latest[opening] >= 0:
        unknown[DATES] = graduates.available[graduate] < 0
        return graduates.available[graduate] <= openings.latest[opening]
    return True


@compiled
def _accepts_place(graduates, graduate, openings, opening, accepted, unknown):
    stated = graduates.anywhere[graduate] or (
        graduates.place_offsets[graduate] < graduates.place_offsets[graduate + 1]
    )
    unknown[PLACE] = openings.rank[opening] < 0 or not stated
    return unknown[PLACE] or accepted[openings.rank[opening]]


@compiled
def _is_excluded(graduates, graduate, opening):
    for entry in range(
        graduates.excluded_offsets[graduate], graduates.excluded_offsets[graduate + 1]
    ):
        if graduates.excluded[entry] == opening:
            return True
    return False


@compiled
def _accepts_discipline(graduates, graduate, openings, opening, unknown):
    first = openings.discipline_offsets[opening]
    last = openings.discipline_offsets[opening + 1]
    node = graduates.discipline[graduate]
    if first == last:
        return True
    if node < 0:
        unknown[DISCIPLINE] = True
        return True
    for level in range(graduates.chain_offsets[node], graduates.chain_offsets[node + 1]):
        for entry in range(first, last):
            if openings.disciplines[entry] == graduates.chain[level]:
                return True
    return False
