"""Five thousand rows, two hundred of them broken in ten ways: exactly those are refused."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from companies.models import Opening
from parks.actions.import_rows import write_import
from parks.actions.imports import commit_import
from tests.companies.imports.files import (
    counts,
    csv_file,
    errors,
    exported,
    previewed,
    reverted,
    xlsx_file,
)
from tests.companies.postings.imports import small_vocabulary
from tests.factories.companies import OpeningFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ROWS, BROKEN, EVERY = 5_000, 200, 25
Row = dict[str, str]


class Break(NamedTuple):
    """A way to break a row: what to write instead, and what must be said of it."""

    cells: Callable[[int], Row]
    column: str
    reason: str


def cell(column: str, content: str, reason: str) -> Break:
    return Break(lambda _number: {column: content}, column, reason)


KINDS = [
    cell("Job title", "  ", "is empty"),
    cell("Job title", "x" * 201, "is too long: 201 characters, at most 200 fit"),
    cell("Company", "Beta Pharma", "names another company than yours"),
    cell("Degree", "quite high", "names no degree; write for example 本科 or Bachelor"),
    cell("Headcount", "many", "is not a whole number from 1 to 10000"),
    cell("Apply until", "soon", "is not a date; write it as 2026-05-09"),
    cell("Apply until", "03/04/2099", "may be either of two days; write it as 2026-05-09"),
    cell("Apply until", "2020-01-31", "is over already"),
    cell("Salary", "#REF!", "holds the spreadsheet error #REF!"),
    Break(lambda _number: {"Job ID": "A-1"}, "Job ID", "is the same opening as line 3"),
]


def good(number: int) -> Row:
    return {
        "Job ID": f"A-{number}",
        "Job title": f"细胞培养研究员 {number}",
        "Company": "Alpha Biologics",
        "Description": f"{number} 负责细胞培养，熟练掌握PCR",
        "Degree": "硕士",
        "Headcount": "2",
        "Apply until": "2099-06-30",
        "Salary": "15000-20000元/月",
    }


def table() -> tuple[list[Row], list[tuple[int, str, str]]]:
    """Return the rows, and the errors to expect: line 2 is the first below the headings."""
    rows, expected = [good(number) for number in range(ROWS)], []
    for count in range(BROKEN):
        number, kind = EVERY * count + 7, KINDS[count % len(KINDS)]
        rows[number] |= kind.cells(number)
        expected.append((number + 2, kind.column, kind.reason))
    return rows, expected


def test_exactly_the_broken_rows_are_refused_and_the_others_become_openings(company, recruiter):
    small_vocabulary()
    OpeningFactory(company=company)
    before = exported("csv"), exported("xlsx")
    rows, expected = table()

    job = previewed(company, csv_file(rows), by=recruiter)
    previewed_counts, previewed_errors = counts(job), errors(job)
    commit_import(job, by=recruiter)
    write_import(job.pk)
    job.refresh_from_db()

    assert len(expected) == len(set(expected)) == 200
    assert previewed_errors == errors(job) == expected
    assert previewed_counts == counts(job) == (4_800, 0, 0, 200)
    assert Opening.objects.filter(company=company).count() == 4_801
    reverted(job, by=recruiter)
    assert job.state == "reverted"
    assert (exported("csv"), exported("xlsx")) == before


def test_a_workbook_is_refused_in_the_same_rows(company, recruiter):
    small_vocabulary()
    rows, expected = table()

    job = previewed(company, xlsx_file(rows), by=recruiter)

    assert (counts(job), errors(job)) == ((4_800, 0, 0, 200), expected)
