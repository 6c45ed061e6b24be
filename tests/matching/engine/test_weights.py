"""The weights keep the promises that the score makes."""

import re
from dataclasses import asdict, replace

import numpy as np
import pytest

from matching.engine import FULL_POINTS, EngineInputError, Importance, Term, Weights


def test_the_standard_weights_are_those_published():
    assert asdict(Weights()) == {
        "all_musts": 2048,
        "skills": 384,
        "evidence": 128,
        "discipline": 96,
        "degree": 48,
        "text": 912,
        "kind": 96,
        "place": 160,
        "channel": 64,
        "pay": 96,
        "start": 64,
        "must": 4,
        "wanted": 2,
        "nice": 1,
    }


def test_the_terms_add_up_to_full_points_and_the_graduates_half_to_480():
    weights = asdict(Weights())

    terms = {term: weights[term.name.lower()] for term in Term}

    assert sum(terms.values()) == FULL_POINTS == 4096
    assert sum(worth for term, worth in terms.items() if term.is_for_graduate) == 480


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"skills": 385}, "the terms must add up to 4096"),
        ({"text": 911}, "the terms must add up to 4096"),
        ({"place": -160, "skills": 704}, "the terms must add up to 4096"),
        ({"all_musts": 2047, "skills": 385}, "all_musts must be at least half"),
        ({"all_musts": 2177, "skills": 255}, "too small for every required skill to earn a point"),
        ({"must": 2}, "must > wanted > nice > 0"),
        ({"wanted": 1}, "must > wanted > nice > 0"),
        ({"nice": 0}, "must > wanted > nice > 0"),
        ({"must": 17}, "16 >= must > wanted"),
    ],
)
def test_weights_that_break_a_promise_are_refused(changes, problem):
    with pytest.raises(EngineInputError, match=problem):
        replace(Weights(), **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"all_musts": 2176, "skills": 256},
        {"evidence": 0, "skills": 512},
        {"kind": 0, "place": 0, "channel": 0, "pay": 0, "start": 0, "skills": 864},
        {"must": 16, "wanted": 15, "nice": 14},
        {"must": 3, "wanted": 2, "nice": 1},
    ],
)
def test_weights_at_the_edge_of_every_promise_are_accepted(changes):
    weights = replace(Weights(), **changes)

    assert {name: getattr(weights, name) for name in changes} == changes


def test_equal_weights_have_one_version_and_a_change_of_any_value_gives_another():
    moved = [
        replace(Weights(), **{term: getattr(Weights(), term) + 1}, skills=383)
        for term in (
            "all_musts",
            "evidence",
            "discipline",
            "degree",
            "text",
            "kind",
            "place",
            "channel",
            "pay",
            "start",
        )
    ]
    other = [*moved, Weights(must=5), Weights(must=5, wanted=3), Weights(must=5, wanted=3, nice=2)]

    versions = {each.version for each in [Weights(), *other]}

    assert Weights().version == Weights().version
    assert len(versions) == len(other) + 1


def test_a_version_names_the_formula_and_a_digest():
    assert re.fullmatch(r"3-[0-9a-f]{12}", Weights().version)


def test_each_importance_has_its_weight():
    importance = np.array([Importance.NICE, Importance.MUST, Importance.WANTED], np.int8)

    assert Weights(must=5, wanted=3).of_importance(importance).tolist() == [1, 5, 3]
