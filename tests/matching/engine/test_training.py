"""The training that helps a pair most: what it promises holds, and nothing promises more."""

from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest

from matching.engine import (
    EngineInputError,
    Evidence,
    Market,
    Offers,
    State,
    TrainingPlan,
    after_each,
    best_training,
    explain,
    gates,
    points,
)
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.results import STANDARD
from tests.matching.engine.worlds import (
    Person,
    Post,
    World,
    certified,
    graduates_of,
    holds,
    market,
    market_of,
    musts,
    wanted,
)

# One must and one wanted skill: 1002 + 85 and 502 + 43 points, see test_changes.
TWO_SKILLS = Post(requirements=musts((0, 3)) + wanted((1, 2)))
Taught = tuple[tuple[int, int, int], ...]


def planned(person: Person, post: Post, offers: list[Taught], **changes) -> TrainingPlan | None:
    return best_training(market(person, post, **changes), STANDARD, 0, 0, Offers.of(offers))


def test_two_offers_that_together_meet_everything_are_the_plan():
    plan = planned(Person(), TWO_SKILLS, [holds((1, 2)), holds((5, 4)), holds((0, 3))])

    assert plan.offers == (0, 2)
    assert plan.gain == 2048 + 1504


def test_a_proof_earns_more_than_the_own_word():
    plan = planned(Person(), TWO_SKILLS, [holds((0, 3)), certified((0, 3))])

    assert (plan.offers, plan.gain) == ((1,), 2048 + 1002 + 85)


def test_two_musts_are_worth_more_together_than_two_offers_that_gain_more_alone():
    post = Post(requirements=musts((0, 1), (1, 1)) + wanted((2, 1), (3, 1)))
    offers = [certified((0, 1)), certified((1, 1)), certified((2, 1), (3, 1), (0, 1))]

    plan = planned(Person(), post, offers)

    assert plan.offers == (1, 2)


def test_never_more_than_two_offers_are_planned():
    post = Post(requirements=wanted((0, 1), (1, 1), (2, 1)))

    plan = planned(Person(), post, [holds((skill, 1)) for skill in range(3)])

    assert len(plan.offers) == 2


def test_of_equal_plans_the_one_with_fewer_offers_is_chosen():
    offers = [holds((0, 3)), holds((1, 2)), holds((0, 3), (1, 2))]

    assert planned(Person(), TWO_SKILLS, offers).offers == (2,)


def test_of_equal_plans_with_as_many_offers_the_smaller_rows_are_chosen():
    assert planned(Person(), TWO_SKILLS, [holds((5, 1)), *3 * [holds((0, 3))]]).offers == (1,)
    assert planned(Person(), TWO_SKILLS, 2 * [holds((1, 2))] + 2 * [holds((0, 3))]).offers == (0, 2)


def test_an_offer_of_a_related_skill_helps_too():
    plan = planned(Person(), TWO_SKILLS, [holds((2, 3))], related=((2, 0, 3),))

    # ⌊1002 × 36 / 48⌋
    assert (plan.offers, plan.gain) == ((0,), 751)


def test_an_offer_that_opens_the_pair_comes_before_one_that_earns_points():
    post = replace(TWO_SKILLS, certificates=(4,))
    person = Person()
    before = explain(market(person, post), STANDARD, 0, 0)

    alone = planned(person, post, [certified((4, 1))])
    three = planned(person, post, [certified((0, 3)), certified((1, 2)), certified((4, 1))])

    assert alone == TrainingPlan((0,), before.points, 0, State.MET)
    assert (three.offers, three.state) == ((0, 2), State.MET)


@pytest.mark.parametrize(
    "offers", [[], [()], [holds((5, 4))], [holds((0, 3)), holds((1, 1))], [certified((0, 4))]]
)
def test_where_no_offer_helps_there_is_no_plan(offers):
    person = Person(skills=certified((0, 3), (1, 2)))

    assert planned(person, TWO_SKILLS, offers) is None


