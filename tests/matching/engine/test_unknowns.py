"""What silence leaves open: pairs that no gate refuses and some gate cannot decide."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine import Gate, Market, Weights
from matching.engine.gates import silent_graduates, silent_openings
from matching.engine.layout import Layout
from matching.engine.pairs import gates
from matching.engine.unknowns import GRADUATES_TOGETHER, count_unknowns
from tests.matching.engine.drawn_worlds import made_worlds, worlds
from tests.matching.engine.oracle_lists import OracleLists
from tests.matching.engine.worlds import (
    BACHELOR,
    BIOLOGY,
    CHEMISTRY,
    EMPTY_PROFILE,
    INTERNSHIP,
    NANJING,
    PUDONG,
    SUZHOU,
    Person,
    Post,
    holds,
    market,
    market_of,
)


def counted(both: Market, threads: int = 1) -> tuple[np.ndarray, np.ndarray]:
    return count_unknowns(Layout(both, Weights()), threads)


def of_graduate(*people_and_posts: Person | Post) -> dict[str, int]:
    """The gates at which the first graduate's silence leaves openings open, and how many."""
    by_graduate, _ = counted(market(*people_and_posts))
    return {gate.name: int(by_graduate[0, gate]) for gate in Gate if by_graduate[0, gate]}


def test_an_empty_profile_learns_what_to_tell_and_how_many_openings_may_open():
    posts = [
        Post(degree=BACHELOR, disciplines=(BIOLOGY,)),
        Post(degree=BACHELOR, latest_start=100),
        Post(kind=INTERNSHIP, certificates=(0, 1)),
    ]

    assert of_graduate(EMPTY_PROFILE, *posts) == {
        "KIND": 3,
        "PLACE": 3,
        "DEGREE": 2,
        "DISCIPLINE": 1,
        "DATES": 1,
        "CERTIFICATES": 1,
    }


def test_who_has_stated_everything_is_asked_for_nothing():
    assert of_graduate(Person(), Post(degree=BACHELOR), Post(disciplines=(CHEMISTRY,))) == {}


def test_openings_that_another_gate_refuses_are_not_promised():
    person = Person(degree=None, places=(NANJING,), anywhere=False)
    reachable, too_far = Post(place=NANJING, degree=BACHELOR), Post(place=PUDONG, degree=BACHELOR)

    assert of_graduate(person, reachable, too_far) == {"DEGREE": 1}


@pytest.mark.parametrize(
    "refusal",
    [
        {"kind": INTERNSHIP},
        {"place": PUDONG},
        {"disciplines": (CHEMISTRY,)},
        {"latest_start": 99},
    ],
)
def test_any_gate_that_refuses_closes_the_opening(refusal):
    person = Person(degree=None, places=(SUZHOU,), anywhere=False)

    assert of_graduate(person, Post(degree=BACHELOR)) == {"DEGREE": 1}
    assert of_graduate(person, Post(**{"degree": BACHELOR, **refusal})) == {}


@pytest.mark.parametrize("changes", [{"matchable": False}, {"excluded": frozenset({0})}])
def test_who_is_not_matched_or_has_dealt_with_an_opening_is_promised_nothing(changes):
    assert of_graduate(Person(degree=None, **changes), Post(degree=BACHELOR)) == {}


def test_a_certificate_not_claimed_may_open_an_opening():
    posts = [Post(certificates=(0,)), Post(certificates=(0, 1)), Post(certificates=(1,)), Post()]

    assert of_graduate(Person(skills=holds((1, 4))), *posts) == {"CERTIFICATES": 2}


def test_a_posting_without_a_place_is_told_so_and_not_the_graduate():
    picky, silent = Person(places=(SUZHOU,), anywhere=False), Person(anywhere=False)

    by_graduate, by_opening = counted(market(picky, silent, Person(), Post(place=None)))

    assert by_graduate[:, Gate.PLACE].tolist() == [0, 1, 0]
    assert {gate.name: int(by_opening[0, gate]) for gate in Gate if by_opening[0, gate]} == {
        "PLACE": 3
    }


def test_an_opening_is_not_told_what_only_graduates_have_left_open():
    _, by_opening = counted(market(Person(degree=None), Post(degree=BACHELOR)))

    assert by_opening.tolist() == [[0] * len(Gate)]


@pytest.mark.parametrize(("people", "posts"), [(0, 0), (0, 2), (2, 0)])
def test_empty_sides_leave_nothing_open(people, posts):
    by_graduate, by_opening = counted(market(*[EMPTY_PROFILE] * people, *[Post()] * posts))

    assert by_graduate.tolist() == [[0] * len(Gate)] * people
    assert by_opening.tolist() == [[0] * len(Gate)] * posts


@settings(max_examples=60)
@given(worlds())
def test_what_is_left_open_is_counted_as_by_the_oracle(world):
    by_graduate, by_opening = counted(market_of(world))

    oracle = OracleLists(world)
    assert by_graduate.tolist() == oracle.graduate_unknowns()
    assert by_opening.tolist() == oracle.opening_unknowns()


@settings(max_examples=20)
@given(made_worlds(40, 40))
def test_what_is_left_open_is_what_the_gates_of_all_pairs_say(world):
    both = market_of(world)
    rows = np.indices((40, 40)).reshape(2, -1)
    states = gates(both, *rows)
    open_still = (states == 1) & (states.min(axis=0) == 1)

    by_graduate, by_opening = counted(both)

    table = open_still.reshape(len(Gate), 40, 40)
    silent, mute = silent_graduates(both.graduates), silent_openings(both.openings)
    assert by_graduate.T.tolist() == (table.sum(axis=2) * silent).tolist()
    assert by_opening.T.tolist() == (table.sum(axis=1) * mute).tolist()


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_more_graduates_than_are_counted_together_are_all_counted(threads):
    count = GRADUATES_TOGETHER * 2 + 7
    few = market(EMPTY_PROFILE, Post(place=None), Post(degree=BACHELOR))
    many = few.select(np.zeros(count, int), [0, 1])

    by_graduate, by_opening = counted(many, threads)

    assert by_graduate[:, Gate.KIND].tolist() == [2] * count
    assert by_graduate[:, Gate.DEGREE].tolist() == [1] * count
    assert by_opening[:, Gate.PLACE].tolist() == [count, 0]
