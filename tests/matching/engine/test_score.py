"""What a pair is worth: skills first, no surplus pays for a gap, absent data earns nothing."""

from dataclasses import replace

import pytest

from matching.engine import FULL_POINTS, Evidence, Importance, Term, Weights, match
from tests.matching.engine.results import terms_of, total_of
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
    TECHNICAL,
    Person,
    Post,
    certified,
    holds,
    market,
    musts,
    nice,
    wanted,
)

A, B, C, D, E = range(5)

DEMANDING = Post(
    place=SUZHOU,
    degree=BACHELOR,
    disciplines=(BIOTECHNOLOGY,),
    latest_start=100,
    channel=TECHNICAL,
    pay=8000,
    requirements=musts((A, 3)) + nice((B, 2)),
    words=((7, 1),),
)
IDEAL = Person(
    places=(SUZHOU,),
    anywhere=False,
    channel=TECHNICAL,
    pay=8000,
    skills=certified((A, 3), (B, 2)),
    words=((7, 1),),
)
WORDLESS = replace(DEMANDING, words=())
IN_COMMON = 764
"""Of 912 for the one topic that both name: before anything was counted it weighs 64 here as well as
in all, it says ⌊256 × 58·100 / (10·100 + 12·100 + 36·1)⌋ = 664, and ⌊912 × 2·64·664 / (2·64·664 +
256·64)⌋ = ⌊912 × 1328 / 1584⌋ = 764."""


def test_full_points_need_every_skill_every_proof_and_every_first_choice():
    assert terms_of(IDEAL, WORDLESS) == {
        Term.SKILLS: 384 + 912,
        Term.ALL_MUSTS: 2048,
        Term.EVIDENCE: 128,
        Term.DISCIPLINE: 96,
        Term.DEGREE: 48,
        Term.TEXT: 0,
        Term.KIND: 96,
        Term.PLACE: 160,
        Term.CHANNEL: 64,
        Term.PAY: 96,
        Term.START: 64,
    }
    assert total_of(IDEAL, WORDLESS) == FULL_POINTS


def test_a_text_can_always_have_more_in_common():
    most = {"words": ((7, 255),)}

    earned = terms_of(IDEAL, DEMANDING), terms_of(replace(IDEAL, **most), DEMANDING)

    # Said 255 times it says ⌊256 × 58·255·100 / (10·255·100 + 12·100 + 36·255)⌋ = 1426:
    # ⌊912 × 2852 / 3108⌋ = 836
    assert [each[Term.TEXT] for each in earned] == [IN_COMMON, 836]
    assert earned[0][Term.SKILLS] == 384
    assert sum(earned[0].values()) == FULL_POINTS - 912 + IN_COMMON


@pytest.mark.parametrize(
    ("change", "term", "lost"),
    [
        ({"kinds": (1, 0)}, Term.KIND, 24),
        ({"places": (PUDONG, SUZHOU)}, Term.PLACE, 40),
        ({"channel": 0}, Term.CHANNEL, 64),
        ({"channel": None}, Term.CHANNEL, 64),
        ({"pay": 8001}, Term.PAY, 24),
        ({"pay": None}, Term.PAY, 96),
        ({"available_from": 8}, Term.START, 16),
        ({"degree": MASTER}, Term.DEGREE, 12),
        ({"words": ()}, Term.TEXT, IN_COMMON),
        ({"discipline": BIOLOGY}, Term.DISCIPLINE, 96),
    ],
)
def test_every_condition_costs_its_own_points_and_no_others(change, term, lost):
    before, after = terms_of(IDEAL, DEMANDING), terms_of(replace(IDEAL, **change), DEMANDING)

    assert {each: before[each] - after[each] for each in Term if after[each] != before[each]} == {
        term: lost
    }


