"""In a real browser, in both languages, at phone and desktop width."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.market import EVIDENCE, PASSWORD, SmallPark, make_small_park

pytestmark = pytest.mark.browser

PUBLIC = (
    "home",
    "matching:market",
    "companies:companies",
    "companies:parks",
    "account_login",
    "account_signup",
)
PRIVATE = (
    "matching:me",
    "matching:matches",
    "matching:applications",
    "talent:profile",
    "talent:skills",
    "talent:cv",
)


@pytest.fixture
def small_park(transactional_db) -> SmallPark:
    return make_small_park()


def sign_in(page: Page, email: str) -> None:
    page.goto(reverse("account_login"))
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda address: "login" not in address)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


def fits_the_screen(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_student_signs_in_opens_my_matches_and_reads_a_reason(visitor, small_park, language):
    chinese = language == "zh-hans"
    title = small_park.opening.title_zh if chinese else small_park.opening.title_en
    skill = small_park.missing.label_zh if chinese else small_park.missing.label_en

    sign_in(visitor, small_park.graduate.email)
    visitor.goto(reverse("matching:matches"))
    expect(visitor.get_by_role("link", name=title, exact=True)).to_be_visible()
    reasons = reverse("matching:match", args=[small_park.opening.uuid])
    visitor.locator(f"a[href='{reasons}']").click()

    expect(visitor.get_by_role("heading", level=1)).to_contain_text(title)
    expect(visitor.locator(".skill-list")).to_contain_text(skill)
    expect(visitor.locator(".skill-list")).to_contain_text(EVIDENCE)
    assert fits_the_screen(visitor)


def test_hr_reads_the_same_reasons_of_an_unnamed_candidate(visitor, small_park, language):
    sign_in(visitor, small_park.recruiter.email)
    visitor.goto(reverse("matching:candidates", args=[small_park.opening.uuid]))
    visitor.get_by_role("link", name=re.compile(small_park.graduate.profile.pseudonym)).click()

    skill = small_park.met.label_zh if language == "zh-hans" else small_park.met.label_en
    expect(visitor.locator(".skill-list")).to_contain_text(skill)
    for private in (small_park.graduate.full_name, small_park.graduate.email, EVIDENCE):
        expect(visitor.locator("body")).not_to_contain_text(private)
    assert fits_the_screen(visitor)


def test_a_student_applies_with_the_keyboard_and_finds_the_receipt(visitor, small_park):
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(reverse("matching:apply", args=[small_park.opening.uuid]))
    visitor.locator("textarea[name=message]").press_sequentially("I like bioreactors.")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url(f"**{reverse('matching:applications')}")

    expect(visitor.locator(".notice-success")).to_be_visible()
    expect(visitor.locator("tbody tr")).to_have_count(1)


def test_the_filter_applies_itself_and_is_in_the_address(visitor, small_park):
    visitor.goto(reverse("matching:market"))
    if not visitor.locator("#filter").evaluate("filter => filter.open"):
        visitor.locator("#filter > summary").click()
    visitor.locator("#kind-postdoc").check()

    expect(visitor.locator("#results .empty")).to_be_visible()
    visitor.wait_for_url("**kind=postdoc**")


def test_the_language_button_changes_the_page_and_stays_on_it(visitor, small_park, language):
    address = small_park.opening.get_absolute_url()
    visitor.goto(address)
    visitor.locator("form[action='/language/'] button").click()
    visitor.wait_for_load_state()

    other = small_park.opening.title_en if language == "zh-hans" else small_park.opening.title_zh
    expect(visitor.get_by_role("heading", level=1)).to_have_text(other)
    assert visitor.url.endswith(address)


def test_every_page_is_accessible_and_fits_the_screen(visitor, small_park):
    found = {name: look_at(visitor, reverse(name)) for name in PUBLIC}
    found["opening"] = look_at(visitor, small_park.opening.get_absolute_url())
    sign_in(visitor, small_park.graduate.email)
    found |= {name: look_at(visitor, reverse(name)) for name in PRIVATE}

    assert found == {name: [] for name in found}


def look_at(page: Page, address: str) -> list[str]:
    page.goto(address)
    too_wide = [] if fits_the_screen(page) else ["wider than the screen"]
    return violations(page) + too_wide
