"""One pair explained: every number and word, checked against the market worked out by hand."""

from datetime import date

import pytest
from django.utils import translation

from companies.models import Opening
from matching.actions.runs import run_park
from matching.loading.pairs import PairExplanation, SkillLine, explain_pair, explain_pairs
from matching.models import GraduateMatches
from talent.models import Profile
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory, DisciplineFactory, RegionFactory
from tests.matching.markets import ANN_ANALYST, BOB_ANALYST, BOB_OPERATOR, small_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def market(park):
    return small_market(park)


def explained(profile: Profile, opening: Opening) -> PairExplanation:
    people = Profile.objects.for_explaining()
    offers = Opening.objects.with_company().with_requirements()
    return explain_pair(people.get(pk=profile.pk), offers.get(pk=opening.pk))


def gates_of(explanation: PairExplanation) -> dict[str, tuple[str, str, str]]:
    return {gate.label: (gate.state, gate.asked, gate.stated) for gate in explanation.gates}


def test_every_term_of_a_pair_is_told_with_its_points_and_its_place_on_the_meter(market):
    explanation = explained(market.ann, market.analyst)

    lines = [(term.name, term.points, term.maximum, term.offset) for term in explanation.terms]
    assert lines == [
        ("skills", 1536, 1536, 0),
        ("all_musts", 2048, 2048, 1536),
        ("discipline", 192, 256, 3584),
        ("degree", 96, 128, 3776),
        ("place", 128, 128, 3872),
    ]
    assert (explanation.points, explanation.in_lists) == (ANN_ANALYST, True)


def test_terms_that_an_opening_does_not_ask_for_are_not_shown(market):
    explanation = explained(market.bob, market.operator)

    lines = [(term.name, term.points, term.maximum, term.offset) for term in explanation.terms]
    assert lines == [
        ("skills", 1920, 1920, 0),
        ("all_musts", 2048, 2048, 1920),
        ("place", 128, 128, 3968),
    ]
    assert explanation.points == BOB_OPERATOR


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_in_both_languages_the_parts_add_up_to_the_whole(language, market):
    with translation.override(language):
        explanations = [
            explained(profile, opening)
            for profile in (market.ann, market.bob, market.silent)
            for opening in (market.analyst, market.operator)
        ]

    for explanation in explanations:
        terms = {term.name: term for term in explanation.terms}
        assert sum(term.points for term in explanation.terms) == explanation.points
        assert sum(term.maximum for term in explanation.terms) == 4096
        assert sum(skill.points for skill in explanation.skills) == terms["skills"].points
        assert sum(skill.maximum for skill in explanation.skills) == terms["skills"].maximum


@pytest.mark.parametrize(("language", "skill"), [("en", "ELISA"), ("zh-hans", "酶联免疫")])
def test_skills_and_places_are_called_as_the_reader_calls_them(language, skill, market):
    with translation.override(language):
        explanation = explained(market.ann, market.analyst)

    assert explanation.skills[0].label == skill


def test_each_skill_says_what_is_asked_and_held_and_quotes_the_profile(market):
    elisa, gmp = explained(market.ann, market.analyst).skills

    assert elisa == SkillLine(
        label="ELISA",
        importance="Required",
        required="Proficient",
        held="Expert",
        standing="met",
        css="met",
        source="Said by the person",
        evidence="ran ELISA for two years",
        points=1024,
        maximum=1024,
    )
    assert (gmp.held, gmp.source, gmp.evidence, gmp.points) == ("Familiar", "Assessed", "", 512)


def test_a_skill_that_is_missing_earns_nothing_and_says_so(market):
    elisa, _gmp = explained(market.bob, market.analyst).skills

    assert (elisa.held, elisa.source, elisa.standing, elisa.css) == ("", "", "missing", "missing")
    assert (elisa.points, elisa.maximum) == (0, 1024)


