"""What would change a pair: single skills learnt or lost, always scored again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import (
    EngineInputError,
    Level,
    Loss,
    State,
    Step,
    explain,
    losses,
    next_steps,
)
from tests.matching.engine.drawn_worlds import other_weights, worlds
from tests.matching.engine.oracle import Oracle, together
from tests.matching.engine.results import STANDARD
from tests.matching.engine.worlds import (
    CHEMISTRY,
    Person,
    Post,
    World,
    certified,
    holds,
    market,
    market_of,
    musts,
    nice,
    wanted,
)

# No discipline, degree, text or start is asked for: 384 + 96 + 48 + 912 + 64 = 1504 for skills. One
# each, and 1502 as 4 : 2 for a must and a wanted skill = 1001.33 and 500.67, the point left over to
# the second: 1002 and 502. Of 128 for evidence 1 + 84 and 1 + 42.
TWO_SKILLS = Post(requirements=musts((0, 3)) + wanted((1, 2)))


def steps_of(person: Person, post: Post, **changes) -> tuple[Step, ...]:
    return next_steps(market(person, post, **changes), STANDARD, 0, 0)


def losses_of(person: Person, post: Post, **changes) -> tuple[Loss, ...]:
    return losses(market(person, post, **changes), STANDARD, 0, 0)


def total(world: World, person: Person, weights=STANDARD, *, graduate=0, opening=0):
    """Points and state by the oracle when the graduate is this person instead."""
    persons = (*world.persons[:graduate], person, *world.persons[graduate + 1 :])
    # What was counted over all graduates stays as it was: one edit moves nobody else's points.
    changed = Oracle(replace(world, persons=persons), weights)
    counted = Oracle(world, weights)
    changed.rarity = counted.rarity
    changed.words_holding, changed.mean_length = counted.words_holding, counted.mean_length
    state = together(changed.states(graduate, opening))
    return sum(changed.terms(graduate, opening).values()), state


def test_a_missing_must_gains_its_own_points_and_those_of_all_musts():
    steps = steps_of(Person(), TWO_SKILLS)

    gains = {step.skill: (step.level, step.gain) for step in steps}
    assert gains == {0: (Level.PROFICIENT, 1002 + 2048), 1: (Level.FAMILIAR, 502)}


def test_the_step_that_gains_most_comes_first():
    post = Post(requirements=nice((0, 1)) + wanted((1, 1)) + musts((2, 1)))

    assert [step.skill for step in steps_of(Person(), post)] == [2, 1, 0]


def test_equal_gains_come_in_the_order_of_the_skills():
    post = Post(requirements=wanted((4, 1), (1, 1)))

    steps = steps_of(Person(), post)

    # without a must 2048 more for skills: half of 3552 each
    assert [(step.skill, step.gain) for step in steps] == [(1, 1776), (4, 1776)]


def test_one_of_two_missing_musts_gains_only_its_own_points():
    post = Post(requirements=musts((0, 1), (1, 1)))

    assert [step.gain for step in steps_of(Person(), post)] == [752, 752]


def test_a_skill_below_its_level_is_a_step_to_that_level():
    (step,) = steps_of(Person(skills=holds((0, 2), (1, 2))), TWO_SKILLS)

    assert (step.skill, step.level) == (0, Level.PROFICIENT)
    # ⌊1002 × 32 / 48⌋ was earned before
    assert step.gain == 1002 - 668 + 2048


def test_a_skill_that_a_related_one_gives_in_part_gains_the_rest():
    (step,) = steps_of(Person(skills=holds((1, 2), (2, 3))), TWO_SKILLS, related=((2, 0, 2),))

    # half of it was earned before
    assert (step.skill, step.gain) == (0, 1002 - 501 + 2048)


def test_a_step_promises_nothing_for_evidence():
    steps = steps_of(Person(), TWO_SKILLS)

    assert sum(step.gain for step in steps) == 2048 + 1504


def test_where_every_skill_is_met_there_is_no_step():
    assert steps_of(Person(skills=holds((0, 3), (1, 4))), TWO_SKILLS) == ()


def test_an_opening_that_names_no_skill_has_no_step():
    assert steps_of(Person(), Post()) == ()


def test_a_missing_certificate_is_a_step_that_opens_the_pair():
    post = Post(certificates=(4,), requirements=wanted((1, 2)))
    person = Person(skills=holds((1, 2)))
    points = explain(market(person, post), STANDARD, 0, 0).points

    assert steps_of(person, post) == (Step(4, Level.AWARE, points, 0, State.MET),)


def test_a_certificate_that_is_a_skill_asked_for_too_is_one_step_to_its_level():
    (step,) = steps_of(Person(), Post(certificates=(4,), requirements=wanted((4, 3))))

    assert (step.skill, step.level, step.state) == (4, Level.PROFICIENT, State.MET)


def test_one_of_two_missing_certificates_changes_nothing():
    assert steps_of(Person(), Post(certificates=(3, 4))) == ()


def test_a_certificate_is_no_step_where_another_condition_stays_in_the_way():
    person = Person(discipline=CHEMISTRY, kinds=())

    assert steps_of(person, Post(certificates=(4,))) == ()


def test_a_must_that_is_lost_takes_the_points_of_all_musts_with_it():
    person = Person(skills=holds((0, 3)) + certified((1, 2)))

    found = losses_of(person, TWO_SKILLS)

    assert [(loss.skill, loss.loss) for loss in found] == [(0, 1002 + 2048), (1, 502 + 43)]


def test_a_must_below_its_level_loses_only_its_part():
    (loss,) = losses_of(Person(skills=holds((0, 1))), TWO_SKILLS)

    assert (loss.skill, loss.loss) == (0, 334)


def test_a_related_skill_softens_the_loss():
    person = Person(skills=holds((0, 3), (2, 3)))

    found = losses_of(person, TWO_SKILLS, related=((2, 0, 3),))

    # ⌊1002 × 36 / 48⌋ = 751 stay
    assert [(loss.skill, loss.loss) for loss in found] == [(0, 1002 - 751 + 2048)]


def test_a_related_skill_that_gives_the_points_is_a_loss_itself():
    (loss,) = losses_of(Person(skills=holds((2, 3))), TWO_SKILLS, related=((2, 0, 3),))

    assert (loss.skill, loss.loss) == (2, 751)


def test_all_claims_of_a_skill_go_together():
    person = Person(skills=holds((1, 2)) + certified((1, 2)))

    (loss,) = losses_of(person, TWO_SKILLS)

    assert (loss.skill, loss.loss) == (1, 502 + 43)


def test_a_skill_that_nobody_asks_for_is_no_loss():
    assert losses_of(Person(skills=holds((5, 4))), TWO_SKILLS) == ()


def test_a_required_certificate_is_a_loss_without_points():
    post = Post(certificates=(4,))
    person = Person(skills=certified((4, 1)))
    points = explain(market(person, post), STANDARD, 0, 0).points

    assert losses_of(person, post) == (Loss(4, points, 0, State.UNKNOWN),)


@pytest.mark.parametrize(("graduate", "opening"), [(1, 0), (0, 1), (-1, 0)])
@pytest.mark.parametrize("changes", [next_steps, losses])
def test_a_row_that_is_not_there_is_refused(changes, graduate, opening):
    with pytest.raises(EngineInputError):
        changes(market(Person(), Post()), STANDARD, graduate, opening)


@given(world=worlds(most=3), weights=other_weights, data=st.data())
@settings(max_examples=100)
def test_steps_and_losses_are_what_the_oracle_gives_when_they_are_done(world, weights, data):
    if not world.pairs():
        return
    graduate, opening = data.draw(st.sampled_from(world.pairs()))
    person, post = world.persons[graduate], world.posts[opening]
    pair = market_of(world), weights, graduate, opening
    where = {"graduate": graduate, "opening": opening}
    now = total(world, person, weights, **where)

    learnt = {step.skill: step for step in next_steps(*pair)}
    lost = {loss.skill: loss for loss in losses(*pair)}

    asked = dict.fromkeys(post.certificates, 1)
    asked |= {skill: level for skill, level, _ in post.requirements}
    for skill, level in asked.items():
        after = total(
            world, replace(person, skills=(*person.skills, (skill, level, 0))), weights, **where
        )
        assert (after[0] > now[0] or after[1] > now[1]) == (skill in learnt)
        if skill in learnt:
            step = learnt[skill]
            assert (step.points, step.state, step.gain) == (*after, after[0] - now[0])
    for skill in {skill for skill, _, _ in person.skills}:
        kept = tuple(claim for claim in person.skills if claim[0] != skill)
        after = total(world, replace(person, skills=kept), weights, **where)
        assert (after[0] < now[0] or after[1] < now[1]) == (skill in lost)
        if skill in lost:
            loss = lost[skill]
            assert (loss.points, loss.state, loss.loss) == (*after, now[0] - after[0])


@given(world=worlds(most=3), data=st.data())
@settings(max_examples=50)
def test_an_explanation_at_hand_gives_the_same_answers(world, data):
    if not world.pairs():
        return
    pair = market_of(world), STANDARD, *data.draw(st.sampled_from(world.pairs()))
    explained = explain(*pair)

    assert next_steps(*pair, explained=explained) == next_steps(*pair)
    assert losses(*pair, explained=explained) == losses(*pair)
