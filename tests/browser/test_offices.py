"""The offices at their desks: an announcement that is read, a destination, the park in figures."""

from collections.abc import Callable
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from matching.actions.cockpit import take_snapshot
from matching.actions.run_differences import keep_difference
from matching.actions.runs import run_park
from matching.models import MatchRun, Outcome
from parks.models import User
from talent.actions.announcements import deliver_announcement
from talent.models import Announcement, RosterEntry
from tests.factories.admin import address
from tests.factories.parks import LICENCE, VerificationFactory
from tests.factories.talent import RosterEntryFactory
from tests.matching.admin.test_fairness import counted
from tests.matching.random_markets import random_market

pytest_plugins = ["tests.unfold"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("unfold"),
]

CONTRACT = {"name": "contract.pdf", "mimeType": "application/pdf", "buffer": LICENCE}
IS_WIDER = "document.documentElement.scrollWidth > window.innerWidth"
FRAME = "#content"
"""Where our own part of a page of the web admin is; what is around it is Unfold's."""


@pytest.fixture
def entry(university, graduate, settings, tmp_path) -> RosterEntry:
    """A graduate of years ago who has claimed their place."""
    settings.MEDIA_ROOT = tmp_path
    VerificationFactory(organisation=university)
    claimed = {"user": graduate, "claimed_at": timezone.now()}
    return RosterEntryFactory(university=university, graduates_on=date(2020, 6, 30), **claimed)


@pytest.fixture
def run(park, settings, tmp_path) -> MatchRun:
    """The second night of a park, with what it changed, its fairness and its cockpit."""
    settings.MEDIA_ROOT = tmp_path
    market = random_market(park, seed=11, people=20, openings=8)
    run_park(park, night=date(2026, 11, 21))
    market.add_people(3)
    second = run_park(park, night=date(2026, 11, 22))
    keep_difference(second.pk)
    counted(park)
    take_snapshot(park, now=timezone.now())
    return second


@pytest.fixture
def enter(visitor, live_server, sign_in) -> Callable[[User], None]:
    """Go on as somebody else."""

    def entered(user: User) -> None:
        session = sign_in(user).cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": live_server.url}
        visitor.context.add_cookies([cookie])

    return entered


def faults(page: Page) -> list[str]:
    """Name what axe finds on a page, and whether it is wider than the screen."""
    context = FRAME if page.locator(FRAME).count() else None
    found = Axe().run(page, context=context).response["violations"]
    wide = ["wider than the screen"] if page.evaluate(IS_WIDER) else []
    return wide + [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


def faults_at(page: Page, addresses: dict[str, str]) -> dict[str, list[str]]:
    wrong = {}
    for name, place in addresses.items():
        page.goto(place)
        wrong[name] = faults(page)
    return wrong


def test_a_career_office_is_read_by_its_students_and_records_where_they_are(
    visitor, enter, entry, career_officer, graduate
):
    university, wrong = [entry.university.uuid], {}
    enter(career_officer)
    visitor.goto(reverse("talent:new_announcement", args=university))
    wrong["write"] = faults(visitor)
    for name, words in {"title_zh": "招聘会", "title_en": "Career fair"}.items():
        visitor.locator(f"input[name={name}]").fill(words)
    visitor.locator("textarea[name=text_zh]").fill("周五，体育馆。")
    visitor.locator("main form input[type=submit]").click()
    visitor.locator("details.menu summary").last.click()
    visitor.wait_for_selector("form[action$='/delete/'] button")
    wrong["draft"] = faults(visitor)
    visitor.locator("form[action$='/publish/'] button").click()
    visitor.wait_for_selector("form[action$='/end/']", state="attached")
    announcement = Announcement.objects.get()
    told = deliver_announcement(announcement.pk, timezone.now())

    enter(graduate)
    wrong |= faults_at(visitor, {"told": reverse("talent:announcements")})
    visitor.locator("main .sheet h2 a").click()
    visitor.wait_for_url(f"**{announcement.get_absolute_url()}")
    wrong["reading"] = faults(visitor)

    enter(career_officer)
    lists = ("office_announcements", reverse("talent:office_announcements", args=university))
    wrong |= faults_at(visitor, dict([lists]))
    read = visitor.locator("tbody td.number").all_inner_texts()
    visitor.goto(reverse("matching:destinations", args=university))
    visitor.get_by_role("link", name=entry.full_name, exact=True).click()
    visitor.locator("input[name=category][value=contract]").check()
    visitor.locator("input[name=file]").set_input_files(files=[CONTRACT])
    wrong["destination"] = faults(visitor)
    visitor.locator("main form input[type=submit]").click()
    visitor.wait_for_selector("td a[href$='/evidence/']")
    wrong["known"] = faults(visitor)

    outcome = Outcome.objects.get(entry=entry)
    assert (told, [text.split()[-1] for text in read]) == (1, ["1", "1"])
    assert (outcome.category, outcome.evidence_name) == ("contract", "contract.pdf")
    with outcome.evidence.open() as file:
        assert file.read() == LICENCE
    assert {name: found for name, found in wrong.items() if found} == {}


def test_an_officer_reads_the_park_in_figures_and_what_the_last_night_changed(
    visitor, enter, run, park_officer
):
    enter(park_officer)
    wrong = faults_at(
        visitor,
        {
            "cockpit": reverse("matching:cockpit"),
            "fairness": reverse("admin:matching_matchrun_fairness"),
            "difference": address(run, "change"),
        },
    )
    compared = visitor.locator(f"{FRAME} table").count()
    visitor.goto(reverse("matching:cockpit"))
    visitor.locator("#market summary").click()
    with visitor.expect_navigation():
        visitor.locator("#market td a").first.click()
    wrong["rows"] = faults(visitor)

    assert compared >= 3
    assert visitor.locator("tbody tr").count() > 0
    assert {name: found for name, found in wrong.items() if found} == {}
