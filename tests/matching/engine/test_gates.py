"""What must hold before a pair is matched; unknown is never treated as met."""

import pytest
from hypothesis import given, settings

from matching.engine import EngineInputError, Gate, State, Weights, gates, match
from tests.matching.engine import oracle
from tests.matching.engine.worlds import (
    BACHELOR,
    BIOLOGY,
    BIOTECHNOLOGY,
    CHEMISTRY,
    DOCTOR,
    EMPTY_PROFILE,
    INTERNSHIP,
    JIANGSU,
    JOB,
    KUNSHAN,
    MASTER,
    NANJING,
    PUDONG,
    SCIENCE,
    SUZHOU,
    TRAINING_PLACE,
    VOCATIONAL,
    Person,
    Post,
    market,
    market_of,
    worlds,
)


def state_of(gate: Gate, person: Person, post: Post) -> State:
    return State(gates(market(person, post), [0], [0])[gate, 0])


def test_one_who_has_stated_everything_meets_every_gate_of_a_plain_opening():
    states = gates(market(Person(), Post()), [0], [0])

    assert states.tolist() == [[State.MET]] * len(Gate)


@pytest.mark.parametrize(
    ("kinds", "kind", "expected"),
    [
        ({JOB}, JOB, State.MET),
        ({JOB, TRAINING_PLACE}, TRAINING_PLACE, State.MET),
        ({INTERNSHIP}, JOB, State.NOT_MET),
        (set(), JOB, State.UNKNOWN),
    ],
)
def test_the_kind_of_opening_must_be_wanted(kinds, kind, expected):
    person = Person(kinds=frozenset(kinds))

    assert state_of(Gate.KIND, person, Post(kind=kind)) == expected


@pytest.mark.parametrize(
    ("accepted", "place", "expected"),
    [
        ((SUZHOU,), SUZHOU, State.MET),
        ((JIANGSU,), KUNSHAN, State.MET),
        ((SUZHOU,), KUNSHAN, State.MET),
        ((PUDONG, NANJING), NANJING, State.MET),
        ((NANJING,), KUNSHAN, State.NOT_MET),
        ((KUNSHAN,), SUZHOU, State.NOT_MET),
        ((), KUNSHAN, State.UNKNOWN),
        ((SUZHOU,), None, State.UNKNOWN),
        ((), None, State.UNKNOWN),
    ],
)
def test_a_place_is_accepted_with_all_that_lies_in_it(accepted, place, expected):
    person = Person(places=accepted, anywhere=False)

    assert state_of(Gate.PLACE, person, Post(place=place)) == expected


@pytest.mark.parametrize("place", [KUNSHAN, PUDONG, None])
@pytest.mark.parametrize("listed", [(), (NANJING,)])
def test_one_who_goes_anywhere_accepts_every_place_even_one_not_stated(listed, place):
    person = Person(places=listed, anywhere=True)

    assert state_of(Gate.PLACE, person, Post(place=place)) == State.MET


@pytest.mark.parametrize(
    ("held", "asked", "expected"),
    [
        (BACHELOR, BACHELOR, State.MET),
        (DOCTOR, VOCATIONAL, State.MET),
        (BACHELOR, MASTER, State.NOT_MET),
        (None, VOCATIONAL, State.UNKNOWN),
        (None, 0, State.MET),
        (0, 0, State.MET),
    ],
)
def test_the_degree_must_reach_the_one_asked_for(held, asked, expected):
    assert state_of(Gate.DEGREE, Person(degree=held), Post(degree=asked)) == expected