def test_odoo_one_of_two_skills_far_above_its_level_does_not_pay_for_the_other():
    post = replace(WORDLESS, requirements=musts((A, 2), (B, 2)))
    only_one_at_the_top = replace(IDEAL, skills=certified((A, 4)))

    points = total_of(only_one_at_the_top, post)

    assert points < FULL_POINTS / 2
    # half of skills (384 + 912) and of evidence, and everything but the musts
    assert points == FULL_POINTS - 2048 - 648 - 64


def test_odoo_both_skills_far_above_their_levels_are_full_points_and_not_twice_as_many():
    post = replace(WORDLESS, requirements=musts((A, 2), (B, 2)))

    assert total_of(replace(IDEAL, skills=certified((A, 4), (B, 4))), post) == FULL_POINTS


@pytest.mark.parametrize(
    "post",
    [
        DEMANDING,
        Post(),
        Post(place=None, latest_start=5),
        Post(requirements=musts((A, 1)), latest_start=0),
        Post(requirements=nice((A, 1), (B, 4)), latest_start=0, pay=0),
        Post(requirements=wanted((C, 1)), latest_start=9, words=((1, 4),), channel=TECHNICAL),
    ],
)
def test_an_empty_profile_earns_nothing_and_is_in_no_list(post):
    matching = match(market(EMPTY_PROFILE, post), Weights())

    assert set(terms_of(EMPTY_PROFILE, post).values()) == {0}
    assert matching.pairs_eligible == 0


def test_an_opening_that_names_no_skills_is_never_near_a_full_match():
    post = replace(DEMANDING, requirements=())

    found = terms_of(IDEAL, post)

    assert found[Term.SKILLS] == found[Term.ALL_MUSTS] == found[Term.EVIDENCE] == 0
    assert sum(found.values()) == 96 + 48 + IN_COMMON + 480


def test_a_skill_below_its_level_earns_the_part_reached():
    post = Post(requirements=nice((A, 4)))

    earned = [terms_of(Person(skills=holds((A, level))), post) for level in (1, 2, 3, 4)]

    # quarters of 4096 − 128 − 416: nothing but kind, place, channel and pay has a share beside it
    assert [each[Term.SKILLS] for each in earned] == [888, 1776, 2664, 3552]


def test_a_must_below_its_level_is_not_met():
    post = Post(requirements=musts((A, 3)))

    below, reached = Person(skills=holds((A, 2))), Person(skills=holds((A, 3)))

    assert terms_of(below, post)[Term.ALL_MUSTS] == 0
    assert terms_of(reached, post)[Term.ALL_MUSTS] == 2048


def test_all_musts_needs_every_must_and_none_of_the_others():
    post = Post(requirements=musts((A, 1), (B, 1)) + wanted((C, 1)) + nice((D, 1)))

    found = [
        terms_of(Person(skills=holds(*((skill, 1) for skill in skills))), post)[Term.ALL_MUSTS]
        for skills in ((A,), (B, C, D), (A, B), (A, B, C, D))
    ]

    assert found == [0, 0, 2048, 2048]


def test_a_must_counts_more_than_a_wanted_and_a_wanted_more_than_a_nice_skill():
    importances = (Importance.MUST, Importance.WANTED, Importance.NICE)
    post = Post(requirements=tuple((skill, 1, how) for skill, how in enumerate(importances)))

    skills = [terms_of(Person(skills=holds((skill, 1))), post)[Term.SKILLS] for skill in (A, B, C)]

    # Of 1504 one each, and 1501 in proportion 4 : 2 : 1 = 857.71, 428.86, 214.43: the two left over
    # to the second and the first
    assert skills == [859, 430, 215]


