"""All of one's data: one collection at a time, built once, told of, kept a week, then gone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from matching.actions.data_exports import ask_for_export, build_data_export, purge_data_exports
from matching.tasks import build_data_export as task
from parks.models import DataExport, LogEntry, Notice, OutboxMail
from tests.factories.parks import DataExportFactory
from tests.parks.brokers import broker

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def asked(export: DataExport, ago: timedelta) -> DataExport:
    DataExport.objects.filter(pk=export.pk).update(asked_at=timezone.now() - ago)
    export.refresh_from_db()
    return export


def test_asking_queues_one_collection_and_leaves_a_trace(graduate):
    export = ask_for_export(graduate, now=timezone.now())

    assert (export.state, export.user) == ("queued", graduate)
    assert LogEntry.objects.about(export).get().verb == "data asked for"


def test_asking_again_while_it_is_collected_gives_the_same(graduate):
    first = ask_for_export(graduate, now=timezone.now())

    again = ask_for_export(graduate, now=timezone.now())

    assert again == first
    assert DataExport.objects.count() == 1


def test_a_collection_whose_worker_was_killed_is_given_up_and_asked_for_anew(graduate):
    stuck = asked(DataExportFactory(user=graduate), timedelta(minutes=16))

    new = ask_for_export(graduate, now=timezone.now())

    stuck.refresh_from_db()
    assert (stuck.state, new.state) == ("failed", "queued")
    assert new != stuck


def test_other_people_are_not_waited_for(graduate, recruiter):
    DataExportFactory(user=recruiter)

    assert ask_for_export(graduate, now=timezone.now()).user == graduate


def test_a_built_collection_is_stored_told_of_and_kept_for_seven_days(graduate, media):
    export = DataExportFactory(user=graduate)

    task(export_id=export.pk)

    export.refresh_from_db()
    assert export.state == "ready"
    assert export.expires_at - export.ready_at == timedelta(days=7)
    assert [path.stat().st_size for path in files_in(media)] == [export.size]
    assert export.size > 0
    assert graduate.full_name not in export.file.name


def test_the_person_is_told_in_the_portal_and_by_mail(graduate):
    build_data_export(DataExportFactory(user=graduate).pk)

    notice, letter = Notice.objects.get(user=graduate), OutboxMail.objects.get(user=graduate)
    assert (notice.kind, notice.text) == ("privacy", "Your data is ready to download")
    assert notice.address == reverse("matching:data_export")
    assert letter.recipient == graduate.email
    assert "until" in letter.text


def test_the_task_may_come_twice_and_builds_once(graduate, media):
    export = DataExportFactory(user=graduate)
    build_data_export(export.pk)
    before = DataExport.objects.values().get()

    build_data_export(export.pk)

    assert DataExport.objects.values().get() == before
    assert Notice.objects.count() == 1
    assert len(files_in(media)) == 1


def test_what_a_killed_worker_has_left_on_the_disk_is_overwritten(graduate, media):
    export = DataExportFactory(user=graduate)
    left = media / "exports" / export.uuid.hex[:2] / str(export.uuid)
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half an archive")

    build_data_export(export.pk)

    assert files_in(media) == [left]
    assert left.read_bytes()[:2] == b"PK"


def test_a_collection_that_is_gone_or_given_up_is_not_built(graduate):
    given_up = DataExportFactory(user=graduate, state="failed")

    build_data_export(given_up.pk)
    build_data_export(0)

    given_up.refresh_from_db()
    assert given_up.state == "failed"
    assert mail.outbox == []


def test_a_failure_is_noted_for_the_page_and_raised_for_the_log(graduate, settings, tmp_path):
    export = DataExportFactory(user=graduate)
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("no folder can be made here")

    with pytest.raises(OSError, match="file"):
        build_data_export(export.pk)

    export.refresh_from_db()
    assert export.state == "failed"
    assert not Notice.objects.exists()


def test_after_a_failure_one_can_ask_again(graduate):
    DataExportFactory(user=graduate, state="failed")

    assert ask_for_export(graduate, now=timezone.now()).state == "queued"


def test_after_a_week_row_and_file_are_deleted_and_younger_ones_stay(
    graduate, recruiter, media, django_capture_on_commit_callbacks
):
    old, young = DataExportFactory(user=graduate, ready=True), DataExportFactory(user=recruiter)
    build_data_export(young.pk)
    week_later = old.expires_at + timedelta(seconds=1)
    DataExport.objects.filter(pk=young.pk).update(expires_at=week_later + timedelta(days=1))

    with django_capture_on_commit_callbacks(execute=True):
        number = purge_data_exports(week_later)

    young.refresh_from_db()
    assert number == 1
    assert list(DataExport.objects.all()) == [young]
    assert files_in(media) == [Path(young.file.path)]


def test_what_was_never_finished_is_forgotten_after_a_week_as_well(graduate):
    asked(DataExportFactory(user=graduate, state="failed"), timedelta(days=8))
    waiting = DataExportFactory(user=graduate)

    purge_data_exports(timezone.now())

    assert list(DataExport.objects.all()) == [waiting]


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_the_same_moment_ask_for_one_collection(graduate):
    def click(_number: int) -> int:
        try:
            return ask_for_export(graduate, now=timezone.now()).pk
        finally:
            connection.close()

    with broker(), ThreadPoolExecutor(8) as clicks:
        asked_for = set(clicks.map(click, range(8)))

    assert asked_for == {DataExport.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_the_same_task_build_once(graduate, media):
    export = DataExportFactory(user=graduate)

    def work(_number: int) -> None:
        try:
            build_data_export(export.pk)
        finally:
            connection.close()

    with broker(), ThreadPoolExecutor(2) as workers:
        list(workers.map(work, range(2)))

    assert Notice.objects.filter(user=graduate).count() == 1
    assert len(files_in(media)) == 1
