"""Load the bilingual vocabulary from the reference tables."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations
from django.utils import timezone

from parks.actions.table_sync import TableReport
from parks.actions.vocabulary import load_vocabulary
from parks.vocabulary.reference import FOLDER, BrokenReferenceError, read_reference


class Command(BaseCommand):
    help = "Load skills, disciplines, degrees, regions, chain stages and occupations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=FOLDER, help="where the tables are, if elsewhere"
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help="load an edition that is loaded already, and undo what was mended by hand",
        )

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reference = read_reference(options["folder"])
        except BrokenReferenceError as error:
            raise CommandError(str(error)) from error
        reports = load_vocabulary(reference, at=timezone.now(), again=options["again"])
        for report in reports:
            self.stdout.write(_line(report))
        self.stdout.write(_conclusion(reports, reference.version))


def _line(report: TableReport) -> str:
    line = (
        f"{report.model._meta.verbose_name_plural!s:<26}"
        f"{report.created:>6} created {report.changed:>6} changed {report.unchanged:>6} unchanged"
    )
    if report.removed:
        line += f" {report.removed:>6} removed"
    if report.kept:
        line += f"; in use though gone from the files: {', '.join(report.kept)}"
    return line


def _conclusion(reports: list[TableReport], version: str) -> str:
    if any(report.created or report.changed or report.removed for report in reports):
        return f"Loaded edition {version[:12]}."
    return f"Nothing changed: edition {version[:12]} is loaded."
