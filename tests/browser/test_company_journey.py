"""From an unknown company to somebody hired, as HR and a graduate go it on their own screens."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from companies.actions.openings import move_opening
from companies.choices.openings import OpeningState
from companies.models import Company, Opening
from matching.actions.runs import run_park
from matching.models import Application, InvitationToApply
from parks.actions.verifications import decide_verification
from parks.choices.organisations import VerificationState
from parks.choices.taxonomy import AliasUse
from parks.models import SkillAlias, User, Verification
from parks.vocabulary.folding import fold_term
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.market import SmallPark, make_small_park
from tests.browser.test_company_interviews import choose, invite, offer_times
from tests.browser.test_joining import ADDRESS, register, sign_up
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.browser.test_posting import press
from tests.browser.test_student_journey import accept
from tests.factories.parks import UserFactory

pytestmark = pytest.mark.browser

TEXT = "任职要求：\n1、熟练掌握细胞培养；\n2、工作认真，乐于合作。"
TOMORROW = datetime.date(2026, 11, 24)


@pytest.fixture
def small_park(transactional_db, settings, tmp_path) -> SmallPark:
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "parks.mail.OutboxBackend"
    park = make_small_park()
    word = park.met.label_zh
    SkillAlias.objects.create(
        skill=park.met, language="zh", text=word, folded=fold_term(word), use=AliasUse.TEXT
    )
    return park


@pytest.fixture
def officer() -> User:
    return UserFactory(email="officer@example.org")


@pytest.fixture
def student(browser, live_server, viewport, language, small_park) -> Page:
    context = browser.new_context(viewport=viewport, base_url=live_server.url)
    context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
    page = context.new_page()
    sign_in(page, small_park.graduate.email)
    yield page
    context.close()


def join(page: Page, officer: User) -> None:
    """Sign up, register the company, and be verified by the park office."""
    sign_up(page)
    register(page, name="晨曦生物")
    decide_verification(
        Verification.objects.get(organisation__name_zh="晨曦生物"),
        state=VerificationState.APPROVED,
        by=officer,
    )


def post(page: Page, officer: User) -> Opening:
    """Paste a text, accept what is read from it, send it in, and have it published."""
    page.goto(reverse("matching:new_opening"))
    page.locator("[name=title_zh]").fill("细胞培养研究员")
    page.locator("[name=title_en]").fill("Cell culture scientist")
    page.locator("[name=text_zh]").fill(TEXT)
    expect(page.locator(".offer-list li")).not_to_have_count(0)
    press(page, "accept-all")
    expect(page.locator(".skill-row .skill-name b")).not_to_have_count(0)
    page.locator("[name=place_text]").fill("苏州")
    press(page, "submit")
    page.wait_for_url(re.compile(r"/desk/openings/[0-9a-f-]{36}/$"))
    opening = Opening.objects.get(title_zh="细胞培养研究员")
    return move_opening(opening, state=OpeningState.PUBLISHED, by=officer)


def invite_the_best(page: Page, opening: Opening) -> None:
    """The morning after: the first candidate of the list is asked to apply."""
    page.goto(reverse("matching:candidates", args=[opening.uuid]))
    page.locator("main a[href*='/candidates/'][href$='/']").first.click()
    page.locator("main a[href$='/invite/']").click()
    page.locator("textarea[name=message]").fill("您的细胞培养经历与我们的岗位相符。")
    page.locator("main form [type=submit]").click()
    expect(page.locator(".notice-success")).to_be_visible()


def accept_and_apply(page: Page) -> Application:
    page.goto(reverse("matching:me"))
    page.locator("main a[href*='/me/invitations/']").first.click()
    page.goto(InvitationToApply.objects.get().get_absolute_url())
    page.locator("form[action$='/accept/'] button").click()
    page.locator("textarea[name=message]").fill("感谢邀请，我很感兴趣。")
    page.locator("[name=send]").click()
    page.wait_for_url("**/receipt/")
    return Application.objects.get(opening__title_zh="细胞培养研究员")


def move_on(page: Page, application: Application, state: str) -> None:
    page.goto(reverse("matching:board", args=[application.opening.uuid]))
    card = page.locator(f"#card-{application.uuid}")
    card.locator("summary").click()
    card.locator(f"[data-state={state}]").click()
    page.locator("#move-dialog [name=save]").click()
    expect(page.locator("#board-said")).not_to_be_empty()
    expect(page.locator(f"#column-{state} #card-{application.uuid}")).to_be_visible()


def make_offer(page: Page, application: Application) -> None:
    page.goto(reverse("matching:make_offer", args=[application.uuid]))
    page.locator("[name=terms]").fill("长期合同，试用期三个月。")
    page.locator("main form [type=submit]").click()
    expect(page.locator(".notice-success")).to_be_visible()


@pytest.mark.parametrize(
    ("viewport", "language"),
    [(DESKTOP, "zh-hans"), (PHONE, "en")],
    indirect=True,
    ids=["desktop-zh", "phone-en"],
)
def test_from_an_unknown_company_to_somebody_hired(visitor, student, small_park, officer):
    join(visitor, officer)
    hr = User.objects.get(email=ADDRESS)
    opening = post(visitor, officer)
    run_park(opening.park, night=TOMORROW)
    invite_the_best(visitor, opening)
    application = accept_and_apply(student)
    move_on(visitor, application, "shortlisted")
    offer_times(visitor, opening, hr)
    invite(visitor, application)
    choose(student)
    make_offer(visitor, application)
    accept(student, application)
    move_on(visitor, application, "hired")

    application.refresh_from_db()
    assert application.state == "hired"
    assert application.source == "invitation"
    assert application.profile.user == small_park.graduate
    assert Company.objects.verified().filter(pk=opening.company_id).exists()
    assert [step.state for step in application.steps.order_by("taken_at", "pk")] == [
        "submitted",
        "shortlisted",
        "interviewing",
        "offered",
        "accepted",
        "hired",
    ]
    assert application.steps.latest("pk").taken_at <= timezone.now()
    assert violations(visitor) == []
    assert fits_the_screen(visitor)
