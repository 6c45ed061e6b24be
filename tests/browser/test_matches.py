"""In a real browser, in both languages, at phone and desktop width."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from matching.engine import Term
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
    expect(visitor.locator(".meter-half")).to_have_count(2)
    expect(visitor.locator(".change-steps li")).to_contain_text([skill])
    expect(visitor.locator(".gate-list li")).to_have_count(8)
    assert fits_the_screen(visitor)


def test_hr_reads_the_same_reasons_of_an_unnamed_candidate(visitor, small_park, language):
    sign_in(visitor, small_park.recruiter.email)
    visitor.goto(reverse("matching:candidates", args=[small_park.opening.uuid]))
    visitor.get_by_role("link", name=re.compile(r"^\S+ [0-9A-F]{6}$")).click()

    skill = small_park.met.label_zh if language == "zh-hans" else small_park.met.label_en
    expect(visitor.locator(".skill-list")).to_contain_text(skill)
    expect(visitor.locator(".meter-half")).to_have_count(2)
    for private in (small_park.graduate.full_name, small_park.graduate.email, EVIDENCE):
        expect(visitor.locator("body")).not_to_contain_text(private)
    assert fits_the_screen(visitor)


def test_a_student_applies_with_the_keyboard_and_finds_the_receipt(visitor, small_park):
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(reverse("matching:apply", args=[small_park.opening.uuid]))
    visitor.locator("textarea[name=message]").press_sequentially("I like bioreactors.")
    for _stop in ("file", "kind of file", "add the file", "send"):
        visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/receipt/")

    expect(visitor.locator("main")).to_contain_text(small_park.graduate.email)
    expect(visitor.locator("main")).to_contain_text("I like bioreactors.")


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
    found["opening signed in"] = look_at(visitor, small_park.opening.get_absolute_url())

    assert found == {name: [] for name in found}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_reasons_are_accessible_by_day_and_by_night_to_both_sides(visitor, small_park, theme):
    uuid, profile = small_park.opening.uuid, small_park.graduate.profile
    addresses = {
        small_park.graduate: [reverse("matching:match", args=[uuid])],
        small_park.recruiter: [
            reverse("matching:candidates", args=[uuid]),
            reverse("matching:candidate", args=[uuid, profile.uuid]),
        ],
    }
    visitor.emulate_media(color_scheme=theme)

    found = {}
    for person, pages in addresses.items():
        visitor.context.clear_cookies(name="sessionid")
        sign_in(visitor, person.email)
        found |= {address: look_at(visitor, address) for address in pages}

    assert found == {address: [] for address in found}


def test_every_segment_of_the_meter_has_its_own_colour_in_sight(visitor, small_park):
    """Three to one against the ground, as WCAG 2.1 asks of graphics, in both themes."""
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(reverse("matching:match", args=[small_park.opening.uuid]))

    for theme in ("light", "dark"):
        visitor.evaluate("theme => document.documentElement.dataset.bsTheme = theme", theme)
        colours = [
            colour_of(visitor, f"--term-{name.lower().removeprefix('all_')}")
            for name in Term.__members__
        ]
        grounds = [colour_of(visitor, name) for name in ("--paper", "--sunken")]
        assert len(set(colours)) == len(Term)
        assert min(contrast(one, other) for one in colours for other in grounds) >= 3


def colour_of(page: Page, name: str) -> str:
    script = "name => getComputedStyle(document.documentElement).getPropertyValue(name)"
    return page.evaluate(script, name).strip()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours such as #0b5d5a, by WCAG 2.1."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def look_at(page: Page, address: str) -> list[str]:
    page.goto(address)
    too_wide = [] if fits_the_screen(page) else ["wider than the screen"]
    return violations(page) + too_wide
