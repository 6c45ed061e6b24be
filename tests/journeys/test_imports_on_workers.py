"""Imports on real workers, which are killed: whatever happens, all of a file is in or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from companies.models import Company, Opening
from parks.actions.imports import choose_columns, commit_import, revert_import
from parks.models import ImportJob, ImportRow, Park, User
from tests.companies.imports.files import counts, csv_file, exported, uploaded
from tests.companies.postings.imports import small_vocabulary
from tests.factories.companies import CompanyFactory
from tests.factories.parks import UserFactory
from tests.journeys.conftest import kill, wait_for

QUICK = {"IMPORT_STALL_SECONDS": "3", "IMPORT_WATCH_SECONDS": "1"}
ROWS = 1_200
LAST = f"A-{ROWS - 1}"


@pytest.fixture
def company(transactional_db, settings) -> Iterator[Company]:
    small_vocabulary()
    yield CompanyFactory(name_en="Alpha Biologics", verified=True)
    for job in ImportJob.objects.all():
        job.file.delete(save=False)


@pytest.fixture
def hr(company) -> User:
    return UserFactory()


def file_of(headcount: int) -> bytes:
    rows = [
        {"Job ID": f"A-{number}", "Job title": f"Scientist {number}", "Headcount": str(headcount)}
        for number in range(ROWS)
    ]
    return csv_file(rows)


def checked(company: Company, data: bytes, by: User) -> ImportJob:
    """Upload a file and let the worker check it."""
    job = uploaded(company, data, by=by)
    choose_columns(job, columns=job.mapping["columns"], choice="draft", by=by)
    wait_for(lambda: state(job) == "previewed")
    return job


def state(job: ImportJob) -> str:
    job.refresh_from_db()
    return job.state


@contextmanager
def unwritable(park: Park, company: Company, external_id: str) -> Iterator[None]:
    """Let every process that would write the opening with this number wait for us."""
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute(
            "INSERT INTO companies_opening SELECT (jsonb_populate_record(mould, %s)).*"
            " FROM companies_opening AS mould WHERE title_en = 'Mould'",
            [f'{{"id": -1, "uuid": "{"0" * 32}", "external_id": "{external_id}"}}'],
        )
    try:
        yield
    finally:
        other.rollback()
        other.close()


@contextmanager
def locked(external_id: str) -> Iterator[None]:
    """Let every process that would touch this opening wait for us."""
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM companies_opening WHERE external_id = %s FOR UPDATE", [external_id]
        )
    try:
        yield
    finally:
        other.rollback()
        other.close()


def somebody_waits() -> bool:
    """Whether a process of this database waits for a lock that we hold."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def test_a_worker_killed_in_the_middle_of_an_import_leaves_nothing_and_another_does_it_all(
    company, hr, start_worker, start_beat
):
    Opening.objects.create(company=company, park=company.park, title_en="Mould")
    before = exported("csv")
    first = start_worker(**QUICK)
    job = checked(company, file_of(2), hr)

    with unwritable(company.park, company, LAST):
        commit_import(job, by=hr)
        wait_for(somebody_waits)
        kill(first)
    wait_for(lambda: not somebody_waits())

    assert exported("csv") == before
    assert state(job) == "committing"
    start_worker(**QUICK)
    start_beat(**QUICK)
    wait_for(lambda: state(job) == "committed")
    assert counts(job) == (ROWS, 0, 0, 0)
    assert job.mapping["attempts"] == 2
    assert Opening.objects.filter(external_id__startswith="A-").count() == ROWS
    assert ImportRow.objects.filter(job=job, outcome="created").count() == ROWS


def test_a_worker_killed_in_the_middle_of_a_revert_leaves_all_and_another_takes_it_back(
    company, hr, start_worker, start_beat
):
    before = exported("csv")
    first = start_worker(**QUICK)
    job = checked(company, file_of(2), hr)
    commit_import(job, by=hr)
    wait_for(lambda: state(job) == "committed")
    between = exported("csv")

    with locked(LAST):
        revert_import(job, by=hr)
        wait_for(somebody_waits)
        kill(first)
    wait_for(lambda: not somebody_waits())

    assert exported("csv") == between
    assert state(job) == "committed"
    start_worker(**QUICK)
    start_beat(**QUICK)
    wait_for(lambda: state(job) == "reverted")
    assert exported("csv") == before
