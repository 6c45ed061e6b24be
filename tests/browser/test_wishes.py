"""Saving, leaving out and saved searches in a real browser, with JavaScript and without."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from matching.actions.unsubscribing import unsubscribe_url
from matching.models import Dismissal, SavedOpening
from parks.consents import TERMS_VERSION
from tests.browser.conftest import PHONE
from tests.browser.market import SmallPark, make_small_park
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.factories.matching import AlertFactory, SavedOpeningFactory, SavedSearchFactory
from tests.factories.parks import ConsentFactory
from tests.matching.searchable import make_searchable

pytestmark = pytest.mark.browser

MARKET, MATCHES, SAVED = (reverse(f"matching:{name}") for name in ("market", "matches", "saved"))


@pytest.fixture
def small_park(transactional_db, settings) -> SmallPark:
    settings.ACCOUNT_RATE_LIMITS = False
    made = make_small_park()
    make_searchable()
    ConsentFactory(user=made.graduate, version=TERMS_VERSION)
    return made


@pytest.fixture
def student(visitor, small_park) -> Page:
    sign_in(visitor, small_park.graduate.email)
    return visitor


@pytest.fixture
def plain(browser: Browser, live_server, small_park) -> Iterator[Page]:
    """The student's telephone with JavaScript switched off, in English."""
    context = browser.new_context(
        viewport=PHONE, base_url=live_server.url, java_script_enabled=False
    )
    context.add_cookies([{"name": "django_language", "value": "en", "url": live_server.url}])
    page = context.new_page()
    sign_in(page, small_park.graduate.email)
    yield page
    context.close()


def test_a_card_of_the_market_is_saved_where_it_stands(student, small_park):
    student.goto(MARKET)
    button = student.locator(".opening-card .wish-button")

    button.click()

    other = reverse("matching:unsave", args=[small_park.opening.uuid])
    expect(button).to_have_attribute("formaction", other)
    expect(button).to_be_focused()
    assert SavedOpening.objects.get().opening == small_park.opening
    assert student.url.endswith(MARKET)


def test_a_match_gives_way_to_an_undo_that_brings_it_back(student, small_park):
    student.goto(MATCHES)
    card = student.locator("ul.card-list > li").first
    card.locator("details.menu > summary").click()
    assert fits_the_screen(student)
    card.locator("button[value=pay]").click()

    expect(card.locator(".score")).to_have_count(0)
    assert Dismissal.objects.get().reason == "pay"
    card.locator("button").click()
    expect(student.locator(".score")).to_be_visible()
    assert not Dismissal.objects.exists()


def test_the_search_in_force_is_saved_after_it_was_changed_without_a_new_page(student, small_park):
    student.goto(MARKET)
    if not student.locator("#filter").evaluate("filter => filter.open"):
        student.locator("#filter > summary").click()
    student.locator("#kind-job").check()
    student.wait_for_url("**kind=job**")

    student.locator("button[name=query]").click()
    student.wait_for_url(f"**{SAVED}**")

    assert small_park.graduate.profile.saved_searches.get().query == "kind=job"


def test_without_javascript_everything_is_saved_left_out_and_taken_back(plain, small_park):
    plain.goto(MARKET)
    plain.locator(".opening-card .wish-button").click()
    plain.locator("button[name=query]").click()
    plain.goto(MATCHES)
    plain.locator("ul.card-list details.menu > summary").click()
    plain.locator("button[value=place]").click()
    left_out = plain.locator(".notice-success").inner_text()
    plain.locator(".notice-success button").click()

    assert SavedOpening.objects.count() == 1
    assert small_park.graduate.profile.saved_searches.count() == 1
    assert "is left out of your matches" in left_out
    assert not Dismissal.objects.exists()
    expect(plain.locator(".score")).to_be_visible()


def test_axe_finds_nothing_on_the_pages_of_saved_things(visitor, small_park):
    profile = small_park.graduate.profile
    search = SavedSearchFactory(profile=profile)
    alert = AlertFactory(profile=profile)
    alert.openings.create(profile=profile, opening=small_park.opening)
    SavedOpeningFactory(profile=profile, opening=small_park.opening)
    visitor.goto("/" + unsubscribe_url(profile).split("/", 3)[3])
    found = [violations(visitor)]
    sign_in(visitor, small_park.graduate.email)

    pages = [
        reverse(f"matching:{name}", args=[row.pk])
        for name, row in (("search", search), ("alert", alert))
    ]
    for address in [SAVED, MATCHES, *pages]:
        visitor.goto(address)
        if visitor.locator("main details.menu").count():
            visitor.locator("main details.menu > summary").first.click()
        found.append(violations(visitor))
        assert fits_the_screen(visitor), address

    assert found == [[]] * 5


def test_axe_finds_nothing_where_an_opening_was_left_out(student, small_park):
    Dismissal.objects.create(
        profile=small_park.graduate.profile, opening=small_park.opening, reason="pay"
    )
    pages = [
        f"{MATCHES}?left_out={small_park.opening.uuid}",
        small_park.opening.get_absolute_url(),
        reverse("matching:match", args=[small_park.opening.uuid]),
    ]

    found = []
    for address in pages:
        student.goto(address)
        found.append(violations(student))
        assert fits_the_screen(student), address

    assert found == [[], [], []]
