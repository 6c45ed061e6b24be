from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import Error
from tqdm import tqdm

from companies.actions.indexing import index_openings, note_all_openings
from companies.models import OpeningIndex


class Command(BaseCommand):
    help = "Write the search entries of the openings that have changed, or with --all of every one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="write every entry anew")

    def handle(self, **options: Any) -> None:
        try:
            written = self._index(everything=options["all"])
        except Error as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(f"The database refused the search entries: {reason}.") from error
        self.stdout.write(f"openings indexed: {written}")

    def _index(self, *, everything: bool) -> int:
        if everything:
            note_all_openings()
        waiting = OpeningIndex.objects.filter(is_stale=True).count()
        shown = self.stderr.isatty()
        with tqdm(total=waiting, desc="openings", file=self.stderr, disable=not shown) as bar:
            return index_openings(progress=lambda written: bar.update(written - bar.n))
