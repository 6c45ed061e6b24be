"""The weights keep the promises that the score makes."""

import re
from dataclasses import replace

import numpy as np
import pytest

from matching.engine import FULL_POINTS, EngineInputError, Importance, Weights


def test_the_terms_of_the_standard_weights_add_up_to_full_points():
    weights = Weights()

    terms = (weights.all_musts, weights.skills, weights.discipline, weights.degree, weights.place)

    assert sum(terms) == FULL_POINTS == 4096


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"skills": 1537}, "the terms must add up to 4096"),
        ({"place": -128, "skills": 1792}, "the terms must add up to 4096"),
        ({"all_musts": 2047, "skills": 1537}, "all_musts must be at least half"),
        ({"must": 2}, "must > wanted > nice > 0"),
        ({"wanted": 1}, "must > wanted > nice > 0"),
        ({"nice": 0}, "must > wanted > nice > 0"),
        ({"must": 7}, "too small for every required skill to earn a point"),
        ({"all_musts": 3072, "skills": 512}, "too small for every required skill"),
    ],
)
def test_weights_that_break_a_promise_are_refused(changes, problem):
    with pytest.raises(EngineInputError, match=problem):
        replace(Weights(), **changes)


def test_equal_weights_have_one_version_and_a_change_of_any_value_gives_another():
    other = [
        Weights(skills=1535, place=129),
        Weights(skills=1535, degree=129),
        Weights(skills=1535, discipline=257),
        Weights(all_musts=2049, skills=1535),
        Weights(must=5),
        Weights(must=5, wanted=3),
        Weights(
            must=5, wanted=3, nice=2, all_musts=2048, skills=2048, discipline=0, degree=0, place=0
        ),
    ]

    versions = {each.version for each in [Weights(), *other]}

    assert Weights().version == Weights().version
    assert len(versions) == len(other) + 1


def test_a_version_names_the_formula_and_a_digest():
    assert re.fullmatch(r"1-[0-9a-f]{12}", Weights().version)


def test_each_importance_has_its_weight():
    importance = np.array([Importance.NICE, Importance.MUST, Importance.WANTED], np.int8)

    assert Weights(must=5, wanted=3).of_importance(importance).tolist() == [1, 5, 3]
