"""What must hold before a pair is matched; unknown is never treated as met."""

import pytest
from hypothesis import given, settings

from matching.engine import EngineInputError, Gate, State, Weights, gates, match
from matching.engine.gates import silent_graduates, silent_openings
from tests.matching.engine.drawn_worlds import worlds
from tests.matching.engine.oracle import Oracle
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
    graduates_of,
    holds,
    market,
    market_of,
    openings_of,
)

ASKING = (Gate.KIND, Gate.PLACE, Gate.DEGREE, Gate.DISCIPLINE, Gate.DATES, Gate.CERTIFICATES)


def state_of(gate: Gate, person: Person, post: Post) -> State:
    return State(gates(market(person, post), [0], [0])[gate, 0])


def test_one_who_has_stated_everything_meets_every_gate_of_a_plain_opening():
    states = gates(market(Person(), Post()), [0], [0])

    assert states.tolist() == [[State.MET]] * len(Gate)


@pytest.mark.parametrize(
    ("kinds", "kind", "expected"),
    [
        ((JOB,), JOB, State.MET),
        ((JOB, TRAINING_PLACE), TRAINING_PLACE, State.MET),
        ((INTERNSHIP, INTERNSHIP), JOB, State.NOT_MET),
        ((), JOB, State.UNKNOWN),
    ],
)
def test_the_kind_of_opening_must_be_wanted(kinds, kind, expected):
    assert state_of(Gate.KIND, Person(kinds=kinds), Post(kind=kind)) == expected


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


@pytest.mark.parametrize(
    ("place", "expected"),
    [(KUNSHAN, State.MET), (PUDONG, State.MET), (None, State.UNKNOWN)],
)
@pytest.mark.parametrize("listed", [(), (NANJING,)])
def test_one_who_goes_anywhere_accepts_every_place_that_is_stated(listed, place, expected):
    person = Person(places=listed, anywhere=True)

    assert state_of(Gate.PLACE, person, Post(place=place)) == expected


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


@pytest.mark.parametrize(
    ("skills", "required", "expected"),
    [
        ((), (), State.MET),
        (holds((3, 1)), (3,), State.MET),
        (holds((3, 1), (5, 4)), (3, 5), State.MET),
        (holds((3, 4)), (3, 5), State.UNKNOWN),
        (holds((2, 4)), (3,), State.UNKNOWN),
        ((), (3,), State.UNKNOWN),
    ],
)
def test_a_certificate_that_is_not_claimed_is_unknown_and_not_missing(skills, required, expected):
    person, post = Person(skills=skills), Post(certificates=required)

    assert state_of(Gate.CERTIFICATES, person, post) == expected


@pytest.mark.parametrize("shown", [True, False])
def test_not_showing_oneself_to_companies_is_no_gate(shown):
    states = gates(market(Person(shown=shown), Post()), [0], [0])

    assert states.tolist() == [[State.MET]] * len(Gate)


@pytest.mark.parametrize(("matchable", "expected"), [(True, State.MET), (False, State.NOT_MET)])
def test_who_has_not_opted_in_is_not_matched(matchable, expected):
    assert state_of(Gate.OPEN_TO_MATCHING, Person(matchable=matchable), Post()) == expected


def test_an_opening_already_dealt_with_is_refused_and_only_that_one():
    person = Person(excluded=frozenset({1}))

    states = gates(market(person, Post(), Post(), Post()), [0, 0, 0], [0, 1, 2])

    assert states[Gate.NOT_ALREADY_DEALT_WITH].tolist() == [State.MET, State.NOT_MET, State.MET]


def test_an_empty_profile_is_unknown_at_every_gate_that_asks_it_something():
    post = Post(degree=BACHELOR, disciplines=(BIOLOGY,), latest_start=100, certificates=(0,))

    states = gates(market(EMPTY_PROFILE, post), [0], [0])

    assert states[list(ASKING), 0].tolist() == [State.UNKNOWN] * len(ASKING)


def test_an_empty_profile_meets_what_an_opening_does_not_ask():
    states = dict(zip(Gate, gates(market(EMPTY_PROFILE, Post()), [0], [0])[:, 0], strict=True))

    unknown = {gate for gate, state in states.items() if state == State.UNKNOWN}
    assert unknown == {Gate.KIND, Gate.PLACE}
    assert State.NOT_MET not in states.values()


@pytest.mark.parametrize(
    "unknown",
    [
        Person(kinds=(), skills=holds((0, 1))),
        Person(anywhere=False, skills=holds((0, 1))),
        Person(degree=None, skills=holds((0, 1))),
        Person(discipline=None, skills=holds((0, 1))),
        Person(available_from=None, skills=holds((0, 1))),
        Person(skills=holds((1, 4))),
    ],
)
def test_one_unknown_gate_keeps_a_pair_out_of_both_lists(unknown):
    post = Post(degree=BACHELOR, disciplines=(BIOLOGY,), latest_start=100, certificates=(0,))

    matching = match(market(Person(skills=holds((0, 1))), unknown, post), Weights(), k=2)

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


def test_each_side_is_silent_where_it_has_not_stated_what_a_gate_needs():
    graduates = silent_graduates(graduates_of([Person(), EMPTY_PROFILE]))
    openings = silent_openings(openings_of([Post(), Post(place=None)]))

    assert [gate for gate in Gate if graduates[gate, 0]] == [Gate.CERTIFICATES]
    assert [gate for gate in Gate if graduates[gate, 1]] == list(ASKING)
    assert [gate for gate in Gate if openings[gate, 0]] == []
    assert [gate for gate in Gate if openings[gate, 1]] == [Gate.PLACE]


@settings(max_examples=50)
@given(worlds())
def test_the_gates_of_any_pair_are_those_of_the_oracle(world):
    pairs = world.pairs()

    found = gates(market_of(world), [g for g, _ in pairs], [o for _, o in pairs])

    expected = [list(Oracle(world).states(*pair).values()) for pair in pairs]
    assert found.T.tolist() == expected


@settings(max_examples=40)
@given(worlds(most=5))
def test_an_unknown_gate_always_has_a_silent_side(world):
    both, pairs = market_of(world), world.pairs()
    graduates, openings = [g for g, _ in pairs], [o for _, o in pairs]

    unknown = gates(both, graduates, openings) == State.UNKNOWN

    silent = silent_graduates(both.graduates)[:, graduates]
    mute = silent_openings(both.openings)[:, openings]
    assert (silent | mute)[unknown].all()
