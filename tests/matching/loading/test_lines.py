"""What a page says of each skill and of each step, in the words of the reader."""

import pytest
from django.utils import translation

from companies.models import Opening
from matching import engine
from matching.loading import wording
from matching.loading.lines import PairExplanation, SkillLine, StepLine
from matching.loading.pairs import explain_pair
from parks.models import Skill, SkillRelation
from talent.models import Profile, SkillClaim
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.parks import SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import RegionFactory
from tests.matching.markets import SmallMarket, small_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def market(park) -> SmallMarket:
    return small_market(park)


def explained(profile: Profile, opening: Opening, **options) -> PairExplanation:
    people = Profile.objects.for_explaining()
    offers = Opening.objects.with_company().with_requirements()
    return explain_pair(people.get(pk=profile.pk), offers.get(pk=opening.pk), **options)


def relate(held: Skill, asked: Skill, quarters: int) -> None:
    SkillRelation.objects.create(held=held, asked=asked, kind="related", quarters=quarters)


def test_a_skill_that_is_met_says_what_is_asked_and_held_and_quotes_the_profile(market):
    elisa, gmp = explained(market.ann, market.analyst).skills

    assert elisa == SkillLine(
        label="ELISA",
        importance="Required",
        required="Proficient",
        held="Expert",
        through="",
        standing="met",
        css="met",
        source="Said by the person",
        evidence="ran ELISA for two years",
        points=268,
        maximum=268,
        evidence_points=0,
        evidence_maximum=85,
        loss=268 + 2048,
    )
    assert (gmp.held, gmp.source, gmp.evidence) == ("Familiar", "Assessed", "")
    assert (gmp.points, gmp.evidence_points, gmp.loss) == (135, 28, 135 + 28)


def test_a_skill_that_is_missing_earns_nothing_and_says_so(market):
    elisa, _gmp = explained(market.bob, market.analyst).skills

    assert (elisa.standing, elisa.css, elisa.held, elisa.source) == ("missing", "missing", "", "")
    assert (elisa.points, elisa.maximum, elisa.loss) == (0, 268, 0)


