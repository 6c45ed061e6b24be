"""Imports as people steer them, and the work on them: once, alone, and never half."""

import datetime
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from companies.models import Opening
from parks.actions.import_reverts import take_back_import
from parks.actions.import_rows import preview_import, write_import
from parks.actions.import_watch import purge_imports, watch_imports
from parks.actions.imports import (
    ImportJobError,
    choose_columns,
    commit_import,
    revert_import,
    upload_table,
)
from parks.imports.progress import LOCK_CLASS
from parks.models import ImportJob, Notice, OutboxMail
from parks.workflow import IllegalMoveError
from tests.companies.imports.files import csv_file, imported, previewed, uploaded
from tests.companies.postings.imports import small_vocabulary
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import ImportJobFactory, ImportRowFactory, UserFactory
from tests.matching.workers import Queue, queue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

GOOD = csv_file([{"Job ID": "1", "Job title": "QC Analyst"}])
LATER = datetime.timedelta(minutes=5)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def hr(recruiter):
    small_vocabulary()
    return recruiter


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """Run something with what it commits, and give the messages that it sends."""

    def run(do) -> list[tuple[str, dict]]:
        with queue() as messages:
            with django_capture_on_commit_callbacks(execute=True):
                do()
            return Queue(messages.queue).taken()

    return run


def test_an_organisation_without_a_park_is_told_so(hr):
    nowhere = CompanyFactory(park=None).organisation_ptr

    with pytest.raises(ImportJobError, match="belongs to no park"):
        upload_table(GOOD, kind="openings", organisation=nowhere, filename="a.csv", by=hr)


def test_a_file_name_holds_no_folders_and_no_damaged_characters(company, hr):
    job = uploaded(company, GOOD, by=hr, name="C\\x/../\udcff\x00openings.csv")

    assert job.filename == "�openings.csv"
    assert job.file.name.endswith(str(job.uuid))


def test_each_step_asks_a_worker(company, hr, sent):
    job = uploaded(company, GOOD, by=hr)
    columns = job.mapping["columns"]

    first = sent(lambda: choose_columns(job, columns=columns, choice="draft", by=hr))
    preview_import(job.pk)
    second = sent(lambda: commit_import(job, by=hr))
    write_import(job.pk)
    third = sent(lambda: revert_import(job, by=hr))

    assert [first, second, third] == [
        [("parks.preview_import", {"job_id": job.pk})],
        [("parks.write_import", {"job_id": job.pk})],
        [("parks.revert_import", {"job_id": job.pk})],
    ]


def test_whoever_asked_is_told_of_the_outcome_in_their_language(company, hr):
    colleague = UserFactory(email="colleague@example.org", language="en")
    job = previewed(company, GOOD, by=hr)
    commit_import(job, by=colleague)

    write_import(job.pk)

    notice = Notice.objects.get(user=colleague)
    assert (notice.text_en, notice.path) == (
        "openings.csv is imported",
        f"/desk/imports/{job.uuid}/",
    )
    assert "Created: 1, changed: 0" in OutboxMail.objects.get(user=colleague).text


@pytest.mark.parametrize("work", [preview_import, write_import, take_back_import])
def test_work_that_nobody_waits_for_is_left(company, hr, work):
    job = imported(company, GOOD, by=hr)
    before = ImportJob.objects.values().get(), Opening.objects.values().get()

    work(job.pk)
    work(job.pk + 1)

    assert (ImportJob.objects.values().get(), Opening.objects.values().get()) == before


def test_two_workers_do_not_take_one_import(company, hr):
    job = previewed(company, GOOD, by=hr)
    commit_import(job, by=hr)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, job.pk])

    write_import(job.pk)
    other.close()

    job.refresh_from_db()
    assert (job.state, Opening.objects.count()) == ("committing", 0)


def test_what_a_worker_is_at_is_not_changed_meanwhile(company, hr):
    job = uploaded(company, GOOD, by=hr)
    columns = job.mapping["columns"]
    choose_columns(job, columns=columns, choice="draft", by=hr)

    with pytest.raises(ImportJobError, match="is being worked on"):
        choose_columns(job, columns=columns, choice="draft", by=hr)


