"""The gap planner on made-up markets: what a programme costs against one full run.

`python benchmarks/gap_planner.py` takes about a minute; `--full` adds 100,000 × 10,000. First the
full run, then in the same process each programme, with three skills that are taught: of the most
wanted ones, of the ten, hundred and thousand most wanted. Two threads, seconds of the clock.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# The project is no installed package: its folder must be on the path before these imports.
from benchmarks.markets import make_market
from matching import engine
from matching.engine.unlocking import concerned

THREADS, SEATS, PROGRAMMES = 2, 20, 20
SIZES, FULL_SIZE = ((5_000, 500), (20_000, 2_000)), (100_000, 10_000)
AMONG = (3, 10, 100, 1_000)
WEIGHTS = engine.Weights()
Found = TypeVar("Found")


def timed(work: Callable[[], Found]) -> tuple[float, Found]:
    started = time.perf_counter()
    found = work()
    return time.perf_counter() - started, found


def programme(chance: np.random.Generator, among: int) -> list[engine.Taught]:
    """Three of the most wanted skills, at the levels at which most are asked for."""
    skills = chance.choice(among, 3, replace=False)
    return [engine.Taught(int(skill), int(chance.integers(2, 5))) for skill in skills]


def unlocked(market: engine.Market, taught: list[engine.Taught]) -> engine.Unlocked:
    return engine.unlocked(market, WEIGHTS, taught, threads=THREADS)


def report_programmes(market: engine.Market, among: int, run: float) -> None:
    chance, spent, pairs, gain = np.random.default_rng(among), 0.0, 0, 0
    count = 1 if among == AMONG[0] else PROGRAMMES
    for _number in range(count):
        taught = programme(chance, among)
        seconds, found = timed(
            lambda t=taught: engine.unlocked(market, WEIGHTS, t, threads=THREADS)
        )
        spent += seconds
        pairs += engine.lacking(market, taught).size * concerned(market, taught).size
        gain += int(np.isin(found.graduate, found.best_graduates(SEATS)).sum())
    sys.stdout.write(
        f"{among:>26,} {count:>10} {pairs // count:>14,} {gain // count:>8,} "
        f"{spent / count:>9.2f} {spent / count / run:>10.2f}\n"
    )


def report(graduates: int, openings: int) -> None:
    write, market = sys.stdout.write, make_market(graduates, openings)
    run, matching = timed(lambda: engine.match(market, WEIGHTS, threads=THREADS))
    write(f"\n{graduates:,} × {openings:,}: one full run {run:.2f} s\n")
    write("three of so many skills   programmes  pairs looked at     gain   seconds  full runs\n")
    for among in AMONG:
        report_programmes(market, among, run)
    missing, _counts = timed(lambda: engine.near_misses(market, matching.graduate_lists))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    write(f"missing skills of all lists {missing:.2f} s; peak {peak:,} MB\n")


def main(sizes: list[tuple[int, int]]) -> None:
    engine.warm()
    for size in sizes:
        report(*size)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Benchmark of the gap planner")
    parser.add_argument("--full", action="store_true", help="add 100,000 × 10,000")
    main([*SIZES, FULL_SIZE] if parser.parse_args().full else list(SIZES))
