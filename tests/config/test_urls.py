"""What every answer carries: a strict content policy, security headers, and no inline code."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from parks.models import User
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.talent import SkillClaimFactory
from tests.matching.markets import small_market

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/openings/",
    "/companies/",
    "/parks/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/health/live",
    "/robots.txt",
    "/nowhere/",
]
OF_A_GRADUATE = [
    "/me/",
    "/me/matches/",
    "/me/applications/",
    "/me/profile/",
    "/me/skills/",
    "/me/cv/",
]
OF_EVERYBODY = ["/accounts/email/", "/accounts/password/change/", "/accounts/2fa/"]
ADMIN = ["/admin/", "/admin/parks/park/", "/admin/nowhere/"]
INLINE = re.compile(
    r"<script(?![^>]*(?:\bsrc=|application/(?:ld\+)?json))[^>]*>\s*\S|<style\b|\sstyle\s*="
    r"|\son[a-z]+\s*=\s*[\"']|javascript:",
    re.IGNORECASE,
)


def policy(response) -> dict[str, set[str]]:
    """Return the content policy: the sources of each directive."""
    directives = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: set(sources) for name, *sources in directives}


@pytest.mark.parametrize("address", PUBLIC)
def test_no_page_allows_inline_code_or_evaluation(address, client):
    found = policy(client.get(address))

    assert not {"'unsafe-inline'", "'unsafe-eval'"} & set().union(*found.values())
    assert found["default-src"] == {"'self'"}
    assert found["object-src"] == {"'none'"}
    assert found["frame-ancestors"] == {"'none'"}
    assert found["base-uri"] == {"'self'"}
    assert found["form-action"] == {"'self'"}


@pytest.mark.ignore_template_errors  # allauth's own templates read what is not there
@pytest.mark.parametrize("address", OF_A_GRADUATE + OF_EVERYBODY)
def test_no_private_page_allows_inline_code_or_evaluation(address, graduate, sign_in):
    found = policy(sign_in(graduate).get(address))

    assert not {"'unsafe-inline'", "'unsafe-eval'"} & set().union(*found.values())


@pytest.mark.ignore_template_errors  # Unfold's own templates read what is not there
@pytest.mark.parametrize("address", ADMIN)
def test_the_web_admin_alone_evaluates_scripts_and_allows_nothing_inline(
    address, operator, sign_in
):
    found = policy(sign_in(operator).get(address))

    assert found["script-src"] == {"'self'", "'unsafe-eval'"}
    others = set().union(*(sources for name, sources in found.items() if name != "script-src"))
    assert "'unsafe-eval'" not in others
    assert "'unsafe-inline'" not in set().union(*found.values())


@pytest.mark.parametrize("address", [*PUBLIC, *OF_A_GRADUATE])
def test_every_answer_carries_the_security_headers(address, graduate, sign_in):
    response = sign_in(graduate).get(address)

    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/", "/openings/", "/companies/", "/parks/", "/nowhere/"])
def test_no_public_page_is_written_with_inline_code(address, client, company):
    OpeningSkillFactory(opening=OpeningFactory(company=company, published=True))

    assert INLINE.findall(client.get(address).text) == []


@pytest.mark.ignore_template_errors  # allauth's own templates read what is not there
@pytest.mark.parametrize("address", OF_A_GRADUATE + OF_EVERYBODY)
def test_no_private_page_is_written_with_inline_code(address, graduate, profile, sign_in):
    SkillClaimFactory(profile=profile, level=2)

    assert INLINE.findall(sign_in(graduate).get(address).text) == []


def test_no_page_of_a_match_is_written_with_inline_code(park, sign_in):
    market = small_market(park)
    client = sign_in(market.ann.user)

    pages = [
        client.get(reverse(f"matching:{name}", args=[market.analyst.uuid])).text
        for name in ("opening", "match", "apply")
    ]

    assert [INLINE.findall(page) for page in pages] == [[], [], []]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_page_says_in_which_language_it_is_written(language, client):
    response = client.get("/", headers={"accept-language": language})

    assert f'<html lang="{language}"' in response.text


def test_a_reader_chooses_the_language_and_comes_back_to_the_page(client):
    response = client.post(reverse("set_language"), {"language": "en", "next": "/parks/"})

    assert response.url == "/parks/"
    assert '<html lang="en"' in client.get("/parks/", headers={"accept-language": "zh"}).text


def test_the_choice_of_a_language_leads_nowhere_else(client):
    response = client.post(
        reverse("set_language"), {"language": "en", "next": "https://evil.example/"}
    )

    assert "evil" not in response.url


def test_a_form_without_its_token_is_refused_with_a_page(english):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})

    response = client.post(reverse("set_language"), {"language": "en"})

    assert response.status_code == 403
    assert "You may not do this" in response.text


@pytest.mark.parametrize("address", ["/nowhere/", "/openings/nowhere/", "/parks/nowhere/"])
def test_a_page_that_is_not_there_says_so_in_the_house_style(address, client, english):
    response = client.get(address)

    assert response.status_code == 404
    assert "There is nothing here for you" in response.text


@pytest.mark.parametrize(
    ("wanted", "reached"), [("/parks/", "/parks/"), ("https://evil.example/", "/"), ("//evil", "/")]
)
def test_after_signing_in_nobody_is_led_to_another_site(wanted, reached, client, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    user = User.objects.create_user("lin@example.org", "cell-culture-2026")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    answers = {"login": user.email, "password": "cell-culture-2026", "next": wanted}

    response = client.post(reverse("account_login"), answers)

    assert response.url == reached