@pytest.mark.parametrize(
    ("held", "accepted", "expected"),
    [
        (BIOTECHNOLOGY, (BIOTECHNOLOGY,), State.MET),
        (BIOTECHNOLOGY, (SCIENCE,), State.MET),
        (CHEMISTRY, (BIOLOGY, SCIENCE), State.MET),
        (CHEMISTRY, (BIOLOGY,), State.NOT_MET),
        (BIOLOGY, (BIOTECHNOLOGY,), State.NOT_MET),
        (None, (SCIENCE,), State.UNKNOWN),
        (None, (), State.MET),
    ],
)
def test_an_accepted_discipline_stands_for_all_below_it(held, accepted, expected):
    person, post = Person(discipline=held), Post(disciplines=accepted)

    assert state_of(Gate.DISCIPLINE, person, post) == expected


@pytest.mark.parametrize(
    ("available_from", "latest_start", "expected"),
    [
        (100, 100, State.MET),
        (99, 100, State.MET),
        (101, 100, State.NOT_MET),
        (None, 100, State.UNKNOWN),
        (None, None, State.MET),
        (101, None, State.MET),
        (0, 0, State.MET),
    ],
)
def test_a_graduate_must_be_free_by_the_latest_start(available_from, latest_start, expected):
    person, post = Person(available_from=available_from), Post(latest_start=latest_start)

    assert state_of(Gate.DATES, person, post) == expected


@pytest.mark.parametrize(("matchable", "expected"), [(True, State.MET), (False, State.NOT_MET)])
def test_who_has_not_opted_in_is_not_matched(matchable, expected):
    assert state_of(Gate.OPEN_TO_MATCHING, Person(matchable=matchable), Post()) == expected


def test_an_opening_already_dealt_with_is_refused_and_only_that_one():
    person = Person(excluded=frozenset({1}))

    states = gates(market(person, Post(), Post(), Post()), [0, 0, 0], [0, 1, 2])

    assert states[Gate.NOT_ALREADY_DEALT_WITH].tolist() == [State.MET, State.NOT_MET, State.MET]


def test_an_empty_profile_is_unknown_at_every_gate_that_asks_it_something():
    post = Post(degree=BACHELOR, disciplines=(BIOLOGY,), latest_start=100)

    states = gates(market(EMPTY_PROFILE, post), [0], [0])

    asking = [Gate.KIND, Gate.PLACE, Gate.DEGREE, Gate.DISCIPLINE, Gate.DATES]
    assert states[asking, 0].tolist() == [State.UNKNOWN] * len(asking)


@pytest.mark.parametrize(
    "unknown",
    [
        Person(kinds=frozenset()),
        Person(anywhere=False),
        Person(degree=None),
        Person(discipline=None),
        Person(available_from=None),
    ],
)
def test_one_unknown_gate_keeps_a_pair_out_of_both_lists(unknown):
    post = Post(degree=BACHELOR, disciplines=(BIOLOGY,), latest_start=100)

    matching = match(market(Person(), unknown, post), Weights(), k=2)

    assert matching.graduate_lists.indices.tolist() == [[0, -1], [-1, -1]]
    assert matching.opening_lists.indices.tolist() == [[0, -1]]
    assert matching.pairs_eligible == 1


def test_no_pairs_have_no_states():
    assert gates(market(), [], []).shape == (len(Gate), 0)


@pytest.mark.parametrize(
    ("graduates", "openings", "problem"),
    [
        ([0, 0], [0], "2 graduates cannot pair 1 openings"),
        ([1], [0], "there is no graduate"),
        ([-1], [0], "there is no graduate"),
        ([0], [1], "there is no opening"),
    ],
)
def test_pairs_that_are_no_pairs_are_refused(graduates, openings, problem):
    with pytest.raises(EngineInputError, match=problem):
        gates(market(Person(), Post()), graduates, openings)


@settings(deadline=None)
@given(worlds())
def test_the_gates_of_any_pair_are_those_of_the_oracle(world):
    pairs = [(g, o) for g in range(len(world.persons)) for o in range(len(world.posts))]
    graduates, openings = [g for g, _ in pairs], [o for _, o in pairs]

    found = gates(market_of(world), graduates, openings)

    expected = [list(oracle.states(world, g, o).values()) for g, o in pairs]
    assert found.T.tolist() == expected
