"""What a run changed is worked out once, kept, and gone with nothing it depends on."""

from datetime import date, timedelta

import pytest

from matching import tasks
from matching.actions import run_differences
from matching.actions.run_differences import keep_difference, kept_difference
from matching.actions.runs import run_park
from matching.models import GraduateMatches, MatchRun
from matching.queries.list_changes import differ, stored_sides
from tests.factories.matching import MatchRunFactory
from tests.matching.random_markets import random_market
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)


def test_a_run_tells_what_it_changed_against_the_one_before(park):
    market = random_market(park, seed=11, people=20, openings=8)
    first = run_park(park, night=NIGHT)
    market.add_people(3)
    market.close_opening()
    second = run_park(park, night=NIGHT + timedelta(days=1))

    tasks.keep_difference(run_id=first.pk)
    tasks.keep_difference(run_id=second.pk)
    tasks.keep_difference(run_id=second.pk)

    kept = kept_difference(second)
    assert kept.before == first.pk
    assert kept.difference == differ(stored_sides(first), stored_sides(second))
    assert kept.difference.graduates.lists == 23
    assert kept_difference(first) is None

    GraduateMatches.objects.filter(run=first).delete()
    assert kept_difference(second) == kept


def test_lists_that_are_dropped_cannot_be_compared_any_more(park):
    MatchRunFactory(park=park, state="superseded", graduates=5)
    run = MatchRunFactory(park=park, graduates=5)

    assert keep_difference(run.pk) is None
    assert kept_difference(run) is None


def test_a_run_that_left_no_lists_has_none_to_compare(park):
    MatchRunFactory(park=park)
    failed = MatchRunFactory(park=park, state="failed")

    assert keep_difference(failed.pk) is None


def test_the_differences_of_old_runs_are_let_go(park, monkeypatch):
    monkeypatch.setattr(run_differences, "KEPT_RUNS", 2)
    runs = MatchRunFactory.create_batch(4, park=park, state="superseded")

    for run in runs:
        keep_difference(run.pk)

    assert [kept_difference(run) is None for run in runs] == [True, True, False, False]


@pytest.mark.django_db(transaction=True)
def test_publishing_asks_for_the_comparison_and_the_counting(park):
    with broker() as sent:
        run = run_park(park, night=NIGHT)

        assert sent.tasks() == [
            ("matching.keep_difference", {"run_id": run.pk}),
            ("matching.count_fairness", {"park_id": park.pk}),
            ("matching.plan_gaps", {"park_id": park.pk}),
        ]

    assert MatchRun.objects.get().state == "published"
