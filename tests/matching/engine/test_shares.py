"""An opening's 4096 points, divided to the last one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import FULL_POINTS, Importance, Requirements, Term, Weights
from matching.engine.shares import earned, requirement_shares, term_shares
from tests.matching.engine import oracle
from tests.matching.engine.worlds import (
    BACHELOR,
    BIOLOGY,
    SUZHOU,
    Post,
    musts,
    nice,
    openings_of,
    posts,
)


def shares_of(post: Post) -> list[int]:
    return term_shares(openings_of([post]), Weights())[:, 0].tolist()


def divided(skills: int, *importances: int, weights: Weights | None = None) -> list[int]:
    row = [(skill, 1, importance) for skill, importance in enumerate(importances)]
    shares = np.array([skills], np.int16)
    return requirement_shares(Requirements.of([row]), shares, weights or Weights()).tolist()


@pytest.mark.parametrize(
    ("post", "expected"),
    [
        (Post(place=None), [4096, 0, 0, 0, 0]),
        (Post(place=SUZHOU), [3968, 0, 0, 0, 128]),
        (Post(place=None, degree=BACHELOR), [3968, 0, 0, 128, 0]),
        (Post(place=None, disciplines=(BIOLOGY,)), [3840, 0, 256, 0, 0]),
        (Post(place=None, requirements=musts((0, 1))), [2048, 2048, 0, 0, 0]),
        (Post(place=None, requirements=nice((0, 1))), [4096, 0, 0, 0, 0]),
        (Post(SUZHOU, 0, 1, (1,), 5, musts((0, 1))), [1536, 2048, 256, 128, 128]),
    ],
)
def test_what_is_not_asked_for_leaves_its_share_to_the_skills(post, expected):
    assert shares_of(post) == expected


@given(st.lists(posts, max_size=5))
def test_the_shares_of_every_opening_add_up_to_full_points(drawn):
    shares = term_shares(openings_of(drawn), Weights())

    assert shares.shape == (len(Term), len(drawn))
    assert shares.sum(axis=0).tolist() == [FULL_POINTS] * len(drawn)


def test_equal_skills_that_do_not_divide_evenly_differ_by_one_point_at_most():
    assert divided(2000, *[Importance.NICE] * 3) == [667, 667, 666]


def test_points_left_over_go_to_the_largest_remainders():
    # of 100 points 4/7 = 57.14, 2/7 = 28.57, 1/7 = 14.29: the one left over goes to the second
    assert divided(100, Importance.MUST, Importance.WANTED, Importance.NICE) == [57, 29, 14]


def test_the_order_in_which_skills_are_listed_does_not_move_a_point():
    row = [(0, 1, Importance.NICE), (1, 1, Importance.NICE), (2, 1, Importance.NICE)]
    requirements = Requirements.of([row, row[::-1]])

    shares = requirement_shares(requirements, np.array([2000, 2000], np.int16), Weights())

    assert shares.tolist() == [667, 667, 666, 666, 667, 667]


def test_no_requirements_have_no_shares():
    assert (
        requirement_shares(Requirements.of([[], []]), np.array([4096, 4096]), Weights()).size == 0
    )


@pytest.mark.parametrize("importances", [[3] * 255 + [1], [1] * 256, [2] * 128 + [1] * 128])
def test_even_among_the_most_skills_each_can_earn_a_point(importances):
    shares = divided(Weights().skills, *importances)

    assert sum(shares) == Weights().skills
    assert min(shares) >= 1


@settings(deadline=None)
@given(st.lists(posts, max_size=6))
def test_the_shares_of_skills_are_those_of_the_oracle(drawn):
    openings = openings_of(drawn)
    terms = term_shares(openings, Weights())

    shares = requirement_shares(openings.requirements, terms[Term.SKILLS], Weights())

    expected = [
        oracle.requirement_maxima(post, Weights())[s]
        for post in drawn
        for s, *_ in post.requirements
    ]
    assert shares.tolist() == expected


@pytest.mark.parametrize(
    ("required", "held", "expected"),
    [(1, 0, 0), (1, 1, 100), (1, 4, 100), (3, 1, 33), (3, 2, 66), (3, 3, 100), (4, 3, 75)],
)
def test_a_skill_earns_the_part_of_its_share_that_is_reached_and_never_more(
    required, held, expected
):
    assert earned(np.array([100]), np.array([required]), held).tolist() == [expected]
