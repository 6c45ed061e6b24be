"""The preview: what a price of congestion changes for either side."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import EngineInputError
from matching.engine.congestion_effect import (
    APPLICATIONS,
    Attention,
    Effect,
    effect,
    exposure,
    filled_seats,
    gini,
)
from matching.engine.ranking import TopK
from tests.matching.engine.congestion_markets import (
    FULL,
    Crowd,
    Wishes,
    crowds,
    row_lists,
    skewed_crowd,
    top,
)


def compared(crowd: Crowd, strength: int, shown: int) -> Effect:
    before, after = crowd.priced(0, shown=shown), crowd.priced(strength, shown=shown)
    return effect(before, after, headcount=crowd.seats, shown_graduates=crowd.shown)


def filled_by_hand(lists: TopK, seats: list[int]) -> int:
    """All apply at once, openings turn away whom they have no seat for, those apply to the next."""
    wishes = [own[:APPLICATIONS] for own in row_lists(lists)]
    while True:
        applicants: list[list[tuple[int, int]]] = [[] for _ in seats]
        for graduate, (opening, score) in [(row, own[0]) for row, own in enumerate(wishes) if own]:
            applicants[opening].append((-score, graduate))
        ranked = [sorted(own) for own in applicants]
        turned_away = [
            row for own, room in zip(ranked, seats, strict=True) for _, row in own[room:]
        ]
        if not turned_away:
            return sum(len(own) for own in ranked)
        for graduate in turned_away:
            wishes[graduate].pop(0)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([3, 3, 3], 0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25), ([0, 0], 0), ([], 0)],
)
def test_gini_is_nought_for_equals_and_near_one_for_a_monopoly(counts, expected):
    assert gini(np.array(counts, np.int64)) == pytest.approx(expected)


def test_exposure_counts_the_lists_one_stands_in():
    lists = top([(0, 2, 9), (0, 0, 8), (1, 2, 7), (2, 1, 6), (2, 2, 5)], rows=4, k=2)

    assert exposure(lists, 4).tolist() == [1, 1, 3, 0]
    assert exposure(lists, 4, top=1).tolist() == [0, 1, 2, 0]


def test_a_refused_graduate_takes_the_next_opening_in_their_list():
    crowd = Wishes([1, 1]).add(a=900, b=100).add(a=950, b=200).crowd()

    assert filled_seats(crowd.graduate_lists(), np.array([1, 1])) == 2


def test_an_opening_takes_the_better_one_even_when_they_come_later():
    crowd = Wishes([1]).add(a=900).add(a=950).crowd()

    assert filled_seats(crowd.graduate_lists(), np.array([1])) == 1


def test_seats_stay_empty_when_everyone_applies_to_the_same():
    crowd = Wishes([2, 5]).add(6, a=900).crowd()

    assert filled_seats(crowd.graduate_lists(), np.array([2, 5])) == 2


def test_nobody_applies_to_more_than_five():
    rivals = Wishes([1] * 6).add(5, a=900, b=900, c=900, d=900, e=900).crowd(stored=6)
    last = {(5, opening): 800 - opening for opening in range(6)}
    crowd = Crowd(rivals.points | last, rivals.seats, [True] * 6, stored=6)

    assert filled_seats(crowd.graduate_lists(), np.ones(6, np.int32)) == 5


@given(crowds())
def test_the_simulated_round_agrees_with_one_played_by_hand(crowd):
    lists = crowd.graduate_lists()

    assert filled_seats(lists, np.array(crowd.seats, np.int32)) == filled_by_hand(
        lists, crowd.seats
    )


@given(st.integers(0, 100), st.integers(1, 4))
def test_a_crowded_round_agrees_with_one_played_by_hand(seed, room):
    lists = skewed_crowd(30, 8, seed).graduate_lists()

    seats = np.full(8, room, np.int32)

    assert filled_seats(lists, seats) == filled_by_hand(lists, seats.tolist())


def test_the_figures_of_a_small_market_are_those_counted_by_hand():
    points = {(0, 0): 1000, (1, 0): 900, (2, 0): 800, (2, 1): 700}
    crowd = Crowd(points, [1, 1, 2], [True, True, True, False])

    before = compared(crowd, FULL, shown=2).before

    assert before == Attention(
        mean_points=850,
        openings_unlisted=1 / 3,
        openings_off_top=1 / 3,
        graduates_unlisted=0,
        graduates_off_top=0,
        inequality=pytest.approx((-2 * 0 + 0 * 1 + 2 * 3) / (3 * 4)),
        seats_filled=2 / 4,
    )


def test_a_graduate_beyond_the_shown_part_of_a_list_counts_as_unlisted():
    crowd = Wishes([1]).add(a=900).add(a=800).crowd()

    before = compared(crowd, FULL, shown=1).before

    assert before.graduates_unlisted == 0.5


def test_hidden_graduates_do_not_count_as_unseen():
    crowd = Crowd({(0, 0): 900, (1, 0): 800}, [1], [True, False])

    before = compared(crowd, FULL, shown=1).before

    assert (before.graduates_unlisted, before.graduates_off_top) == (0, 0)


def test_only_the_first_ten_of_a_list_count_as_its_top():
    points = {(0, opening): 1200 - opening for opening in range(12)}
    crowd = Crowd(points, [1] * 12, [True], stored=12)

    before = compared(crowd, FULL, shown=12).before

    assert before.openings_off_top == pytest.approx(2 / 12)
    assert before.openings_unlisted == 0
    assert before.mean_points == pytest.approx(1200 - 4.5)


def test_the_loss_of_fit_is_told_relative_to_what_it_was():
    figures = Attention(2000, 0, 0, 0, 0, 0, 0)
    poorer = Attention(1900, 0, 0, 0, 0, 0, 0)

    assert Effect(figures, poorer).fit_change == pytest.approx(-0.05)


def test_a_strong_price_opens_the_market_at_little_cost_of_fit():
    crowd = skewed_crowd(800, 200)

    found = compared(crowd, 50, shown=20)

    assert found.before.openings_off_top > 0.2
    assert found.after.openings_off_top < 0.05
    assert found.after.openings_unlisted <= found.before.openings_unlisted
    assert found.after.seats_filled > found.before.seats_filled + 0.3
    assert found.after.inequality < found.before.inequality
    assert found.after.graduates_off_top <= found.before.graduates_off_top
    assert -0.06 < found.fit_change < 0


def test_no_strength_has_no_effect():
    found = compared(skewed_crowd(), 0, shown=20)

    assert found.before == found.after
    assert found.fit_change == 0


def test_an_empty_market_has_figures_too():
    found = compared(Crowd({}, [], []), FULL, shown=2)

    assert found == Effect(Attention(0, 0, 0, 0, 0, 0, 0), Attention(0, 0, 0, 0, 0, 0, 0))


@pytest.mark.parametrize(
    ("headcount", "shown", "message"),
    [([1], [True, True], "headcount"), ([1, 1], [True], "shown_graduates")],
)
def test_figures_of_another_market_are_refused(headcount, shown, message):
    priced = Wishes([1, 1]).add(2, a=900, b=800).crowd().priced(0)

    with pytest.raises(EngineInputError, match=message):
        effect(priced, priced, headcount=headcount, shown_graduates=shown)


def test_results_of_different_markets_are_not_compared():
    one = Wishes([1, 1]).add(2, a=900, b=800).crowd().priced(0)
    other = Wishes([1]).add(2, a=900).crowd().priced(0)

    with pytest.raises(EngineInputError, match="headcount has 2 entries for 1"):
        effect(one, other, headcount=[1, 1], shown_graduates=[True, True])
