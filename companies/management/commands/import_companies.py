from argparse import ArgumentParser

from parks.actions.import_tables import File, import_table
from parks.choices.imports import ImportKind
from parks.choices.organisations import OrganisationKind
from parks.imports.reports import ImportReport
from parks.imports.tables import read_bytes
from parks.imports.terminal import Error, ImportCommand, find_input, park_of, progress_bar
from parks.models import Organisation, Park


class Command(ImportCommand):
    help = "Import the companies of a park (CSV or XLSX, Chinese or English headings)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="CSV or XLSX; a relative path may be in REAL_INPUT_DIR")
        super().add_arguments(parser)

    def run(self, **options) -> ImportReport:
        office = office_of(park_of(options["park"]))
        path = find_input(options["file"])
        with progress_bar(0, "row") as progress:
            return import_table(
                File(path.name, read_bytes(path)),
                kind=ImportKind.COMPANIES,
                organisation=office,
                dry_run=options["dry_run"],
                progress=progress,
            )


def office_of(park: Park) -> Organisation:
    """Return the office in whose name companies are entered; raise Error where there is none."""
    offices = Organisation.objects.filter(park=park, kind=OrganisationKind.PARK_OFFICE)
    office = offices.select_related("park").order_by("pk").first()
    if office is None:
        raise Error(f"The park “{park.slug}” has no office yet: enter it in the web admin first.")
    return office
