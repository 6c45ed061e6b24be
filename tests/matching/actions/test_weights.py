"""How a park weighs a match: versions are added, and the lists follow."""

from datetime import date

import pytest

from matching import engine
from matching.actions.runs import run_park
from matching.actions.weights import add_weights
from matching.models import MatchWeights
from matching.queries.weights import engine_weights, strength_of, weights_in_force
from parks.models import LogEntry
from tests.factories.matching import MatchWeightsFactory
from tests.factories.parks import ParkFactory
from tests.matching.markets import small_market
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)


def new_version(park, **values) -> MatchWeights:
    return MatchWeights(park=park, **values)


def test_versions_count_up_within_a_park(park_officer, park):
    MatchWeightsFactory(park=ParkFactory(), version=7)

    made = [add_weights(new_version(park), by=park_officer).version for _time in range(2)]

    assert made == [1, 2]


def test_a_new_version_is_in_force_and_leaves_the_old_one_as_it_was(park_officer, park):
    add_weights(new_version(park, note="first"), by=park_officer)

    add_weights(new_version(park, note="more skills", skills=1296, text=0), by=park_officer)

    assert weights_in_force(park).note == "more skills"
    kept = MatchWeights.objects.order_by("version").values_list("note", "skills", "text")
    assert list(kept) == [("first", 384, 912), ("more skills", 1296, 0)]


def test_who_made_a_version_stands_in_the_trail(park_officer, park):
    weights = add_weights(new_version(park, note="text counts less"), by=park_officer)

    entry = LogEntry.objects.get()
    assert (entry.actor, entry.park, weights.created_by) == (park_officer, park, park_officer)


def test_a_new_version_asks_for_a_run(park_officer, park, django_capture_on_commit_callbacks):
    with broker() as sent:
        with django_capture_on_commit_callbacks(execute=True):
            add_weights(new_version(park), by=park_officer)

        ids = {"park_id": park.pk, "started_by_id": park_officer.pk}
        assert sent.tasks() == [("matching.run_park", ids)]


def test_a_park_without_a_version_weighs_as_the_engine_does(park):
    assert weights_in_force(park) is None
    assert (engine_weights(None), strength_of(None)) == (engine.Weights(), 0)


def test_the_version_every_park_begins_with_is_that_of_the_engine():
    first = MatchWeightsFactory()

    assert engine_weights(first) == engine.Weights()


def test_a_run_uses_and_names_the_version_in_force(park_officer, park):
    small_market(park)
    weights = add_weights(new_version(park, skills=1296, text=0, congestion=50), by=park_officer)

    run = run_park(park, night=NIGHT)

    used = engine.Weights(skills=1296, text=0).version
    assert (run.weights, run.weights_version) == (weights, used)


def test_other_weights_give_other_points(park_officer, park):
    small_market(park)
    before = run_park(park, night=NIGHT)

    add_weights(new_version(park, discipline=96 + 912, text=0), by=park_officer)

    assert run_park(park, night=NIGHT).result_hash != before.result_hash
