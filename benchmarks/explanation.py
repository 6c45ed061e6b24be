"""What the explanation of one pair costs: by skills asked for, by size of the market, by offers.

Run from anywhere: `python benchmarks/explanation.py`. The whole reasoning is what a page shows of a
pair without words: gates, terms and skills, then every single skill learnt and every skill lost,
scored again. At most 5 ms are allowed for it. Seconds of this process, medians of many times.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# The project is no installed package: its folder must be on the path before these imports.
from benchmarks.markets import SKILLS, make_market
from matching.engine import (
    Market,
    Offers,
    Requirements,
    Weights,
    best_training,
    explain,
    losses,
    next_steps,
)

WEIGHTS = Weights()
ALLOWED = 5.0
TIMES = 200
ASKED = (5, 10, 20, 40, 80)
SIZES = ((1, 1), (1_000, 100), (10_000, 1_000), (100_000, 10_000))
OFFERED = (10, 50, 200)
TYPICAL = 20


def milliseconds(work: Callable[[], object], times: int = TIMES) -> float:
    """The median time of the processor for one call."""
    work()
    taken = []
    for _ in range(times):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return float(np.median(taken)) * 1000


def asking(market: Market, skills: int, chance: np.random.Generator) -> Market:
    """The first pair of the market, its opening asking for that many skills."""
    pair = market.select([0], [0])
    # Half of the skills are among those that the graduate claims, or as many as there are.
    held = pair.graduates.claims.skill[: skills // 2]
    others = np.setdiff1d(np.arange(SKILLS), held)
    asked = np.sort(np.append(held, chance.choice(others, skills - held.size, replace=False)))
    requirements = Requirements(
        [0, skills], asked, chance.integers(1, 5, skills), chance.integers(1, 4, skills)
    )
    return replace(pair, openings=replace(pair.openings, requirements=requirements))


def reasoning(market: Market) -> None:
    """Everything that a page says of the first pair."""
    pair = market.select([0], [0])
    explained = explain(pair, WEIGHTS, 0, 0)
    next_steps(pair, WEIGHTS, 0, 0, explained=explained)
    losses(pair, WEIGHTS, 0, 0, explained=explained)


def report_line(label: str, market: Market) -> str:
    whole = milliseconds(lambda: reasoning(market))
    parts = [
        milliseconds(lambda: explain(market, WEIGHTS, 0, 0)),
        milliseconds(lambda: next_steps(market, WEIGHTS, 0, 0)),
        milliseconds(lambda: losses(market, WEIGHTS, 0, 0)),
    ]
    figures = "".join(f"{part:>10.2f}" for part in (*parts, whole))
    return f"{label:>24}{figures}{ALLOWED:>10.2f}\n"


def offers_of(market: Market, count: int, chance: np.random.Generator) -> Offers:
    asked = market.openings.requirements.skill
    return Offers.of(
        [(int(skill), int(chance.integers(1, 5)), 2) for skill in chance.choice(asked, 2)]
        for _ in range(count)
    )


def main() -> None:
    write, chance = sys.stdout.write, np.random.default_rng(1)
    write(f"one pair, milliseconds of one core, median of {TIMES}\n")
    write(f"{'':>24}   explain     steps    losses     whole   allowed\n")
    market = make_market(1_000, 100, words=100)
    for skills in ASKED:
        write(report_line(f"{skills} skills asked for", asking(market, skills, chance)))
    for size in SIZES:
        label = f"row of {size[0]:,} × {size[1]:,}"
        write(report_line(label, make_market(*size, words=100)))
    write("\nthe best one or two of some trainings, milliseconds\n")
    typical = asking(market, TYPICAL, chance)
    for count in OFFERED:
        offers = offers_of(typical, count, chance)
        taken = milliseconds(lambda: best_training(typical, WEIGHTS, 0, 0, offers), 10)  # noqa: B023
        write(f"{count:>24} {taken:>9.1f}\n")


if __name__ == "__main__":
    main()
