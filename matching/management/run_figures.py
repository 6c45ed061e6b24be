"""The figures of matching runs, as `run_matching` prints them."""

from typing import Any
from uuid import UUID

from matching.models import MatchRun

PHASES = ("load", "score", "store")


def summary(runs: list[MatchRun], batch: UUID) -> dict[str, Any]:
    """Add up the figures of the runs of one start; `run_id` names the start.

    A park whose input is that of the night's published run keeps that run: "unchanged".
    """
    return {
        "run_id": str(batch),
        "graduates": sum(run.graduates for run in runs),
        "openings": sum(run.openings for run in runs),
        "pairs": sum(run.graduates * run.openings for run in runs),
        "pairs_scored": sum(run.pairs_scored for run in runs),
        "matches": sum(run.matches for run in runs),
        "seconds": {phase: _seconds(runs, phase) for phase in PHASES},
        "peak_rss_mb": max(run.peak_rss_mb for run in runs),
        "runs": [_named(run, batch) for run in runs],
    }


def _seconds(runs: list[MatchRun], phase: str) -> float:
    return round(sum(getattr(run, f"{phase}_seconds") for run in runs), 3)


def _named(run: MatchRun, batch: UUID) -> dict[str, str | bool]:
    return {
        "park": run.park.slug,
        "run_id": str(run.uuid),
        "night": run.night.isoformat(),
        "state": run.state,
        "unchanged": run.batch != batch,
    }


def in_words(figures: dict[str, Any]) -> str:
    seconds = figures["seconds"]
    phases = ", ".join(f"{phase} {seconds[phase]:.2f} s" for phase in PHASES)
    return (
        f"{figures['graduates']:,} graduates × {figures['openings']:,} openings: "
        f"{figures['pairs_scored']:,} pairs scored, {figures['matches']:,} matches kept "
        f"({phases}; peak memory {figures['peak_rss_mb']:,} MB). Run {figures['run_id']}."
    )
