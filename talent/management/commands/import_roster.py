from argparse import ArgumentParser

from parks.actions.import_tables import File, import_table
from parks.choices.imports import ImportKind
from parks.imports.reports import ImportReport
from parks.imports.tables import read_bytes
from parks.imports.terminal import ImportCommand, find_input, one_of, progress_bar
from talent.imports.rosters import KEEP, MARK
from talent.models import University


class Command(ImportCommand):
    help = "Import the students of a university (CSV or XLSX, Chinese or English headings)."
    owner = "university"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="CSV or XLSX; a relative path may be in REAL_INPUT_DIR")
        super().add_arguments(parser)
        parser.add_argument(
            "--mark-missing",
            action="store_true",
            help="mark students of the degrees and years of the file who are not in it as gone",
        )

    def run(self, **options) -> ImportReport:
        university = one_of(University, options["university"], "university", "universities")
        path = find_input(options["file"])
        with progress_bar(0, "row") as progress:
            return import_table(
                File(path.name, read_bytes(path)),
                kind=ImportKind.ROSTERS,
                organisation=university.organisation_ptr,
                choice=MARK if options["mark_missing"] else KEEP,
                dry_run=options["dry_run"],
                progress=progress,
            )
