"""What the import commands share: finding files, a progress bar, the report in words or JSON."""

import json
import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from parks.models import Park
from parks.models.bilingual import Named

from .errors import ImportFileError
from .reports import ImportReport, Progress

MOST_NAMED = 50


class Error(CommandError):
    """Django prints the name of the class before the sentence, so it is short."""


class ImportCommand(BaseCommand):
    """A command that imports: `run` does it, here it is reported. It speaks English.

    `owner` is whose rows they are, in the name of the option for its slug.

    With --json, stdout holds one JSON object. Otherwise a dry run says that it is one in its
    first and in its last line.
    """

    owner = "park"

    def add_arguments(self, parser: ArgumentParser) -> None:
        help_text = f"the {self.owner} to import for"
        parser.add_argument(f"--{self.owner}", required=True, metavar="SLUG", help=help_text)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")

    @no_translations
    def handle(self, **options) -> None:
        if options["dry_run"] and not options["json"]:
            self.stdout.write("DRY RUN: nothing will be written.")
        try:
            report = self.run(**options)
        except ImportFileError as error:
            raise Error(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(in_words(report)))

    def run(self, **options) -> ImportReport:
        raise NotImplementedError


def in_words(report: ImportReport) -> list[str]:
    """Return the lines that tell a person what was refused and what was done."""
    refusals = [f"Refused: {refusal}" for refusal in report.refused]
    counts = f"{report.changed} changed, {report.unchanged} unchanged, {len(refusals)} refused"
    if report.dry_run:
        summary = f"{report.created} would be created, {counts}."
        return [*refusals, f"DRY RUN: nothing was written. {summary}"]
    return [*refusals, f"{report.created} created, {counts}."]


def park_of(slug: str) -> Park:
    """Return the park with this address; raise Error naming those there are."""
    return one_of(Park, slug, "park", "parks")


def one_of(model: type[Named], slug: str, noun: str, nouns: str) -> Named:
    """Return the row with this address; raise Error naming those there are."""
    row = model._default_manager.filter(slug=slug).first()
    if row is None:
        slugs = model._default_manager.order_by("slug").values_list("slug", flat=True)
        known = ", ".join(slugs[:MOST_NAMED])
        raise Error(f"There is no {noun} “{slug}”; the {nouns} are: {known or 'none yet'}.")
    return row


def find_input(name: str) -> Path:
    """Return the path of a file: from the working folder, else from the one in REAL_INPUT_DIR."""
    path = Path(name).expanduser()
    folder = os.environ.get("REAL_INPUT_DIR", "")
    if folder and not path.is_absolute() and not path.exists():
        return Path(folder) / path
    return path


@contextmanager
def progress_bar(total: int, unit: str) -> Iterator[Progress]:
    """Show a bar on a terminal, and nothing elsewhere; `total` 0 means not known."""
    with tqdm(total=total or None, unit=unit, disable=None, leave=False) as bar:
        yield lambda reached: bar.update(reached - bar.n)
