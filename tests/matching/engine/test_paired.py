"""How far the two of a pair are apart, and what is held of each skill asked for."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine.paired import NOT_ACCEPTED, Paired, Spread
from tests.matching.engine.drawn_worlds import worlds
from tests.matching.engine.oracle import Oracle
from tests.matching.engine.worlds import (
    BACHELOR,
    BIOLOGY,
    BIOTECHNOLOGY,
    CHEMISTRY,
    DOCTOR,
    INTERNSHIP,
    JIANGSU,
    JOB,
    KUNSHAN,
    MANAGEMENT,
    MASTER,
    NANJING,
    PUDONG,
    SCIENCE,
    SUZHOU,
    TECHNICAL,
    TRAINING_PLACE,
    VOCATIONAL,
    Person,
    Post,
    holds,
    lists_of,
    market,
    market_of,
)

A, B, C, D = range(4)


def paired(person: Person, post: Post, **changes) -> Paired:
    return Paired(market(person, post, **changes), np.zeros(1, int), np.zeros(1, int))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ((JOB,), 0),
        ((INTERNSHIP, JOB), 1),
        ((INTERNSHIP, JOB, INTERNSHIP, JOB), 1),
        ((3, 4, 5, 6, 7, JOB), 3),
        ((INTERNSHIP, TRAINING_PLACE), NOT_ACCEPTED),
        ((), NOT_ACCEPTED),
    ],
)
def test_the_kind_is_as_far_as_it_stands_in_the_order_of_preference(kinds, expected):
    assert paired(Person(kinds=kinds), Post(kind=JOB)).kind_steps.tolist() == [expected]


@pytest.mark.parametrize(
    ("places", "anywhere", "expected"),
    [
        ((SUZHOU,), False, 0),
        ((PUDONG, JIANGSU), False, 1),
        ((JIANGSU, SUZHOU), False, 0),
        ((SUZHOU, JIANGSU), False, 0),
        ((PUDONG, NANJING, SUZHOU), False, 2),
        ((PUDONG, NANJING, PUDONG, NANJING, PUDONG, SUZHOU), False, 3),
        ((SUZHOU, PUDONG, SUZHOU), False, 0),
        ((KUNSHAN,), False, NOT_ACCEPTED),
        ((PUDONG,), False, NOT_ACCEPTED),
        ((), True, 0),
        ((PUDONG,), True, 1),
        ((PUDONG, NANJING, PUDONG, NANJING), True, 3),
        ((PUDONG, SUZHOU), True, 1),
        ((), False, NOT_ACCEPTED),
    ],
)
def test_the_place_is_as_far_as_the_first_that_contains_it(places, anywhere, expected):
    person = Person(places=places, anywhere=anywhere)

    assert paired(person, Post(place=SUZHOU)).place_steps.tolist() == [expected]


@pytest.mark.parametrize("anywhere", [True, False])
def test_a_place_that_is_not_stated_is_accepted_by_nobody(anywhere):
    person = Person(places=(SUZHOU,), anywhere=anywhere)

    assert paired(person, Post(place=None)).place_steps.tolist() == [NOT_ACCEPTED]


@pytest.mark.parametrize(
    ("held", "accepted", "expected"),
    [
        (BIOTECHNOLOGY, (BIOTECHNOLOGY,), 0),
        (BIOTECHNOLOGY, (BIOLOGY,), 1),
        (BIOTECHNOLOGY, (SCIENCE,), 2),
        (BIOTECHNOLOGY, (SCIENCE, BIOLOGY), 1),
        (BIOTECHNOLOGY, (CHEMISTRY, BIOTECHNOLOGY, SCIENCE), 0),
        (BIOLOGY, (BIOTECHNOLOGY,), NOT_ACCEPTED),
        (None, (SCIENCE,), NOT_ACCEPTED),
        (BIOLOGY, (), NOT_ACCEPTED),
    ],
)
def test_the_discipline_is_as_far_as_the_nearest_node_accepted(held, accepted, expected):
    pair = paired(Person(discipline=held), Post(disciplines=accepted))

    assert pair.discipline_steps.tolist() == [expected]


def test_a_discipline_deep_in_the_tree_is_three_steps_off_at_most():
    chain = tuple(range(-1, 9))

    pair = paired(Person(discipline=9), Post(disciplines=(0,)), disciplines=chain)

    assert pair.discipline_steps.tolist() == [3]


@pytest.mark.parametrize(
    ("held", "expected"),
    [(VOCATIONAL, NOT_ACCEPTED), (BACHELOR, 0), (MASTER, 1), (DOCTOR, 2), (9, 3), (127, 3)],
)
def test_the_degree_is_as_far_as_it_is_above_the_one_asked(held, expected):
    pair = paired(Person(degree=held), Post(degree=BACHELOR))

    assert pair.degree_steps.tolist() == [expected]


@pytest.mark.parametrize(
    ("person", "opening", "expected"),
    [
        (MANAGEMENT, MANAGEMENT, 0),
        (TECHNICAL, TECHNICAL, 0),
        (TECHNICAL, MANAGEMENT, NOT_ACCEPTED),
        (None, TECHNICAL, NOT_ACCEPTED),
        (TECHNICAL, None, NOT_ACCEPTED),
        (None, None, NOT_ACCEPTED),
    ],
)
def test_the_channel_counts_only_when_both_state_the_same(person, opening, expected):
    pair = paired(Person(channel=person), Post(channel=opening))

    assert pair.channel_steps.tolist() == [expected]


@pytest.mark.parametrize(
    ("wanted", "offered", "expected"),
    [
        (100, 100, 0),
        (100, 2**31 - 1, 0),
        (100, 99, 1),
        (100, 90, 1),
        (100, 89, 2),
        (100, 80, 2),
        (100, 79, 3),
        (100, 70, 3),
        (100, 69, NOT_ACCEPTED),
        (100, 0, NOT_ACCEPTED),
        (7, 6, 2),
        (1, 0, NOT_ACCEPTED),
        (2**31 - 1, 2**31 - 2, 1),
        (100, None, NOT_ACCEPTED),
        (None, 100, NOT_ACCEPTED),
        (None, None, NOT_ACCEPTED),
        (0, 0, 0),
        (0, 5000, 0),
        (0, None, 0),
    ],
)
def test_the_pay_is_as_far_as_tenths_of_it_are_missing(wanted, offered, expected):
    pair = paired(Person(pay=wanted), Post(pay=offered))

    assert pair.pay_steps.tolist() == [expected]


@pytest.mark.parametrize(
    ("free", "latest", "expected"),
    [
        (100, 100, 0),
        (100, 191, 0),
        (100, 192, 1),
        (100, 283, 1),
        (100, 284, 2),
        (100, 375, 2),
        (100, 376, 3),
        (0, 2**31 - 2, 3),
        (100, 99, NOT_ACCEPTED),
        (100, None, NOT_ACCEPTED),  # nothing to be in time for
        (None, 100, NOT_ACCEPTED),
        (None, None, NOT_ACCEPTED),
    ],
)
def test_the_start_is_as_far_as_quarters_of_a_year_lie_between(free, latest, expected):
    pair = paired(Person(available_from=free), Post(latest_start=latest))

    assert pair.start_steps.tolist() == [expected]


def test_certificates_are_missing_whose_skill_is_not_claimed_at_any_level():
    both = market(
        Person(skills=holds((A, 1))),
        Person(skills=holds((A, 4), (C, 1))),
        Person(),
        Post(certificates=(A, C)),
        Post(),
    )

    pairs = Paired(both, np.array([0, 1, 2, 2]), np.array([0, 0, 0, 1]))

    assert pairs.certificates_missing.tolist() == [1, 0, 2, 0]


def test_a_related_skill_is_no_certificate():
    pair = paired(Person(skills=holds((B, 4))), Post(certificates=(A,)), related=((B, A, 3),))

    assert pair.certificates_missing.tolist() == [1]


def test_entries_are_spread_over_the_pairs_that_they_belong_to():
    spread = Spread.over(lists_of([[7, 8], [], [9]]), np.array([2, 0, 1, 0]))

    assert spread.pair.tolist() == [0, 1, 1, 3, 3]
    assert spread.entry.tolist() == [2, 0, 1, 0, 1]


@settings(max_examples=50)
@given(worlds())
def test_the_steps_of_any_pair_are_those_of_the_oracle(world):
    every = world.pairs()
    pairs = Paired(market_of(world), *np.array(every, np.int64).reshape(-1, 2).T)
    oracle = Oracle(world)

    for term in oracle.steps(*every[0]) if every else ():
        found = getattr(pairs, f"{term.name.lower()}_steps").tolist()
        expected = [oracle.steps(*pair)[term] for pair in every]
        assert found == [NOT_ACCEPTED if each is None else min(each, 3) for each in expected]
