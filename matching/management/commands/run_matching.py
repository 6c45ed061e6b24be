"""One matching run now, in this process, with a progress bar."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID, uuid4

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone
from tqdm import tqdm

from matching.actions.runs import RunInProgressError, night_at, run_park
from matching.models import MatchRun
from parks.models import Park

PHASES = ("load", "score", "store")


class Command(BaseCommand):
    help = "Match graduates with openings now and publish the lists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--park", metavar="SLUG", help="only this park; else all of them")
        parser.add_argument(
            "--full", action="store_true", help="compute again even if nothing has changed"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object of figures")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        parks = _parks(options["park"])
        batch, now = uuid4(), timezone.now()
        runs = []
        for park in parks:
            try:
                with _bar(park, hidden=options["json"]) as bar:
                    run = run_park(
                        park,
                        night=night_at(park, now),
                        full=options["full"],
                        batch=batch,
                        progress=bar.update_to,
                    )
            except RunInProgressError as error:
                raise CommandError(str(error)) from error
            runs.append(run)
        figures = summary(runs, batch)
        self.stdout.write(json.dumps(figures) if options["json"] else _words(figures))


class Bar(tqdm):
    """A progress bar that is told how far the run is, not how far it went."""

    def update_to(self, done: int, total: int) -> None:
        self.total = total
        self.update(done - self.n)


def _bar(park: Park, *, hidden: bool) -> Bar:
    return Bar(desc=park.name_en, unit=" pairs", unit_scale=True, disable=hidden or None)


def _parks(slug: str | None) -> list[Park]:
    parks = Park.objects.order_by("pk")
    chosen = list(parks.filter(slug=slug) if slug else parks)
    if not chosen:
        known = ", ".join(parks.values_list("slug", flat=True)) or "none yet"
        named = f"no park “{slug}”" if slug else "no park"
        raise CommandError(f"There is {named} to match. Parks: {known}.")
    return chosen


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


def _words(figures: dict[str, Any]) -> str:
    seconds = figures["seconds"]
    phases = ", ".join(f"{phase} {seconds[phase]:.2f} s" for phase in PHASES)
    return (
        f"{figures['graduates']:,} graduates × {figures['openings']:,} openings: "
        f"{figures['pairs_scored']:,} pairs scored, {figures['matches']:,} matches kept "
        f"({phases}; peak memory {figures['peak_rss_mb']:,} MB). Run {figures['run_id']}."
    )
