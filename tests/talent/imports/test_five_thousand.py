"""Five thousand students, a hundred of them broken: quick, and in bounded memory."""

import tracemalloc

import pytest

from parks.actions.import_rows import write_import
from parks.actions.imports import commit_import
from talent.models import RosterEntry
from tests.companies.imports.files import counts, csv_file
from tests.parks.imports.jobs import revert
from tests.talent.imports.rosters import everything, preview, refusals, small_tables, student

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

ROWS, EVERY = 5_000, 50
QUERIES = 100
"""Some five for each five hundred rows; not one for each row."""
FEW = 1_000
BYTES_A_ROW = 12 * 1024
"""Of a row in Python, with its cells, its words and what is to be written: 60 MB for 5,000."""


@pytest.fixture(autouse=True)
def owner(university, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    small_tables(university)
    return university.organisation_ptr


def table(number: int) -> bytes:
    rows = [student(place) for place in range(number)]
    for place in range(0, number, EVERY):
        rows[place]["性别"] = "?"
    return csv_file(rows, "gb18030")


def test_a_large_roster_goes_in_and_out_row_by_row_as_it_was(
    owner, career_officer, django_assert_max_num_queries
):
    before = everything()

    job = preview(owner, table(ROWS), by=career_officer)
    commit_import(job, by=career_officer)
    with django_assert_max_num_queries(QUERIES):
        write_import(job.pk)

    job.refresh_from_db()
    broken = range(2, ROWS + 2, EVERY)
    assert counts(job) == (ROWS - len(broken), 0, 0, len(broken))
    assert [line for line, _column, _reason in refusals(job)] == list(broken)
    assert RosterEntry.objects.count() == ROWS - len(broken)
    revert(job, by=career_officer)
    assert everything() == before


def test_what_an_import_holds_in_memory_stays_small(owner, career_officer):
    job = preview(owner, table(FEW), by=career_officer)
    commit_import(job, by=career_officer)

    tracemalloc.start()
    write_import(job.pk)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < FEW * BYTES_A_ROW
