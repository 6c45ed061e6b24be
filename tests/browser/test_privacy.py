"""Privacy in a real browser: what is revoked is gone for HR at the very next click."""

import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from matching.actions.applications import submit_application
from matching.actions.data_exports import build_data_export
from matching.models import Application
from parks.consents import TERMS_VERSION
from parks.models import DataExport, User
from tests.browser.conftest import DESKTOP
from tests.browser.market import PASSWORD, SmallPark, make_small_park
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.factories.parks import ConsentFactory
from tests.factories.talent import DisclosureFactory

pytestmark = pytest.mark.browser

PRIVACY = reverse("matching:privacy")
PAGES = ("matching:privacy", "matching:disclosures", "matching:data_export", "matching:erase")


@pytest.fixture
def small_park(transactional_db, settings, tmp_path) -> SmallPark:
    settings.MEDIA_ROOT = tmp_path
    settings.ACCOUNT_RATE_LIMITS = False
    return make_small_park()


@pytest.fixture
def application(small_park) -> Application:
    profile, today = small_park.graduate.profile, timezone.localdate()
    DisclosureFactory(profile=profile, organisation=small_park.opening.company)
    return submit_application(profile, opening=small_park.opening, today=today)


@pytest.fixture
def hr(browser: Browser, live_server, small_park) -> Page:
    """The window of the company's HR, beside that of the student."""
    context = browser.new_context(viewport=DESKTOP, base_url=live_server.url)
    page = context.new_page()
    sign_in(page, small_park.recruiter.email)
    yield page
    context.close()


@pytest.mark.every_screen
def test_access_is_revoked_and_hr_loses_it_at_once(visitor, small_park, application, hr):
    candidate = reverse(
        "matching:candidate", args=[small_park.opening.uuid, application.profile.uuid]
    )
    applicant = reverse("matching:applicant", args=[application.uuid])
    before = hr.goto(candidate).text()
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(PRIVACY)
    visitor.locator("#visibility input[value=applied]").check()
    visitor.locator("#visibility [type=submit]").click()

    visitor.locator("#access details.menu > summary").click()
    visitor.locator("#access .menu-panel button").click()
    expect(visitor.locator(".notice-success")).to_be_visible()

    assert small_park.graduate.email in before
    assert hr.goto(candidate).status == 404
    assert small_park.graduate.email not in hr.goto(applicant).text()
    application.refresh_from_db()
    assert application.state == "withdrawn"


def test_axe_finds_nothing_on_the_pages_of_privacy(visitor, small_park, application):
    visitor.goto(reverse("parks:privacy_notice"))
    found = [violations(visitor)]
    sign_in(visitor, small_park.graduate.email)

    for name in PAGES:
        visitor.goto(reverse(name))
        if visitor.locator("main details.menu").count():
            visitor.locator("main details.menu > summary").first.click()
        found.append(violations(visitor))
        assert fits_the_screen(visitor), name

    assert found == [[]] * 5


def test_agreeing_to_the_terms_closes_the_bar(visitor, small_park):
    ConsentFactory(user=small_park.graduate, version="2025-01")
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(PRIVACY)
    bar = visitor.locator(f"form[action='{reverse('parks:agree')}']")

    bar.locator("button").click()

    expect(visitor.locator(".notice-success")).to_be_visible()
    expect(bar).to_have_count(0)
    expect(visitor.locator("#consents")).to_contain_text(TERMS_VERSION)


def test_all_data_is_asked_for_the_page_follows_and_the_file_is_downloaded(visitor, small_park):
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(reverse("matching:data_export"))

    visitor.locator("main form button").click()
    expect(visitor.locator("#export[hx-trigger]")).to_be_visible()
    build_data_export(DataExport.objects.get().pk)
    expect(visitor.locator("#export .btn-primary")).to_be_visible(timeout=10_000)
    with visitor.expect_download() as download:
        visitor.locator("#export .btn-primary").click()

    assert download.value.suggested_filename.startswith("my-data-")
    with zipfile.ZipFile(download.value.path()) as archive:
        assert {"README.txt", "data.json"} <= set(archive.namelist())


def test_an_account_is_erased_with_password_and_word(visitor, small_park, application, language):
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(reverse("matching:erase"))

    visitor.locator("input[name=password]").fill(PASSWORD)
    visitor.locator("input[name=word]").fill("注销" if language == "zh-hans" else "erase")
    visitor.locator("main form [type=submit]").click()

    expect(visitor.locator(".notice-success")).to_be_visible()
    user = User.objects.get(pk=small_park.graduate.pk)
    assert (user.is_active, user.profile.erased_at is None) == (False, False)
    visitor.goto(PRIVACY)
    assert "login" in visitor.url


def test_all_of_it_works_without_javascript(browser, live_server, small_park, application):
    context = browser.new_context(
        viewport=DESKTOP, base_url=live_server.url, java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, small_park.graduate.email)
    page.goto(PRIVACY)

    page.locator("#matching input[name=in_matching]").uncheck()
    page.locator("#matching [type=submit]").click()
    expect(page.locator("#consents")).to_contain_text("2026")
    page.locator("#access details.menu > summary").click()
    page.locator("#access .menu-panel button").click()
    page.goto(reverse("matching:data_export"))
    page.locator("main form button").click()

    expect(page.locator("#export a")).to_be_visible()
    application.refresh_from_db()
    assert application.state == "withdrawn"
    assert not User.objects.get(pk=small_park.graduate.pk).profile.in_matching
    context.close()
