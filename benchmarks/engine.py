"""Figures of the matching engine on made-up markets: time, growth with size, and a common peer.

Run from anywhere: `python benchmarks/engine.py`; `--full` adds 100,000 graduates × 10,000 openings
(minutes). The peer is what a portal would otherwise use: cosine similarity of dense skill vectors,
one side only, gates applied to its top 50 afterwards. BLAS may use every core for it; the engine
uses one.
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

# The project is no installed package: its folder must be on the path before this import.
from matching.engine import (
    Claims,
    Graduates,
    Lists,
    Market,
    Openings,
    Requirements,
    State,
    Vocabulary,
    Weights,
    ancestors,
    gates,
    match,
)

K = 50
Result = TypeVar("Result")
SKILLS, KINDS, DAYS = 3_000, 4, 365
PROVINCES, PREFECTURES, COUNTIES = 10, 12, 8
CATEGORIES, CLASSES, FIELDS = 6, 8, 6
SIZES = [(5_000, 500), (10_000, 1_000), (20_000, 2_000), (40_000, 4_000)]
FULL_SIZE = (100_000, 10_000)


def tree(*branching: int) -> np.ndarray:
    """Parents of a tree with this many children per node, level by level, int (nodes,)."""
    levels, first, parents = [np.full(branching[0], -1)], 0, branching[0]
    for children in branching[1:]:
        levels.append(np.repeat(np.arange(first, first + parents), children))
        first, parents = first + parents, parents * children
    return np.concatenate(levels)


def popularity(count: int) -> np.ndarray:
    """Zipf's law: the probability of each of `count` items."""
    weight = 1 / np.arange(1, count + 1)
    return weight / weight.sum()


def offsets_for(chance: np.random.Generator, rows: int, low: int, high: int) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(chance.integers(low, high + 1, rows))])


def without_repeats(offsets: np.ndarray, skills: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Offsets and a mask that drop the second mention of a skill within a row."""
    owner = np.repeat(np.arange(offsets.size - 1), np.diff(offsets))
    kept = np.zeros(skills.size, bool)
    kept[np.unique(owner * SKILLS + skills, return_index=True)[1]] = True
    lengths = np.bincount(owner[kept], minlength=offsets.size - 1)
    return np.concatenate([[0], np.cumsum(lengths)]), kept


def make_graduates(chance: np.random.Generator, count: int, vocabulary: Vocabulary) -> Graduates:
    held = offsets_for(chance, count, 8, 15)
    places = offsets_for(chance, count, 1, 3)
    disciplines = len(vocabulary.discipline_ancestors)
    return Graduates(
        wanted_kinds=chance.integers(1, 2**KINDS, count),
        places=Lists(places, chance.integers(0, PROVINCES, places[-1])),
        anywhere=chance.random(count) < 0.1,
        degree=chance.integers(2, 6, count),
        discipline=chance.integers(CATEGORIES, disciplines, count),
        available_from=chance.integers(0, DAYS, count),
        claims=Claims(
            held,
            chance.choice(SKILLS, held[-1], p=popularity(SKILLS)),
            chance.integers(1, 5, held[-1]),
            chance.integers(0, 4, held[-1]),
        ),
        matchable=chance.random(count) < 0.95,
        shown=chance.random(count) < 0.8,
        excluded=Lists.of([[] for _ in range(count)]),
    )


def make_openings(chance: np.random.Generator, count: int, vocabulary: Vocabulary) -> Openings:
    asked = offsets_for(chance, count, 5, 12)
    skills = chance.choice(SKILLS, asked[-1], p=popularity(SKILLS))
    asked, kept = without_repeats(asked, skills)
    accepted = offsets_for(chance, count, 0, 9)
    disciplines = len(vocabulary.discipline_ancestors)
    return Openings(
        kind=chance.integers(0, KINDS, count),
        place=chance.integers(PROVINCES, len(vocabulary.place_ancestors), count),
        minimum_degree=chance.integers(0, 5, count),
        disciplines=Lists(accepted, chance.integers(0, disciplines // 4, accepted[-1])),
        latest_start=chance.integers(DAYS // 2, 2 * DAYS, count),
        requirements=Requirements(
            asked,
            skills[kept],
            chance.integers(1, 5, kept.sum()),
            chance.choice([1, 2, 3], kept.sum(), p=[0.3, 0.4, 0.3]),
        ),
    )


def make_market(graduates: int, openings: int, seed: int = 1) -> Market:
    """A market with Zipf-popular skills whose gates leave a few per cent of the pairs."""
    chance = np.random.default_rng(seed)
    vocabulary = Vocabulary(
        skill_count=SKILLS,
        place_ancestors=ancestors(tree(PROVINCES, PREFECTURES, COUNTIES)),
        discipline_ancestors=ancestors(tree(CATEGORIES, CLASSES, FIELDS)),
    )
    return Market(
        make_graduates(chance, graduates, vocabulary),
        make_openings(chance, openings, vocabulary),
        vocabulary,
    )


def unit_vectors(rows: Claims | Requirements) -> np.ndarray:
    """Levels as dense vectors of length one, float32 (rows, skills)."""
    vectors = np.zeros((len(rows), SKILLS), np.float32)
    vectors[rows.owners(), rows.skill] = rows.level
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1)


def peer(market: Market, at_once: int = 2_000) -> np.ndarray:
    """The 50 most similar openings of each graduate, gates ignored, int (graduates, 50)."""
    asked = unit_vectors(market.openings.requirements).T.copy()
    parts = []
    for start in range(0, len(market.graduates), at_once):
        rows = np.arange(start, min(start + at_once, len(market.graduates)))
        similarity = unit_vectors(market.graduates.claims.take(rows)) @ asked
        parts.append(np.argpartition(-similarity, K, axis=1)[:, :K])
    return np.concatenate(parts)


def share_within_gates(market: Market, lists: np.ndarray, sample: int = 200) -> float:
    """The share of a peer's list entries that meet every gate, over evenly spaced graduates."""
    rows = np.linspace(0, len(lists) - 1, sample, dtype=int)
    states = gates(market, np.repeat(rows, K), lists[rows].ravel())
    return float((states.min(axis=0) == State.MET).mean())


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def engine_line(graduates: int, openings: int) -> str:
    market = make_market(graduates, openings)
    seconds, matching = timed(lambda: match(market, Weights(), K))
    pairs = graduates * openings
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{graduates:>9,} × {openings:>6,} {seconds:>9.2f} {pairs / seconds / 1e6:>14.1f} "
        f"{matching.pairs_eligible / pairs:>9.1%} {peak:>9,}"
    )


def peer_line(graduates: int, openings: int) -> str:
    market = make_market(graduates, openings)
    seconds, lists = timed(lambda: peer(market))
    kept = share_within_gates(market, lists)
    return f"{graduates:>9,} × {openings:>6,} {seconds:>9.2f} {kept:>31.1%}"


def main(sizes: list[tuple[int, int]]) -> None:
    write = sys.stdout.write
    write("matching engine: both sides, every gate, exact, one core\n")
    write("graduates × openings seconds million pairs/s  eligible  peak MB\n")
    for size in sizes:
        write(f"{engine_line(*size)}\n")
    write("peer, dense cosine: one side, gates applied to its top 50 afterwards\n")
    write("graduates × openings seconds  of its top 50 within the gates\n")
    for size in sizes:
        write(f"{peer_line(*size)}\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Benchmark of the matching engine")
    parser.add_argument("--full", action="store_true", help="add 100,000 × 10,000")
    main([*SIZES, FULL_SIZE] if parser.parse_args().full else SIZES)
