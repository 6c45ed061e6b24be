"""Offering times, inviting, choosing, interviewing and scoring in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from matching.models import Application, Interview, InterviewSlot, Scorecard
from parks.choices.organisations import MembershipRole
from parks.models import User
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.market import SmallPark, make_small_park, person
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.factories.matching import ApplicationFactory, ScorecardFactory, SlotInterviewerFactory
from tests.factories.parks import MembershipFactory
from tests.matching.sittings import granted

pytestmark = pytest.mark.browser

DAY = timedelta(days=1)


@pytest.fixture
def small_park(transactional_db) -> SmallPark:
    return make_small_park()


@pytest.fixture
def interviewer(small_park) -> User:
    user = person("interviewer@example.org", "王芳")
    company = small_park.opening.company
    MembershipFactory(user=user, organisation=company, role=MembershipRole.INTERVIEWER)
    return user


@pytest.fixture
def application(small_park) -> Application:
    profile, opening = small_park.graduate.profile, small_park.opening
    application = ApplicationFactory(profile=profile, opening=opening, state="shortlisted")
    granted(application)
    return application


@pytest.fixture
def page_of(browser, live_server, language, viewport):
    """Open a window of its own for each person, as on machines of their own."""
    contexts = []

    def opened(user: User, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            viewport=viewport, base_url=live_server.url, java_script_enabled=javascript
        )
        contexts.append(context)
        context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        page = context.new_page()
        sign_in(page, user.email)
        return page

    yield opened
    for context in contexts:
        context.close()


def offer_times(page: Page, opening, interviewer) -> None:
    """Tomorrow morning from nine to half past ten: a half hour, a quarter's break, a half hour."""
    page.goto(reverse("matching:offer_slots", args=[opening.uuid]))
    day = (timezone.now() + 2 * DAY).date()
    page.locator("input[name=first_day]").fill(day.isoformat())
    for number in range(7):
        page.locator(f"input[name=weekdays][value='{number}']").check()
    page.locator("input[name=ends]").fill("10:30")
    page.locator("input[name=minutes]").fill("30")
    page.locator("input[name=pause]").fill("15")
    page.locator("input[name=place]").fill("3 号楼 204")
    page.locator(f"input[name=panel][value='{interviewer.pk}']").check()
    page.locator("input[type=submit][name=save]").click()
    expect(page.locator("input[name=times]")).to_have_count(2)
    assert not InterviewSlot.objects.exists()
    page.locator("button[name=offer]").click()
    expect(page.locator(".notice-success")).to_be_visible()


def invite(page: Page, application) -> None:
    page.goto(reverse("matching:invite_applicant", args=[application.uuid]))
    page.locator("textarea[name=message]").fill("我们期待与您见面。")
    page.locator("main input[type=submit]").click()
    expect(page.locator(".notice-success")).to_be_visible()


def choose(page: Page) -> None:
    page.goto(Interview.objects.get().get_absolute_url())
    page.locator("input[name=slot]").first.check()
    page.locator(".slot-choice [type=submit]").click()
    expect(page.locator(".notice-success")).to_be_visible()


def let_it_begin() -> None:
    """The day has come: the interview began ten minutes ago."""
    slot = Interview.objects.get().slot
    begin = timezone.now() - timedelta(minutes=10)
    InterviewSlot.objects.filter(pk=slot.pk).update(
        starts_at=begin, ends_at=begin + timedelta(minutes=30)
    )


def score(page: Page, small_park) -> None:
    """The interviewer finds the interview, reads the sheet, writes and hands in."""
    page.goto(reverse("matching:desk"))
    page.goto(f"{reverse('matching:company_interviews')}?when=all")
    page.locator("main table a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(small_park.graduate.full_name)
    page.locator("main a.btn-primary").click()
    page.locator(f"input[name=skill_{small_park.met.pk}][value='4']").check()
    page.locator("input[name=recommendation][value=strong_yes]").check()
    page.locator("textarea[name=text]").fill("细胞培养经验扎实。")
    page.locator("input[name=check]").click()
    expect(page.locator(".score-lines")).to_be_visible()
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".notice-success")).to_be_visible()


@pytest.mark.parametrize(
    ("viewport", "language"),
    [(DESKTOP, "zh-hans"), (PHONE, "en")],
    ids=["desktop in Chinese", "phone in English"],
)
def test_from_the_times_on_offer_to_the_scorecard_that_the_recruiter_reads(
    page_of, small_park, interviewer, application
):
    recruiter, student = page_of(small_park.recruiter), page_of(small_park.graduate)
    offer_times(recruiter, small_park.opening, interviewer)
    invite(recruiter, application)
    choose(student)
    let_it_begin()
    panel = page_of(interviewer)

    score(panel, small_park)

    recruiter.goto(reverse("matching:applicant", args=[application.uuid]))
    expect(recruiter.locator("#scores")).to_contain_text("4.0")
    recruiter.locator("#scores details > summary").click()
    expect(recruiter.locator("#scores")).to_contain_text("细胞培养经验扎实。")
    assert Scorecard.objects.get().interviewer == interviewer
    assert [fits_the_screen(page) for page in (recruiter, student, panel)] == [True] * 3


def test_axe_finds_nothing_on_the_pages_of_company_and_panel(
    page_of, small_park, interviewer, application
):
    recruiter = page_of(small_park.recruiter)
    offer_times(recruiter, small_park.opening, interviewer)
    slot = InterviewSlot.objects.earliest("starts_at")
    interview = Interview.objects.create(application=application, slot=slot, state="scheduled")
    SlotInterviewerFactory(slot=slot, interviewer=small_park.recruiter)
    ScorecardFactory(application=application, interviewer=interviewer, handed_in=True)
    let_it_begin()
    uuids = [small_park.opening.uuid, application.uuid, interview.uuid]
    opening, applied, sat = ([str(uuid)] for uuid in uuids)
    pages = [
        reverse("matching:slots", args=opening),
        reverse("matching:offer_slots", args=opening),
        reverse("matching:invite_applicant", args=applied),
        reverse("matching:applicant", args=applied),
        reverse("matching:company_interviews") + "?when=all",
        reverse("matching:company_interview", args=sat),
        reverse("matching:scorecard", args=sat),
        reverse("matching:desk"),
    ]

    found = {}
    for address in pages:
        recruiter.goto(address)
        recruiter.evaluate("document.querySelectorAll('details').forEach(d => d.open = 1)")
        found[address] = [*violations(recruiter), fits_the_screen(recruiter)]

    assert {address: rows for address, rows in found.items() if rows != [True]} == {}


@pytest.mark.parametrize("viewport", [DESKTOP], ids=["desktop"])
@pytest.mark.parametrize("language", ["en"])
def test_the_whole_way_without_javascript(page_of, small_park, interviewer, application):
    recruiter = page_of(small_park.recruiter, javascript=False)
    offer_times(recruiter, small_park.opening, interviewer)
    invite(recruiter, application)
    choose(page_of(small_park.graduate, javascript=False))
    let_it_begin()

    score(page_of(interviewer, javascript=False), small_park)

    assert Scorecard.objects.get().submitted_at is not None
