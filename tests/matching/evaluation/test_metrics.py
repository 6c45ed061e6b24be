"""The expected values are worked out by hand from the definitions."""

import math

import numpy as np
import pytest

from matching.evaluation.metrics import average_precision, ndcg, recall, reciprocal_rank


def grades(*values: int):
    return np.array(values, np.int8)


def test_the_best_order_has_a_gain_of_one():
    assert ndcg(grades(3, 2, 1, 0, 0)) == 1


def test_the_gain_of_a_grade_is_two_to_its_power_less_one_discounted_by_rank():
    worst_first = (0 / 1 + 1 / math.log2(3) + 7 / 2) / (7 / 1 + 1 / math.log2(3))

    assert ndcg(grades(0, 1, 3)) == pytest.approx(worst_first)


def test_only_ten_ranks_count_on_either_side():
    eleven_perfect = grades(*[3] * 10, 0, 3)
    all_behind = grades(*[0] * 10, 3, 3)

    assert ndcg(eleven_perfect) == 1
    assert ndcg(all_behind) == 0


def test_a_grade_of_one_gains_but_is_not_relevant():
    only_ones = grades(1, 0)

    assert ndcg(only_ones) == 1
    assert math.isnan(average_precision(only_ones))
    assert math.isnan(reciprocal_rank(only_ones))
    assert math.isnan(recall(only_ones))


def test_average_precision_is_the_mean_of_the_precisions_at_relevant_ranks():
    assert average_precision(grades(3, 0, 2, 1, 2)) == pytest.approx((1 / 1 + 2 / 3 + 3 / 5) / 3)


def test_reciprocal_rank_looks_at_the_first_relevant_one():
    assert reciprocal_rank(grades(1, 0, 0, 2, 3)) == 1 / 4


def test_recall_counts_relevant_ones_among_the_first_fifty():
    found = grades(2, *[0] * 48, 3, 3, 2)

    assert recall(found) == 2 / 4


@pytest.mark.parametrize("nobody", [(), (0, 0, 0)])
def test_where_nobody_fits_nothing_can_be_measured(nobody):
    values = grades(*nobody)

    for measure in (ndcg, average_precision, reciprocal_rank, recall):
        assert math.isnan(measure(values))
