"""Why a match has its points: the page of one opening for one student."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from matching.actions.runs import run_park
from talent.actions.certificates import write_certificate
from tests.factories.certificates import CertificateSchemeFactory, GrantedSkillFactory
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.training import ProgrammeFactory, SessionFactory, TaughtSkillFactory
from tests.matching.markets import BOB_ANALYST, small_market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NIGHT = date(2026, 11, 22)


@pytest.fixture
def market(park):
    return small_market(park)


@pytest.fixture
def ran(market):
    run_park(market.park, night=NIGHT)
    return market


def reasons(client, opening) -> str:
    """The text of the page, its white space as a reader sees it."""
    response = client.get(reverse("matching:match", args=[opening.uuid]))
    return " ".join(response.text.split())


def test_the_reasons_tell_every_point_condition_and_quote(ran, sign_in):
    text = sign_in(ran.ann.user).get(reverse("matching:match", args=[ran.analyst.uuid])).text

    for words in (
        "2979 of 4096 points",
        "2587 of 3680",
        "392 of 416",
        "403 of 403",
        "72 of 96",
        "28 of 43 for the evidence",
        "2316 points less without it",
        "“ran ELISA for two years”",
        "asked: Bachelor or higher · profile: Master",
        "held: Familiar (Assessed)",
        "Number 1 in your list.",
    ):
        assert words in text
    assert "What would change it" not in text


def test_the_reasons_tell_which_step_would_change_them_and_by_how_much(ran, sign_in):
    text = reasons(sign_in(ran.bob.user), ran.analyst)

    assert "What would change it" in text
    assert "<b>ELISA</b> at level “Proficient”" in text
    assert "+2316 points" in text
    assert text.index("+2316 points") < text.index("+135 points")


def test_a_certificate_that_is_missing_is_a_step_that_meets_all_conditions(ran, sign_in):
    licence = SkillFactory(kind="certificate", label_en="GSP licence")
    OpeningSkillFactory(opening=ran.operator, skill=licence, importance="must", level=1)

    text = reasons(sign_in(ran.bob.user), ran.operator)

    assert "<b>GSP licence</b> <span" in text
    assert "all conditions met" in text
    assert "+0 point" not in text
    assert "asked: GSP licence · profile: not stated" in text


def test_the_reasons_of_an_opening_outside_the_list_say_what_is_in_the_way(ran, sign_in):
    text = reasons(sign_in(ran.silent.user), ran.analyst)

    assert "a condition is not met or not known" in text
    assert text.index("asked: Biology · profile: not stated") < text.index("0 of 4096 points")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": "closed"}, "it is no longer on offer"),
        ({"place_text": "Moon", "region": None}, "a condition is not met or not known"),
    ],
)
def test_what_happened_to_an_opening_after_the_run_is_the_reason(change, words, ran, sign_in):
    outside = OpeningFactory(company=ran.operator.company, published=True, region=ran.wuxi)
    Opening.objects.filter(pk=outside.pk).update(**change)

    assert words in reasons(sign_in(ran.bob.user), outside)


def test_an_opening_of_another_park_says_that_and_leads_to_the_profile(ran, sign_in):
    foreign = OpeningFactory(company__park=ParkFactory(name_en="Far Park"), published=True)

    text = reasons(sign_in(ran.bob.user), foreign)

    assert "it is in Far Park, which is not among the parks of your profile" in text
    assert f'<a href="{reverse("talent:profile")}">Change my parks</a>' in text


def test_an_opening_newer_than_the_run_is_not_matched_yet(ran, sign_in):
    new = OpeningFactory(company=ran.operator.company, published=True, region=ran.wuxi)

    assert "is not in your list yet" in reasons(sign_in(ran.bob.user), new)


def test_an_opening_behind_fifty_others_says_how_many_points_they_have(market, sign_in):
    for _number in range(50):
        opening = OpeningFactory(
            company=market.operator.company, published=True, region=market.wuxi
        )
        OpeningSkillFactory(opening=opening, skill=market.culture, importance="must", level=2)
    run_park(market.park, night=NIGHT)

    text = reasons(sign_in(market.bob.user), market.analyst)

    # Like the operator, but their title is written in one language and shares no word with him,
    # and they name no channel: 4096 − (912 + 146) − 64.
    assert "50 others suit you better or as well." in text
    assert f"It has {BOB_ANALYST} points, the last of your list has 2974." in text


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_reasons_come_in_both_languages(language, ran, sign_in):
    ran.ann.user.language = language
    ran.ann.user.save(update_fields=["language"])

    response = sign_in(ran.ann.user).get(
        reverse("matching:match", args=[ran.analyst.uuid]),
        headers={"Accept-Language": language},
    )

    label = {"en": "ELISA", "zh-hans": "酶联免疫"}[language]
    assert f"<b>{label}</b>" in response.text
    assert "2979" in response.text


def test_the_reasons_lead_to_training_and_promise_what_it_gives(ran, sign_in):
    programme = ProgrammeFactory(park=ran.park, name_en="ELISA in practice")
    TaughtSkillFactory(programme=programme, skill=ran.elisa, level=3)
    session = SessionFactory(programme=programme, capacity=1, taken=1)
    client = sign_in(ran.bob.user)

    text = reasons(client, ran.analyst)
    card = " ".join(client.get(reverse("matching:matches")).text.split())

    link = f'Training: <a href="{session.get_absolute_url()}">ELISA in practice</a>'
    for page in (text, card):
        assert link in page
        assert "waiting list" in page
        assert "+2316 of 4096 points if you pass" in page  # on the own word: 2048 + 268


def test_the_reasons_name_the_certificate_behind_a_skill(ran, sign_in):
    scheme = CertificateSchemeFactory(issuer__park=ran.park, name_en="Assays")
    GrantedSkillFactory(scheme=scheme, skill=ran.elisa, level=4)
    certificate = write_certificate(ran.ann, scheme=scheme, by=None, now=timezone.now())

    text = reasons(sign_in(ran.ann.user), ran.analyst)

    assert f"verified by certificate Assays, {certificate.serial}" in text
    assert certificate.get_absolute_url() in text


def test_the_reasons_cost_at_most_twelve_queries(ran, sign_in, django_assert_max_num_queries):
    client, address = sign_in(ran.ann.user), reverse("matching:match", args=[ran.analyst.uuid])
    client.get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