def test_an_offer_of_a_skill_that_is_not_there_is_refused():
    with pytest.raises(EngineInputError, match="not there"):
        planned(Person(), TWO_SKILLS, [holds((6, 1))])


@pytest.mark.parametrize("level", [0, 5])
def test_an_offer_of_a_level_that_is_not_there_is_refused(level):
    with pytest.raises(EngineInputError, match="level"):
        Offers.of([[(0, level, 0)]])


def taught(world: World, graduate: int, more: Taught) -> Market:
    """The market after this graduate has learnt all that; what was counted stays as it was."""
    before = market_of(world)
    persons = list(world.persons)
    persons[graduate] = replace(persons[graduate], skills=persons[graduate].skills + more)
    return replace(before, graduates=graduates_of(persons))


def standing(both: Market, graduate: int, opening: int) -> tuple[int, int]:
    """State and points of the pair, by the reference scorer of whole markets."""
    state = gates(both, [graduate], [opening]).min()
    return int(state), int(points(both, STANDARD, [graduate], [opening]).sum())


def random_offers(chance: Random, post: Post, skill_count: int) -> list[Taught]:
    """Offers of one to three skills, most of them asked for."""
    asked = [skill for skill, _, _ in post.requirements] + list(post.certificates)
    found = []
    for _ in range(chance.randrange(1, 6)):
        pool = asked if asked and chance.random() < 0.8 else range(skill_count)
        skills = chance.choices(pool, k=chance.randrange(1, 4))
        proof = chance.choice(list(Evidence))
        found.append(tuple((skill, chance.randrange(1, 5), proof) for skill in skills))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_the_plan_is_the_best_of_all_sets_and_its_promise_holds_when_it_is_done(seed):
    """Brute force over every set of at most two offers, each really added to the graduate."""
    chance = Random(seed)  # noqa: S311  not for secrets
    world = made_world(40, 20, seed, Mood(pickiness=0.1, skill_count=12, related=20))
    before = market_of(world)
    plans = 0
    for _ in range(75):
        graduate, opening = chance.randrange(40), chance.randrange(20)
        offers = random_offers(chance, world.posts[opening], world.skill_count)

        plan = best_training(before, STANDARD, graduate, opening, Offers.of(offers))

        rows = range(len(offers))
        sets = [(), *((row,) for row in rows), *combinations(rows, 2)]
        reached = {
            chosen: standing(
                taught(world, graduate, sum((offers[row] for row in chosen), ())),
                graduate,
                opening,
            )
            for chosen in sets
        }
        best = min(sets, key=lambda each: (*np.negative(reached[each]), len(each), each))
        assert (plan.offers if plan else ()) == best
        if plan:
            plans += 1
            assert (plan.state, plan.points) == reached[plan.offers]
            assert plan.gain == plan.points - reached[()][1]
    assert plans > 30


def test_each_offer_alone_promises_what_the_pair_then_has():
    both, offers = market(Person(), TWO_SKILLS), [certified((0, 3)), holds((1, 2)), holds((5, 4))]
    now = sum(points(both, STANDARD, [0], [0])[:, 0])

    plans = after_each(both, STANDARD, 0, 0, Offers.of(offers))

    assert [plan.offers for plan in plans] == [(0,), (1,), (2,)]
    assert [plan.gain for plan in plans] == [2048 + 1002 + 85, 502, 0]
    for plan, skills in zip(plans, offers, strict=True):
        really = market(Person(skills=skills), TWO_SKILLS)
        assert plan.points == now + plan.gain == sum(points(really, STANDARD, [0], [0])[:, 0])


def test_an_offer_of_a_skill_that_is_not_there_promises_nothing_but_fails():
    with pytest.raises(EngineInputError, match="not there"):
        after_each(market(Person(), TWO_SKILLS), STANDARD, 0, 0, Offers.of([holds((99, 1))]))
