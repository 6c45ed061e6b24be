"""Every page works without JavaScript first."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.market import make_small_park
from tests.browser.test_matches import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(browser, live_server):
    """A page of a browser with JavaScript switched off."""
    context = browser.new_context(
        viewport=DESKTOP, base_url=live_server.url, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def test_search_filter_reasons_and_application_need_no_javascript(transactional_db, plain):
    park = make_small_park()
    sign_in(plain, park.graduate.email)

    plain.goto(reverse("matching:market"))
    plain.locator("#kind-job").check()
    plain.locator(".search button").click()
    plain.locator(".opening-card h3 a").click()
    plain.locator(f"a[href^='{reverse('matching:apply', args=[park.opening.uuid])}']").click()
    plain.locator("textarea[name=message]").fill("I like bioreactors.")
    plain.locator(
        f"[formaction^='{reverse('matching:draft', args=[park.opening.uuid])}']"
    ).last.click()
    expect(plain.locator("textarea[name=message]")).to_have_value("I like bioreactors.")
    plain.locator("[name=send]").click()

    expect(plain).to_have_url(re.compile("/receipt/$"))
    plain.goto(reverse("matching:applications"))
    expect(plain.locator("tbody tr")).to_have_count(1)
