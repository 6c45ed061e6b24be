"""The result of an evaluation in words, and as files."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from matching import engine
from matching.evaluation.collection import Collection
from matching.evaluation.figures import Figures, by_language, overall
from matching.evaluation.lines import BrokenCollectionError
from matching.evaluation.metrics import MEASURES
from matching.evaluation.ranking import Ranking
from matching.evaluation.skills import Counts, SkillFigures

STATES = {engine.State.MET: "met", engine.State.UNKNOWN: "unknown", engine.State.NOT_MET: "not met"}
NDCG = (
    "nDCG: gain 2^grade - 1, discount log2(rank + 1), ideal order of all judged graduates; "
    "MAP, MRR and recall: grade 2 or 3 is relevant; [95 % bootstrap interval over openings]."
)


def as_json(collection: Collection, ranking: Ranking) -> dict[str, Any]:
    """Return all figures of a ranking, and the share of pairs by gate and state."""
    pairs = by_language(collection, ranking.order)
    return {
        "overall": overall(collection, ranking.order).as_json(),
        "by_language": {pair: figures.as_json() for pair, figures in pairs.items()},
        "gates": gate_shares(ranking),
    }


def in_words(collection: Collection, ranking: Ranking) -> Iterator[str]:
    """Yield the lines that tell a person the same."""
    figures = {"overall": overall(collection, ranking.order)}
    figures |= by_language(collection, ranking.order)
    measures = "  ".join(f"{name:<22}" for name in MEASURES)
    yield f"{'':8} {'openings':>8} {'graduates':>9}  {measures}".rstrip()
    for name, one in figures.items():
        yield f"{name:8} {one.openings:>8} {one.graduates:>9}  {'  '.join(_cells(one))}".rstrip()
    yield NDCG
    yield from _left_out(figures)
    yield "Pairs by gate (nobody is left out for one):"
    for gate, shares in gate_shares(ranking).items():
        yield f"  {gate:24} " + ", ".join(f"{state} {share:.1%}" for state, share in shares.items())


def gate_shares(ranking: Ranking) -> dict[str, dict[str, float]]:
    """Return, by gate, the share of all pairs in each state."""
    shares = np.round(ranking.gates / ranking.gates.sum(axis=1, keepdims=True), 4)
    return {
        gate.name.lower(): {words: float(shares[gate, state]) for state, words in STATES.items()}
        for gate in engine.Gate
    }


def _cells(figures: Figures) -> Iterator[str]:
    for name in MEASURES:
        mean, interval = figures.means[name], figures.intervals[name]
        if mean is None or interval is None:
            yield f"{'–':22}"
        else:
            yield f"{mean:.4f} [{interval[0]:.3f}, {interval[1]:.3f}]"


def _left_out(figures: Mapping[str, Figures]) -> Iterator[str]:
    for name, one in figures.items():
        for measure, count in one.left_out.items():
            if count:
                yield f"{name}: {count} openings without a relevant graduate left out of {measure}."


def write_ranking(path: Path, collection: Collection, ranking: Ranking) -> None:
    """Write opening_id, graduate_id, rank and score of every pair, tab-separated, best first.

    Raise BrokenCollectionError where the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.write("opening_id\tgraduate_id\trank\tscore\n")
            file.writelines(_ranked(collection, ranking))
    except (OSError, ValueError) as error:
        raise BrokenCollectionError(f"The file “{path}” cannot be written.") from error


def _ranked(collection: Collection, ranking: Ranking) -> Iterator[str]:
    ids = [graduate.id for graduate in collection.graduates]
    for opening, order, points in zip(
        collection.openings, ranking.order, ranking.points, strict=True
    ):
        best = zip(order.tolist(), np.take(points, order).tolist(), strict=True)
        for rank, (row, score) in enumerate(best, start=1):
            yield f"{opening.id}\t{ids[row]}\t{rank}\t{score}\n"


def skills_in_words(figures: SkillFigures) -> Iterator[str]:
    """Yield the lines that tell a person how well skills were found."""
    yield f"{'':8} {'precision':>9} {'recall':>9} {'f1':>9} {'named':>7} {'found':>7} {'right':>7}"
    rows: dict[str, Counts] = {"overall": figures.overall, **figures.by_language}
    for name, counts in rows.items():
        shares = " ".join(f"{counts.as_json()[key]:>9.4f}" for key in ("precision", "recall", "f1"))
        yield f"{name:8} {shares} {counts.named:>7} {counts.found:>7} {counts.right:>7}"
