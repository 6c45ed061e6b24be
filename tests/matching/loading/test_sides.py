"""The conditions of a match, both sides of each in words, for whoever reads them."""

from datetime import date

import pytest
from django.utils import translation

from companies.models import Opening
from matching.loading.lines import PairExplanation
from matching.loading.pairs import explain_pair
from talent.models import Profile, WantedPlace
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import ApplicationFactory, DismissalFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.talent import ProfileFactory, SkillClaimFactory
from tests.factories.vocabulary import RegionFactory
from tests.matching.markets import SmallMarket, small_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def market(park) -> SmallMarket:
    return small_market(park)


def explained(profile: Profile, opening: Opening, **reader: bool | None) -> PairExplanation:
    people = Profile.objects.for_explaining()
    offers = Opening.objects.with_company().with_requirements()
    return explain_pair(people.get(pk=profile.pk), offers.get(pk=opening.pk), **reader)


def gates_of(
    profile: Profile, opening: Opening, **reader: bool | None
) -> dict[str, tuple[str, str, str]]:
    gates = explained(profile, opening, **reader).gates
    return {gate.label: (gate.state, gate.asked, gate.stated) for gate in gates}


def test_the_conditions_that_are_met_say_both_sides(market):
    assert gates_of(market.ann, market.analyst) == {
        "Kind of opening": ("met", "Job", "Job"),
        "Place": ("met", "Suzhou", "Suzhou"),
        "Degree": ("met", "Bachelor or higher", "Master"),
        "Discipline": ("met", "Biology", "Biotechnology"),
        "Start date": ("met", "any", "from 1 Jul 2026"),
        "Certificates and licences": ("met", "none", ""),
        "Open to matching": ("met", "", ""),
        "Not dealt with yet": ("met", "", ""),
    }
    assert explained(market.ann, market.analyst).open_gates == []


def test_in_chinese_both_sides_are_told_with_the_names_in_chinese(market):
    with translation.override("zh-hans"):
        sides = [(asked, stated) for _state, asked, stated in gates_of(*pair(market)).values()]

    assert sides[1] == ("苏州", "苏州")
    assert sides[2][1] == "硕士"
    assert "本科" in sides[2][0]
    assert sides[3][0] == "生物"


def pair(market: SmallMarket) -> tuple[Profile, Opening]:
    return market.ann, market.analyst


def test_what_a_profile_does_not_state_is_not_known_and_says_so(market):
    market.analyst.starts_by = date(2026, 12, 1)
    market.analyst.save(update_fields=["starts_by"])

    told = explained(market.silent, market.analyst)

    open_ones = {gate.label: (gate.state, gate.css, gate.stated) for gate in told.open_gates}
    labels = ("Kind of opening", "Place", "Degree", "Discipline", "Start date")
    assert open_ones == dict.fromkeys(labels, ("not known", "partial", "not stated"))
    assert not told.in_lists


def test_a_condition_that_is_not_met_keeps_the_pair_out_of_the_lists(market):
    told = explained(market.ann, market.operator)

    assert gates_of(market.ann, market.operator)["Place"] == ("not met", "Wuxi", "Suzhou")
    assert [gate.css for gate in told.open_gates] == ["missing"]
    assert not told.in_lists


def test_several_kinds_places_and_disciplines_are_listed_in_order(market):
    market.ann.wanted_kinds = ["postdoc", "job"]
    market.ann.anywhere = True
    market.ann.save(update_fields=["wanted_kinds", "anywhere"])
    WantedPlace.objects.create(profile=market.ann, region=market.wuxi, position=2)

    gates = gates_of(market.ann, market.analyst)

    assert gates["Kind of opening"] == ("met", "Job", "Post-doctoral place, Job")
    assert gates["Place"] == ("met", "Suzhou", "Suzhou, Wuxi, anywhere")


@pytest.mark.parametrize(
    ("starts_by", "state", "asked"),
    [(date(2026, 7, 1), "met", "by 1 Jul 2026"), (date(2026, 6, 30), "not met", "by 30 Jun 2026")],
)
def test_a_latest_start_is_compared_with_the_day_the_person_is_free(
    starts_by, state, asked, market
):
    Opening.objects.filter(pk=market.analyst.pk).update(starts_by=starts_by)

    gates = gates_of(market.ann, market.analyst)

    assert gates["Start date"] == (state, asked, "from 1 Jul 2026")


