"""The first stage: exact lists of both sides for some graduates, in compiled threads."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.kernel import score_graduates
from matching.engine.kernel_tables import Field, Heaps
from matching.engine.layout import Layout
from matching.engine.lists import merged, packed, sort_rows, unpacked
from matching.engine.market import Market
from matching.engine.parts import KEPT, Base, Part
from matching.engine.tables import EngineInputError, rows_of
from matching.engine.weights import Weights

GRADUATES_TOGETHER = 2048

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class CancelledError(Exception):
    """Whoever asked for the work has asked to stop it."""


def plan(market: Market, count: int) -> list[NDArray[np.int64]]:
    """Divide the graduates into at most `count` shards, whole disciplines as far as possible.

    Returns rows, int64, ascending by discipline and row; together they are all graduates.
    """
    order = np.lexsort((np.arange(len(market.graduates)), market.graduates.discipline))
    return [rows for rows in np.array_split(order, max(count, 1)) if rows.size]


def score(
    market: Market,
    weights: Weights,
    rows: ArrayLike | None = None,
    *,
    threads: int = 1,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Part:
    """Score the graduates `rows` (all when not given) against all openings.

    Nothing depends on the order of the rows or the number of threads. `progress(done, total)`
    counts graduates. Raises `CancelledError` when `cancelled()` says so between two chunks.
    """
    everybody = np.arange(len(market.graduates))
    rows = everybody if rows is None else rows_of(rows, everybody.size, "graduate")
    work = _Work(Layout(market, weights), rows, progress or _unheard, cancelled or _never)
    if threads < 1:
        raise EngineInputError(f"there must be at least 1 thread, not {threads}")
    return work.part(threads)


def merge(market: Market, parts: list[Part]) -> Base:
    """Join the parts of a run into the lists of all graduates and openings."""
    graduates, openings = len(market.graduates), len(market.openings)
    keys = np.full((graduates, KEPT), -1, np.int64)
    theirs = np.full((openings, KEPT), -1, np.int64)
    eligible = np.zeros(graduates, np.int64)
    for part in parts:
        keys[part.rows] = packed(part.graduate_lists)
        theirs = merged(theirs, packed(part.opening_lists))
        eligible[part.rows] = part.eligible
    return Base(
        graduate_lists=unpacked(keys),
        opening_lists=unpacked(theirs),
        graduates_cut=keys[:, -1] >= 0,
        openings_cut=theirs[:, -1] >= 0,
        pairs_eligible=int(eligible.sum()),
    )


@dataclass(eq=False)
class _Work:
    """The graduates of one call, and how far it is."""

    layout: Layout
    rows: NDArray[np.int64]
    progress: Progress
    cancelled: Cancelled
    lock: Lock = field(default_factory=Lock)
    fields: dict[int, Field] = field(default_factory=dict)
    done: int = 0

    def part(self, threads: int) -> Part:
        keys = np.full((self.rows.size, KEPT), -1, np.int64)
        eligible = np.zeros(self.rows.size, np.int64)
        _prepare(self.layout)
        chunks = iter(list(self._chunks()))
        with ThreadPoolExecutor(threads) as pool:
            jobs = [pool.submit(self._run, chunks, keys, eligible) for _thread in range(threads)]
            heaps = [job.result() for job in jobs]
        best = heaps[0].keys
        for other in heaps[1:]:
            best = merged(best, other.keys)
        return Part(self.rows, unpacked(keys), unpacked(best), eligible)

    def _chunks(self) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Places in `rows` of graduates of one discipline, a few thousand at a time."""
        disciplines = self.layout.market.graduates.discipline[self.rows]
        order = np.lexsort((self.rows, disciplines))
        found, starts = np.unique(disciplines[order], return_index=True)
        ends = np.append(starts, order.size)[1:]
        for discipline, start, end in zip(found, starts, ends, strict=True):
            group = order[start:end]
            for begin in range(0, group.size, GRADUATES_TOGETHER):
                yield int(discipline), group[begin : begin + GRADUATES_TOGETHER]

    def _run(
        self, chunks: Iterator[tuple[int, NDArray]], keys: NDArray, eligible: NDArray
    ) -> Heaps:
        heaps, scratch = self.layout.heaps(KEPT), self.layout.scratch(KEPT)
        while (chunk := self._next(chunks)) is not None:
            where, field_ = chunk
            best, counts = np.empty((where.size, KEPT), np.int64), np.empty(where.size, np.int64)
            score_graduates(
                self.rows[where],
                self.layout.supply,
                field_,
                self.layout.prices,
                scratch,
                heaps,
                best,
                counts,
            )
            keys[where], eligible[where] = best, counts
            self._note(where.size)
        sort_rows(heaps.keys)
        return heaps

    def _next(self, chunks: Iterator[tuple[int, NDArray]]) -> tuple[NDArray, Field] | None:
        with self.lock:
            if self.cancelled():
                raise CancelledError
            discipline, where = next(chunks, (None, None))
            if where is None:
                return None
            if discipline not in self.fields:
                self.fields.clear()
                self.fields[discipline] = self.layout.field(discipline)
            return where, self.fields[discipline]

    def _note(self, graduates: int) -> None:
        with self.lock:
            self.done += graduates
            self.progress(self.done, self.rows.size)


def _prepare(layout: Layout) -> None:
    """Work out what threads share before there are any: cached properties are not locked."""
    layout.field(-1)
    for shared in ("supply", "prices"):
        getattr(layout, shared)


def _unheard(done: int, total: int) -> None:
    """Nobody listens."""


def _never() -> bool:
    return False
