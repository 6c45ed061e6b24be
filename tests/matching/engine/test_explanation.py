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
from tests.matching.engine.drawn_worlds import worlds
from tests.matching.engine.oracle import Oracle, together
from tests.matching.engine.results import explained
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
    TECHNICAL,
    Person,
    Post,
    certified,
    holds,
    market,
    market_of,
    musts,
    nice,
)

A, B, C, D = range(4)


def test_a_pair_is_taken_apart_into_gates_terms_and_skills():
    person = Person(
        places=(PUDONG, SUZHOU),
        anywhere=False,
        degree=MASTER,
        channel=TECHNICAL,
        pay=7000,
        skills=(
            (A, 2, Evidence.ROSTER),
            (A, 3, Evidence.ASSESSED),
            (B, 1, Evidence.CERTIFICATE),
            (D, 2, Evidence.SELF),
        ),
    )
    post = Post(
        place=KUNSHAN,
        degree=BACHELOR,
        disciplines=(BIOLOGY,),
        latest_start=200,
        channel=TECHNICAL,
        pay=6000,
        requirements=musts((A, 3), (B, 2)) + nice((C, 1)),
    )

    explanation = explained(person, post, related=((D, C, 1), (D, B, 2)))

    # Of skills 4096 − 2048 − 128 − 96 − 48 − 480 = 1296: one each and 1293 as 4 : 4 : 1 =
    # 574.67, 574.67, 143.67, the two left over to the first two. Of evidence 128: one each and
    # 125 as 55.56, 55.56, 13.89, the two left over to the third and the first.
    assert explanation == Explanation(
        gates=tuple(
            GateResult(gate, State.MET, gate == Gate.CERTIFICATES, opening_is_silent=False)
            for gate in Gate
        ),
        terms=(
            TermResult(Term.SKILLS, 576 + 288 + 36, 1296, None),
            TermResult(Term.ALL_MUSTS, 0, 2048, None),
            TermResult(Term.EVIDENCE, 38, 128, None),
            TermResult(Term.DISCIPLINE, 72, 96, 1),
            TermResult(Term.DEGREE, 36, 48, 1),
            TermResult(Term.TEXT, 0, 0, None),
            TermResult(Term.KIND, 96, 96, 0),
            TermResult(Term.PLACE, 120, 160, 1),
            TermResult(Term.CHANNEL, 64, 64, 0),
            TermResult(Term.PAY, 48, 96, 2),
            TermResult(Term.START, 48, 64, 1),
        ),
        requirements=(
            RequirementResult(
                A,
                Importance.MUST,
                Level.PROFICIENT,
                Level.PROFICIENT,
                Evidence.ASSESSED,
                None,
                *(576, 576),
                *(38, 57),
            ),
            RequirementResult(
                B,
                Importance.MUST,
                Level.FAMILIAR,
                Level.AWARE,
                Evidence.CERTIFICATE,
                None,
                *(288, 576),
                *(0, 56),
            ),
            RequirementResult(C, Importance.NICE, Level.AWARE, None, None, D, 36, 144, 0, 15),
        ),
    )
    assert explanation.points_for_company == 576 + 288 + 36 + 38 + 72 + 36
    assert explanation.points_for_graduate == 96 + 120 + 64 + 48 + 48
    assert explanation.points == explanation.points_for_company + explanation.points_for_graduate


@pytest.mark.parametrize(
    ("skills", "expected"),
    [
        ((), Standing.MISSING),
        (holds((A, 2)), Standing.BELOW_LEVEL),
        (holds((A, 3)), Standing.MET),
        (holds((A, 4)), Standing.MET),
        (holds((B, 4)), Standing.PARTLY),
        (holds((A, 1), (B, 4)), Standing.PARTLY),
        (holds((A, 2), (B, 1)), Standing.BELOW_LEVEL),
        (holds((A, 3), (B, 4)), Standing.MET),
        (holds((C, 4)), Standing.MISSING),
    ],
)
def test_a_skill_is_met_below_its_level_partly_through_another_or_missing(skills, expected):
    post = Post(requirements=musts((A, 3)))

    explanation = explained(Person(skills=skills), post, related=((B, A, 3),))

    assert [each.standing for each in explanation.requirements] == [expected]


def test_a_skill_held_too_low_is_shown_beside_the_related_one_that_counts():
    post = Post(requirements=musts((A, 4)))

    (found,) = explained(
        Person(skills=certified((A, 1)) + holds((B, 4))), post, related=((B, A, 3),)
    ).requirements

    assert (found.held, found.evidence, found.through) == (Level.AWARE, Evidence.CERTIFICATE, B)
    # three quarters of 384 + 96 + 48 + 912 + 64
    assert (found.points, found.maximum) == (1128, 1504)


