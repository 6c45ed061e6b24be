"""Files of a company's figures, and of the applications behind them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from companies.models import Company
from matching.queries.application_list import Listed, list_headings, listed_applications
from matching.queries.cohorts import Selection
from matching.queries.figure_tables import Cell, Kind, Table
from parks.access import Viewer
from parks.actions.trail import record
from parks.imports.writing import csv_bytes, workbook_bytes
from parks.models import User
from talent.actions.disclosures import note_disclosures
from talent.choices.profiles import DisclosureKind

MOST_ROWS = 20_000
DIGITS = 4
FORMS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The kinds of files, with what browsers call them."""
Rows = list[list[str | int | float]]


class TooManyApplicationsError(Exception):
    """More applications than a file takes; says what to do."""


def figures_file(tables: Iterable[Table], form: str) -> bytes:
    """Write tables as a file: a sheet for each in XLSX, one row for each figure in CSV.

    Shares are parts of one, days are numbers; a figure that does not exist is an empty cell.
    """
    if form == "xlsx":
        return workbook_bytes((table.title[:31], _sheet(table)) for table in tables)
    lines: Rows = [[_("Table"), _("Row"), _("Figure"), _("Value")]]
    for table in tables:
        lines += [
            [table.title, row.label, cell.column.head, _value(cell)]
            for row in table.rows
            for cell in row.cells[1:]
        ]
    return csv_bytes(lines)


def _sheet(table: Table) -> Rows:
    heads: Rows = [[column.head for column in table.columns]]
    return heads + [[_value(cell) for cell in row.cells] for row in table.rows]


def _value(cell: Cell) -> str | int | float:
    if cell.value is None:
        return ""
    is_part = cell.column.kind in (Kind.SHARE, Kind.DAYS)
    return round(cell.value, DIGITS) if is_part else cell.value


@transaction.atomic
def applications_file(
    selection: Selection, form: str, *, viewer: Viewer, by: User, now: datetime
) -> bytes:
    """Write the applications of a selection as a file, and note whose personal data is in it.

    Each person who can be recognised sees the download on their privacy page; the log of each
    company says how many rows left it. Raises TooManyApplicationsError beyond 20,000 rows.
    """
    listed = list(listed_applications(selection, viewer, now, most=MOST_ROWS + 1))
    if len(listed) > MOST_ROWS:
        raise TooManyApplicationsError(
            _("A file takes 20,000 applications. Choose a shorter period or one opening.")
        )
    for company in {each.application.opening.company for each in listed}:
        mine = [each for each in listed if each.application.opening.company_id == company.pk]
        _note_download(company, mine, f"applications.{form}", viewer, by)
    rows: Rows = [list(list_headings()), *(list(each.cells) for each in listed)]
    return workbook_bytes([(_("Applications"), rows)]) if form == "xlsx" else csv_bytes(rows)


def _note_download(
    company: Company, listed: list[Listed], detail: str, viewer: Viewer, by: User
) -> None:
    named = [each.application.profile for each in listed if each.is_named]
    note_disclosures(
        named,
        viewer=viewer,
        organisation_id=company.pk,
        kind=DisclosureKind.DOWNLOAD,
        detail=detail,
    )
    record(
        company,
        "applications exported",
        by=by,
        organisation_id=company.pk,
        park_id=company.park_id,
        rows=len(listed),
        named=len(named),
    )
