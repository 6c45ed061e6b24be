"""A market laid out for the kernel: columns, inverted lists, and room to work in."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.engine.kernel import fill_lists
from matching.engine.kernel_best import SCAN
from matching.engine.kernel_tables import (
    CERTIFICATE_SHIFT,
    CHANNEL_SHIFT,
    LEVELS,
    MUST_SHIFT,
    NEVER,
    STRONGEST,
    Asked,
    Field,
    Heaps,
    Prices,
    Scratch,
    Supply,
)
from matching.engine.market import Market
from matching.engine.openings import KIND_LIMIT
from matching.engine.paired import FURTHEST, NOT_ACCEPTED
from matching.engine.score import Worth, stepped
from matching.engine.shares import Term, is_must
from matching.engine.tables import Lists, inverted, offsets_of
from matching.engine.weights import Weights

POSITIONS = 1 << 16
"""Openings in a block at most: positions in it have 16 bits."""
POOL = 4
"""Room for so many times the length of a list, so that the best are seldom sought anew."""


@dataclass(frozen=True, eq=False)
class Layout:
    """What all parts of a run share. A slot is an opening's place in the order of the kernel.

    Openings that state no place meet nobody's gate and have no slot.
    """

    market: Market
    weights: Weights

    @cached_property
    def worth(self) -> Worth:
        return Worth.of(self.market, self.weights)

    @cached_property
    def supply(self) -> Supply:
        graduates, related = self.market.graduates, self.market.vocabulary.related
        claims = graduates.claims.strongest()
        return Supply(
            claims.offsets,
            claims.skill,
            claims.level,
            claims.evidence,
            graduates.kinds.offsets,
            graduates.kinds.values,
            graduates.places.offsets,
            graduates.places.values,
            graduates.anywhere,
            graduates.degree,
            graduates.available_from,
            graduates.channel,
            graduates.pay,
            graduates.matchable,
            graduates.shown,
            graduates.excluded.offsets,
            graduates.excluded.values,
            related.offsets,
            related.asked,
            related.quarters,
        )

    @cached_property
    def place_order(self) -> NDArray[np.int64]:
        """The position of every place in a walk that keeps each subtree together, int64."""
        chains = self.market.vocabulary.place_ancestors
        upwards = np.full((len(chains), int(chains.lengths.max(initial=0))), -1)
        depth = chains.lengths[chains.owners()] - 1 - chains.positions()
        upwards[chains.owners(), depth] = chains.values
        order = np.lexsort(upwards.T[::-1]) if upwards.size else np.zeros(0, np.int64)
        walk = np.empty(order.size, np.int64)
        walk[order] = np.arange(order.size)
        return walk

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """The places in use in the order of the walk."""
        places = np.unique(self.market.openings.place)
        places = places[places >= 0]
        return places[np.argsort(self.place_order[places])]

    @cached_property
    def ranks(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """First and last + 1 of the places in use that lie inside each node of the tree."""
        chains = self.market.vocabulary.place_ancestors
        inside = inverted(chains.take(self.places), len(chains))
        there = inside.lengths > 0
        first, last = np.zeros(len(chains), np.int32), np.zeros(len(chains), np.int32)
        first[there] = inside.values[inside.offsets[:-1][there]]
        last[there] = inside.values[inside.offsets[1:][there] - 1] + 1
        return first, last

    @cached_property
    def slots(self) -> NDArray[np.int64]:
        """The opening of each slot: sorted by kind, place, row."""
        openings = self.market.openings
        rows = np.flatnonzero(openings.place >= 0)
        walk = self.place_order[openings.place[rows]]
        return rows[np.lexsort((rows, walk, openings.kind[rows]))]

    @cached_property
    def slot_ranks(self) -> NDArray[np.int64]:
        """The rank of each slot's place among the places in use."""
        rank = np.zeros(len(self.market.vocabulary.place_ancestors), np.int64)
        rank[self.places] = np.arange(self.places.size)
        return rank[self.market.openings.place[self.slots]]

    @cached_property
    def facts(self) -> NDArray[np.int32]:
        openings = self.market.openings
        channel = openings.channel.astype(np.int32) + 1
        return openings.minimum_degree.astype(np.int32) | channel << CHANNEL_SHIFT

    @cached_property
    def need(self) -> NDArray[np.int32]:
        openings = self.market.openings
        certificates = openings.certificates.lengths << (CERTIFICATE_SHIFT - MUST_SHIFT)
        return (openings.requirements.musts() | certificates).astype(np.int32)

    @cached_property
    def latest(self) -> NDArray[np.int32]:
        latest = self.market.openings.latest_start
        return np.where(latest < 0, NEVER, latest).astype(np.int32)

    @cached_property
    def accepting(self) -> Lists:
        """Openings that accept each node of the discipline tree."""
        tree = self.market.vocabulary.discipline_ancestors
        return inverted(self.market.openings.disciplines, len(tree))

    @cached_property
    def asked(self) -> Asked:
        openings, worth = self.market.openings, self.worth
        needs, licences = openings.requirements, openings.certificates
        owner = np.concatenate([needs.owners(), licences.owners()])
        none = np.zeros(licences.values.size, np.int64)
        proven = worth.evidence * np.arange(STRONGEST + 1)[:, None] // STRONGEST
        whole = worth.skills + proven + (is_must(needs).astype(np.int64) << MUST_SHIFT)
        licence = np.full((STRONGEST + 1, none.size), 1 << CERTIFICATE_SHIFT)
        slot = np.full(len(openings), -1)
        slot[self.slots] = np.arange(self.slots.size)
        order = np.argsort(slot[owner], kind="stable")
        order = order[slot[owner[order]] >= 0]

        def joined(first: NDArray, second: NDArray, dtype: type) -> NDArray:
            both = np.concatenate([first, second], axis=-1)
            return np.ascontiguousarray(both[..., order], dtype)

        return Asked(
            offsets_of(np.bincount(slot[owner[order]], minlength=self.slots.size)),
            joined(needs.skill, licences.values, np.int32),
            joined(needs.level, none + 1, np.int8),
            joined(worth.skills, none, np.int16),
            joined(whole, licence, np.int32),
        )

    @cached_property
    def prices(self) -> Prices:
        def by_steps(term: Term) -> NDArray[np.int32]:
            share = np.full(NOT_ACCEPTED + 1, getattr(self.weights, term.name.lower()))
            return stepped(share, np.arange(NOT_ACCEPTED + 1)).astype(np.int32)

        return Prices(
            np.int32(self.weights.all_musts),
            by_steps(Term.DEGREE),
            by_steps(Term.KIND),
            by_steps(Term.PLACE),
            by_steps(Term.PAY),
            by_steps(Term.START),
            np.int32(self.weights.channel),
        )

    def discipline_points(self, discipline: int) -> NDArray[np.int32]:
        """Points of each opening for a holder of `discipline`, -1 where it is not accepted."""
        points = np.where(self.market.openings.disciplines.lengths == 0, 0, -1).astype(np.int32)
        share = self.worth.terms[Term.DISCIPLINE]
        chain = self.market.vocabulary.discipline_ancestors.take(
            np.full(int(discipline >= 0), discipline)
        ).values
        for steps in range(chain.size - 1, -1, -1):
            node = chain[steps]
            begin, end = self.accepting.offsets[node], self.accepting.offsets[node + 1]
            rows = self.accepting.values[begin:end]
            points[rows] = stepped(share[rows], np.int8(min(steps, FURTHEST)))
        return points

    def field(self, discipline: int) -> Field:
        """The openings open to holders of `discipline` (-1 = not stated), laid out in blocks."""
        points = self.discipline_points(discipline)
        chosen = np.flatnonzero(points[self.slots] >= 0)
        rows = self.slots[chosen]
        kinds, starts = self._blocks(rows)
        lists = self._lists(chosen, starts)
        position = np.full(len(self.market.openings), -1, np.int32)
        position[rows] = np.arange(rows.size)
        first, last = self.ranks
        return Field(
            rows.astype(np.int32),
            points[rows],
            self.need[rows],
            self.facts[rows],
            self.latest[rows],
            self.market.openings.pay[rows],
            position,
            kinds,
            starts,
            self._place_starts(chosen, starts),
            first,
            last,
            *lists,
        )

    def _blocks(self, rows: NDArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Kinds and starts of the blocks: one kind each, at most 65,536 openings."""
        counts = np.bincount(self.market.openings.kind[rows], minlength=KIND_LIMIT)
        kinds, sizes = [], []
        for kind, count in enumerate(counts.tolist()):
            for begin in range(0, count, POSITIONS):
                kinds.append(kind)
                sizes.append(min(POSITIONS, count - begin))
        return np.array(kinds, np.int64), offsets_of(np.array(sizes, np.int64))

    def _place_starts(self, chosen: NDArray, starts: NDArray) -> NDArray[np.int64]:
        ranks, wanted = self.slot_ranks[chosen], np.arange(self.places.size + 1)
        table = np.empty((starts.size - 1, wanted.size), np.int64)
        for block in range(starts.size - 1):
            begin, end = starts[block], starts[block + 1]
            table[block] = begin + np.searchsorted(ranks[begin:end], wanted)
        return table

    def _lists(self, chosen: NDArray, starts: NDArray) -> tuple[NDArray, ...]:
        asked, skills = self.asked, self.market.vocabulary.skill_count
        size = int((asked.offsets[chosen + 1] - asked.offsets[chosen]).sum())
        list_start = np.zeros((starts.size - 1) * skills * LEVELS + 1, np.int32)
        lists = (
            list_start,
            np.empty(size, np.uint16),
            np.empty(size, np.int16),
            np.empty((STRONGEST + 1, size), np.int32),
        )
        fill_lists(asked, chosen, starts, *lists)
        return lists

    def scratch(self, k: int) -> Scratch:
        skills, places = self.market.vocabulary.skill_count, self.places.size
        return Scratch(
            acc=np.zeros(min(self.slots.size, POSITIONS), np.int32),
            total=np.zeros(min(self.slots.size, POSITIONS), np.int32),
            least=np.zeros(self.slots.size, np.int32),
            level=np.full(skills, -1, np.int8),
            evidence=np.zeros(skills, np.int8),
            part=np.zeros(skills * LEVELS, np.int8),
            touched=np.zeros(skills, np.int32),
            rank_steps=np.zeros(places, np.int8),
            run_first=np.zeros(places + 1, np.int32),
            run_last=np.zeros(places + 1, np.int32),
            run_steps=np.zeros(places + 1, np.int8),
            pool=np.zeros(POOL * k + SCAN, np.int64),
            k=k,
        )

    def heaps(self, k: int) -> Heaps:
        openings = len(self.market.openings)
        return Heaps(
            np.full((openings, k), -1, np.int64),
            np.zeros(openings, np.int32),
            np.zeros(openings, np.int32),
        )
