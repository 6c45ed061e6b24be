"""The look of the web admin: our colours from a file, both languages, our own pictures."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from config.settings import unfold as settings
from parks.models import Park
from tests.factories.admin import address

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold")]


@pytest.fixture(params=["zh-hans", "en"])
def language(request, client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = request.param
    return request.param


def test_a_page_says_in_which_language_it_is(sign_in, park_officer, language):
    page = sign_in(park_officer).get(reverse("admin:index")).content.decode()

    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Organisations to verify"), ("zh-hans", "待认证机构")]
)
def test_the_first_page_speaks_the_language_of_its_reader(
    sign_in, park_officer, client, language, title
):
    response = sign_in(park_officer).get(
        reverse("admin:index"), headers={"accept-language": language}
    )

    assert response.context["heaps"][0].title == title


def test_names_are_shown_in_the_language_of_the_reader(sign_in, park_officer, park, language):
    response = sign_in(park_officer).get(address(Park, "changelist"))

    name = {"en": park.name_en, "zh-hans": park.name_zh}[language]
    assert name in response.content.decode()


def test_both_languages_are_offered(sign_in, park_officer, language):
    page = sign_in(park_officer).get(reverse("admin:index")).content.decode()

    offered = re.findall(r'name="language" type="hidden" value="([^"]+)"', page)
    assert offered == ["zh-hans", "en"]


@pytest.mark.parametrize("file", [settings.stylesheet, settings.script, settings.favicon])
def test_what_the_settings_name_is_there(file):
    address_of_file = file(None)

    assert finders.find(address_of_file.removeprefix("/static/")) is not None


def test_the_page_takes_our_colours_from_our_file(sign_in, park_officer):
    page = sign_in(park_officer).get(reverse("admin:index")).content.decode()

    assert "/static/css/admin.css" in page
    assert "unfold-theme-colors" not in page


def test_the_stylesheet_names_every_shade_that_unfold_uses():
    text = Path(finders.find("css/admin.css")).read_text(encoding="utf-8")

    shades = (50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950)
    wanted = {f"--color-{scale}-{shade}:" for scale in ("base", "primary") for shade in shades}
    assert {shade for shade in wanted if shade not in text} == set()


def test_yes_and_no_are_said_in_words_too(sign_in, operator, park):
    Park.objects.create(slug="hidden", name_zh="未公开", name_en="Hidden", listed=False)

    page = (
        sign_in(operator)
        .get(address(Park, "changelist"), headers={"accept-language": "en"})
        .content.decode()
    )

    assert page.count('aria-label="Yes"') == 1
    assert page.count('aria-label="No"') == 1
