"""Work in parts by threads; the compiled parts of the engine run side by side."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def in_parts(
    work: Callable[[int, int], Result], count: int, size: int, threads: int
) -> Iterator[Result]:
    """Call `work(begin, end)` for consecutive parts of `count` things; the results in order."""
    starts = range(0, count, size)
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(lambda start: work(start, min(start + size, count)), starts)
