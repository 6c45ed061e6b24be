"""One matching run now, in this process or on the workers, with a progress bar."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID, uuid4

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone
from tqdm import tqdm

from matching.actions.nights import night_at
from matching.actions.run_states import RunInProgressError
from matching.actions.runs import run_park
from matching.choices.runs import RunPhase, RunState
from matching.management.following import run_on_workers
from matching.management.run_figures import in_words, summary
from matching.models import MatchRun
from parks.models import Park


class Command(BaseCommand):
    help = "Match graduates with openings now and publish the lists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--park", metavar="SLUG", help="only this park; else all of them")
        parser.add_argument(
            "--full", action="store_true", help="compute again even if nothing has changed"
        )
        parser.add_argument(
            "--workers",
            action="store_true",
            help="let the Celery workers do it and follow them; else it is done in this process",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object of figures")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        parks, batch = _parks(options["park"]), uuid4()
        runs = [_run(park, batch, options) for park in parks]
        figures = summary(runs, batch)
        self.stdout.write(json.dumps(figures) if options["json"] else in_words(figures))


class Bar(tqdm):
    """A progress bar that is told how far the run is, not how far it went."""

    def show(self, phase: RunPhase, done: int, total: int) -> None:
        self.set_postfix_str(str(phase.label), refresh=False)
        self.total = total or self.total
        self.update(done - self.n)


def _run(park: Park, batch: UUID, options: dict[str, Any]) -> MatchRun:
    night, full = night_at(park, timezone.now()), options["full"]
    with _bar(park, hidden=options["json"]) as bar:
        if options["workers"]:
            day = night.isoformat()
            return run_on_workers(park, full=full, batch=batch, night=day, progress=bar.show)
        return _run_here(park, night=night, full=full, batch=batch, progress=bar.show)


def _run_here(park: Park, **options: Any) -> MatchRun:
    try:
        run = run_park(park, **options)
    except RunInProgressError as error:
        raise CommandError(str(error)) from error
    except KeyboardInterrupt as stop:
        raise CommandError("Stopped. The lists are as before.", returncode=130) from stop
    if run.state == RunState.CANCELLED:
        raise CommandError(f"Run {run.uuid} was cancelled.")
    return run


def _bar(park: Park, *, hidden: bool) -> Bar:
    return Bar(desc=park.name_en, unit=" graduates", unit_scale=True, disable=hidden or None)


def _parks(slug: str | None) -> list[Park]:
    parks = Park.objects.order_by("pk")
    chosen = list(parks.filter(slug=slug) if slug else parks)
    if not chosen:
        known = ", ".join(parks.values_list("slug", flat=True)) or "none yet"
        named = f"no park “{slug}”" if slug else "no park"
        raise CommandError(f"There is {named} to match. Parks: {known}.")
    return chosen