@pytest.mark.parametrize("step", [commit_import, revert_import])
def test_no_step_is_taken_before_its_time(company, hr, step):
    job = uploaded(company, GOOD, by=hr)

    with pytest.raises(IllegalMoveError):
        step(job, by=hr)

    job.refresh_from_db()
    assert (job.state, job.beat_at) == ("uploaded", None)


def test_a_file_that_is_gone_fails_with_a_reason_and_can_be_tried_again(company, hr):
    job = previewed(company, GOOD, by=hr)
    commit_import(job, by=hr)
    Path(job.file.path).unlink()

    write_import(job.pk)

    job.refresh_from_db()
    assert (job.state, job.beat_at) == ("failed", None)
    assert job.error == "The file is no longer kept: upload it again."
    assert Notice.objects.filter(text_en="openings.csv: this did not work").exists()


def test_what_nobody_foresaw_leaves_nothing_behind_and_is_raised_for_the_log(company, hr):
    job = previewed(company, GOOD, by=hr)
    commit_import(job, by=hr)
    connection.cursor().execute(
        "ALTER TABLE companies_opening ADD CONSTRAINT no_analysts CHECK (title_en <> 'QC Analyst')"
    )

    with pytest.raises(Exception, match="no_analysts"):
        write_import(job.pk)

    job.refresh_from_db()
    assert (job.state, Opening.objects.count()) == ("failed", 0)
    assert job.error == "This went wrong on our side; nothing was changed. Try again."


def silent(job: ImportJob, **columns: object) -> None:
    ImportJob.objects.filter(pk=job.pk).update(beat_at=timezone.now() - LATER, **columns)


@pytest.mark.parametrize(
    ("state", "task"),
    [
        ("uploaded", "parks.preview_import"),
        ("committing", "parks.write_import"),
        ("committed", "parks.revert_import"),
    ],
)
def test_an_import_whose_worker_died_is_given_to_another(sent, state, task):
    job = ImportJobFactory(state=state, committed_at=timezone.now())
    silent(job)

    messages = sent(lambda: watch_imports(timezone.now()))

    assert messages == [(task, {"job_id": job.pk})]
    job.refresh_from_db()
    assert timezone.now() - job.beat_at < LATER


def test_an_import_that_gives_signs_of_life_or_waits_for_a_person_is_left(sent):
    ImportJobFactory(state="committing", beat_at=timezone.now())
    ImportJobFactory()

    assert sent(lambda: watch_imports(timezone.now())) == []


def test_an_import_whose_worker_lives_is_left_however_silent_it_is(sent):
    job = ImportJobFactory(state="committing")
    silent(job)
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LOCK_CLASS, job.pk])

    messages = sent(lambda: watch_imports(timezone.now()))
    other.close()

    assert messages == []


def test_a_file_that_has_cost_three_workers_their_life_is_given_up(sent):
    job = ImportJobFactory(state="committing")
    silent(job, mapping={"attempts": 3, "language": "en"})

    messages = sent(lambda: watch_imports(timezone.now()))

    job.refresh_from_db()
    assert messages == []
    assert (job.state, job.beat_at) == ("failed", None)
    assert job.error == "This file stopped our workers three times: split it and try again."


def test_a_month_later_file_and_refused_cells_are_gone_and_a_revert_still_works(
    company, hr, django_capture_on_commit_callbacks
):
    OpeningFactory(company=company)
    data = csv_file([{"Job ID": "1", "Job title": "QC Analyst"}, {"Job ID": "2", "Job title": ""}])
    job = imported(company, data, by=hr)
    path = Path(job.file.path)
    ImportJob.objects.update(created_at=timezone.now() - datetime.timedelta(days=31))

    with django_capture_on_commit_callbacks(execute=True):
        number = purge_imports(timezone.now())

    job.refresh_from_db()
    refused = job.rows.get(outcome="refused")
    assert (number, job.file.name, job.mapping["shown"], path.exists()) == (1, "", [], False)
    assert (refused.cells, refused.reasons) == ([], [["Job title", "is empty"]])
    revert_import(job, by=hr)
    take_back_import(job.pk)
    assert Opening.objects.count() == 1


def test_what_is_younger_than_a_month_is_kept(company, hr):
    row = ImportRowFactory(job=ImportJobFactory(organisation=company, kept=True), cells=["x"])

    assert purge_imports(timezone.now()) == 0

    row.refresh_from_db()
    assert (row.cells, Path(row.job.file.path).exists()) == (["x"], True)
