"""What the machine itself can do: scattered additions and bandwidth, on one and on all cores."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numba import njit
from numpy.typing import NDArray

CELLS = 1 << 14
ADDITIONS = 1 << 24
ROUNDS = 6
BLOCK = 1 << 25


@njit(nogil=True)
def scatter(cells: NDArray, places: NDArray, values: NDArray) -> None:
    """Add each value in its place: what inverted lists come down to."""
    for entry in range(places.shape[0]):
        cells[places[entry]] += values[entry]


def scattered_additions(threads: int) -> float:
    """Additions per second into 64 KiB of counters, lists read in order."""
    chance = np.random.default_rng(1)
    places = chance.integers(0, CELLS, ADDITIONS).astype(np.uint16)
    values = np.ones(ADDITIONS, np.int32)
    scatter(np.zeros(CELLS, np.int32), places[:1], values[:1])

    def work(_thread: int) -> None:
        cells = np.zeros(CELLS, np.int32)
        for _round in range(ROUNDS):
            scatter(cells, places, values)

    return threads * ROUNDS * ADDITIONS / _seconds(work, threads)


def bandwidth(threads: int) -> float:
    """Bytes per second read and written by copying large arrays."""
    blocks = [(np.ones(BLOCK, np.int32), np.empty(BLOCK, np.int32)) for _thread in range(threads)]

    def work(thread: int) -> None:
        source, target = blocks[thread]
        for _round in range(ROUNDS):
            np.copyto(target, source)

    work(0)
    return 2 * threads * ROUNDS * BLOCK * 4 / _seconds(work, threads)


def _seconds(work: Callable[[int], None], threads: int) -> float:
    started = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))
    return time.perf_counter() - started