def test_an_opening_that_names_no_skills_says_so_by_having_none():
    explanation = explained(Person(skills=holds((A, 4))), Post(degree=BACHELOR))

    assert explanation.requirements == ()
    # 4096 but for 48 of the degree and 416 of the graduate's half, which no start is part of
    assert explanation.terms[Term.SKILLS] == TermResult(Term.SKILLS, 0, 3632, None)


def test_an_empty_profile_earns_nothing_and_is_asked_for_what_is_missing():
    stated = {"degree": BACHELOR, "disciplines": (SCIENCE,), "latest_start": 100}
    post = Post(**stated, requirements=musts((A, 1)), certificates=(B,))

    explanation = explained(EMPTY_PROFILE, post)

    asked = [each.gate for each in explanation.gates if each.state == State.UNKNOWN]
    assert asked == [gate for gate in Gate if gate <= Gate.CERTIFICATES]
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


def test_when_neither_states_a_place_both_are_named():
    place = explained(Person(anywhere=False), Post(place=None)).gates[Gate.PLACE]

    assert place == GateResult(
        Gate.PLACE, State.UNKNOWN, graduate_is_silent=True, opening_is_silent=True
    )


def test_one_gate_not_met_decides_over_others_unknown():
    person = Person(degree=None, matchable=False)

    assert explained(person, Post(degree=BACHELOR)).state == State.NOT_MET


@pytest.mark.parametrize(
    ("changes", "term"),
    [
        ({"degree": BACHELOR - 1}, Term.DEGREE),
        ({"discipline": None}, Term.DISCIPLINE),
        ({"places": (PUDONG,)}, Term.PLACE),
        ({"kinds": (1,)}, Term.KIND),
        ({"channel": None}, Term.CHANNEL),
        ({"pay": 20_000}, Term.PAY),
        ({"available_from": 101}, Term.START),
    ],
)
def test_what_is_not_accepted_has_no_steps_and_no_points(changes, term):
    stated = Person(
        places=(SUZHOU,), anywhere=False, discipline=BIOTECHNOLOGY, channel=TECHNICAL, pay=8000
    )
    post = Post(
        degree=BACHELOR, disciplines=(BIOLOGY,), latest_start=100, channel=TECHNICAL, pay=8000
    )

    found = explained(replace(stated, **changes), post).terms

    assert [each.term for each in found[3:] if each.steps is None] == sorted([term, Term.TEXT])
    assert found[term].points == 0


@settings(max_examples=50)
@given(worlds(most=4))
def test_the_parts_of_every_pair_are_those_of_the_oracle_and_add_up(world):
    both, oracle = market_of(world), Oracle(world)

    for pair in world.pairs():
        found = explain(both, Weights(), *pair)
        terms, asked = oracle.terms(*pair), oracle.asked(*pair)
        assert {each.term: each.points for each in found.terms} == terms
        assert {each.skill: each.points for each in found.requirements} == {
            skill: each.points for skill, each in asked.items()
        }
        assert {each.skill: each.through for each in found.requirements} == {
            skill: each.through for skill, each in asked.items()
        }
        assert sum(each.points for each in found.requirements) == terms[Term.SKILLS]
        assert sum(each.evidence_points for each in found.requirements) == terms[Term.EVIDENCE]
        assert sum(terms.values()) == found.points
        assert found.state == together(oracle.states(*pair))


@settings(max_examples=40)
@given(worlds())
def test_the_points_explained_are_those_in_the_lists(world):
    both = market_of(world)

    lists = match(both, Weights(), k=3).graduate_lists

    for graduate, place in np.argwhere(lists.indices >= 0):
        explanation = explain(both, Weights(), graduate, lists.indices[graduate, place])
        assert explanation.points == lists.points[graduate, place]
        assert explanation.state == State.MET


@settings(max_examples=40)
@given(worlds(most=4))
def test_the_maxima_of_terms_and_of_skills_are_never_exceeded_and_add_up(world):
    both = market_of(world)

    for pair in world.pairs():
        found = explain(both, Weights(), *pair)
        assert sum(term.maximum for term in found.terms) == 4096
        assert all(0 <= each.points <= each.maximum for each in found.terms)
        assert all(0 <= each.points <= each.maximum for each in found.requirements)
        assert all(
            0 <= each.evidence_points <= each.evidence_maximum for each in found.requirements
        )
        if found.requirements:
            assert (
                sum(each.maximum for each in found.requirements) == found.terms[Term.SKILLS].maximum
            )
            assert sum(each.evidence_maximum for each in found.requirements) == 128


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