def test_a_skill_below_the_level_earns_a_part(market):
    market.ann.skill_claims.filter(skill=market.elisa).update(level=1)

    explanation = explained(market.ann, market.analyst)

    elisa = explanation.skills[0]
    assert (elisa.standing, elisa.css, elisa.points) == ("below the level", "partial", 1024 // 3)
    assert {term.name: term.points for term in explanation.terms}["all_musts"] == 0


def test_the_conditions_that_are_met_say_both_sides(market):
    explanation = explained(market.ann, market.analyst)

    assert gates_of(explanation) == {
        "Kind of opening": ("met", "Job", "Job"),
        "Place": ("met", "Suzhou", "Suzhou"),
        "Degree": ("met", "Bachelor or higher", "Master"),
        "Discipline": ("met", "Biology", "Biotechnology"),
        "Start date": ("met", "any", "from 1 Jul 2026"),
        "Open to matching": ("met", "", "yes"),
        "Not applied for yet": ("met", "", " "),
    }
    assert explanation.open_gates == []


def test_a_condition_that_nobody_can_decide_says_not_stated(market):
    market.analyst.starts_by = date(2026, 12, 1)
    market.analyst.save(update_fields=["starts_by"])

    explanation = explained(market.silent, market.analyst)

    open_ones = {gate.label: (gate.state, gate.css, gate.stated) for gate in explanation.open_gates}
    labels = ("Kind of opening", "Place", "Degree", "Discipline", "Start date")
    assert open_ones == dict.fromkeys(labels, ("not known", "partial", "not stated"))
    assert not explanation.in_lists


def test_a_condition_that_is_not_met_keeps_the_pair_out_of_the_lists(market):
    explanation = explained(market.ann, market.operator)

    assert gates_of(explanation)["Place"] == ("not met", "Wuxi", "Suzhou")
    assert [gate.css for gate in explanation.open_gates] == ["missing"]
    assert not explanation.in_lists


def test_an_opening_without_a_place_shows_the_one_it_is_matched_by(park):
    region = RegionFactory(label_en="Suzhou")
    company = CompanyFactory(park=ParkFactory(region=region))
    opening = OpeningFactory(company=company, published=True)
    profile = ProfileFactory(anywhere=True)

    assert gates_of(explained(profile, opening))["Place"] == ("met", "Suzhou", "anywhere")


def test_an_opening_whose_place_nobody_knows_says_so(market):
    opening = OpeningFactory(company=market.analyst.company, published=True)

    places = {
        profile: gates_of(explained(profile, opening))["Place"]
        for profile in (market.ann, market.bob)
    }

    assert places == {
        market.ann: ("not known", "not stated", "Suzhou"),
        market.bob: ("met", "not stated", "anywhere"),
    }


def test_who_has_applied_already_reads_that(market):
    ApplicationFactory(profile=market.ann, opening=market.analyst)

    explanation = explained(market.ann, market.analyst)

    assert gates_of(explanation)["Not applied for yet"][0] == "not met"
    assert not explanation.in_lists


def test_the_explanation_of_a_listed_pair_has_the_points_of_the_list(market):
    run = run_park(market.park, night=date(2026, 11, 22))

    lists = GraduateMatches.objects.filter(run=run)
    stored = {
        (row.profile_id, opening): points
        for row in lists
        for opening, points in zip(row.opening_ids, row.points, strict=True)
    }
    pairs = explain_pairs(
        list(Profile.objects.for_explaining()),
        list(Opening.objects.with_company().with_requirements()),
    )
    told = {pair: explanation.points for pair, explanation in pairs.items() if explanation.in_lists}
    assert told == stored
    assert set(stored.values()) == {ANN_ANALYST, BOB_ANALYST, BOB_OPERATOR}


def test_an_empty_profile_is_no_match_for_anything(park):
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

    run = run_park(park, night=date(2026, 11, 22))

    for opening in (asks_nothing, asks_all):
        explanation = explained(profile, opening)
        assert (explanation.points, explanation.in_lists) == (0, False)
    assert GraduateMatches.objects.get(run=run).opening_ids == []


@pytest.mark.parametrize(
    ("levels", "is_full"),
    [((4, None), False), ((4, 4), True), ((2, 2), True), ((4, 1), False), ((None, 4), False)],
)
def test_no_surplus_in_one_skill_pays_for_another_and_nothing_exceeds_a_hundred_per_cent(
    levels, is_full, park
):
    """Odoo showed A at 100 without B as a 100 % match, and both at 100 as 200 %."""
    region = RegionFactory()
    opening = OpeningFactory(company=CompanyFactory(park=park), published=True, region=region)
    profile = ProfileFactory(anywhere=True, wanted_kinds=["job"], degree=DegreeLevelFactory(rank=5))
    profile.parks.add(park)
    for level in levels:
        skill = SkillFactory()
        OpeningSkillFactory(opening=opening, skill=skill, importance="must", level=2)
        if level:
            SkillClaimFactory(profile=profile, skill=skill, level=level)

    run_park(park, night=date(2026, 11, 22))

    (points,) = GraduateMatches.objects.get(profile=profile).points
    assert (points == 4096) is is_full
    assert points <= 4096
    explanation = explained(profile, opening)
    assert explanation.points == points
    missing = [skill for skill in explanation.skills if skill.standing == "missing"]
    assert len(missing) == levels.count(None)


@pytest.mark.parametrize("number", [1, 3])
def test_explaining_many_pairs_costs_as_much_as_one(number, park, django_assert_num_queries):
    skill = SkillFactory()
    for _ in range(number):
        profile = ProfileFactory(wanted_kinds=["job"])
        SkillClaimFactory(profile=profile, skill=skill, evidence="words")
        opening = OpeningFactory(company=CompanyFactory(park=park), published=True)
        OpeningSkillFactory(opening=opening, skill=skill)
    people = list(Profile.objects.for_explaining())
    offers = list(Opening.objects.with_company().with_requirements())
    explain_pairs(people, offers)

    with django_assert_num_queries(4):
        explanations = explain_pairs(people, offers)

    assert len(explanations) == number**2


def test_without_a_grant_nobody_is_quoted(market):
    people = list(Profile.objects.for_explaining().filter(pk=market.ann.pk))
    offers = list(Opening.objects.with_company().with_requirements())

    pairs = explain_pairs(people, offers, quoting=False)

    quotes = {skill.evidence for explanation in pairs.values() for skill in explanation.skills}
    assert quotes == {""}
    assert pairs[market.ann.pk, market.analyst.pk].points == ANN_ANALYST
