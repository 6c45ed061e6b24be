"""An opening's 4096 points, divided to the last one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import FULL_POINTS, Importance, Requirements, Term, Weights
from matching.engine.shares import is_must, requirement_shares, term_shares
from tests.matching.engine.drawn_worlds import other_weights, posts
from tests.matching.engine.oracle import Oracle, maxima
from tests.matching.engine.worlds import (
    BACHELOR,
    BIOLOGY,
    SKILL_COUNT,
    Post,
    World,
    musts,
    nice,
    openings_of,
)

MUST, WANTED, NICE = Importance.MUST, Importance.WANTED, Importance.NICE
STANDARD = Weights()


def shares_of(post: Post) -> dict[Term, int]:
    found = term_shares(openings_of([post]), STANDARD)
    return {term: int(found[term, 0]) for term in Term if not term.is_for_graduate}


def divided(total: int, *importances: int, rarity: list[int] | None = None) -> list[int]:
    row = [(skill, 1, importance) for skill, importance in enumerate(importances)]
    rarities = np.array(rarity or [1] * len(row), np.uint8)
    shares = requirement_shares(Requirements.of([row]), np.array([total]), STANDARD, rarities)
    return shares.tolist()


# Kind, place, channel and pay have 96 + 160 + 64 + 96 = 416 of every opening.
@pytest.mark.parametrize(
    ("post", "expected"),
    [
        (Post(), [4096 - 416, 0, 0, 0, 0, 0]),
        (Post(latest_start=0), [4096 - 416 - 64, 0, 0, 0, 0, 0]),
        (Post(degree=BACHELOR), [4096 - 416 - 48, 0, 0, 0, 48, 0]),
        (Post(disciplines=(BIOLOGY,)), [4096 - 416 - 96, 0, 0, 96, 0, 0]),
        (Post(words=((1, 1),)), [4096 - 416 - 912, 0, 0, 0, 0, 912]),
        (Post(requirements=nice((0, 1))), [4096 - 416 - 128, 0, 128, 0, 0, 0]),
        (Post(requirements=musts((0, 1))), [4096 - 416 - 128 - 2048, 2048, 128, 0, 0, 0]),
        (Post(certificates=(0,)), [4096 - 416, 0, 0, 0, 0, 0]),
    ],
)
def test_without_skills_or_without_a_text_what_is_not_asked_for_goes_to_the_skills(post, expected):
    assert list(shares_of(post).values()) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        # Nothing is left: the weights as they are
        (
            {"degree": 1, "disciplines": (1,), "latest_start": 0, "requirements": musts((0, 1))},
            [384, 2048, 128, 96, 48, 912],
        ),
        # 64 of the start: ⌊64 × 912 / 1296⌋ = ⌊45.04⌋ to the text, 19 to the skills
        (
            {"degree": 1, "disciplines": (1,), "requirements": musts((0, 1))},
            [384 + 19, 2048, 128, 96, 48, 912 + 45],
        ),
        # 96 + 48 + 64 = 208: ⌊146.37⌋ to the text, 62 to the skills
        ({"requirements": musts((0, 1))}, [384 + 62, 2048, 128, 0, 0, 912 + 146]),
        # 2048 + 208 = 2256: ⌊1587.56⌋ to the text, 669 to the skills
        ({"requirements": nice((0, 1))}, [384 + 669, 0, 128, 0, 0, 912 + 1587]),
    ],
)
def test_what_is_not_asked_for_goes_to_skills_and_text_in_proportion(asked, expected):
    assert list(shares_of(Post(words=((1, 1),), **asked)).values()) == expected


@settings(max_examples=50)
@given(st.lists(posts, max_size=5), other_weights)
def test_whatever_is_asked_for_skills_and_text_never_have_less_than_their_weight(drawn, weights):
    shares = term_shares(openings_of(drawn), weights)

    assert (shares[Term.SKILLS] >= weights.skills).all()
    least = [weights.text if post.words else 0 for post in drawn]
    assert (shares[Term.TEXT] >= least).all()


def test_the_graduates_half_is_the_same_for_all_but_for_the_start_that_few_limit():
    silent, talkative = Post(place=None), Post(channel=1, pay=9000, latest_start=5)

    shares = term_shares(openings_of([silent, talkative]), STANDARD)

    halves = {term.name: shares[term].tolist() for term in Term if term.is_for_graduate}
    assert halves == {
        "KIND": [96, 96],
        "PLACE": [160, 160],
        "CHANNEL": [64, 64],
        "PAY": [96, 96],
        "START": [0, 64],
    }


@settings(max_examples=50)
@given(st.lists(posts, max_size=5), other_weights)
def test_the_shares_of_every_opening_add_up_to_full_points_and_are_the_oracles(drawn, weights):
    shares = term_shares(openings_of(drawn), weights)

    assert shares.shape == (len(Term), len(drawn))
    assert shares.sum(axis=0).tolist() == [FULL_POINTS] * len(drawn)
    assert shares.T.tolist() == [[maxima(post, weights)[term] for term in Term] for post in drawn]


def test_equal_skills_that_do_not_divide_evenly_differ_by_one_point_at_most():
    assert divided(2000, NICE, NICE, NICE) == [667, 667, 666]


def test_points_left_over_go_to_the_largest_remainders():
    # one point each, and of the other 97 points 4/7 = 55.43, 2/7 = 27.71, 1/7 = 13.86: the two
    # left over go to the third and the second
    assert divided(100, MUST, WANTED, NICE) == [56, 29, 15]


def test_a_rarer_skill_has_a_larger_share_in_proportion():
    # one point each, and the other 1440 as 4 : 12
    assert divided(1442, MUST, MUST, rarity=[4, 12]) == [361, 1081]


def test_the_rarest_skill_counts_255_times_what_the_commonest_does():
    # one point each, and the other 512 as 1 : 255
    assert divided(514, WANTED, WANTED, rarity=[1, 255]) == [3, 511]


def test_a_rare_nice_skill_may_weigh_more_than_a_common_wanted_one():
    # 1 × 12 against 2 × 4, of the 1000 points beyond one each
    assert divided(1002, WANTED, NICE, rarity=[4, 12]) == [401, 601]


def test_fewer_points_than_skills_are_shared_without_one_for_each():
    assert divided(2, NICE, NICE, NICE) == [1, 1, 0]
    assert divided(3, NICE, NICE, NICE) == [1, 1, 1]


def test_no_points_are_shared_as_none():
    assert divided(0, MUST, NICE) == [0, 0]


def test_the_order_in_which_skills_are_listed_does_not_move_a_point():
    row = [(0, 1, NICE), (1, 1, NICE), (2, 1, NICE)]
    requirements = Requirements.of([row, row[::-1]])

    shares = requirement_shares(
        requirements, np.array([2000, 2000]), STANDARD, np.full(3, 1, np.uint8)
    )

    assert shares.tolist() == [667, 667, 666, 666, 667, 667]


def test_no_requirements_have_no_shares():
    none = Requirements.of([[], []])

    shares = requirement_shares(none, np.array([3680, 3680]), STANDARD, np.zeros(0, np.uint8))

    assert shares.size == 0


@pytest.mark.parametrize("importances", [[3] * 255 + [1], [1] * 256, [2] * 128 + [1] * 128])
@pytest.mark.parametrize("rarest", [1, 12, 255])
def test_even_among_the_most_skills_each_can_earn_a_point(importances, rarest):
    rarity = [rarest] * 255 + [1]

    shares = divided(STANDARD.skills, *importances, rarity=rarity)

    assert sum(shares) == STANDARD.skills
    assert min(shares) >= 1


@settings(max_examples=50)
@given(
    st.lists(posts, max_size=6),
    other_weights,
    st.lists(st.integers(1, 255), min_size=SKILL_COUNT, max_size=SKILL_COUNT),
)
def test_the_shares_of_skills_and_of_evidence_are_those_of_the_oracle(drawn, weights, rarity):
    openings = openings_of(drawn)
    terms = term_shares(openings, weights).astype(np.int64)
    oracle = Oracle(World(posts=tuple(drawn)), weights)
    oracle.rarity = rarity

    for term, by_oracle in (
        (Term.SKILLS, oracle.skill_maxima),
        (Term.EVIDENCE, oracle.evidence_maxima),
    ):
        shares = requirement_shares(
            openings.requirements, terms[term], weights, np.array(rarity, np.uint8)
        )
        expected = [
            by_oracle(row)[skill]
            for row, post in enumerate(drawn)
            for skill, *_ in post.requirements
        ]
        assert shares.tolist() == expected


def test_musts_are_those_marked_so():
    requirements = Requirements.of([nice((0, 1)) + musts((1, 1)), musts((2, 4))])

    assert is_must(requirements).tolist() == [False, True, True]


def test_the_terms_come_as_the_companys_half_and_then_the_graduates():
    assert [term.name for term in Term] == [
        "SKILLS",
        "ALL_MUSTS",
        "EVIDENCE",
        "DISCIPLINE",
        "DEGREE",
        "TEXT",
        "KIND",
        "PLACE",
        "CHANNEL",
        "PAY",
        "START",
    ]
    assert [term.is_for_graduate for term in Term] == [False] * 6 + [True] * 5
