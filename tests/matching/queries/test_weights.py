import pytest

from matching import engine
from matching.models import MatchWeights
from matching.queries.weights import engine_weights, strength_of, weights_in_force
from tests.factories.parks import ParkFactory

pytestmark = pytest.mark.django_db


def test_a_park_begins_with_the_weights_of_the_engine_and_no_congestion_price(park):
    row = weights_in_force(park)

    assert row is None
    assert engine_weights(row) == engine.Weights()
    assert strength_of(row) == 0


def test_a_first_version_weighs_as_the_engine_does(park):
    row = MatchWeights.objects.create(park=park, version=1)

    assert engine_weights(row) == engine.Weights()


def test_the_newest_version_of_the_own_park_is_in_force(park):
    for version in (2, 10, 9):
        MatchWeights.objects.create(park=park, version=version, congestion=version)
    MatchWeights.objects.create(park=ParkFactory(), version=11)

    row = weights_in_force(park)

    assert (row.version, strength_of(row)) == (10, 10)


def test_every_number_of_a_version_reaches_the_engine(park):
    numbers = {
        "all_musts": 2058,
        "skills": 1000,
        "evidence": 130,
        "discipline": 190,
        "degree": 100,
        "text": 120,
        "kind": 100,
        "place": 158,
        "channel": 70,
        "pay": 90,
        "start": 80,
        "must": 9,
        "wanted": 5,
        "nice": 3,
    }

    row = MatchWeights.objects.create(park=park, version=1, **numbers)

    assert engine_weights(row) == engine.Weights(**numbers)
