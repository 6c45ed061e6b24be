"""Stop a matching run; the lists that are shown stay."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from matching.actions.run_states import RunEndedError, cancel_run
from matching.management.run_names import run_named


class Command(BaseCommand):
    help = "Stop a matching run; the lists that are shown stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", metavar="RUN", help="its UUID, or its number")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = cancel_run(run_named(options["run"]), by=None)
        except RunEndedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Run {run.uuid} is cancelled; its workers stop within seconds.")
