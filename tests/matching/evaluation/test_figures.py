import numpy as np
import pytest

from matching.evaluation.collection import Collection, LabelledGraduate, LabelledOpening
from matching.evaluation.figures import bootstrap, by_language, overall


def collection(openings: str, graduates: str, grades: dict[tuple[int, int], int]) -> Collection:
    """`openings` and `graduates` are languages, one word for each row."""
    return Collection(
        tuple(LabelledOpening(f"o{n}", lang, "t", "") for n, lang in enumerate(openings.split())),
        tuple(LabelledGraduate(f"g{n}", lang, "") for n, lang in enumerate(graduates.split())),
        grades,
    )


def orders(*rows: tuple[int, ...]):
    return np.array(rows, np.int32)


def test_means_are_taken_over_openings_and_unlisted_pairs_have_grade_zero():
    two = collection("zh zh", "zh zh", {(0, 0): 3, (1, 1): 2})

    figures = overall(two, orders((0, 1), (0, 1)))

    second = 1 / np.log2(3)
    assert figures.means == {
        "ndcg@10": round((1 + second) / 2, 4),
        "map": 0.75,
        "mrr": 0.75,
        "recall@50": 1.0,
    }
    assert (figures.openings, figures.graduates) == (2, 2)


def test_openings_without_anybody_relevant_are_left_out_and_counted():
    three = collection("zh zh zh", "zh zh", {(0, 0): 3, (1, 0): 1})

    figures = overall(three, orders((0, 1), (1, 0), (0, 1)))

    assert figures.means["map"] == 1.0
    assert figures.left_out == {"ndcg@10": 1, "map": 2, "mrr": 2, "recall@50": 2}


def test_where_no_opening_can_be_measured_there_is_no_mean():
    figures = overall(collection("zh", "zh", {(0, 0): 1}), orders((0,)))

    assert figures.means == {"ndcg@10": 1.0, "map": None, "mrr": None, "recall@50": None}
    assert figures.intervals["map"] is None
    assert figures.as_json()["ci"]["map"] is None


def test_a_pair_of_languages_ranks_only_graduates_of_its_language():
    mixed = collection("zh en", "en zh en zh", {(0, 1): 3, (0, 2): 3, (1, 0): 2})

    figures = by_language(mixed, orders((0, 2, 3, 1), (3, 2, 1, 0)))

    assert list(figures) == ["zh-zh", "zh-en", "en-zh", "en-en"]
    assert figures["zh-zh"].means["mrr"] == 0.5
    assert figures["zh-en"].means["mrr"] == 0.5
    assert figures["en-en"].means["mrr"] == 0.5
    assert figures["en-zh"].means["mrr"] is None
    assert (figures["zh-en"].openings, figures["zh-en"].graduates) == (1, 2)


def test_the_ideal_of_a_language_pair_is_made_of_its_own_graduates():
    mixed = collection("zh", "zh en", {(0, 0): 1, (0, 1): 3})

    figures = by_language(mixed, orders((0, 1)))

    assert figures["zh-zh"].means["ndcg@10"] == 1.0


def test_intervals_hold_the_mean_and_are_the_same_each_time():
    values = np.array([0.0, 0.2, 0.4, 0.9, 1.0])

    low, high = bootstrap(values)

    assert 0 <= low < values.mean() < high <= 1
    assert bootstrap(values) == (low, high)


def test_values_without_any_spread_have_an_interval_without_width():
    assert bootstrap(np.array([0.5, 0.5, 0.5])) == (0.5, 0.5)
    assert bootstrap(np.array([])) is None


def test_a_narrower_interval_comes_with_more_openings():
    few = bootstrap(np.array([0.0, 1.0] * 5))
    many = bootstrap(np.array([0.0, 1.0] * 500))

    assert many[1] - many[0] < (few[1] - few[0]) / 5
    assert many == pytest.approx((0.47, 0.53), abs=0.01)


def test_json_holds_means_intervals_and_counts():
    one = overall(collection("zh", "zh", {(0, 0): 3}), orders((0,)))

    assert one.as_json() == {
        "ndcg@10": 1.0,
        "map": 1.0,
        "mrr": 1.0,
        "recall@50": 1.0,
        "ci": dict.fromkeys(("ndcg@10", "map", "mrr", "recall@50"), (1.0, 1.0)),
        "openings": 1,
        "graduates": 1,
        "left_out": dict.fromkeys(("ndcg@10", "map", "mrr", "recall@50"), 0),
    }
