"""Letting a machine in: make a token, copy it, revoke it; at both widths and in both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from companies.models import Company
from parks.models import User
from tests.browser.conftest import DESKTOP
from tests.browser.market import make_small_park
from tests.factories.parks import MembershipFactory, WebhookDeliveryFactory, WebhookFactory

pytestmark = pytest.mark.browser

ADMIN = "admin@example.org"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def company(transactional_db) -> Company:
    company = make_small_park().opening.company
    MembershipFactory(organisation=company, role="admin", user__email=ADMIN)
    return company


def sign_in(page: Page, address: str) -> None:
    """Give the browser the session of an administrator."""
    client = Client()
    client.force_login(User.objects.get(email=ADMIN), backend=BACKEND)
    name, value = settings.SESSION_COOKIE_NAME, client.session.session_key
    page.context.add_cookies([{"name": name, "value": value, "url": address}])


def is_accessible(page: Page) -> bool:
    return Axe().run(page).response["violations"] == []


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def make_token(page: Page, company: Company) -> str:
    page.goto(reverse("parks:new_token", args=[company.uuid]))
    page.locator("[name=name]").fill("Our ATS")
    page.locator("[value='openings:write']").check()
    page.locator("[name=save]").click()
    return page.locator("#secret").input_value()


def test_a_token_is_made_copied_and_revoked(company, visitor, live_server):
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(visitor, live_server.url)

    secret = make_token(visitor, company)
    assert is_accessible(visitor)
    assert fits(visitor)
    visitor.locator("[data-copy]").click()
    expect(visitor.locator("[data-copy]")).to_have_text(
        visitor.locator("[data-copy]").get_attribute("data-copied")
    )
    assert visitor.evaluate("navigator.clipboard.readText()") == secret

    visitor.goto(reverse("parks:machines", args=[company.uuid]))
    assert is_accessible(visitor)
    assert fits(visitor)
    token = visitor.locator("#tokens tbody tr")
    expect(token).to_have_count(1)
    token.locator("summary").click()
    token.locator("form button").click()
    expect(visitor.locator("#tokens tbody .tag-lost")).to_have_count(1)


def test_the_page_of_a_webhook_and_the_documentation_are_accessible(company, visitor, live_server):
    webhook = WebhookFactory(organisation=company, url="https://ats.example/" + "long/" * 30)
    WebhookDeliveryFactory(webhook=webhook, last_status=500, last_error="x" * 300, attempts=1)
    sign_in(visitor, live_server.url)

    for address in (
        reverse("parks:webhook", args=[webhook.uuid]),
        reverse("parks:new_webhook", args=[company.uuid]),
        reverse("matching:api_documentation"),
    ):
        visitor.goto(address)
        assert is_accessible(visitor), address
        assert fits(visitor), address


def test_an_opening_carries_its_data_for_search_engines_without_breaking_the_policy(
    company, visitor, live_server
):
    opening = company.openings.filter(state="published").earliest("pk")

    visitor.goto(opening.get_absolute_url())

    data = visitor.locator("script[type='application/ld+json']")
    assert '"JobPosting"' in data.text_content()


def test_without_javascript_a_token_is_made_and_marked_by_hand(company, browser, live_server):
    context = browser.new_context(
        viewport=DESKTOP, base_url=live_server.url, java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, live_server.url)

    secret = make_token(page, company)

    assert secret.startswith("tp_")
    expect(page.locator("[data-copy]")).to_be_hidden()
    context.close()
