"""Writing, sending and following an application in a real browser."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from matching.models import Application, Offer
from tests.browser.conftest import PHONE
from tests.browser.market import SmallPark, make_small_park
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.factories.companies import OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory, OfferFactory

pytestmark = pytest.mark.browser

SAVED = re.compile(r"\d\d:\d\d")


@pytest.fixture
def small_park(transactional_db) -> SmallPark:
    return make_small_park()


@pytest.fixture
def page(visitor, small_park) -> Page:
    """The page on which the graduate applies, with a question to answer."""
    OpeningQuestionFactory(opening=small_park.opening, text_zh="何时到岗？", text_en="Since when?")
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(reverse("matching:apply", args=[small_park.opening.uuid]))
    return visitor


def write(page: Page, message: str) -> None:
    page.locator("textarea[name=message]").press_sequentially(message)
    expect(page.locator("#draft-state")).to_have_text(SAVED)


def test_what_is_typed_is_kept_without_a_button(page):
    write(page, "I like bioreactors.")

    page.reload()

    expect(page.locator("textarea[name=message]")).to_have_value("I like bioreactors.")
    assert Application.objects.get().state == "draft"


def test_a_connection_that_breaks_is_said_and_loses_nothing(browser, live_server, small_park):
    context = browser.new_context(viewport=PHONE, base_url=live_server.url)
    page = context.new_page()
    sign_in(page, small_park.graduate.email)
    page.goto(reverse("matching:apply", args=[small_park.opening.uuid]))
    write(page, "I like")

    context.set_offline(True)
    page.locator("textarea[name=message]").press_sequentially(" bioreactors.")

    failed = page.locator("#draft-state").get_attribute("data-failed")
    expect(page.locator("#draft-state")).to_have_text(failed)
    expect(page.locator("textarea[name=message]")).to_have_value("I like bioreactors.")
    context.close()


def test_a_double_click_sends_one_application(page):
    page.locator("textarea[name^=question]").fill("Since May")

    page.locator("[name=send]").dblclick()
    page.wait_for_url("**/receipt/")

    assert Application.objects.get().state == "submitted"


def test_two_tabs_send_one_application(page, small_park):
    second = page.context.new_page()
    second.goto(reverse("matching:apply", args=[small_park.opening.uuid]))
    for tab in (page, second):
        tab.locator("textarea[name^=question]").fill("Since May")
        tab.locator("[name=send]").click()
        tab.wait_for_url("**/receipt/")

    assert Application.objects.get().state == "submitted"


def test_a_draft_is_deleted_only_after_a_question(page):
    write(page, "I like bioreactors.")
    page.reload()

    page.locator("details.menu summary.btn").click()
    page.locator("details.menu[open] form button").click()
    page.wait_for_url(f"**{reverse('matching:applications')}")

    assert not Application.objects.exists()


def test_an_offer_is_read_and_accepted(visitor, small_park):
    offer = offered(small_park)
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(offer.application.get_absolute_url())

    visitor.locator(".ask > summary").first.click()
    visitor.locator(".ask[open] form button").click()
    expect(visitor.locator(".notice-success")).to_be_visible()

    offer.refresh_from_db()
    assert offer.state == "accepted"


def test_the_pages_are_accessible_and_fit_the_screen(page, small_park):
    application = offered(small_park).application
    addresses = (
        reverse("matching:apply", args=[small_park.opening.uuid]),
        reverse("matching:application", args=[application.uuid]),
        reverse("matching:receipt", args=[application.uuid]),
        reverse("matching:applications"),
        reverse("matching:hired_elsewhere"),
    )

    found = {address: look_at(page, address) for address in addresses}

    assert found == {address: [] for address in addresses}


def look_at(page: Page, address: str) -> list[str]:
    page.goto(address)
    for question in page.locator("details.ask > summary").all():
        question.click()
    return violations(page) + ([] if fits_the_screen(page) else ["wider than the screen"])


def offered(small_park: SmallPark) -> Offer:
    application = ApplicationFactory(
        profile=small_park.graduate.profile,
        opening__company=small_park.opening.company,
        state="offered",
    )
    return OfferFactory(
        application=application,
        salary=12_000,
        starts_on=date(2099, 2, 1),
        reply_by=timezone.localdate() + timedelta(days=3),
    )
