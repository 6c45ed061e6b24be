"""What a pair is worth: skills first, no surplus pays for a gap, absent data earns nothing."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matching.engine import FULL_POINTS, Evidence, Importance, Term, Weights, match, points
from tests.matching.engine import oracle
from tests.matching.engine.worlds import (
    BACHELOR,
    BIOLOGY,
    BIOTECHNOLOGY,
    DOCTOR,
    EMPTY_PROFILE,
    JIANGSU,
    KUNSHAN,
    MASTER,
    NANJING,
    PUDONG,
    SCIENCE,
    SUZHOU,
    VOCATIONAL,
    Person,
    Post,
    World,
    holds,
    market,
    market_of,
    musts,
    nice,
    worlds,
)

STANDARD = Weights()
A, B, C, D, E = range(5)


def terms_of(person: Person, post: Post) -> dict[Term, int]:
    found = points(market(person, post), Weights(), [0], [0])
    return {term: int(found[term, 0]) for term in Term}


def all_points(world: World, pairs: list[tuple[int, int]], weights: Weights = STANDARD) -> NDArray:
    return points(market_of(world), weights, [g for g, _ in pairs], [o for _, o in pairs])


def score(person: Person, post: Post) -> int:
    return sum(terms_of(person, post).values())


def test_one_of_two_skills_far_above_its_level_does_not_pay_for_the_other():
    post = Post(requirements=musts((A, 2), (B, 2)))

    only_one_held_at_the_top = score(Person(skills=holds((A, 4))), post)

    assert only_one_held_at_the_top < FULL_POINTS / 2


def test_both_skills_at_the_top_are_exactly_full_points_and_not_twice_as_many():
    post = Post(requirements=musts((A, 2), (B, 2)))

    assert score(Person(skills=holds((A, 4), (B, 4))), post) == FULL_POINTS


def test_full_points_need_every_skill_at_its_level_and_every_first_choice():
    post = Post(
        place=SUZHOU,
        degree=BACHELOR,
        disciplines=(BIOTECHNOLOGY,),
        requirements=musts((A, 3)) + nice((B, 2)),
    )
    person = Person(places=(SUZHOU,), anywhere=False, skills=holds((A, 3), (B, 2)))

    assert terms_of(person, post) == {
        Term.SKILLS: 1536,
        Term.ALL_MUSTS: 2048,
        Term.DISCIPLINE: 256,
        Term.DEGREE: 128,
        Term.PLACE: 128,
    }


@pytest.mark.parametrize(
    "requirements", [(), musts((A, 1)), nice((A, 1), (B, 4)), musts((A, 4), (B, 1), (C, 2))]
)
def test_an_empty_profile_earns_nothing_and_is_in_no_list(requirements):
    post = Post(degree=BACHELOR, disciplines=(BIOLOGY,), requirements=requirements)

    matching = match(market(EMPTY_PROFILE, post), Weights())

    assert score(EMPTY_PROFILE, post) == 0
    assert matching.pairs_eligible == 0


def test_an_opening_that_names_no_skills_is_never_near_a_full_match():
    post = Post(place=SUZHOU, degree=BACHELOR, disciplines=(BIOTECHNOLOGY,))
    person = Person(places=(SUZHOU,), skills=holds((A, 4), (B, 4), (C, 4)))

    found = terms_of(person, post)

    assert found[Term.SKILLS] == found[Term.ALL_MUSTS] == 0
    assert sum(found.values()) == 256 + 128 + 128


def test_a_skill_below_its_level_earns_the_part_reached():
    post = Post(place=None, requirements=nice((A, 4)))

    earned = [score(Person(skills=holds((A, level))), post) for level in (1, 2, 3, 4)]

    assert earned == [1024, 2048, 3072, 4096]


def test_a_must_below_its_level_is_not_met():
    post = Post(requirements=musts((A, 3)))

    below, reached = Person(skills=holds((A, 2))), Person(skills=holds((A, 3)))

    assert terms_of(below, post)[Term.ALL_MUSTS] == 0
    assert terms_of(reached, post)[Term.ALL_MUSTS] == 2048


def test_a_must_counts_more_than_a_wanted_and_a_wanted_more_than_a_nice_skill():
    importances = (Importance.MUST, Importance.WANTED, Importance.NICE)
    post = Post(place=None, requirements=tuple((s, 1, i) for s, i in enumerate(importances)))

    skills = [terms_of(Person(skills=holds((skill, 1))), post)[Term.SKILLS] for skill in (A, B, C)]

    # 2048 points in proportion 4 : 2 : 1; the one left over goes to the largest remainder
    assert skills == [1170, 585, 293]


def test_who_meets_every_must_is_above_anyone_who_misses_one():
    requirements = musts((A, 1), (B, 4)) + nice((C, 1), (D, 1), (E, 1))
    post = Post(place=SUZHOU, degree=VOCATIONAL, disciplines=(SCIENCE,), requirements=requirements)
    only_musts = Person(
        skills=holds((A, 1), (B, 4)), degree=DOCTOR, places=(PUDONG, NANJING, KUNSHAN, JIANGSU)
    )
    all_but_a_level = Person(
        skills=holds((A, 1), (B, 3), (C, 1), (D, 1), (E, 1)), degree=VOCATIONAL, places=(SUZHOU,)
    )

    assert score(only_musts, post) > FULL_POINTS / 2 > score(all_but_a_level, post)


@settings(deadline=None)
@given(worlds())
def test_no_merit_makes_up_for_a_missing_must(world):
    with_musts = [
        (graduate, opening)
        for graduate, opening in product(range(len(world.persons)), range(len(world.posts)))
        if any(
            importance == Importance.MUST for *_, importance in world.posts[opening].requirements
        )
    ]

    scores = all_points(world, with_musts).sum(axis=0)

    met = [oracle.every_must_met(world.persons[g], world.posts[o]) for g, o in with_musts]
    assert (scores > FULL_POINTS / 2).tolist() == met


def test_an_opening_without_musts_can_be_met_in_full_by_its_nice_skills():
    post = Post(requirements=nice((A, 2), (B, 1)))

    assert score(Person(skills=holds((A, 2), (B, 1))), post) == FULL_POINTS


def test_a_skill_claimed_twice_counts_once_at_its_highest_level():
    post = Post(place=None, requirements=nice((A, 4), (B, 4)))
    twice = ((A, 1, Evidence.CERTIFICATE), (A, 3, Evidence.SELF), (A, 2, Evidence.ROSTER))

    assert score(Person(skills=twice), post) == score(Person(skills=holds((A, 3))), post) == 1536


def test_skills_that_are_not_asked_for_change_nothing():
    post = Post(requirements=musts((A, 2)))

    more = Person(skills=holds((A, 2), (B, 4), (C, 4), (D, 4)))

    assert terms_of(more, post) == terms_of(Person(skills=holds((A, 2))), post)


@pytest.mark.parametrize("evidence", list(Evidence))
def test_evidence_is_shown_but_does_not_change_the_points(evidence):
    post = Post(requirements=musts((A, 2)))

    assert score(Person(skills=((A, 2, evidence),)), post) == FULL_POINTS


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ((BIOTECHNOLOGY,), 256),
        ((BIOLOGY,), 192),
        ((SCIENCE,), 128),
        ((SCIENCE, BIOTECHNOLOGY), 256),
        ((BIOLOGY, BIOLOGY), 192),
    ],
)
def test_a_discipline_named_itself_is_worth_more_than_one_accepted_through_its_family(
    accepted, expected
):
    post = Post(disciplines=accepted)

    assert terms_of(Person(discipline=BIOTECHNOLOGY), post)[Term.DISCIPLINE] == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [(VOCATIONAL, 0), (BACHELOR, 128), (MASTER, 96), (DOCTOR, 64), (5, 32), (9, 32), (None, 0)],
)
def test_the_degree_asked_for_fits_best_and_each_rank_above_a_little_less(held, expected):
    assert terms_of(Person(degree=held), Post(degree=BACHELOR))[Term.DEGREE] == expected


@pytest.mark.parametrize(
    ("places", "anywhere", "expected"),
    [
        ((SUZHOU,), False, 128),
        ((PUDONG, JIANGSU), False, 96),
        ((PUDONG, NANJING, SUZHOU), False, 64),
        ((PUDONG, NANJING, PUDONG, NANJING, PUDONG, SUZHOU), False, 32),
        ((SUZHOU, PUDONG, SUZHOU), False, 128),
        ((), True, 128),
        ((PUDONG,), True, 96),
        ((PUDONG, NANJING, PUDONG, NANJING), True, 32),
        ((PUDONG,), False, 0),
        ((), False, 0),
    ],
)
def test_the_place_counts_by_order_of_preference(places, anywhere, expected):
    person = Person(places=places, anywhere=anywhere)

    assert terms_of(person, Post(place=SUZHOU))[Term.PLACE] == expected


def test_what_an_opening_does_not_ask_for_earns_no_points_of_its_own():
    post = Post(place=None, requirements=nice((A, 1)))

    assert terms_of(Person(skills=holds((A, 1))), post) == {
        Term.SKILLS: FULL_POINTS,
        Term.ALL_MUSTS: 0,
        Term.DISCIPLINE: 0,
        Term.DEGREE: 0,
        Term.PLACE: 0,
    }


def test_among_equal_skills_the_nearer_discipline_comes_first():
    post = Post(disciplines=(SCIENCE, BIOLOGY), requirements=musts((A, 1)))
    farther = Person(discipline=BIOTECHNOLOGY, skills=holds((A, 1)))
    nearer = Person(discipline=BIOLOGY, skills=holds((A, 1)))

    matching = match(market(farther, nearer, post), Weights(), k=2)

    assert matching.opening_lists.indices.tolist() == [[1, 0]]
    assert matching.opening_lists.points.tolist() == [[4096, 4032]]


@settings(deadline=None)
@given(worlds())
def test_the_points_of_any_pair_are_those_of_the_oracle(world):
    pairs = list(product(range(len(world.persons)), range(len(world.posts))))

    found = all_points(world, pairs)

    expected = [oracle.terms(world, g, o, Weights()) for g, o in pairs]
    assert found.T.tolist() == [[each[term] for term in Term] for each in expected]


other_weights = st.sampled_from(
    [
        Weights(2048, 2048, 0, 0, 0, must=7, wanted=5, nice=1),
        Weights(2500, 1100, 200, 196, 100),
        Weights(2049, 1537, 307, 102, 101, must=3, wanted=2, nice=1),
    ]
)


@settings(deadline=None)
@given(worlds(most=5), other_weights)
def test_other_weights_are_followed_to_the_point(world, weights):
    pairs = list(product(range(len(world.persons)), range(len(world.posts))))

    found = all_points(world, pairs, weights)

    expected = [list(oracle.terms(world, g, o, weights).values()) for g, o in pairs]
    assert found.T.tolist() == expected
    assert found.sum(axis=0).max(initial=0) <= FULL_POINTS


@settings(deadline=None)
@given(worlds(), st.integers(0, 4), st.integers(1, 4))
def test_learning_a_skill_never_lowers_a_score(world, skill, level):
    pairs = list(product(range(len(world.persons)), range(len(world.posts))))
    learnt = [
        replace(person, skills=(*person.skills, (skill, level, Evidence.SELF)))
        for person in world.persons
    ]

    before, after = all_points(world, pairs), all_points(replace(world, persons=learnt), pairs)

    assert (after >= before).all()