def test_an_opening_without_a_place_shows_the_one_it_is_matched_by():
    company = CompanyFactory(park=ParkFactory(region=RegionFactory(label_en="Suzhou")))
    opening = OpeningFactory(company=company, published=True)

    assert gates_of(ProfileFactory(anywhere=True), opening)["Place"] == (
        "met",
        "Suzhou",
        "anywhere",
    )


def test_an_opening_whose_place_nobody_knows_is_not_known_even_to_who_goes_anywhere(market):
    opening = OpeningFactory(company=market.analyst.company, published=True)

    places = {profile: gates_of(profile, opening)["Place"] for profile in (market.ann, market.bob)}

    assert places == {
        market.ann: ("not known", "not stated", "Suzhou"),
        market.bob: ("not known", "not stated", "anywhere"),
    }


@pytest.mark.parametrize(
    ("held", "state", "stated"),
    [
        ((), "not known", "not stated"),
        (("GSP licence",), "not known", "GSP licence"),
        (("GSP licence", "Pharmacist licence"), "met", "GSP licence, Pharmacist licence"),
    ],
)
def test_required_certificates_say_which_of_them_are_claimed(held, state, stated, park):
    opening = OpeningFactory(company=CompanyFactory(park=park), published=True)
    profile = ProfileFactory()
    for position, label in enumerate(("GSP licence", "Pharmacist licence")):
        licence = SkillFactory(kind="certificate", label_en=label)
        OpeningSkillFactory(
            opening=opening, skill=licence, importance="must", level=1, position=position
        )
        if label in held:
            SkillClaimFactory(profile=profile, skill=licence)

    told = gates_of(profile, opening)["Certificates and licences"]

    assert told == (state, "GSP licence, Pharmacist licence", stated)


def test_a_certificate_that_is_only_wished_for_is_a_skill_and_no_condition(park):
    opening = OpeningFactory(company=CompanyFactory(park=park), published=True)
    licence = SkillFactory(kind="certificate", label_en="GSP licence")
    OpeningSkillFactory(opening=opening, skill=licence, importance="wanted", level=1)

    told = explained(ProfileFactory(), opening)

    assert [skill.label for skill in told.skills] == ["GSP licence"]
    gates = {gate.label: gate.asked for gate in told.gates}
    assert gates["Certificates and licences"] == "none"


@pytest.mark.parametrize("state", ["submitted", "withdrawn", "refused", "lapsed"])
def test_who_has_applied_already_reads_that(state, market):
    ApplicationFactory(
        profile=market.ann, opening=market.analyst, state=state, refusal_reason="filled"
    )

    told = explained(market.ann, market.analyst)

    assert gates_of(market.ann, market.analyst, dismissed=False)["Not dealt with yet"] == (
        "not met",
        "",
        "an application for it was sent before",
    )
    assert not told.in_lists


def test_who_is_not_interested_reads_that(market):
    DismissalFactory(profile=market.ann, opening=market.analyst)

    gates = gates_of(market.ann, market.analyst, dismissed=True)

    assert gates["Not dealt with yet"] == ("not met", "", "you said you are not interested")
    assert not explained(market.ann, market.analyst, dismissed=True).in_lists


@pytest.mark.parametrize("factory", [DismissalFactory, ApplicationFactory])
def test_a_company_does_not_read_which_of_the_two_it_was(factory, market):
    factory(profile=market.ann, opening=market.analyst)

    gates = gates_of(market.ann, market.analyst)

    assert gates["Not dealt with yet"] == ("not met", "", "dealt with already")


def test_a_draft_is_no_application_yet(market):
    ApplicationFactory(profile=market.ann, opening=market.analyst, state="draft")

    assert gates_of(market.ann, market.analyst)["Not dealt with yet"][0] == "met"


def test_who_has_switched_matching_off_reads_that(market):
    Profile.objects.filter(pk=market.ann.pk).update(in_matching=False)

    gates = gates_of(market.ann, market.analyst)

    assert gates["Open to matching"] == ("not met", "", "matching is switched off")


def test_who_is_hired_elsewhere_reads_that(market):
    ApplicationFactory(profile=market.ann, opening=market.operator, state="hired")

    gates = gates_of(market.ann, market.analyst)

    assert gates["Open to matching"] == ("not met", "", "hired already")
