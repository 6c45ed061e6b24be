"""What the kernel lays out of one graduate: skills held, related ones, and places accepted."""

import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine import Market, Weights
from matching.engine.kernel_skills import SHARES, find_runs, hold, release
from matching.engine.kernel_tables import LEVELS, WHOLE
from matching.engine.layout import Layout
from matching.engine.paired import NOT_ACCEPTED
from tests.matching.engine.drawn_worlds import worlds
from tests.matching.engine.oracle import Oracle, strongest_claim
from tests.matching.engine.worlds import (
    JIANGSU,
    KUNSHAN,
    NANJING,
    PUDONG,
    SHANGHAI,
    SKILL_COUNT,
    SUZHOU,
    Person,
    Post,
    market,
    market_of,
)


def laid_out(both: Market):
    layout = Layout(both, Weights())
    return layout.supply, layout.scratch(5)


@pytest.mark.parametrize("required", range(1, LEVELS + 1))
@pytest.mark.parametrize("held", range(LEVELS + 1))
def test_the_share_of_a_level_is_the_part_of_it_that_is_reached(held, required):
    assert SHARES[held, required] == WHOLE * min(held, required) // required


def test_what_is_held_is_laid_out_by_skill_and_taken_away_again():
    supply, scratch = laid_out(
        market(Person(skills=((3, 2, 1), (1, 4, 3))), Post(), related=((3, 0, 2),))
    )

    touched = hold(supply, 0, scratch)

    assert sorted(scratch.touched[:touched].tolist()) == [0, 1, 3]
    assert scratch.level.tolist() == [0, 4, -1, 2, -1, -1]
    assert (scratch.evidence[3], scratch.evidence[1]) == (1, 3)
    release(scratch, touched)
    assert scratch.level.tolist() == [-1] * SKILL_COUNT
    assert not scratch.part.any()


@settings(max_examples=40)
@given(worlds(most=4))
def test_related_skills_are_laid_out_as_the_oracle_has_them_at_every_level(world):
    supply, scratch = laid_out(market_of(world))
    oracle = Oracle(world)

    for row, person in enumerate(world.persons):
        touched = hold(supply, row, scratch)
        found = {
            (skill, required): max(
                SHARES[max(scratch.level[skill], 0), required],
                scratch.part[skill * LEVELS + required - 1],
            )
            for skill in range(SKILL_COUNT)
            for required in range(1, LEVELS + 1)
        }
        expected = {pair: oracle.held(person, *pair)[0] for pair in found}
        release(scratch, touched)
        assert found == expected


@settings(max_examples=30)
@given(worlds(most=4))
def test_nothing_of_one_graduate_is_left_for_the_next(world):
    supply, scratch = laid_out(market_of(world))

    for row, person in enumerate(world.persons):
        touched = hold(supply, row, scratch)
        held = {skill for skill in range(SKILL_COUNT) if scratch.level[skill] > 0}
        assert held == {skill for skill in range(SKILL_COUNT) if strongest_claim(person, skill)}
        release(scratch, touched)

    assert (scratch.level == -1).all()
    assert (scratch.part == 0).all()


def steps_by_place(person: Person, *places: int) -> dict[int, int]:
    """The steps of each place in use according to the runs of the kernel."""
    layout = Layout(market(person, *[Post(place=place) for place in places]), Weights())
    scratch, field = layout.scratch(5), layout.field(person.discipline)
    found = {}
    for run in range(find_runs(layout.supply, 0, field, scratch)):
        for rank in range(scratch.run_first[run], scratch.run_last[run]):
            found[int(layout.places[rank])] = int(scratch.run_steps[run])
    return found


EVERYWHERE = (JIANGSU, SUZHOU, KUNSHAN, NANJING, SHANGHAI, PUDONG)


@pytest.mark.parametrize(
    ("places", "anywhere", "expected"),
    [
        ((), False, {}),
        ((), True, dict.fromkeys(EVERYWHERE, 0)),
        ((JIANGSU,), False, dict.fromkeys((JIANGSU, SUZHOU, KUNSHAN, NANJING), 0)),
        ((SUZHOU, JIANGSU), False, {JIANGSU: 1, SUZHOU: 0, KUNSHAN: 0, NANJING: 1}),
        ((JIANGSU, SUZHOU), False, {JIANGSU: 0, SUZHOU: 0, KUNSHAN: 0, NANJING: 0}),
        ((PUDONG, KUNSHAN), False, {PUDONG: 0, KUNSHAN: 1}),
        (
            (KUNSHAN, SHANGHAI),
            True,
            {KUNSHAN: 0, SHANGHAI: 1, PUDONG: 1, JIANGSU: 2, SUZHOU: 2, NANJING: 2},
        ),
        (
            (PUDONG,) * 5 + (NANJING,),
            True,
            {PUDONG: 0, **dict.fromkeys((JIANGSU, SUZHOU, KUNSHAN, NANJING, SHANGHAI), 3)},
        ),
    ],
)
def test_runs_of_places_carry_the_steps_of_the_order_of_preference(places, anywhere, expected):
    person = Person(places=places, anywhere=anywhere)

    assert steps_by_place(person, *EVERYWHERE) == expected


def test_only_places_where_an_opening_is_are_walked():
    person = Person(places=(JIANGSU,), anywhere=False)

    assert steps_by_place(person, NANJING, PUDONG) == {NANJING: 0}


@settings(max_examples=40)
@given(worlds(most=5))
def test_the_runs_of_anybody_say_what_the_oracle_says_of_every_place(world):
    layout, oracle = Layout(market_of(world), Weights()), Oracle(world)
    scratch, field = layout.scratch(5), layout.field(-1)

    for row, person in enumerate(world.persons):
        runs = find_runs(layout.supply, row, field, scratch)
        steps = np.full(layout.places.size, NOT_ACCEPTED)
        for run in range(runs):
            steps[scratch.run_first[run] : scratch.run_last[run]] = scratch.run_steps[run]
        expected = [oracle.place_steps(person, Post(place=int(place))) for place in layout.places]
        assert steps.tolist() == [
            NOT_ACCEPTED if each is None else min(each, 3) for each in expected
        ]
