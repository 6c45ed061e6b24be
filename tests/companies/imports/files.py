"""Files of a company's openings, and what the pages do with them, for the tests."""

import csv
from collections.abc import Sequence
from io import StringIO

from companies.models import Company, Opening, OpeningSkill
from parks.actions.import_reverts import take_back_import
from parks.actions.import_rows import preview_import, write_import
from parks.actions.imports import choose_columns, commit_import, revert_import, upload_table
from parks.imports.writing import csv_bytes, workbook_bytes
from parks.models import ImportJob, User
from tests.parks.imports.books import workbook

Rows = list[dict[str, str]]
COLUMNS = [field.column for field in Opening._meta.concrete_fields]


def table(rows: Rows) -> list[list[str]]:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return [headings, *([row.get(heading, "") for heading in headings] for row in rows)]


def csv_file(rows: Rows, encoding: str = "utf-8") -> bytes:
    file = StringIO(newline="")
    csv.writer(file).writerows(table(rows))
    return file.getvalue().encode(encoding)


def xlsx_file(rows: Rows) -> bytes:
    return workbook(table(rows))


def uploaded(company: Company, data: bytes, *, by: User, name: str = "openings.csv") -> ImportJob:
    owner = company.organisation_ptr
    return upload_table(data, kind="openings", organisation=owner, filename=name, by=by)


def previewed(
    company: Company, data: bytes, *, by: User, choice: str = "draft", **columns: str
) -> ImportJob:
    """Upload a file, confirm the columns as guessed but for those named, and have it checked."""
    job = uploaded(company, data, by=by)
    mapping = job.mapping["columns"] | columns
    choose_columns(job, columns=mapping, choice=choice, by=by)
    preview_import(job.pk)
    job.refresh_from_db()
    return job


def imported(company: Company, data: bytes, *, by: User, choice: str = "draft") -> ImportJob:
    job = previewed(company, data, by=by, choice=choice)
    commit_import(job, by=by)
    write_import(job.pk)
    job.refresh_from_db()
    return job


def reverted(job: ImportJob, *, by: User, keep: bool = False) -> ImportJob:
    revert_import(job, keep=keep, by=by)
    take_back_import(job.pk)
    job.refresh_from_db()
    return job


def counts(job: ImportJob) -> tuple[int, int, int, int]:
    return job.created, job.changed, job.unchanged, job.refused


def errors(job: ImportJob) -> list[tuple[int, str, str]]:
    """Return every refusal: line, column, reason."""
    rows = job.rows.filter(outcome="refused").order_by("line")
    return [(row.line, column, reason) for row in rows for column, reason in row.reasons]


def exported(kind: str) -> bytes:
    """Return all openings with all that belongs to them as a file, in the order of their ids."""
    link = Opening.disciplines.through
    tables = [
        ("openings", Opening.objects.order_by("pk"), COLUMNS),
        ("skills", OpeningSkill.objects.order_by("pk"), _columns(OpeningSkill)),
        ("disciplines", link.objects.order_by("pk"), _columns(link)),
    ]
    sheets = [(name, [columns, *_cells(rows, columns)]) for name, rows, columns in tables]
    if kind == "xlsx":
        return workbook_bytes(sheets)
    return csv_bytes([row for _name, rows in sheets for row in rows])


def _columns(model) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def _cells(rows, columns: Sequence[str]) -> list[list[str]]:
    return [[repr(value) for value in row] for row in rows.values_list(*columns)]
