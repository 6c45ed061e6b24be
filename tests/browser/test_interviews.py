"""Choosing and changing an interview time in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from matching.actions.interviews import choose_slot
from matching.models import Interview
from tests.browser.conftest import DESKTOP
from tests.browser.market import SmallPark, make_small_park
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.factories.matching import (
    ApplicationFactory,
    CalendarFeedFactory,
    InterviewFactory,
    InterviewSlotFactory,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def small_park(transactional_db) -> SmallPark:
    return make_small_park()


@pytest.fixture
def invited(small_park) -> Interview:
    begins = [timezone.now() + timedelta(days=2, hours=index) for index in range(30)]
    for begin in begins[::10]:
        InterviewSlotFactory(opening=small_park.opening, starts_at=begin)
    return InterviewFactory(
        application__profile=small_park.graduate.profile,
        application__opening=small_park.opening,
        message="我们期待与您见面。",
    )


def test_a_student_chooses_a_time_moves_it_and_cancels(visitor, small_park, invited):
    first, second, _third = small_park.opening.slots.earliest_first()
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(reverse("matching:interviews"))
    visitor.locator(f"a[href='{invited.get_absolute_url()}']").click()

    visitor.locator(f"input[value='{first.uuid}']").check()
    visitor.locator(".slot-choice [type=submit]").click()
    expect(visitor.locator(".notice-success")).to_be_visible()
    visitor.locator("details.sheet > summary").first.click()
    visitor.locator(f"input[value='{second.uuid}']").check()
    visitor.locator(".slot-choice [type=submit]").click()
    expect(visitor.locator(".notice-success")).to_be_visible()
    visitor.locator("details.sheet > summary").last.click()
    visitor.locator("textarea[name=reason]").fill("I am ill. 我病了。")
    visitor.locator("input[name=cancel]").click()
    expect(visitor.locator(".notice-success")).to_be_visible()

    invited.refresh_from_db()
    assert (invited.state, invited.slot, invited.sequence) == ("cancelled", second, 2)
    assert fits_the_screen(visitor)


def test_axe_finds_nothing_on_the_pages_of_interviews(visitor, small_park, invited):
    CalendarFeedFactory(profile=small_park.graduate.profile)
    sign_in(visitor, small_park.graduate.email)
    found = {}

    for state in ("invited", "scheduled"):
        for address in (reverse("matching:interviews"), invited.get_absolute_url()):
            visitor.goto(address)
            visitor.evaluate("document.querySelectorAll('details.sheet').forEach(d => d.open = 1)")
            found[state, address] = [*violations(visitor), fits_the_screen(visitor)]
        if state == "invited":
            slot = small_park.opening.slots.earliest_first()[0]
            choose_slot(invited, slot=slot, by=small_park.graduate, now=timezone.now())

    assert set(map(str, found.values())) == {"[True]"}


def test_a_time_that_has_just_gone_is_said_and_the_rest_stay_to_choose(
    visitor, small_park, invited
):
    slots = list(small_park.opening.slots.earliest_first())
    rival = ApplicationFactory(opening=small_park.opening)
    sign_in(visitor, small_park.graduate.email)
    visitor.goto(invited.get_absolute_url())
    InterviewFactory(application=rival, state="scheduled", slot=slots[0])

    visitor.locator(f"input[value='{slots[0].uuid}']").check()
    visitor.locator(".slot-choice [type=submit]").click()

    expect(visitor.locator(".notice-error")).to_be_visible()
    offered = visitor.locator("input[name=slot]").evaluate_all("all => all.map(i => i.value)")
    assert offered == [str(slot.uuid) for slot in slots[1:]]


def test_a_time_is_chosen_without_javascript(browser, live_server, small_park, invited):
    context = browser.new_context(
        viewport=DESKTOP, base_url=live_server.url, java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, small_park.graduate.email)
    page.goto(invited.get_absolute_url())

    page.locator("input[name=slot]").first.check()
    page.locator(".slot-choice [type=submit]").click()

    expect(page.locator(".notice-success")).to_be_visible()
    context.close()
