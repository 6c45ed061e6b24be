"""The web admin in a real browser: it works under the policy, in both languages and widths.

The fixture `visitor` fails a test at any error of a script and any violation of the policy.
"""

import pytest
from playwright.sync_api import Page, expect

from companies.models import Opening
from tests.factories.admin import address, rows_of_a_park
from tests.factories.companies import OpeningFactory, OpeningSkillFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("unfold"),
]


@pytest.fixture
def enter(visitor, live_server, sign_in):
    """Open the web admin as a person."""

    def entered(user) -> Page:
        session = sign_in(user).cookies["sessionid"].value
        visitor.context.add_cookies(
            [{"name": "sessionid", "value": session, "url": live_server.url}]
        )
        visitor.goto("/admin/")
        return visitor

    return entered


@pytest.fixture
def submitted(company):
    opening = OpeningFactory(company=company, state="submitted", title_en="QC analyst")
    OpeningSkillFactory(opening=opening)
    return opening


def width_to_spare(page: Page) -> int:
    """Return how much wider the window is than what it shows: less than 0, and it scrolls."""
    return page.evaluate("innerWidth - document.documentElement.scrollWidth")


def test_an_officer_finds_returns_and_publishes_an_opening(enter, park_officer, submitted):
    page = enter(park_officer)

    page.get_by_role("link", name="QC analyst").click()
    page.goto(page.url.replace("/change/", "/return_with_comment/"))
    page.locator("textarea[name=comment]").fill("Where is the place of work?")
    page.locator(".move-form button[type=submit]").click()
    returned = Opening.objects.get().state
    page.goto(page.url.replace("/change/", "/publish/"))
    page.locator(".move-form button[type=submit]").click()

    assert (returned, Opening.objects.get().state) == ("returned", "published")


def test_rows_are_selected_filtered_and_moved_together(enter, park_officer, submitted):
    page = enter(park_officer)

    page.goto(address(Opening, "changelist"))
    page.locator("a:has(> span:text-is('filter_list'))").click()
    expect(page.locator("#changelist-filter")).to_be_visible()
    page.locator("#changelist-filter-close").click(position={"x": 5, "y": 5})
    page.locator("tbody input.action-select").first.check()
    page.locator("select[name=action]").select_option("publish")
    page.locator("button[name=index]").click()

    expect(page.locator("#result_list, .result-list-wrapper").first).to_be_visible()
    assert Opening.objects.get().state == "published"


def test_a_form_searches_adds_a_row_and_knows_dates(enter, park_officer, submitted):
    page = enter(park_officer)

    page.goto(address(submitted, "change") + "#requirements")
    page.locator("#requirements-group .add-row, .add-row").first.click()
    page.locator("#id_requirements-1-skill + .select2 .select2-selection").click()
    page.locator(".select2-results__option").first.click()

    chosen = page.locator("#id_requirements-1-skill + .select2 .select2-selection__rendered")
    assert chosen.inner_text().strip()


def test_the_menu_of_the_person_switches_theme_and_language(enter, park_officer, language):
    page = enter(park_officer)
    other = "zh-hans" if language == "en" else "en"

    if page.viewport_size["width"] < 1000:
        page.locator("span:text-is('dock_to_right'):visible").first.click()
    page.locator("[x-on\\:click='openUserLinks = !openUserLinks']").click()
    page.locator("[x-on\\:click*=\"'dark'\"]").click()
    expect(page.locator("html.dark")).to_have_count(1)
    page.locator(f"form:has(input[value='{other}']) button").click()

    expect(page.locator(f"html[lang='{other}']")).to_have_count(1)


def test_no_page_is_wider_than_the_window(enter, operator, park):
    page, rows = enter(operator), rows_of_a_park(park)
    opening, company = rows["companies.Opening"], rows["companies.Company"]
    pages = ["/admin/", address(Opening, "changelist"), address(Opening, "add")]
    pages += [address(opening, "change"), address(company, "change"), address(company, "history")]
    pages += [address(company, "delete"), address(rows["talent.Profile"], "change")]
    pages += [address(type(rows["matching.MatchRun"]), "changelist") + "start_run/"]

    too_wide = {}
    for link in pages:
        page.goto(link)
        too_wide |= {link: width_to_spare(page)} if width_to_spare(page) < 0 else {}

    assert too_wide == {}
