"""Figures of the congestion price on made-up markets: what it changes, and time and memory by size.

Run from anywhere: `python benchmarks/congestion.py`; `--full` adds 1,000,000 graduates × 100,000
openings (half a minute, 2 GB). Some openings fit everyone better than others do: with strength 0
they fill the top of every list.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# The project is no installed package: its folder must be on the path before this import.
from matching.engine.congestion import SCALE, Priced, price
from matching.engine.congestion_effect import Effect, effect
from matching.engine.ranking import NOBODY, TopK

STORED = 64
TASTES = 8
SAMPLE = (20_000, 2_000)
ELIGIBLE = (0.035, 0.08)
STRENGTHS = (10, 25, 40, 50, 60, 75, 100)
SCALES = (64, 128, 256, 512, 1024)
STRONG = 60
SIZES = [(10_000, 1_000), (100_000, 10_000)]
FULL_SIZE = (1_000_000, 100_000)
AT_ONCE = 20_000


@dataclass(frozen=True)
class Congested:
    """A market in which some openings are wanted by most."""

    graduate_lists: TopK
    opening_lists: TopK
    headcount: np.ndarray
    shown_graduates: np.ndarray

    def priced(self, strength: int, scale: int = SCALE) -> Priced:
        return price(
            self.graduate_lists,
            self.opening_lists,
            headcount=self.headcount,
            shown_graduates=self.shown_graduates,
            strength=strength,
            scale=scale,
        )

    def effect(self, before: Priced, after: Priced) -> Effect:
        return effect(before, after, headcount=self.headcount, shown_graduates=self.shown_graduates)


def seats(chance: np.random.Generator, openings: int) -> np.ndarray:
    """Five seats per opening on average, most of them fewer."""
    return 1 + chance.geometric(0.25, openings)


def in_order(points: np.ndarray) -> TopK:
    """The exact best of each row of `points`, int16 (rows, members), -1 where not eligible."""
    order = np.argsort(-points, axis=1, kind="stable")[:, :STORED]
    best = np.take_along_axis(points, order, axis=1)
    return TopK(np.where(best < 0, NOBODY, order).astype(np.int32), best.clip(0).astype(np.int16))


def ranked(points: np.ndarray) -> TopK:
    parts = [in_order(points[start : start + 1000]) for start in range(0, len(points), 1000)]
    return joined(parts)


def joined(parts: list[TopK]) -> TopK:
    return TopK(
        np.concatenate([part.indices for part in parts]),
        np.concatenate([part.points for part in parts]),
    )


def exact_market(graduates: int, openings: int, eligible: float, seed: int = 1) -> Congested:
    """Every pair scored: common appeal and common merit, taste of eight kinds, chance of a gate."""
    chance = np.random.default_rng(seed)
    appeal, merit = chance.standard_normal(openings), chance.standard_normal(graduates) / 2
    wanted = chance.standard_normal((graduates, TASTES), np.float32)
    offered = chance.standard_normal((openings, TASTES), np.float32) / np.sqrt(TASTES)
    liking = wanted @ offered.T + appeal.astype(np.float32) + merit[:, None].astype(np.float32)
    points = (1300 + 350 * liking).clip(0, 4096).astype(np.int16)
    points[chance.random(points.shape, np.float32) > eligible] = -1
    shown = chance.random(graduates) < 0.8
    graduate_lists = ranked(points)
    points[~shown] = -1
    return Congested(graduate_lists, ranked(points.T), seats(chance, openings), shown)


def drawn_market(graduates: int, openings: int, seed: int = 1) -> Congested:
    """As large as you like: candidates are drawn, popular openings more often, not ranked from all.

    Points of a pair depend on the pair alone, so that both sides agree on them.
    """
    chance = np.random.default_rng(seed)
    appeal = np.linspace(1000, 0, openings)
    shown = chance.random(graduates) < 0.8
    by_graduate, by_opening = [], []
    for rows in parts(graduates):
        drawn = (openings * chance.random((rows.size, STORED)) ** 2).astype(np.int64)
        by_graduate.append(listed(drawn, appeal[drawn] + noise(rows[:, None], drawn)))
    visible = np.flatnonzero(shown)
    for rows in parts(openings):
        drawn = chance.choice(visible, (rows.size, STORED))
        by_opening.append(listed(drawn, appeal[rows][:, None] + noise(drawn, rows[:, None])))
    return Congested(joined(by_graduate), joined(by_opening), seats(chance, openings), shown)


def parts(count: int) -> Iterator[np.ndarray]:
    for start in range(0, count, AT_ONCE):
        yield np.arange(start, min(start + AT_ONCE, count))


def noise(graduates: np.ndarray, openings: np.ndarray) -> np.ndarray:
    """Points between 500 and 2,500 that depend on the pair, and a little on the graduate."""
    mixed = (graduates * 2_654_435_761 + openings * 40_503 + graduates * openings) % 1_000_003
    return 500 + 1_500 * (mixed / 1_000_003) + graduates % 500


def listed(drawn: np.ndarray, points: np.ndarray) -> TopK:
    """The rows drawn, each once, best first."""
    keys = np.sort((4096 - points.astype(np.int64)) << 32 | drawn, axis=1)
    keys[:, 1:][keys[:, 1:] == keys[:, :-1]] = 4096 << 32
    keys.sort(axis=1)
    empty = keys == 4096 << 32
    members = np.where(empty, NOBODY, keys & 0xFFFFFFFF).astype(np.int32)
    return TopK(members, (4096 - (keys >> 32)).astype(np.int16))


def effect_line(name: str, found: Effect, priced: Priced, seconds: float) -> str:
    after = found.after
    return (
        f"{name:>14} {found.fit_change:>7.1%} {after.openings_off_top:>9.1%} "
        f"{after.openings_unlisted:>9.1%} {after.graduates_off_top:>10.1%} "
        f"{after.graduates_unlisted:>10.1%} {after.inequality:>6.2f} {after.seats_filled:>7.1%} "
        f"{priced.opening_prices.max():>7,} {priced.iterations:>6} {seconds:>7.2f}\n"
    )


def report_effects(eligible: float) -> None:
    write = sys.stdout.write
    market = exact_market(*SAMPLE, eligible)
    plain = market.priced(0)
    base = market.effect(plain, plain)
    write(f"{SAMPLE[0]:,} × {SAMPLE[1]:,}, {eligible:.1%} eligible, ")
    write(f"{market.headcount.mean():.1f} seats per opening, ")
    write(f"mean fit of the top 10: {base.before.mean_points:,.0f} points\n")
    write("                       openings not in   graduates not in            seats     top\n")
    write("                   fit  a top 10 any list    a top 10 any list    Gini  filled   price")
    write(" rounds seconds\n")
    write(effect_line("strength 0", base, plain, 0))
    settings = [(strength, SCALE) for strength in STRENGTHS] + [(STRONG, each) for each in SCALES]
    for strength, scale in settings:
        started = time.perf_counter()
        priced = market.priced(strength, scale)
        seconds = time.perf_counter() - started
        name = f"{strength} %" if scale == SCALE else f"{strength} %, s {scale}"
        write(effect_line(name, market.effect(plain, priced), priced, seconds))


def size_line(graduates: int, openings: int) -> str:
    market = drawn_market(graduates, openings)
    started = time.perf_counter()
    priced = market.priced(STRONG)
    seconds = time.perf_counter() - started
    started = time.perf_counter()
    market.effect(priced, priced)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{graduates:>9,} × {openings:>7,} {priced.iterations:>7} {seconds:>9.2f} "
        f"{time.perf_counter() - started:>9.2f} {peak:>9,}\n"
    )


def main(sizes: list[tuple[int, int]]) -> None:
    write = sys.stdout.write
    write(f"congestion price, scale {SCALE} unless stated; strength in per cent\n")
    write("64 stored candidates per list, one core\n")
    write("graduates × openings   rounds   seconds    effect   peak MB\n")
    for size in sizes:
        write(size_line(*size))
    for eligible in ELIGIBLE:
        report_effects(eligible)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Benchmark of the congestion price")
    parser.add_argument("--full", action="store_true", help="add 1,000,000 × 100,000")
    main([*SIZES, FULL_SIZE] if parser.parse_args().full else SIZES)
