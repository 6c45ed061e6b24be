"""Each page that answers a person has a guide in both languages, and each guide is of a page."""

import pytest
from django.contrib import admin
from django.urls import URLResolver, get_resolver, reverse

from parks.guides import LANGUAGES, guides, name_of
from tests.access.test_pages import PAGES

pytest_plugins = ["tests.unfold"]
NO_PAGES = {
    # files, feeds, probes and what machines read
    "live",
    "ready",
    "robots",
    "parks:evidence",
    "parks:evidence_picture",
    "parks:import_template",
    "parks:refused_csv",
    "parks:refused_xlsx",
    "companies:atom",
    "companies:rss",
    "companies:sitemap",
    "companies:sitemap_section",
    "matching:openapi",
    "matching:calendar_feed",
    "matching:download_data",
    "matching:interview_file",
    "matching:company_interview_file",
    "matching:figures_file",
    "matching:curriculum_file",
    "matching:destinations_file",
    "matching:outcome_evidence",
    "matching:cockpit_file",
    "matching:applications_file",
    "matching:meetings_file",
    "matching:participants_file",
    "matching:agreement_file",
    "talent:json_resume",
    "talent:pdf_cv",
    "talent:document",
    "talent:certificate_pdf",
    "talent:credential_jwt",
    "talent:credential_json",
    "talent:issuer",
    "talent:revoked_certificates",
    "parks:signing_keys",
    "parks:signing_key",
    # what htmx puts into a page
    "talent:find_universities",
    "talent:find_programmes",
    "talent:find_skills",
}
OF_ACCOUNTS = {"account_login", "account_signup", "account_email", "account_change_password"}
OF_ACCOUNTS |= {"account_logout", "account_reset_password", "mfa_index", "mfa_activate_totp"}


NOBODY = "00000000-0000-4000-8000-000000000000"


def pages_of_the_portal() -> set[str]:
    return {name for name, answers in PAGES.items() if 200 in answers} - NO_PAGES | OF_ACCOUNTS


def nouns_of_the_admin() -> set[str]:
    return {f"admin:{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry}


def names(resolver: URLResolver, space: str = "") -> set[str]:
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inside = f"{space}{entry.namespace}:" if entry.namespace else space
            found |= names(entry, inside)
        else:
            found.add(f"{space}{entry.name}")
    return found


def test_each_page_of_the_portal_has_a_guide():
    assert pages_of_the_portal() - set(guides()) == set()


def test_each_noun_of_the_web_admin_has_a_guide():
    assert (nouns_of_the_admin() | {"admin:index"}) - set(guides()) == set()


def test_each_page_that_the_web_admin_adds_has_a_guide():
    own = {name for name in names(get_resolver()) if name.startswith("admin:")}
    machines = ("jsi18n", "autocomplete", "logout", "login", "view_on_site", "password_change")
    pages = {name for name in own if not name.removeprefix("admin:").startswith(machines)}

    assert {name for name in pages - {"admin:None"} if name_of(name) not in guides()} == set()


def test_each_guide_is_of_a_page_that_exists():
    assert set(guides()) - names(get_resolver()) - nouns_of_the_admin() == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_guide_says_what_for_what_can_be_done_what_follows_and_whom_to_ask(language):
    told = {name: of_page[language] for name, of_page in guides().items()}

    assert [name for name, g in told.items() if not (g.about and g.can and g.then and g.ask)] == []
    assert [name for name, g in told.items() if len(g.about) > 260 or len(g.can) > 5] == []


def test_the_languages_of_a_guide_name_as_many_deeds_and_are_not_mixed_up():
    of_both = [(of_page["zh"], of_page["en"]) for of_page in guides().values()]

    assert [zh.about for zh, en in of_both if len(zh.can) != len(en.can)] == []
    assert [zh.about for zh, _en in of_both if zh.about.isascii() or zh.then.isascii()] == []
    assert [en.about for _zh, en in of_both if any("一" <= c <= "鿿" for c in en.about)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title"), [("en", "Help with this page"), ("zh-hans", "本页帮助")]
)
def test_a_page_opens_its_guide_in_the_language_of_its_reader(client, language, title):
    response = client.get(reverse("matching:market"), headers={"accept-language": language})

    page, guide = response.content.decode(), guides()["matching:market"][language[:2]]
    assert page.count('<aside class="guide page"') == 1
    assert title in page
    assert all(words in page for words in (guide.about, guide.then, guide.ask, *guide.can))


@pytest.mark.usefixtures("unfold")
@pytest.mark.django_db
@pytest.mark.parametrize("place", ["index", "companies_opening_changelist", "parks_park_add"])
def test_a_page_of_the_web_admin_opens_its_guide(sign_in, operator, place):
    address = reverse(f"admin:{place}")

    shown = sign_in(operator).get(address, headers={"accept-language": "en"}).content.decode()

    assert guides()[name_of(f"admin:{place}")]["en"].about in shown
    assert shown.count("Help with this page") == 1


@pytest.mark.django_db
def test_a_page_that_is_not_there_has_no_guide(sign_in, stranger):
    response = sign_in(stranger).get(reverse("matching:board", args=[NOBODY]))

    assert response.status_code == 404
    assert 'class="guide' not in response.content.decode()