def test_a_rarer_skill_is_worth_more_than_a_common_one():
    crowd = [Person(skills=holds((B, 1)))] * 1023
    post = Post(requirements=nice((A, 1), (B, 1)))
    rare, common = Person(skills=holds((A, 1))), Person(skills=holds((B, 1)))

    found = [
        terms_of(each, post, persons=(each, *crowd), counted=True)[Term.SKILLS]
        for each in (rare, common)
    ]

    # 1024 people and the opening, which asks for both: n = 1025; 3550 points beyond one each.
    # One holds the first: 4 ln²(1 + 1025 / 3) = 136.27, and 1023 the second: 4 ln²(1 + 1025 / 1025)
    # = 1.92; so 136 to 2, 3498.55 and 51.45, the point left over to the first.
    # Nobody holds the first: 4 ln²(1 + 1025 / 2) = 155.81, 1024 the second: 1.92; so 156 to 2,
    # 3505.06 and 44.94, the point left over to the second.
    assert found == [1 + 3499, 1 + 45]


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (Evidence.SELF, 0),
        (Evidence.ROSTER, 42),
        (Evidence.ASSESSED, 85),
        (Evidence.CERTIFICATE, 128),
    ],
)
def test_evidence_is_who_says_that_a_skill_is_held(evidence, expected):
    person = Person(skills=((A, 3, evidence),))

    assert terms_of(person, Post(requirements=musts((A, 3))))[Term.EVIDENCE] == expected


def test_a_certificate_of_too_low_a_level_proves_nothing():
    person = Person(skills=certified((A, 2)))

    assert terms_of(person, Post(requirements=musts((A, 3))))[Term.EVIDENCE] == 0


def test_a_certificate_counts_only_with_the_claim_of_the_highest_level():
    person = Person(skills=((A, 1, Evidence.CERTIFICATE), (A, 2, Evidence.ROSTER)))

    assert terms_of(person, Post(requirements=musts((A, 1))))[Term.EVIDENCE] == 42


def test_a_related_skill_earns_three_quarters_and_meets_no_must():
    post = Post(requirements=musts((A, 2)))
    person = Person(skills=certified((B, 4)))

    found = terms_of(person, post, related=((B, A, 3),))

    assert found[Term.SKILLS] == 1504 * 3 // 4
    assert found[Term.ALL_MUSTS] == found[Term.EVIDENCE] == 0


def test_a_related_skill_that_gives_more_than_the_skill_itself_is_the_one_that_counts():
    person = Person(skills=holds((A, 1), (B, 4)))

    found = terms_of(person, Post(requirements=musts((A, 4))), related=((B, A, 2),))

    assert found[Term.SKILLS] == 1504 * 2 // 4


def test_who_meets_every_must_is_above_anyone_who_misses_one():
    requirements = musts((A, 1), (B, 4)) + nice((C, 1), (D, 1), (E, 1))
    post = replace(DEMANDING, disciplines=(SCIENCE,), requirements=requirements, pay=None)
    only_musts = Person(
        kinds=(1, 2, 3, 0),
        skills=holds((A, 1), (B, 4)),
        degree=DOCTOR,
        places=(PUDONG, NANJING, KUNSHAN, JIANGSU),
    )
    all_but_a_level = replace(
        IDEAL,
        pay=0,
        discipline=SCIENCE,
        skills=certified((A, 1), (B, 3), (C, 1), (D, 1), (E, 1)),
    )

    assert total_of(only_musts, post) > FULL_POINTS / 2 > total_of(all_but_a_level, post)


def test_certificates_required_are_a_gate_and_no_points():
    with_licence = replace(DEMANDING, certificates=(C,))

    assert terms_of(IDEAL, with_licence) == terms_of(IDEAL, DEMANDING)


def test_among_equal_skills_the_nearer_discipline_comes_first():
    post = Post(disciplines=(SCIENCE, BIOLOGY), requirements=musts((A, 1)))
    farther = Person(discipline=BIOTECHNOLOGY, skills=holds((A, 1)))
    nearer = Person(discipline=BIOLOGY, skills=holds((A, 1)))

    matching = match(market(farther, nearer, post), Weights(), k=2)

    assert matching.opening_lists.indices.tolist() == [[1, 0]]
    # 128 of evidence and 64 + 96 of channel and pay are not earned
    assert matching.opening_lists.points.tolist() == [[3808, 3784]]
