"""What workers and beat do for interviews."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config.settings import base as project
from matching.tasks import send_scorecard_reminders, warn_of_no_free_slot
from parks.models import OutboxMail
from tests.factories.matching import InterviewFactory
from tests.matching.sittings import make_sitting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_beat_asks_for_scorecards_by_a_task_that_exists():
    scheduled = [entry["task"] for entry in project.CELERY_BEAT_SCHEDULE.values()]

    assert scheduled.count(send_scorecard_reminders.name) == 1


def test_a_worker_reminds_of_scorecards_and_a_second_run_changes_nothing():
    make_sitting(starts_at=timezone.now() - timedelta(days=2))

    send_scorecard_reminders()
    send_scorecard_reminders()

    assert OutboxMail.objects.filter(subject__startswith="Your scorecard is awaited").count() == 2


def test_a_worker_warns_of_the_last_time_and_a_second_run_changes_nothing():
    sitting = make_sitting(starts_at=timezone.now() + timedelta(days=2))
    InterviewFactory(application__opening=sitting.opening)

    warn_of_no_free_slot(opening_id=sitting.opening.pk)
    warn_of_no_free_slot(opening_id=sitting.opening.pk)

    mail = OutboxMail.objects.get(subject__startswith="No interview time is left")
    assert mail.user == sitting.recruiter
