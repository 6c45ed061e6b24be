"""The board of an opening in a real browser: by keyboard, by mouse, without JavaScript."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from matching.actions.offers import accept_offer
from matching.choices.applications import ApplicationState
from matching.models import Application, ApplicationStep, Offer
from parks.models import User
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.market import SmallPark, make_small_park
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.factories.matching import (
    ApplicationFactory,
    InterviewSlotFactory,
    MessageTemplateFactory,
)
from tests.factories.talent import ProfileGrantFactory

pytestmark = pytest.mark.browser
on_a_desktop = pytest.mark.parametrize("viewport", [DESKTOP], ids=["desktop"], indirect=True)
FAR = 60  # presses of the tab key within which everything on these pages must be reached


@pytest.fixture
def small_park(transactional_db) -> SmallPark:
    park = make_small_park()
    InterviewSlotFactory(opening=park.opening)
    MessageTemplateFactory(company=park.opening.company, text_zh="{name}：您好！")
    return park


@pytest.fixture
def application(small_park) -> Application:
    return applied(small_park, small_park.graduate.profile)


def applied(park: SmallPark, profile=None, **fields) -> Application:
    options = {"profile": profile} if profile else {}
    row = ApplicationFactory(opening=park.opening, **options, **fields)
    ProfileGrantFactory(
        profile=row.profile,
        organisation=park.opening.company,
        reference=row.uuid,
        reason="application",
    )
    return row


@pytest.fixture
def board(small_park) -> str:
    return reverse("matching:board", args=[small_park.opening.uuid])


def tab_to(page: Page, selector: str) -> None:
    """Press the tab key until the first element that fits has the focus."""
    for _press in range(FAR):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def move_by_keyboard(page: Page, application: Application, state: str) -> None:
    card = f"#card-{application.uuid}"
    tab_to(page, f"{card} summary")
    page.keyboard.press("Enter")
    tab_to(page, f"{card} [data-state={state}]")
    page.keyboard.press("Enter")


def state_of(application: Application) -> str:
    return Application.objects.get(pk=application.pk).state


@on_a_desktop
def test_the_keyboard_alone_takes_an_applicant_from_submitted_to_hired(
    visitor, small_park, application, board
):
    sign_in(visitor, small_park.recruiter.email)
    card = f"card-{application.uuid}"
    visitor.goto(board)

    move_by_keyboard(visitor, application, "shortlisted")
    expect(visitor.locator("#move-dialog")).to_be_visible()
    tab_to(visitor, "#move-dialog [name=save]")
    visitor.keyboard.press("Enter")
    expect(visitor.locator(f"#column-shortlisted #{card}")).to_be_visible()
    expect(visitor.locator("#board-said")).to_contain_text(small_park.graduate.full_name)
    expect(visitor.locator(f"#{card}")).to_be_focused()

    move_by_keyboard(visitor, application, "interviewing")
    send_form_on(visitor, reverse("matching:invite_applicant", args=[application.uuid]))
    assert state_of(application) == "interviewing"

    visitor.goto(board)
    move_by_keyboard(visitor, application, "offered")
    visitor.wait_for_url(f"**/{application.uuid}/offer/")
    tab_to(visitor, "[name=terms]")
    visitor.keyboard.type("A permanent post.")
    send_form_on(visitor, reverse("matching:make_offer", args=[application.uuid]))
    accept_offer(Offer.objects.get(), by=User.objects.get(pk=small_park.graduate.pk))

    visitor.goto(board)
    move_by_keyboard(visitor, application, "hired")
    tab_to(visitor, "#move-dialog [name=save]")
    visitor.keyboard.press("Enter")
    expect(visitor.locator("#board-said")).not_to_be_empty()
    expect(visitor.locator(f"#{card}")).to_be_focused()
    assert state_of(application) == "hired"


def send_form_on(page: Page, address: str) -> None:
    page.wait_for_url(f"**{address}")
    tab_to(page, "main [type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda now: address not in now)


def drag(page: Page, application: Application, column: str) -> None:
    page.locator(f"#card-{application.uuid}").drag_to(page.locator(f"#column-{column} h2"))


@on_a_desktop
def test_the_mouse_drags_a_card_and_a_card_that_cannot_go_there_stays(
    visitor, small_park, application, board
):
    sign_in(visitor, small_park.recruiter.email)
    visitor.goto(board)

    drag(visitor, application, "hired")
    expect(visitor.locator("#board-said")).not_to_be_empty()
    expect(visitor.locator("#move-dialog")).to_be_hidden()
    drag(visitor, application, "shortlisted")
    expect(visitor.locator("#move-dialog textarea")).to_be_focused()
    visitor.locator("#move-dialog [name=save]").click()

    card = visitor.locator(f"#column-shortlisted #card-{application.uuid}")
    expect(card).to_be_visible()
    assert state_of(application) == "shortlisted"
    assert fits_the_screen(visitor)


@pytest.mark.parametrize("viewport", [PHONE], ids=["phone"], indirect=True)
def test_the_dialog_closes_without_a_move_and_shows_what_is_missing(
    visitor, small_park, application, board
):
    sign_in(visitor, small_park.recruiter.email)
    visitor.goto(board)
    dialog = visitor.locator("#move-dialog")

    move_by_keyboard(visitor, application, "refused")
    expect(dialog).to_be_visible()
    visitor.locator("#move-dialog textarea").fill(" ")
    visitor.locator("#move-dialog select").select_option("filled")
    visitor.locator("#move-dialog [name=save]").click()
    expect(visitor.locator("#move-dialog .invalid-feedback")).to_be_visible()
    assert violations(visitor) == []
    visitor.keyboard.press("Escape")

    expect(dialog).to_be_hidden()
    assert state_of(application) == "submitted"


@on_a_desktop
def test_a_card_that_another_tab_has_moved_stands_where_it_is_now(
    visitor, small_park, application, board
):
    sign_in(visitor, small_park.recruiter.email)
    visitor.goto(board)
    move_by_keyboard(visitor, application, "shortlisted")
    expect(visitor.locator("#move-dialog textarea")).to_be_visible()
    Application.objects.update(state=ApplicationState.REFUSED, refusal_reason="filled")

    visitor.locator("#move-dialog [name=save]").click()

    expect(visitor.locator(f"#column-refused #card-{application.uuid}")).to_be_visible()
    expect(visitor.locator("#board-said")).not_to_be_empty()
    assert ApplicationStep.objects.count() == 0


@on_a_desktop
def test_show_more_puts_the_focus_on_the_first_new_card(visitor, small_park, board):
    rows = [applied(small_park) for _number in range(23)]
    for number, row in enumerate(rows):
        changed_at = timezone.now() - timedelta(days=23 - number)
        Application.objects.filter(pk=row.pk).update(changed_at=changed_at)
    sign_in(visitor, small_park.recruiter.email)
    visitor.goto(board)

    visitor.locator("[data-more]").click()

    expect(visitor.locator("#column-submitted [data-card]")).to_have_count(23)
    expect(visitor.locator(f"#card-{rows[20].uuid}")).to_be_focused()


def test_axe_finds_nothing_on_the_board_the_list_and_what_belongs_to_them(
    visitor, small_park, application, board
):
    for state in ("shortlisted", "accepted", "lapsed"):
        applied(small_park, state=state)
    sign_in(visitor, small_park.recruiter.email)
    opening, company = small_park.opening, small_park.opening.company
    pages = (
        board,
        reverse("matching:applicants", args=[opening.uuid]),
        reverse("matching:applicant", args=[application.uuid]),
        reverse("matching:move", args=[application.uuid]) + "?to=refused",
        reverse("matching:stage_messages", args=[company.uuid]),
    )

    found = {}
    for address in pages:
        visitor.goto(address)
        visitor.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
        found[address] = [*violations(visitor), fits_the_screen(visitor)]
    visitor.goto(board)
    visitor.locator("[data-tick]").first.click()
    with visitor.expect_navigation():
        visitor.locator("#bulk [type=submit]").click()
    found["asked"] = [*violations(visitor), fits_the_screen(visitor)]
    with visitor.expect_navigation():
        visitor.locator("main [name=save]").click()
    found["told"] = [*violations(visitor), fits_the_screen(visitor)]

    assert {address: wrong for address, wrong in found.items() if wrong != [True]} == {}


def test_without_javascript_a_card_is_moved_and_many_are_refused(
    browser, live_server, small_park, application, board
):
    context = browser.new_context(
        viewport=DESKTOP, base_url=live_server.url, java_script_enabled=False
    )
    page, other = context.new_page(), applied(small_park)
    sign_in(page, small_park.recruiter.email)
    page.goto(board)

    page.locator(f"#card-{application.uuid} summary").click()
    page.locator(f"#card-{application.uuid} [data-state=shortlisted]").click()
    page.locator("[name=save]").click()
    expect(page.locator(f"#column-shortlisted #card-{application.uuid}")).to_be_visible()
    for row in (application, other):
        page.locator(f"#tick-{row.uuid}").check()
    page.locator("#bulk-do").select_option("refused")
    page.locator("#bulk [type=submit]").click()
    page.locator("[name=reason]").select_option("filled")
    for box in page.locator("textarea").all():
        box.fill("{name}: Sorry.")
    page.locator("main [name=save]").click()

    expect(page.locator("tbody tr")).to_have_count(2)
    context.close()
    assert {state_of(application), state_of(other)} == {"refused"}
