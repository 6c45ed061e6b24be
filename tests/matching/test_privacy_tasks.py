"""What workers and beat do for privacy."""

from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings as project
from django.core import mail
from django.utils import timezone

from matching.tasks import purge_data_exports, send_farewell
from parks.models import DataExport
from tests.factories.parks import DataExportFactory

pytestmark = pytest.mark.django_db


def test_beat_purges_collected_data_by_a_task_that_exists():
    scheduled = {entry["task"] for entry in project.CELERY_BEAT_SCHEDULE.values()}

    assert purge_data_exports.name in scheduled
    assert purge_data_exports.name in current_app.tasks


def test_the_purge_looks_at_the_clock_itself(graduate, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    DataExportFactory(user=graduate, ready=True)
    DataExport.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    purge_data_exports()

    assert not DataExport.objects.exists()


def test_the_last_mail_is_sent_by_a_task_that_tries_again():
    send_farewell(address="gone@example.org", language="en")

    assert [message.to for message in mail.outbox] == [["gone@example.org"]]
    assert OSError in send_farewell.autoretry_for
