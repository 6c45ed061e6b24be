"""Load the national classification of occupations from a table."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, no_translations

from parks.actions.occupation_table import HEADINGS
from parks.actions.occupations import load_occupations
from parks.imports.errors import ImportFileError
from parks.imports.reports import ImportReport
from parks.imports.tables import read_table
from parks.imports.terminal import Error, find_input


class Command(BaseCommand):
    help = "Load occupations (columns code, name, aliases, definition, tasks): all lines or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="CSV", help="CSV (UTF-8) or XLSX with headings")
        parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_occupations(read_table(find_input(options["file"]), HEADINGS))
        except ImportFileError as error:
            raise Error(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), ensure_ascii=False))
        self._tell(report, quiet=options["json"])

    def _tell(self, report: ImportReport, *, quiet: bool) -> None:
        if report.refused:
            for refusal in report.refused:
                self.stderr.write(f"Refused: {refusal}")
            raise Error(f"Nothing was loaded: {len(report.refused)} of the lines are wrong.")
        if not quiet:
            counts = f"{report.changed} changed, {report.unchanged} unchanged"
            self.stdout.write(f"{report.created} occupations created, {counts}.")
