from datetime import date

import pytest
from django.utils import timezone

from matching.actions.runs import night_at
from matching.models import MatchRun
from matching.tasks import run_park, start_due_runs
from parks.models import Park
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import ParkFactory, UserFactory
from tests.parks.brokers import broker, broker_that_is_down

NIGHT = date(2026, 11, 22)


@pytest.fixture
def park(settings) -> Park:
    """A park where it is always past the matching hour."""
    settings.MATCHING_HOUR = 0
    return ParkFactory()


@pytest.mark.django_db(transaction=True)
def test_beat_asks_for_one_run_for_each_park_that_is_due(park):
    done = ParkFactory()
    MatchRunFactory(park=done)

    with broker() as sent:
        start_due_runs()

        night = night_at(park, timezone.now()).isoformat()
        assert sent.tasks() == [("matching.run_park", {"park_id": park.pk, "night": night})]


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_leaves_the_park_due(park, tmp_path):
    with broker_that_is_down(tmp_path):
        start_due_runs()
    with broker() as sent:
        start_due_runs()

        assert [name for name, _ids in sent.tasks()] == ["matching.run_park"]


@pytest.mark.django_db
def test_the_task_runs_the_night_it_was_asked_for():
    park = ParkFactory()

    run_park(park_id=park.pk, night="2026-11-22")

    run = MatchRun.objects.get()
    assert (run.park, run.night, run.state, run.started_by) == (park, NIGHT, "published", None)


@pytest.mark.django_db
def test_a_task_that_comes_twice_makes_one_run():
    park = ParkFactory()

    for _delivery in range(2):
        run_park(park_id=park.pk, night="2026-11-22")

    run = MatchRun.objects.get()
    assert run.confirmed_at is not None


@pytest.mark.django_db
def test_a_run_that_a_person_asks_for_is_made_anew_for_the_day_it_is():
    park, user = ParkFactory(), UserFactory()
    run_park(park_id=park.pk, night=night_at(park, timezone.now()).isoformat())

    run_park(park_id=park.pk, started_by_id=user.pk)

    first, second = MatchRun.objects.order_by("pk")
    assert (first.state, second.state) == ("superseded", "published")
    assert (second.started_by, second.night) == (user, first.night)


@pytest.mark.django_db
def test_a_park_that_is_gone_is_an_error_that_names_it():
    with pytest.raises(Park.DoesNotExist):
        run_park(park_id=12345, night="2026-11-22")