def test_a_skill_below_the_level_earns_a_part_and_no_points_for_its_evidence(market):
    market.ann.skill_claims.filter(skill=market.elisa).update(level=1, source="certificate")

    told = explained(market.ann, market.analyst)

    elisa = told.skills[0]
    assert (elisa.standing, elisa.css, elisa.source) == (
        "below the level",
        "partial",
        "Certificate",
    )
    assert (elisa.points, elisa.evidence_points, elisa.loss) == (268 // 3, 0, 268 // 3)
    assert {term.name: term.points for term in told.terms}["all_musts"] == 0


def test_a_skill_held_through_a_related_one_says_through_which_and_quotes_that(market):
    relate(market.culture, market.elisa, quarters=2)
    claims = market.bob.skill_claims.filter(skill=market.culture)
    claims.update(level=4, evidence="four years of CHO culture")

    told = explained(market.bob, market.analyst)

    elisa = told.skills[0]
    assert (elisa.standing, elisa.css) == ("partly", "partial")
    assert (elisa.through, elisa.held) == ("Cell culture", "")
    assert elisa.evidence == "four years of CHO culture"
    assert (elisa.points, elisa.evidence_points) == (268 // 2, 0)
    assert {term.name: term.points for term in told.terms}["all_musts"] == 0


def test_the_skill_itself_is_told_before_a_related_one_that_gives_no_more(market):
    relate(market.gmp, market.elisa, quarters=3)
    market.ann.skill_claims.filter(skill=market.elisa).update(level=3)

    elisa = explained(market.ann, market.analyst).skills[0]

    assert (elisa.standing, elisa.through, elisa.points) == ("met", "", 268)


def test_the_loss_counts_what_a_related_skill_would_give_instead(market):
    relate(market.gmp, market.elisa, quarters=3)

    elisa, gmp = explained(market.ann, market.analyst).skills

    # GMP at "familiar" is three quarters of two thirds of ELISA at "proficient".
    assert elisa.loss == 268 + 2048 - 268 // 2
    assert gmp.loss == 135 + 28


@pytest.mark.parametrize("name", ["ann", "bob"])
def test_what_a_skill_line_states_as_its_loss_is_lost_when_its_claims_are_really_deleted(
    name, market
):
    profile = getattr(market, name)
    opening = market.analyst if name == "ann" else market.operator
    before = explained(profile, opening)

    for line in before.skills:
        claims = profile.skill_claims.filter(skill__label_en=line.label)
        kept = list(claims)
        claims.delete()
        assert before.points - explained(profile, opening).points == line.loss > 0
        SkillClaim.objects.bulk_create(kept)


@pytest.mark.parametrize(
    ("language", "labels"),
    [("en", ["ELISA", "GMP"]), ("zh-hans", ["酶联免疫", "药品生产质量管理"])],
)
def test_skills_are_called_as_the_reader_calls_them(language, labels, market):
    with translation.override(language):
        told = explained(market.ann, market.analyst)

    assert [skill.label for skill in told.skills] == labels


def test_without_a_grant_nobody_is_quoted(market):
    relate(market.culture, market.elisa, quarters=2)
    market.bob.skill_claims.update(evidence="Bob did it")

    quotes = [
        skill.evidence
        for profile in (market.ann, market.bob)
        for skill in explained(profile, market.analyst, quoting=False).skills
    ]

    assert quotes == ["", "", "", ""]


def test_the_steps_that_would_change_a_pair_come_with_what_each_gains(market):
    told = explained(market.bob, market.analyst)

    assert told.steps == [
        StepLine(label="ELISA", level="Proficient", gain=268 + 2048, opens=False),
        StepLine(label="GMP", level="Aware", gain=135, opens=False),
    ]


@pytest.mark.parametrize(
    ("label", "level", "gain"), [("ELISA", 3, 268 - 268 * 2 // 3 + 2048), ("GMP", 1, 135)]
)
def test_the_gain_of_a_step_is_there_when_the_skill_is_really_claimed(label, level, gain, market):
    market.ann.skill_claims.filter(skill=market.elisa).update(level=2)
    market.ann.skill_claims.filter(skill=market.gmp).delete()
    before = explained(market.ann, market.analyst)
    stated = {step.label: step.gain for step in before.steps}

    market.ann.skill_claims.update_or_create(
        skill=Skill.objects.get(label_en=label), source="self", defaults={"level": level}
    )

    after = explained(market.ann, market.analyst)
    assert after.points - before.points == stated[label] == gain


def test_where_everything_is_met_there_is_no_step(market):
    assert explained(market.ann, market.analyst).steps == []


def test_at_most_three_steps_are_shown_and_the_best_come_first(market):
    for position in range(4):
        OpeningSkillFactory(opening=market.analyst, position=2 + position, importance="nice")

    steps = explained(market.bob, market.analyst).steps

    assert [step.label for step in steps[:2]] == ["ELISA", "GMP"]
    assert len(steps) == 3
    assert sorted((step.gain for step in steps), reverse=True) == [step.gain for step in steps]


def licensed_opening(park, *skills: Skill) -> Opening:
    opening = OpeningFactory(
        company=CompanyFactory(park=park), published=True, region=RegionFactory()
    )
    for skill in skills:
        OpeningSkillFactory(opening=opening, skill=skill, importance="must", level=1)
    return opening


def test_a_certificate_that_opens_the_pair_is_a_step_without_a_level_and_without_points(park):
    licence = SkillFactory(kind="certificate", label_en="GSP certificate")
    opening = licensed_opening(park, licence)
    profile = ProfileFactory(wanted_kinds=["job"], anywhere=True)

    told = explained(profile, opening)

    assert told.steps == [StepLine(label="GSP certificate", level="", gain=0, opens=True)]
    assert not told.in_lists
    SkillClaimFactory(profile=profile, skill=licence)
    assert explained(profile, opening).in_lists


def test_a_step_does_not_say_that_it_opens_what_is_open_already(market):
    market.ann.skill_claims.all().delete()

    told = explained(market.ann, market.analyst)

    assert told.in_lists
    assert [step.opens for step in told.steps] == [False, False]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_name_of_the_engine_has_a_word(language):
    tables = [
        (engine.Term, wording.TERM_LABELS),
        (engine.Gate, wording.GATE_LABELS),
        (engine.State, wording.STATE_LABELS),
        (engine.State, wording.CSS_OF_STATE),
        (engine.Standing, wording.STANDING_LABELS),
        (engine.Standing, wording.CSS_OF_STANDING),
        (engine.Importance, wording.IMPORTANCE_LABELS),
    ]

    with translation.override(language):
        for names, labels in tables:
            assert set(labels) == set(names)
            assert all(str(label) for label in labels.values())


def test_evidence_is_called_by_who_gave_it():
    assert {rank: str(label) for rank, label in wording.EVIDENCE_LABELS.items()} == {
        engine.Evidence.SELF: "Said by the person",
        engine.Evidence.ROSTER: "University roster",
        engine.Evidence.ASSESSED: "Assessed",
        engine.Evidence.CERTIFICATE: "Certificate",
    }
