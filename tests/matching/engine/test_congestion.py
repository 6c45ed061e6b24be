"""The congestion price: what is shown, in which order, at what price."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.engine import EngineInputError
from matching.engine.congestion import price
from matching.engine.ranking import NOBODY, TopK
from tests.matching.engine.congestion_markets import (
    FULL,
    Crowd,
    Wishes,
    as_bytes,
    crowds,
    entries,
    row_lists,
    skewed_crowd,
    top,
)

ROUNDING = 2
strengths = st.integers(1, FULL)


def expected_order(candidates, prices, points_of, shown):
    """The best `shown`: points less price, then points, then the smaller row."""
    ranked = sorted(
        (prices[row] - points_of(row), -points_of(row), row) for row in sorted(candidates)
    )
    return [(row, -lost) for _, lost, row in ranked[:shown]]


@given(crowds())
def test_without_strength_the_lists_are_the_first_of_those_stored(crowd):
    stored = crowd.graduate_lists(), crowd.opening_lists()

    priced = crowd.priced(0)

    shown = priced.graduate_lists, priced.opening_lists
    for before, after in zip(stored, shown, strict=True):
        assert after.indices.tobytes() == before.indices[:, :2].tobytes()
        assert after.points.tobytes() == before.points[:, :2].tobytes()


@given(crowds())
def test_without_strength_nothing_costs_anything(crowd):
    priced = crowd.priced(0)

    assert not priced.opening_prices.any()
    assert not priced.graduate_prices.any()
    assert priced.iterations == 0


@given(crowds(), strengths)
def test_lists_are_as_long_as_agreed_name_nobody_twice_and_keep_raw_points(crowd, strength):
    priced = crowd.priced(strength)

    assert priced.graduate_lists.indices.shape == (len(crowd.shown), 2)
    assert priced.opening_lists.indices.shape == (len(crowd.seats), 2)
    for graduate, own in enumerate(row_lists(priced.graduate_lists)):
        assert len({opening for opening, _ in own}) == len(own)
        assert all(crowd.points[graduate, opening] == score for opening, score in own)
    for opening, own in enumerate(row_lists(priced.opening_lists)):
        assert len({graduate for graduate, _ in own}) == len(own)
        assert all(crowd.points[graduate, opening] == score for graduate, score in own)


@given(crowds(), strengths)
def test_a_hidden_graduate_stands_in_nobodys_list_and_has_no_price(crowd, strength):
    priced = crowd.priced(strength)

    hidden = [row for row, shown in enumerate(crowd.shown) if not shown]
    assert not np.isin(priced.opening_lists.indices, hidden).any()
    assert not priced.graduate_prices[hidden].any()


@given(crowds(), strengths)
def test_a_graduate_sees_the_best_of_those_stored_on_either_side_less_their_price(crowd, strength):
    priced = crowd.priced(strength)

    prices = priced.opening_prices.tolist()
    for graduate, own in enumerate(row_lists(priced.graduate_lists)):
        candidates = {opening for row, opening in crowd.stored_pairs() if row == graduate}
        points = {opening: crowd.points[graduate, opening] for opening in candidates}
        assert own == expected_order(candidates, prices, points.__getitem__, 2)


@given(crowds(), strengths)
def test_an_opening_sees_the_best_of_those_stored_on_either_side_less_their_price(crowd, strength):
    priced = crowd.priced(strength)

    prices = priced.graduate_prices.tolist()
    visible = {pair for pair in crowd.stored_pairs() if crowd.shown[pair[0]]}
    for opening, own in enumerate(row_lists(priced.opening_lists)):
        candidates = {graduate for graduate, row in visible if row == opening}
        points = {graduate: crowd.points[graduate, opening] for graduate in candidates}
        assert own == expected_order(candidates, prices, points.__getitem__, 2)


@given(crowds(), strengths)
def test_the_price_charged_is_the_percentage_asked_for(crowd, strength):
    full = crowd.priced(FULL)

    part = crowd.priced(strength)

    for whole, charged in (
        (full.opening_prices, part.opening_prices),
        (full.graduate_prices, part.graduate_prices),
    ):
        assert charged.tolist() == [(each * strength + 50) // 100 for each in whole.tolist()]


@given(crowds())
def test_the_least_wanted_opening_is_free(crowd):
    priced = crowd.priced(FULL)

    wanted = sorted({opening for _, opening in crowd.stored_pairs()})
    assert priced.opening_prices.min(initial=0) == 0
    assert priced.opening_prices[wanted].min(initial=0) == 0


def test_an_opening_nobody_fits_is_free():
    crowd = Wishes([1, 1, 1]).add(3, a=900, b=900).add(b=900).crowd()

    priced = crowd.priced(FULL)

    assert priced.opening_prices[2] == 0
    assert priced.opening_prices[1] > 0


def test_the_more_graduates_want_an_opening_the_more_it_costs():
    prices = [
        Wishes([1, 1]).add(2, a=900, b=900).add(more, a=900).crowd().priced(FULL).opening_prices[0]
        for more in (0, 1, 2, 4, 8)
    ]

    assert prices == sorted(set(prices))
    assert prices[0] == 0


@given(crowds(), st.data())
def test_another_graduate_who_wants_an_opening_never_makes_it_cheaper(crowd, data):
    assume(crowd.seats)
    crowd = replace(crowd, stored=12)
    wanted = data.draw(st.integers(0, len(crowd.seats) - 1))
    newcomer = {(len(crowd.shown), wanted): 900}
    more = replace(crowd, points=crowd.points | newcomer, shown=[*crowd.shown, True])

    before, after = (each.priced(FULL).opening_prices[wanted] for each in (crowd, more))

    assert after >= before - ROUNDING


def test_the_more_seats_an_opening_has_the_less_it_costs():
    prices = [
        Wishes([seats, 1]).add(6, a=900, b=900).crowd().priced(FULL).opening_prices
        for seats in (1, 2, 4)
    ]

    assert [int(each[0]) for each in prices] == [0, 0, 0]
    assert 0 == prices[0][1] < prices[1][1] < prices[2][1]


def test_those_who_lose_least_by_it_are_sent_elsewhere():
    wishes = Wishes([1, 1])
    for better in range(100, 1100, 100):
        wishes.add(a=1000 + better, b=1000)
    crowd = wishes.crowd()

    plain = crowd.priced(0, shown=1).graduate_lists.indices[:, 0].tolist()
    priced = crowd.priced(FULL, shown=1).graduate_lists.indices[:, 0].tolist()

    assert plain == [0] * 10
    assert priced == sorted(priced, reverse=True)
    assert set(priced) == {0, 1}


def test_an_opening_that_was_crowded_out_of_a_stored_list_can_come_back():
    wishes = Wishes([1, 1, 1]).add(a=2000, b=1990, c=1980)
    crowd = wishes.add(20, a=2000, b=1990).crowd(stored=2)

    plain, priced = crowd.priced(0), crowd.priced(FULL)

    assert row_lists(plain.graduate_lists)[0] == [(0, 2000), (1, 1990)]
    assert row_lists(priced.graduate_lists)[0][0] == (2, 1980)


def test_a_graduate_wanted_by_all_gives_way_in_the_openings_lists():
    wishes = Wishes([2, 2, 2]).add(a=1010, b=1010, c=1010)
    crowd = wishes.add(a=1000).add(b=1000).add(c=1000).crowd()

    plain, priced = crowd.priced(0, shown=1), crowd.priced(FULL, shown=1)

    assert plain.opening_lists.indices.tolist() == [[0], [0], [0]]
    assert priced.opening_lists.indices.tolist() == [[1], [2], [3]]
    assert priced.graduate_prices[0] > priced.graduate_prices[1] == 0


def test_equal_pairs_are_shown_by_the_smaller_row():
    crowd = Wishes([1, 1, 1, 1]).add(4, a=700, b=700, c=700, d=700).crowd()

    priced = crowd.priced(FULL)

    assert priced.graduate_lists.indices.tolist() == [[0, 1]] * 4
    assert priced.opening_lists.indices.tolist() == [[0, 1]] * 4


def test_a_second_run_gives_the_same_bytes():
    crowd = skewed_crowd()

    first, second = crowd.priced(60, shown=20), crowd.priced(60, shown=20)

    assert as_bytes(first) == as_bytes(second)


def test_how_the_arrays_lie_in_memory_changes_no_byte():
    crowd = skewed_crowd()
    by_graduate, by_opening = (
        TopK(np.asfortranarray(lists.indices), np.asfortranarray(lists.points))
        for lists in (crowd.graduate_lists(), crowd.opening_lists())
    )
    by_opening.indices.flags.writeable = False

    priced = price(
        by_graduate,
        by_opening,
        headcount=np.array(crowd.seats, np.int64),
        shown_graduates=crowd.shown,
        strength=60,
        shown=20,
    )

    assert as_bytes(priced) == as_bytes(crowd.priced(60, shown=20))


def test_other_row_numbers_change_no_price():
    crowd = skewed_crowd(200, 20)
    chance = np.random.default_rng(1)
    graduates, openings = chance.permutation(200).tolist(), chance.permutation(20).tolist()
    renumbered = Crowd(
        points={(graduates[i], openings[j]): score for (i, j), score in crowd.points.items()},
        seats=crowd.seats,
        shown=crowd.shown,
        stored=20,
    )
    everything = replace(crowd, stored=20)

    priced, again = everything.priced(FULL), renumbered.priced(FULL)

    assert again.opening_prices[openings].tolist() == priced.opening_prices.tolist()


def test_whoever_fits_best_of_all_still_comes_first_when_all_are_wanted_alike():
    crowd = Wishes([1, 1]).add(3, a=2000, b=1000).add(3, a=1000, b=2000).crowd()

    priced = crowd.priced(FULL)

    assert priced.opening_prices.tolist() == [0, 0]
    assert priced.graduate_lists.indices[:, 0].tolist() == [0, 0, 0, 1, 1, 1]


def test_a_market_without_graduates_or_openings_is_empty():
    nobody = Crowd({}, [], []).priced(FULL)
    no_openings = Crowd({}, [], [True, True]).priced(FULL)
    no_graduates = Crowd({}, [1, 2], []).priced(FULL)

    assert nobody.graduate_lists.indices.shape == (0, 2)
    assert no_openings.graduate_lists.indices.tolist() == [[NOBODY] * 2] * 2
    assert no_openings.graduate_prices.tolist() == [0, 0]
    assert no_graduates.opening_prices.tolist() == [0, 0]


GOOD = Wishes([1, 1]).add(2, a=900, b=800).crowd()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"strength": -1}, "strength is -1"),
        ({"strength": 101}, "strength is 101"),
        ({"scale": 31}, "scale is 31"),
        ({"scale": 4097}, "scale is 4097"),
        ({"shown": 0}, "graduate_lists hold 4 entries"),
        ({"shown": 5}, "graduate_lists hold 4 entries"),
        ({"headcount": [1]}, "headcount has 1 entries for 2"),
        ({"headcount": [1, 0]}, r"headcount\[1\] is 0"),
        ({"headcount": [1.5, 1]}, "whole numbers"),
        ({"shown_graduates": [True]}, "shown_graduates has 1 entries for 2"),
        ({"shown_graduates": [True, False]}, "hold graduate 1, who is not shown"),
        ({"opening_lists": TopK.empty(2, 1)}, "opening_lists hold 1 entries"),
        ({"opening_lists": top([(0, 2, 5)], 2, 4)}, r"opening_lists\[0\]"),
        ({"opening_lists": top([(0, 1, 899)], 2, 4)}, "pair of graduate 1"),
        ({"graduate_lists": top([(1, 2, 5)], 2, 4)}, r"graduate_lists\[1\]"),
    ],
)
def test_bad_input_is_refused(changed, message):
    given = {
        "graduate_lists": GOOD.graduate_lists(),
        "opening_lists": GOOD.opening_lists(),
        "headcount": GOOD.seats,
        "shown_graduates": GOOD.shown,
        "strength": 50,
        "shown": 2,
    } | changed

    with pytest.raises(EngineInputError, match=message):
        price(given.pop("graduate_lists"), given.pop("opening_lists"), **given)


def test_good_lists_are_left_untouched():
    by_graduate, by_opening = GOOD.graduate_lists(), GOOD.opening_lists()

    price(
        by_graduate,
        by_opening,
        headcount=[1, 1],
        shown_graduates=[True] * 2,
        strength=FULL,
        shown=1,
    )

    assert entries(by_graduate) == entries(GOOD.graduate_lists())
    assert entries(by_opening) == entries(GOOD.opening_lists())
