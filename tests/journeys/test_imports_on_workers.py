"""Imports on real workers, which are killed: whatever happens, all of a file is in or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.db import connection, models

from companies.models import Company, Opening
from parks.actions.imports import choose_columns, commit_import, revert_import
from parks.models import ImportJob, ImportRow, Organisation, User
from talent.models import RosterEntry
from tests.companies.imports.files import counts, csv_file, exported
from tests.companies.postings.imports import small_vocabulary
from tests.factories.companies import CompanyFactory
from tests.factories.parks import UserFactory
from tests.factories.talent import RosterEntryFactory, UniversityFactory
from tests.journeys.conftest import kill, wait_for
from tests.lock_waits import sessions_waiting
from tests.parks.imports.jobs import upload
from tests.talent.imports.rosters import everything, small_tables, student

QUICK = {"IMPORT_STALL_SECONDS": "3", "IMPORT_WATCH_SECONDS": "1"}
ROWS = 1_200
LAST = f"A-{ROWS - 1}"


class Trial(NamedTuple):
    """A kind of row whose import is cut off; `key` is the column that tells its rows apart."""

    kind: str
    model: type[models.Model]
    key: str
    owner: Organisation
    data: bytes
    last: str
    state: Callable[[], object]


def trial_of_openings(company: Company) -> Trial:
    small_vocabulary()
    Opening.objects.create(
        company=company, park=company.park, title_en="Mould", external_id="Mould"
    )
    owner = company.organisation_ptr
    state = lambda: exported("csv")  # noqa: E731
    return Trial("openings", Opening, "external_id", owner, file_of(2), LAST, state)


def trial_of_rosters(_company: Company) -> Trial:
    university = UniversityFactory()
    small_tables(university)
    RosterEntryFactory(university=university, student_number="Mould")
    rows = [student(number) for number in range(ROWS)]
    owner, last = university.organisation_ptr, rows[-1]["学号"]
    return Trial("rosters", RosterEntry, "student_number", owner, csv_file(rows), last, everything)


@pytest.fixture
def company(transactional_db, settings) -> Iterator[Company]:
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


def checked(owner: Organisation, data: bytes, by: User, kind: str = "openings") -> ImportJob:
    """Upload a file and let the worker check it."""
    job = upload(owner, data, kind=kind, by=by)
    careful = {"openings": "draft", "rosters": "keep"}[kind]
    choose_columns(job, columns=job.mapping["columns"], choice=careful, by=by)
    wait_for(lambda: state(job) == "previewed")
    return job


def state(job: ImportJob) -> str:
    job.refresh_from_db()
    return job.state


@contextmanager
def unwritable(trial: Trial) -> Iterator[None]:
    """Let every process that would write the last row of a file wait for us."""
    table, column = trial.model._meta.db_table, trial.key
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} SELECT (jsonb_populate_record(mould, %s)).*"  # noqa: S608
            f" FROM {table} AS mould WHERE {column} = 'Mould'",
            [f'{{"id": -1, "uuid": "{"0" * 32}", "{column}": "{trial.last}"}}'],
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


@pytest.mark.parametrize("trial_of", [trial_of_openings, trial_of_rosters])
def test_a_worker_killed_in_the_middle_of_an_import_leaves_nothing_and_another_does_it_all(
    company, hr, trial_of, start_worker, start_beat
):
    trial = trial_of(company)
    before = trial.state()
    first = start_worker(**QUICK)
    job = checked(trial.owner, trial.data, hr, trial.kind)

    with unwritable(trial):
        commit_import(job, by=hr)
        wait_for(sessions_waiting)
        kill(first)
    wait_for(lambda: not sessions_waiting())

    assert trial.state() == before
    assert state(job) == "committing"
    start_worker(**QUICK)
    start_beat(**QUICK)
    wait_for(lambda: state(job) == "committed")
    assert counts(job) == (ROWS, 0, 0, 0)
    assert job.mapping["attempts"] == 2
    assert trial.model.objects.exclude(**{trial.key: "Mould"}).count() == ROWS
    assert ImportRow.objects.filter(job=job, outcome="created").count() == ROWS


def test_a_worker_killed_in_the_middle_of_a_revert_leaves_all_and_another_takes_it_back(
    company, hr, start_worker, start_beat
):
    small_vocabulary()
    before = exported("csv")
    first = start_worker(**QUICK)
    job = checked(company.organisation_ptr, file_of(2), hr)
    commit_import(job, by=hr)
    wait_for(lambda: state(job) == "committed")
    between = exported("csv")

    with locked(LAST):
        revert_import(job, by=hr)
        wait_for(sessions_waiting)
        kill(first)
    wait_for(lambda: not sessions_waiting())

    assert exported("csv") == between
    assert state(job) == "committed"
    start_worker(**QUICK)
    start_beat(**QUICK)
    wait_for(lambda: state(job) == "reverted")
    assert exported("csv") == before
