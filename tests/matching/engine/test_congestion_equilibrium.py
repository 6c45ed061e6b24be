"""The balance behind the prices, against hand, a dense solver and its own definition."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from scipy.optimize import root

from matching.engine.congestion_equilibrium import PRICE_LIMIT, Equilibrium, balance
from matching.engine.congestion_pairs import Pairs
from matching.engine.weights import FULL_POINTS
from tests.matching.engine.congestion_markets import Crowd, Wishes, crowds, skewed_crowd

SCALE = 256
EXACT = {"rounds": 20_000, "settled": 1e-9}


def pairs_of(crowd: Crowd) -> Pairs:
    return Pairs.of(crowd.graduate_lists(), crowd.opening_lists())


def balanced(crowd: Crowd, scale: int = SCALE, **settings) -> Equilibrium:
    return balance(pairs_of(crowd), np.array(crowd.seats, np.int32), scale, **settings)


def appeal_table(crowd: Crowd, scale: int) -> np.ndarray:
    """exp(points / scale) of the stored pairs, 0 elsewhere, (graduates, openings)."""
    table = np.zeros((len(crowd.shown), len(crowd.seats)))
    for pair in crowd.stored_pairs():
        table[pair] = np.exp(crowd.points[pair] / scale)
    return table


def dense_prices(crowd: Crowd, scale: int) -> np.ndarray:
    """Prices of openings from solving all equations at once, in logarithms, by Powell's method."""
    appeal, graduates = appeal_table(crowd, scale), len(crowd.shown)
    mass = np.concatenate([np.ones(graduates), crowd.seats])

    def imbalance(logs):
        roots = np.exp(logs)
        first, second = roots[:graduates], roots[graduates:]
        matched = appeal * np.outer(first, second)
        used = np.concatenate([matched.sum(axis=1), matched.sum(axis=0)])
        return np.log((roots**2 + used) / mass)

    solved = root(imbalance, np.full(mass.size, -1.0), method="hybr", tol=1e-12)
    assert np.abs(imbalance(solved.x)).max() < 1e-8
    logs = solved.x[graduates:]
    return scale * (logs.max() - logs)


def test_one_pair_without_merit_matches_half_the_time():
    crowd = Wishes([1]).add(a=0).crowd()

    found = balanced(crowd, **EXACT)

    assert found.graduate_roots == pytest.approx([np.sqrt(0.5)])
    assert found.opening_roots == pytest.approx([np.sqrt(0.5)])


def test_two_rivals_cost_what_the_golden_ratio_says():
    """One graduate for opening a, two for b, no points: a² + ab = 1, b² + 2ab = 1 give φ."""
    golden = (1 + np.sqrt(5)) / 2
    crowd = Wishes([1, 1]).add(a=0).add(2, b=0).crowd()

    prices = balanced(crowd).opening_prices(np.array([True, True]))

    assert SCALE * np.log(golden**1.5 / np.sqrt(2)) == pytest.approx(96.06, abs=0.01)
    assert prices.tolist() == [0, 96]


@given(crowds())
def test_matched_and_unmatched_add_up_to_every_graduate_and_every_seat(crowd):
    found = balanced(crowd, rounds=2_000)

    matched = appeal_table(crowd, SCALE) * np.outer(found.graduate_roots, found.opening_roots)
    graduates = matched.sum(axis=1) + found.graduate_roots**2
    seats = matched.sum(axis=0) + found.opening_roots**2
    assert graduates == pytest.approx(np.ones(len(crowd.shown)), rel=1e-3)
    assert seats == pytest.approx(np.array(crowd.seats), rel=1e-3)


@pytest.mark.parametrize("scale", [128, 256, 1024])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_prices_agree_with_a_dense_solver(seed, scale):
    crowd = skewed_crowd(20, 6, seed)

    found = balanced(crowd, scale, **EXACT)

    prices = found.opening_prices(np.ones(6, bool))
    assert prices == pytest.approx(dense_prices(crowd, scale), abs=0.51)


def test_the_order_of_equal_appeal_is_that_of_expected_matches():
    crowd = skewed_crowd(40, 8)
    found = balanced(crowd, **EXACT)

    prices = found.opening_prices(np.ones(8, bool)).astype(int)

    expected = appeal_table(crowd, SCALE) * np.outer(found.graduate_roots, found.opening_roots)
    for (graduate, opening), score in crowd.points.items():
        other = expected[graduate].argmax()
        best = crowd.points[graduate, int(other)] - prices[other]
        assert score - prices[opening] <= best + 1


def test_it_ends_when_prices_rest_and_never_after_the_limit():
    crowd = skewed_crowd()

    settled, cut = balanced(crowd), balanced(crowd, rounds=3)

    assert 3 < settled.rounds < 120
    assert cut.rounds == 3


@pytest.mark.parametrize("seats", [1, 4, 5, 6, 9])
def test_prices_at_rest_are_the_exact_ones_with_fewer_as_many_and_more_seats_than_people(seats):
    crowd = replace(skewed_crowd(), seats=[seats] * 120)
    everyone = np.ones(120, bool)

    found = balanced(crowd)

    exact = balanced(crowd, **EXACT).opening_prices(everyone)
    assert found.rounds < 50
    assert found.opening_prices(everyone) == pytest.approx(exact, abs=1)


def test_the_highest_points_and_the_smallest_scale_stay_finite():
    crowd = Wishes([1, 9]).add(50, a=FULL_POINTS, b=FULL_POINTS).add(b=0).crowd(stored=60)

    found = balanced(crowd, scale=32)

    assert np.isfinite(found.graduate_roots).all()
    assert (found.opening_roots > 0).all()


def test_those_without_a_price_neither_cost_nor_set_the_lowest():
    found = Equilibrium(np.ones(0), np.exp([-1.0, -2.0, 0.0]), scale=100, rounds=1)

    prices = found.opening_prices(np.array([True, True, False]))

    assert prices.tolist() == [0, 100, 0]


def test_a_price_stays_within_its_limit():
    found = Equilibrium(np.exp([0.0, -100.0]), np.ones(0), scale=1024, rounds=1)

    prices = found.graduate_prices(np.array([True, True]))

    assert prices.dtype == np.int16
    assert prices.tolist() == [0, PRICE_LIMIT]


def test_an_empty_market_is_in_balance_at_once():
    found = balanced(Crowd({}, [], []))

    assert found.rounds == 1
    assert found.opening_prices(np.ones(0, bool)).tolist() == []
