"""Every number can be taken apart into the parts that made it."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from matching.engine import (
    EngineInputError,
    Evidence,
    Explanation,
    Gate,
    GateResult,
    Importance,
    Level,
    RequirementResult,
    Standing,
    State,
    Term,
    TermResult,
    Weights,
    explain,
    match,
)
from tests.matching.engine import oracle
from tests.matching.engine.worlds import (
    BACHELOR,
    BIOLOGY,
    BIOTECHNOLOGY,
    EMPTY_PROFILE,
    KUNSHAN,
    MASTER,
    PUDONG,
    SCIENCE,
    SUZHOU,
    Person,
    Post,
    holds,
    market,
    market_of,
    musts,
    nice,
    worlds,
)


def explained(person: Person, post: Post) -> Explanation:
    return explain(market(person, post), Weights(), 0, 0)


def test_a_pair_is_taken_apart_into_gates_terms_and_skills():
    person = Person(
        places=(PUDONG, SUZHOU),
        anywhere=False,
        degree=MASTER,
        skills=((0, 2, Evidence.ROSTER), (0, 3, Evidence.CERTIFICATE), (1, 1, Evidence.SELF)),
    )
    post = Post(
        place=KUNSHAN,
        degree=BACHELOR,
        disciplines=(BIOLOGY,),
        requirements=musts((0, 3), (1, 2)) + nice((2, 1)),
    )

    explanation = explained(person, post)

    # 1536 points of skills in proportion 4 : 4 : 1 = 682.67, 682.67, 170.67: one more for each of
    # the two first in order
    assert explanation == Explanation(
        points=683 + 341 + 192 + 96 + 96,
        gates=tuple(GateResult(gate, State.MET, False, False) for gate in Gate),
        terms=(
            TermResult(Term.SKILLS, 683 + 341, 1536, None),
            TermResult(Term.ALL_MUSTS, 0, 2048, None),
            TermResult(Term.DISCIPLINE, 192, 256, 1),
            TermResult(Term.DEGREE, 96, 128, 1),
            TermResult(Term.PLACE, 96, 128, 1),
        ),
        requirements=(
            RequirementResult(
                0,
                Importance.MUST,
                Level.PROFICIENT,
                Level.PROFICIENT,
                Evidence.CERTIFICATE,
                683,
                683,
            ),
            RequirementResult(
                1, Importance.MUST, Level.FAMILIAR, Level.AWARE, Evidence.SELF, 341, 683
            ),
            RequirementResult(2, Importance.NICE, Level.AWARE, None, None, 0, 170),
        ),
    )


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (None, Standing.MISSING),
        (Level.FAMILIAR, Standing.BELOW_LEVEL),
        (Level.PROFICIENT, Standing.MET),
        (Level.EXPERT, Standing.MET),
    ],
)
def test_a_skill_is_met_below_its_level_or_missing(held, expected):
    skills = () if held is None else holds((0, held))

    explanation = explained(Person(skills=skills), Post(requirements=musts((0, 3))))

    assert [each.standing for each in explanation.requirements] == [expected]


def test_an_opening_that_names_no_skills_says_so_by_having_none():
    explanation = explained(Person(skills=holds((0, 4))), Post(degree=BACHELOR))

    assert explanation.requirements == ()
    assert explanation.terms[Term.SKILLS] == TermResult(Term.SKILLS, 0, 4096 - 256, None)


def test_an_empty_profile_earns_nothing_and_is_asked_for_what_is_missing():
    post = Post(degree=BACHELOR, disciplines=(SCIENCE,), requirements=musts((0, 1)))

    explanation = explained(EMPTY_PROFILE, post)

    asked = [each.gate for each in explanation.gates if each.state == State.UNKNOWN]
    assert asked == [Gate.KIND, Gate.PLACE, Gate.DEGREE, Gate.DISCIPLINE]
    assert all(explanation.gates[gate].graduate_is_silent for gate in asked)
    assert explanation.points == 0
    assert [each.points for each in explanation.requirements] == [0]
    assert explanation.state == State.UNKNOWN


def test_a_posting_without_a_place_is_named_as_the_silent_side():
    picky = Person(places=(SUZHOU,), anywhere=False)

    place = explained(picky, Post(place=None)).gates[Gate.PLACE]

    assert place == GateResult(
        Gate.PLACE, State.UNKNOWN, graduate_is_silent=False, opening_is_silent=True
    )


def test_one_who_goes_anywhere_is_not_silent_about_places():
    place = explained(Person(anywhere=True), Post(place=None)).gates[Gate.PLACE]

    assert place == GateResult(
        Gate.PLACE, State.MET, graduate_is_silent=False, opening_is_silent=True
    )


def test_one_gate_not_met_decides_over_others_unknown():
    person = Person(degree=None, matchable=False)

    assert explained(person, Post(degree=BACHELOR)).state == State.NOT_MET


@pytest.mark.parametrize(
    "missing", [{"degree": BACHELOR - 1}, {"discipline": None}, {"places": (PUDONG,)}]
)
def test_what_is_not_accepted_has_no_steps_and_no_points(missing):
    stated = {"places": (SUZHOU,), "anywhere": False, "discipline": BIOTECHNOLOGY}
    person = Person(**{**stated, **missing})
    post = Post(place=SUZHOU, degree=BACHELOR, disciplines=(BIOLOGY,))

    refused = [each for each in explained(person, post).terms[2:] if each.steps is None]

    assert [each.points for each in refused] == [0]


@settings(deadline=None)
@given(worlds(most=4))
def test_the_parts_of_every_pair_are_those_of_the_oracle_and_add_up(world):
    both = market_of(world)

    for graduate, person in enumerate(world.persons):
        for opening, post in enumerate(world.posts):
            found = explain(both, Weights(), graduate, opening)
            terms = oracle.terms(world, graduate, opening, Weights())
            skills = oracle.requirement_points(person, post, Weights())
            assert {each.term: each.points for each in found.terms} == terms
            assert {each.skill: each.points for each in found.requirements} == skills
            assert sum(skills.values()) == terms[Term.SKILLS]
            assert sum(terms.values()) == found.points
            assert found.state == oracle.together(oracle.states(world, graduate, opening))


@settings(deadline=None)
@given(worlds())
def test_the_points_explained_are_those_in_the_lists(world):
    both = market_of(world)

    lists = match(both, Weights(), k=3).graduate_lists

    for graduate, place in np.argwhere(lists.indices >= 0):
        explanation = explain(both, Weights(), graduate, lists.indices[graduate, place])
        assert explanation.points == lists.points[graduate, place]
        assert explanation.state == State.MET


@settings(deadline=None)
@given(worlds(most=4))
def test_the_maxima_of_terms_and_of_skills_are_never_exceeded_and_add_up(world):
    both = market_of(world)

    for graduate in range(len(world.persons)):
        for opening in range(len(world.posts)):
            found = explain(both, Weights(), graduate, opening)
            assert sum(term.maximum for term in found.terms) == 4096
            assert all(0 <= each.points <= each.maximum for each in found.terms)
            assert all(0 <= each.points <= each.maximum for each in found.requirements)
            if found.requirements:
                most = sum(each.maximum for each in found.requirements)
                assert most == found.terms[Term.SKILLS].maximum


@settings(deadline=None)
@given(worlds(most=4))
def test_learning_a_missing_nice_skill_gains_exactly_what_is_shown_as_missing(world):
    both = market_of(world)

    for graduate, person in enumerate(world.persons):
        for opening, post in enumerate(world.posts):
            before = explain(both, Weights(), graduate, opening)
            for each in before.requirements:
                if each.importance == Importance.MUST or each.standing == Standing.MET:
                    continue
                learnt = replace(
                    person,
                    skills=(*person.skills, (each.skill, each.required, 0)),
                    excluded=frozenset(),
                )
                gain = explained(learnt, post).points - before.points
                assert gain == each.maximum - each.points > 0


def test_closing_the_last_gap_among_the_musts_gains_the_gap_and_the_term():
    post = Post(place=None, requirements=musts((0, 2), (1, 2)))
    before = explained(Person(skills=holds((0, 2), (1, 1))), post)

    after = explained(Person(skills=holds((0, 2), (1, 2))), post)

    gap = before.requirements[1]
    assert after.points - before.points == gap.maximum - gap.points + 2048


@pytest.mark.parametrize(
    ("graduate", "opening", "problem"),
    [
        (1, 0, "there is no graduate 1 among 1"),
        (-1, 0, "there is no graduate -1 among 1"),
        (0, 1, "there is no opening 1 among 1"),
        (0, -1, "there is no opening -1 among 1"),
    ],
)
def test_a_row_that_is_not_there_is_refused(graduate, opening, problem):
    with pytest.raises(EngineInputError, match=problem):
        explain(market(Person(), Post()), Weights(), graduate, opening)
