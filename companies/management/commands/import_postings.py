from argparse import ArgumentParser

from django.utils import timezone

from companies.actions.postings import import_postings
from companies.postings.fields import posting_headings
from parks.imports.errors import ImportFileError
from parks.imports.headings import Headings
from parks.imports.reports import ImportReport
from parks.imports.tables import Table, read_table
from parks.imports.terminal import Error, ImportCommand, find_input, park_of, progress_bar


class Command(ImportCommand):
    help = "Import a table of postings (CSV or XLSX, Chinese or English headings) into a park."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="CSV or XLSX; a relative path may be in REAL_INPUT_DIR")
        super().add_arguments(parser)
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="HEADING=FIELD",
            help="say which field a column is, where its heading does not; HEADING=ignore skips it",
        )
        parser.add_argument(
            "--company", default="", metavar="NAME", help="the company of rows that name none"
        )

    def run(self, **options) -> ImportReport:
        headings = self._headings(options["map"])
        park = park_of(options["park"])
        table = read_table(find_input(options["file"]), headings)
        if not options["json"]:
            self.stdout.write(columns_read(table))
        with progress_bar(table.length, "line") as progress:
            return import_postings(
                table,
                park=park,
                by=None,
                at=timezone.now(),
                company=options["company"].strip(),
                dry_run=options["dry_run"],
                progress=progress,
            )

    def _headings(self, chosen: list[str]) -> Headings:
        try:
            return posting_headings(chosen)
        except ImportFileError as error:
            raise Error(str(error), returncode=2) from error


def columns_read(table: Table) -> str:
    """Say which column was taken for which field, and which were left out."""
    read = [
        f"{field} ← {', '.join(column.heading for column in columns)}"
        for field, columns in table.columns.items()
    ]
    positions = {column.position for columns in table.columns.values() for column in columns}
    unread = [
        heading
        for position, heading in enumerate(table.headings)
        if heading and position not in positions
    ]
    return f"Columns: {'; '.join(read) or 'none'}. Not read: {', '.join(unread) or 'none'}."
