"""The matching engine on made-up markets: time, growth, memory, peers and the machine's limits.

`python benchmarks/engine.py` takes a few minutes; `--full` adds 1,000,000 graduates × 100,000
openings, the refresh of one per cent of it, and 400,000 × 40,000 without any gate. Every line
names the limit it is held against; all runs are on two threads, gates kept, both sides, exact.
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
import peers
from limits import bandwidth, scattered_additions
from markets import make_market

from matching.engine import Base, Market, Part, Weights, finish, merge, rematch, score, warm

THREADS = 2
BYTES_PER_PAIR = 40
"""Read and written per pair: the sum twice, seven columns of the opening."""
WEIGHTS = Weights()
Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def say(name: str, figure: str, held_against: str = "") -> None:
    sys.stdout.write(f"{name:<58} {figure:>22}  {held_against}\n")
    sys.stdout.flush()


def scored(market: Market) -> tuple[float, Part]:
    return timed(lambda: score(market, WEIGHTS, threads=THREADS))


def peak() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB"


def beside_peers() -> float:
    """100,000 × 10,000 by us and by the peers; returns our seconds."""
    market = make_market(100_000, 10_000)
    ours = min(scored(market)[0] for _round in range(3))
    say("100,000 × 10,000 score, both sides, exact, gates kept", f"{ours:.2f} s", "≤ 2 s")
    limit = {"sparse_dot_topn, both sides": "ours ≤ 0.35 ×"}
    for name, peer in (
        ("sparse_dot_topn, both sides", peers.sparse_product),
        ("faiss flat, d = 128, one side", peers.dense_search),
        ("scikit-learn brute force, one side", peers.brute_force),
    ):
        seconds, lists = peer(market, THREADS)
        kept = peers.share_within_gates(market, lists)
        say(
            f"  {name}; {kept:.0%} of its top 50 meet the gates",
            f"{seconds:.2f} s",
            f"ours = {ours / seconds:.2f} × {limit.get(name, '')}",
        )
    return ours


def beside_limits() -> None:
    """Without gates every list is added up for every pair: additions and bytes per second."""
    market = make_market(40_000, 4_000, gates=False)
    seconds, part = scored(market)
    related = market.vocabulary.related
    touched = np.bincount(
        np.concatenate([np.arange(len(related)), related.asked]),
        np.concatenate([held := _holders(market), held[related.owners()]]),
        len(related),
    )
    asked = np.bincount(market.openings.requirements.skill, minlength=len(related))
    additions, pairs = float(touched @ asked), float(part.eligible.sum())
    adding, moving = scattered_additions(THREADS), bandwidth(THREADS)
    say(
        "40,000 × 4,000 without gates", f"{seconds:.2f} s", f"{pairs / seconds / 1e6:.0f} M pairs/s"
    )
    say(
        f"  the machine's scattered additions: {adding / 1e9:.2f} G/s",
        f"{additions / seconds / 1e9:.2f} G/s",
        f"{additions / seconds / adding:.2f} of the limit",
    )
    say(
        f"  the machine's bandwidth: {moving / 1e9:.1f} GB/s",
        f"{pairs * BYTES_PER_PAIR / seconds / 1e9:.1f} GB/s",
        f"{pairs * BYTES_PER_PAIR / seconds / moving:.2f} of the limit",
    )


def _holders(market: Market) -> np.ndarray:
    claims = market.graduates.claims
    return np.bincount(claims.skill, minlength=market.vocabulary.skill_count).astype(float)


def growth(small: float) -> None:
    large, _part = scored(make_market(400_000, 40_000))
    say("400,000 × 40,000, 16 times the pairs", f"{large:.1f} s", f"{large / small:.1f} × ≤ 12 ×")


def largest() -> None:
    market = make_market(1_000_000, 100_000)
    seconds, part = scored(market)
    say("1,000,000 × 100,000 score", f"{seconds:.1f} s", "≤ 60 s")
    base = merge(market, [part])
    seconds, _matching = timed(lambda: finish(market, WEIGHTS, base, threads=THREADS))
    say("  words in common, unknowns", f"{seconds:.1f} s")
    say("  peak memory", peak(), "≤ 4 GB")
    refresh(market, base)


def worst() -> None:
    seconds, _part = scored(make_market(400_000, 40_000, gates=False))
    say("400,000 × 40,000 without any gate", f"{seconds:.1f} s", "≤ 60 s")


def refresh(market: Market, base: Base) -> None:
    """One per cent of both sides taken as changed: scored anew and merged."""
    people, offers = len(market.graduates), len(market.openings)
    seconds, _base = timed(
        lambda: rematch(
            market,
            WEIGHTS,
            base,
            changed_graduates=np.arange(0, people, 100),
            changed_openings=np.arange(0, offers, 100),
            threads=THREADS,
        )
    )
    say("  1 % of graduates and openings changed, score and merge", f"{seconds:.1f} s", "≤ 20 s")


def main(*, is_full: bool) -> None:
    warm()
    ours = beside_peers()
    beside_limits()
    growth(ours)
    if is_full:
        largest()
        worst()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Benchmark of the matching engine")
    parser.add_argument("--full", action="store_true", help="add the largest sizes")
    main(is_full=parser.parse_args().full)
