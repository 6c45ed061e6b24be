"""What beat and the queue ask for; each message may come twice."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.utils import timezone

from matching import tasks
from matching.actions.changes import WAITING_SINCE
from matching.actions.nights import night_at
from matching.models import Alert, Interview, MatchAlarm, MatchChange, MatchRun
from parks.models import Notice, Park
from tests.factories.companies import OpeningFactory
from tests.factories.matching import InterviewFactory, MatchRunFactory, SavedSearchFactory
from tests.factories.parks import ParkFactory, UserFactory
from tests.matching.markets import small_market
from tests.matching.searchable import make_searchable
from tests.matching.workers import let_time_pass
from tests.parks.brokers import broker, broker_that_is_down

NIGHT = date(2026, 11, 22)


@pytest.fixture
def park(settings) -> Park:
    """A park where it is always past the matching hour."""
    settings.MATCHING_HOUR = 0
    return ParkFactory()


def work(run: MatchRun) -> None:
    """Take the messages of a run from the queue, each of them twice."""
    for shard in run.shards.order_by("number"):
        for _delivery in range(2):
            tasks.score_shard(run_id=run.pk, number=shard.number)
    for _delivery in range(2):
        tasks.publish_run(run_id=run.pk)


@pytest.mark.django_db(transaction=True)
def test_beat_asks_for_one_run_for_each_park_that_is_due(park):
    done = ParkFactory()
    MatchRunFactory(park=done)

    with broker() as sent:
        tasks.start_due_runs()

        night = night_at(park, timezone.now()).isoformat()
        assert sent.tasks() == [("matching.run_park", {"park_id": park.pk, "night": night})]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_leaves_the_park_due(park, tmp_path):
    with broker_that_is_down(tmp_path):
        tasks.start_due_runs()
    with broker() as sent:
        tasks.start_due_runs()

        assert [name for name, _ids in sent.tasks()] == ["matching.run_park"]


@pytest.mark.django_db
def test_beat_raises_an_alarm_for_a_park_that_is_late(park, settings):
    settings.MATCHING_LATE_HOURS = 0
    let_time_pass(MatchRunFactory(park=park), seconds=25 * 3600)

    tasks.start_due_runs()

    assert [(alarm.park, alarm.kind) for alarm in MatchAlarm.objects.all()] == [(park, "late")]


@pytest.mark.django_db
def test_the_tasks_of_a_run_publish_the_night_it_was_asked_for(park):
    batch = uuid4()

    tasks.run_park(park_id=park.pk, night="2026-11-22", batch=str(batch))
    work(MatchRun.objects.get())

    run = MatchRun.objects.get()
    assert (run.park, run.night, run.state, run.started_by) == (park, NIGHT, "published", None)
    assert run.batch == batch
    assert {shard.attempts for shard in run.shards.all()} == {1}


@pytest.mark.django_db
def test_a_task_that_comes_twice_makes_one_run(park):
    tasks.run_park(park_id=park.pk, night="2026-11-22")
    work(MatchRun.objects.get())

    tasks.run_park(park_id=park.pk, night="2026-11-22")

    run = MatchRun.objects.get()
    assert run.confirmed_at is not None


@pytest.mark.django_db
def test_a_run_that_a_person_asks_for_is_made_anew_for_the_day_it_is(park):
    user = UserFactory()
    tasks.run_park(park_id=park.pk, night=night_at(park, timezone.now()).isoformat())
    work(MatchRun.objects.get())

    tasks.run_park(park_id=park.pk, started_by_id=user.pk)
    work(MatchRun.objects.get(state="running"))

    first, second = MatchRun.objects.order_by("pk")
    assert (first.state, second.state) == ("superseded", "published")
    assert (second.started_by, second.night) == (user, first.night)


@pytest.mark.django_db
def test_a_full_run_is_made_anew_although_nothing_changed(park):
    tasks.run_park(park_id=park.pk)
    work(MatchRun.objects.get())

    tasks.run_park(park_id=park.pk, full=True)

    assert MatchRun.objects.filter(state="running").count() == 1


@pytest.mark.django_db
def test_a_park_that_is_gone_is_an_error_that_names_it():
    with pytest.raises(Park.DoesNotExist):
        tasks.run_park(park_id=12345, night="2026-11-22")


@pytest.mark.django_db
def test_the_watch_ends_a_run_whose_process_is_gone(park):
    run = MatchRunFactory(park=park, state="running", finished_at=None)
    let_time_pass(run, seconds=61)

    tasks.watch_runs()

    run.refresh_from_db()
    assert run.state == "failed"


@pytest.mark.django_db
def test_a_change_reaches_the_lists_by_the_task_that_beat_sends(park, settings):
    settings.MATCHING_DEBOUNCE_SECONDS = 0
    cache.delete(WAITING_SINCE)
    market = small_market(park)
    tasks.run_park(park_id=park.pk)
    work(MatchRun.objects.get())
    MatchChange.objects.update(changed_at=timezone.now() - timedelta(seconds=1))
    market.ann.skill_claims.all().delete()

    for _delivery in range(2):
        tasks.refresh_matches()

    run = MatchRun.objects.get()
    assert run.refreshes == 1
    assert not MatchChange.objects.exists()


@pytest.mark.django_db
def test_beat_reminds_applicants_of_tomorrows_interview_and_twice_reminds_once():
    begin = timezone.now() + timedelta(hours=23)
    interview = InterviewFactory(
        scheduled=True, slot__starts_at=begin, slot__ends_at=begin + timedelta(hours=1)
    )
    Interview.objects.update(changed_at=timezone.now() - timedelta(days=2))

    for _delivery in range(2):
        tasks.send_interview_reminders()

    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (interview.application.profile.user, "interview")


@pytest.mark.django_db(transaction=True)
def test_beat_asks_for_one_alert_for_each_person_who_is_owed_one():
    waiting = SavedSearchFactory(alerts_since=timezone.now() - timedelta(days=2))
    SavedSearchFactory(alerts_since=timezone.now())
    SavedSearchFactory(alerts_since=timezone.now() - timedelta(days=2), period="never")

    with broker() as sent:
        tasks.send_alerts()

        assert sent.tasks() == [("matching.send_alert", {"profile_id": waiting.profile_id})]


@pytest.mark.django_db
def test_an_alert_whose_message_comes_twice_is_written_once():
    search = SavedSearchFactory(alerts_since=timezone.now() - timedelta(days=2))
    OpeningFactory(state="published", published_at=timezone.now() - timedelta(days=1, hours=12))
    make_searchable()

    for _delivery in range(2):
        tasks.send_alert(profile_id=search.profile_id)

    assert Alert.objects.get().openings.count() == 1
