"""The market in a real browser: what htmx changes, what a phone shows, and without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.test_matches import fits_the_screen, violations
from tests.companies.searches import offered
from tests.factories.companies import OpeningSkillFactory
from tests.factories.parks import SkillFactory
from tests.factories.vocabulary import RegionFactory

pytestmark = pytest.mark.browser

MARKET = reverse("matching:market")


@pytest.fixture
def market(transactional_db) -> None:
    """Jobs and internships in two cities of a province, with more skills than are in sight."""
    province = RegionFactory(code="320000", label_en="Jiangsu", label_zh="江苏省")
    cities = [
        RegionFactory(code=code, label_en=name, label_zh=label, parent=province)
        for code, name, label in (("320500", "Suzhou", "苏州市"), ("320100", "Nanjing", "南京市"))
    ]
    skills = [SkillFactory(code=f"S-{number:02}") for number in range(9)]
    for number in range(4):
        opening = offered(
            f"Antibody engineer {number}",
            kind="job" if number else "internship",
            region=cities[number % 2],
        )
        for skill in skills:
            OpeningSkillFactory(opening=opening, skill=skill)


@pytest.fixture
def plain_phone(browser, live_server) -> Page:
    """A telephone on which JavaScript is switched off."""
    context = browser.new_context(
        viewport=PHONE, base_url=live_server.url, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def open_filter(page: Page) -> None:
    if not page.locator("#kind-job").is_visible():
        page.locator("#filter > summary").click()


def cards(page: Page):
    return page.locator("#results .opening-card")


def test_results_facets_and_address_follow_each_choice(visitor, market):
    visitor.goto(MARKET)
    open_filter(visitor)
    visitor.locator("#more-skill > summary").click()
    visitor.locator("#kind-job").check()
    expect(cards(visitor)).to_have_count(3)
    visitor.locator("[id='place-320000']").check()
    expect(visitor.locator("[id='place-320500']")).to_be_visible()
    visitor.locator("[id='place-320500']").check()

    expect(cards(visitor)).to_have_count(1)
    expect(visitor.locator("[id='place-320000']")).not_to_be_checked()
    expect(visitor.locator("#facets label:has(#kind-internship) .count")).to_have_text("1")
    expect(visitor.locator("#more-skill")).to_have_attribute("open", "")
    visitor.wait_for_url(f"**{MARKET}?kind=job&place=320500")
    expect(visitor.locator("[id='place-320500']")).to_be_focused()


def test_a_condition_is_taken_away_by_its_chip_and_the_boxes_know_it(visitor, market):
    visitor.goto(f"{MARKET}?kind=internship&q=antibody")
    expect(cards(visitor)).to_have_count(1)

    visitor.locator(".chip").click()

    expect(cards(visitor)).to_have_count(4)
    open_filter(visitor)
    expect(visitor.locator("#kind-internship")).not_to_be_checked()
    expect(visitor.locator("#words")).to_have_value("antibody")
    visitor.wait_for_url(f"**{MARKET}?q=antibody")


def test_going_back_shows_what_was_there_before(visitor, market):
    visitor.goto(MARKET)
    open_filter(visitor)
    visitor.locator("#kind-internship").check()
    expect(cards(visitor)).to_have_count(1)

    visitor.go_back()

    expect(cards(visitor)).to_have_count(4)
    expect(visitor.locator("header.site-header")).to_have_count(1)


def test_openings_are_sorted_as_chosen(visitor, market):
    visitor.goto(f"{MARKET}?q=antibody")

    visitor.locator("#sort").select_option("date")

    visitor.wait_for_url("**sort=date")
    expect(visitor.locator("#sort")).to_have_value("date")
    expect(cards(visitor).first).to_contain_text("Antibody engineer 3")


def test_on_a_phone_the_results_come_first_and_elsewhere_the_filter_is_in_sight(
    visitor, viewport, market
):
    visitor.goto(MARKET)

    assert visitor.locator("#kind-job").is_visible() is (viewport != PHONE)
    open_filter(visitor)
    expect(visitor.locator("#kind-job")).to_be_visible()
    assert fits_the_screen(visitor)


@pytest.mark.parametrize(
    "query", ["", "?q=antibody&kind=job&place=320500", "?q=antibdy", "?q=antibody+nonsense"]
)
def test_the_market_is_accessible_whatever_is_found(visitor, market, query):
    visitor.goto(f"{MARKET}{query}")
    open_filter_if_any(visitor)

    assert violations(visitor) == []
    assert fits_the_screen(visitor)


def open_filter_if_any(page: Page) -> None:
    if page.locator("#facets fieldset").count() and not page.locator("#facets").is_visible():
        page.locator("#filter > summary").click()


def test_mistyped_words_are_mended_and_said_so(visitor, market):
    visitor.goto(MARKET)
    visitor.locator("#words").fill("antibdy")
    visitor.locator(".search button").click()

    expect(visitor.locator("#results .notice")).to_contain_text("antibody")
    expect(cards(visitor)).to_have_count(4)


def test_without_javascript_a_phone_filters_sorts_and_takes_conditions_away(plain_phone, market):
    plain_phone.goto(f"{MARKET}?q=antibody")
    expect(plain_phone.locator("#kind-job")).to_be_hidden()
    plain_phone.locator("#filter > summary").click()
    plain_phone.locator("#kind-job").check()
    plain_phone.locator("#sort").select_option("date")
    plain_phone.locator("#facets button").click()
    expect(cards(plain_phone)).to_have_count(3)
    expect(cards(plain_phone).first).to_contain_text("Antibody engineer 3")

    plain_phone.locator(".chip").click()

    expect(cards(plain_phone)).to_have_count(4)
