"""One pair explained: every number, checked against the market worked out by hand."""

from datetime import date

import pytest
from django.utils import translation

from companies.models import Opening
from matching.actions.runs import run_park
from matching.loading.lines import PairExplanation
from matching.loading.pairs import explain_pair, explain_pairs, plan_training
from matching.models import GraduateMatches
from matching.queries.matches import unpacked_ids, unpacked_points
from talent.models import Profile
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import MatchWeightsFactory
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory
from tests.matching.markets import (
    ANN_ANALYST,
    ANN_OPERATOR,
    BOB_ANALYST,
    BOB_OPERATOR,
    UNCOUNTED_BOB_OPERATOR,
    SmallMarket,
    small_market,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NIGHT = date(2026, 11, 22)


@pytest.fixture
def market(park) -> SmallMarket:
    return small_market(park)


def explained(profile: Profile, opening: Opening, **options) -> PairExplanation:
    people = Profile.objects.for_explaining()
    offers = Opening.objects.with_company().with_requirements()
    return explain_pair(people.get(pk=profile.pk), offers.get(pk=opening.pk), **options)


def everybody() -> tuple[list[Profile], list[Opening]]:
    people = Profile.objects.for_explaining().order_by("pk")
    return list(people), list(Opening.objects.with_company().with_requirements().order_by("pk"))


def all_explained(market: SmallMarket) -> list[PairExplanation]:
    return [
        explained(profile, opening)
        for profile in (market.ann, market.bob, market.silent)
        for opening in (market.analyst, market.operator)
    ]


def terms_of(explanation: PairExplanation) -> list[tuple[str, int, int]]:
    return [(term.name, term.points, term.maximum) for term in explanation.terms]


def test_every_term_of_a_pair_is_told_with_its_points(market):
    explanation = explained(market.ann, market.analyst)

    assert terms_of(explanation) == [
        ("skills", 403, 403),
        ("all_musts", 2048, 2048),
        ("evidence", 28, 128),
        ("discipline", 72, 96),
        ("degree", 36, 48),
        ("text", 0, 957),
        ("kind", 96, 96),
        ("place", 160, 160),
        ("channel", 64, 64),
        ("pay", 72, 96),
    ]
    assert (explanation.points, explanation.in_lists) == (ANN_ANALYST, True)


def test_terms_that_an_opening_does_not_ask_for_are_not_shown(market):
    explanation = explained(market.bob, market.operator)

    assert terms_of(explanation) == [
        ("skills", 446, 446),
        ("all_musts", 2048, 2048),
        ("evidence", 128, 128),
        ("text", 786, 1058),
        ("kind", 96, 96),
        ("place", 160, 160),
        ("channel", 64, 64),
        ("pay", 96, 96),
    ]
    assert explanation.points == UNCOUNTED_BOB_OPERATOR


def test_the_two_halves_say_how_each_side_is_suited(market):
    halves = {
        name: (told.company_points, told.company_maximum, told.graduate_points)
        for name, told in {
            "ann": explained(market.ann, market.analyst),
            "bob": explained(market.bob, market.analyst),
            "elsewhere": explained(market.ann, market.operator),
        }.items()
    }

    assert halves == {
        "ann": (ANN_ANALYST - 392, 3680, 392),
        "bob": (BOB_ANALYST - 416, 3680, 416),
        "elsewhere": (0, 3680, ANN_OPERATOR),
    }


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_in_both_languages_the_parts_add_up_to_the_whole(language, market):
    with translation.override(language):
        explanations = all_explained(market)

    for told in explanations:
        terms = {term.name: term for term in told.terms}
        assert sum(term.points for term in told.terms) == told.points
        assert sum(term.maximum for term in told.terms) == 4096
        assert told.company_points + told.graduate_points == told.points
        assert told.company_maximum + told.graduate_maximum == 4096
        assert sum(term.points for term in told.company_terms) == told.company_points
        assert sum(term.points for term in told.graduate_terms) == told.graduate_points
        assert sum(skill.points for skill in told.skills) == terms["skills"].points
        assert sum(skill.maximum for skill in told.skills) == terms["skills"].maximum
        assert sum(skill.evidence_points for skill in told.skills) == terms["evidence"].points
        assert sum(skill.evidence_maximum for skill in told.skills) == terms["evidence"].maximum


def test_the_segments_of_the_meter_follow_one_another_without_a_gap(market):
    for told in all_explained(market):
        ends = [0, *(term.offset + term.points for term in told.terms)]
        assert [term.offset for term in told.terms] == ends[:-1]


def test_the_points_are_those_of_the_run_and_its_lists(market):
    run = run_park(market.park, night=NIGHT)

    stored = {
        (row.profile_id, opening): points
        for row in GraduateMatches.objects.filter(run=run)
        for opening, points in zip(
            unpacked_ids(row.opening_ids), unpacked_points(row.points), strict=True
        )
    }
    pairs = explain_pairs(*everybody())
    told = {pair: explanation.points for pair, explanation in pairs.items() if explanation.in_lists}
    assert told == stored
    assert set(stored.values()) == {ANN_ANALYST, BOB_ANALYST, BOB_OPERATOR}


def test_a_pair_is_explained_with_the_weights_of_the_published_run(market):
    MatchWeightsFactory(park=market.park, pay=0, place=256)
    before = explained(market.ann, market.analyst)
    run_park(market.park, night=NIGHT)

    after = explained(market.ann, market.analyst)

    assert before.points == ANN_ANALYST
    assert after.points == ANN_ANALYST - 72 + 96
    assert ("place", 256, 256) in terms_of(after)


def test_in_brief_a_pair_has_the_same_points_and_skills_and_nobody_is_quoted(market):
    pairs = explain_pairs(*everybody())

    brief = pairs[market.ann.pk, market.analyst.pk]
    full = explained(market.ann, market.analyst, quoting=False)
    assert (brief.points, brief.terms) == (full.points, full.terms)
    assert [skill.standing for skill in brief.skills] == [skill.standing for skill in full.skills]
    assert (brief.gates, brief.steps) == ([], [])
    assert {skill.evidence for told in pairs.values() for skill in told.skills} == {""}


def test_advised_in_brief_a_pair_has_the_states_and_the_first_step_of_the_whole_explanation(market):
    pairs = explain_pairs(*everybody(), advising=True)

    for profile in (market.ann, market.bob, market.silent):
        for opening in (market.analyst, market.operator):
            brief = pairs[profile.pk, opening.pk]
            full = explained(profile, opening)
            assert brief.steps == full.steps[:1]
            states = [(gate.label, gate.state, gate.css) for gate in full.gates]
            assert [(gate.label, gate.state, gate.css) for gate in brief.gates] == states
            assert len(brief.met_gates) + len(brief.open_gates) == len(brief.gates) == 8
            assert {(gate.asked, gate.stated) for gate in brief.gates} == {("", "")}


def test_an_empty_profile_is_no_match_for_anything(park):
    """Another portal showed one as a "45 %" match: absent data counted as agreement."""
    profile = ProfileFactory()
    profile.parks.add(park)
    asks_nothing = OpeningFactory(company=CompanyFactory(park=park), published=True)
    asks_all = OpeningFactory(
        company=asks_nothing.company,
        published=True,
        region=RegionFactory(),
        min_degree=DegreeLevelFactory(rank=5),
    )
    asks_all.disciplines.add(DisciplineFactory())
    OpeningSkillFactory(opening=asks_all, importance="must", level=1)

    run = run_park(park, night=NIGHT)

    for opening in (asks_nothing, asks_all):
        told = explained(profile, opening)
        assert (told.points, told.in_lists) == (0, False)
    assert unpacked_ids(GraduateMatches.objects.get(run=run).opening_ids) == []


# Both skills met on the person's own word: all musts 2048, skills 384 and their part of the 208 of
# discipline, degree and start, 208 − ⌊208 × 912 / 1296⌋ = 62, kind 96, place 160; nothing for
# evidence, text, channel and pay.
BOTH_MET = 2048 + 446 + 96 + 160


@pytest.mark.parametrize(
    ("levels", "earned"),
    [
        # Of two, a skill asked for weighs 4 ln²(1 + 2 / 2) = 1.92 → 2 when it is not held and
        # 4 ln²(1 + 2 / 3) = 1.04 → 1 when it is: of 446 one each and 444 as 2 : 1
        ((4, None), BOTH_MET - 2048 - 297),
        ((4, 4), BOTH_MET),
        ((2, 2), BOTH_MET),
        # half of 223 is 111, rounded down
        ((4, 1), BOTH_MET - 2048 - 112),
        ((None, 4), BOTH_MET - 2048 - 297),
    ],
)
def test_no_surplus_in_one_skill_pays_for_another(levels, earned, park):
    """Odoo showed A at 100 without B as a 100 % match, and both at 100 as 200 %."""
    opening = OpeningFactory(
        company=CompanyFactory(park=park), published=True, region=RegionFactory()
    )
    profile = ProfileFactory(anywhere=True, wanted_kinds=["job"], available_from=NIGHT)
    profile.parks.add(park)
    for level in levels:
        skill = SkillFactory()
        OpeningSkillFactory(opening=opening, skill=skill, importance="must", level=2)
        if level:
            SkillClaimFactory(profile=profile, skill=skill, level=level)

    run_park(park, night=NIGHT)

    assert unpacked_points(GraduateMatches.objects.get(profile=profile).points) == [earned]
    told = explained(profile, opening)
    assert told.points == earned
    missing = [skill for skill in told.skills if skill.standing == "missing"]
    assert len(missing) == levels.count(None)


@pytest.mark.parametrize("number", [1, 3])
def test_explaining_many_pairs_costs_as_much_as_one(number, park, django_assert_num_queries):
    skill = SkillFactory()
    for _ in range(number):
        profile = ProfileFactory(wanted_kinds=["job"])
        SkillClaimFactory(profile=profile, skill=skill, evidence="words")
        opening = OpeningFactory(company=CompanyFactory(park=park), published=True)
        OpeningSkillFactory(opening=opening, skill=skill)
    people, offers = everybody()
    explain_pairs(people, offers)

    with django_assert_num_queries(3):
        explanations = explain_pairs(people, offers)

    assert len(explanations) == number**2


@pytest.mark.parametrize(("quoting", "queries"), [(True, 4), (False, 3)])
def test_explaining_one_pair_in_full_takes_one_query_more_for_its_quotes(
    quoting, queries, market, django_assert_num_queries
):
    people, offers = everybody()
    explain_pair(people[0], offers[0])

    with django_assert_num_queries(queries):
        explain_pair(people[0], offers[0], quoting=quoting)


@pytest.mark.parametrize("evidence", ["self", "certificate"])
def test_the_gain_of_a_training_is_there_when_its_skills_are_really_claimed(evidence, market):
    ranks = {"self": 0, "certificate": 3}
    offers = [
        [(market.gmp.pk, 1, ranks[evidence])],
        [(market.culture.pk, 4, ranks[evidence])],
        [(market.elisa.pk, 3, ranks[evidence]), (market.culture.pk, 1, ranks[evidence])],
    ]
    before = explained(market.bob, market.analyst)

    plan = plan_training(market.bob, market.analyst, offers)

    for row in plan.offers:
        for skill, level, _rank in offers[row]:
            market.bob.skill_claims.update_or_create(
                skill_id=skill, source=evidence, defaults={"level": level}
            )
    after = explained(market.bob, market.analyst)
    assert plan.offers == (0, 2)
    assert (after.points, after.points - before.points) == (plan.points, plan.gain)
    assert plan.gain == 403 + 2048 + (128 if evidence == "certificate" else 0)


def test_a_training_that_teaches_nothing_asked_for_is_no_plan(market):
    assert plan_training(market.bob, market.analyst, [[(market.culture.pk, 4, 3)], []]) is None


def test_a_training_in_an_unknown_skill_is_refused(market):
    with pytest.raises(KeyError):
        plan_training(market.bob, market.analyst, [[(0, 4, 3)]])
