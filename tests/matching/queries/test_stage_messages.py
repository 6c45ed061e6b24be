import pytest

from matching.queries.stage_messages import (
    filled,
    prepared,
    template_texts,
    templates_of,
    text_for,
)
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, MessageTemplateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(company):
    company.name_zh = "阿尔法生物"
    company.save()
    opening = OpeningFactory(company=company, title_en="Analyst", title_zh="分析员")
    return ApplicationFactory(opening=opening, profile__user__full_name="Lin Yue")


def speaks(application, language: str):
    application.profile.user.language = language
    return application


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Lin Yue: Analyst, Alpha Biologics"), ("zh-hans", "Lin Yue: 分析员, 阿尔法生物")],
)
def test_the_places_are_filled_in_the_language_of_the_applicant(language, words, application):
    text = "{name}: {opening}, {company}"

    assert filled(text, speaks(application, language)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{name} {name}", "Lin Yue Lin Yue"),
        ("{Name} {salary} {} {0} { name }", "{Name} {salary} {} {0} { name }"),
        ("100 % {opening", "100 % {opening"),
        ("", ""),
    ],
)
def test_only_the_three_places_are_filled_and_braces_do_no_harm(text, words, application):
    assert filled(text, application) == words


def test_what_fills_a_place_is_not_filled_again(application):
    application.profile.user.full_name = "{company}"

    assert filled("{name}", application) == "{company}"


def test_the_place_of_a_name_stays_for_who_is_not_to_know_it(application):
    assert filled("{name}: {opening}", application, naming=False) == "{name}: Analyst"


def test_somebody_without_a_name_is_called_by_the_address(application):
    application.profile.user.full_name = ""

    assert filled("{name}", application) == application.profile.user.email


@pytest.mark.parametrize(
    ("texts", "language", "words"),
    [
        ({"en": "Dear", "zh-hans": "您好"}, "zh-hans", "您好"),
        ({"en": "Dear", "zh-hans": ""}, "zh-hans", "Dear"),
        ({"zh-hans": "您好"}, "en", "您好"),
        ({"en": "", "zh-hans": ""}, "en", ""),
        ({}, "en", ""),
    ],
)
def test_a_text_in_the_other_language_is_better_than_none(texts, language, words):
    assert text_for(texts, language) == words


def test_what_a_company_has_prepared_is_found_by_stage(application, company):
    MessageTemplateFactory(company=company, text_en="Dear {name}", text_zh="{name}：您好")
    MessageTemplateFactory(text_en="Of another company")

    assert template_texts(company.pk, "shortlisted") == {
        "zh-hans": "{name}：您好",
        "en": "Dear {name}",
    }
    assert template_texts(company.pk, "refused") == {"zh-hans": "", "en": ""}
    assert list(templates_of(company.pk)) == ["shortlisted"]
    message = prepared(speaks(application, "zh-hans"), "shortlisted", naming=True)
    assert message == "Lin Yue：您好"
    assert prepared(application, "refused", naming=True) == ""
