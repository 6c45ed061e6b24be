"""From nothing to an accepted offer, as a student goes it; the company acts through its actions."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from companies.actions.indexing import index_openings
from matching.actions.applications import advance_application
from matching.actions.interview_invitations import invite_to_interview
from matching.actions.interview_slots import OfferedTime, offer_slots
from matching.actions.interviews import mark_held
from matching.actions.offers import make_offer
from matching.choices.applications import ApplicationState
from matching.models import Application
from parks.models import OutboxMail, SkillAlias, User
from parks.vocabulary.folding import fold_term
from talent.models import Profile
from tests.browser.market import SmallPark, make_small_park
from tests.browser.test_matches import fits_the_screen, violations
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = pytest.mark.browser

EMAIL = "lin.yue@example.org"
CV = """林悦
求职意向：全职
教育背景
2023.09-2026.06  苏州大学  生物工程  硕士
专业技能
精通细胞培养。
"""
CODE = re.compile(r"^[A-Z\d]{3,}(?:-[A-Z\d]{3,})*$", re.MULTILINE)


@pytest.fixture
def small_park(transactional_db, settings, tmp_path) -> SmallPark:
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "parks.mail.OutboxBackend"
    DegreeLevelFactory(code="master", label_en="Master's degree", label_zh="硕士")
    park = make_small_park()
    word = park.met.label_zh
    SkillAlias.objects.create(skill=park.met, language="zh", text=word, folded=fold_term(word))
    index_openings()
    return park


def sign_up(page: Page) -> None:
    page.goto(reverse("account_signup"))
    page.locator("input[name=full_name]").fill("林悦")
    page.locator("input[name=email]").fill(EMAIL)
    page.locator("input[name=password1]").fill("correct-horse-7")
    page.locator("input[name=accepts_terms]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/confirm-email/**")
    mail = OutboxMail.objects.filter(recipient=EMAIL).latest("pk")
    page.locator("input[name=code]").fill(CODE.search(mail.text)[0])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "confirm-email" not in address)


def bring_a_cv(page: Page) -> None:
    page.goto(reverse("talent:profile"))
    file = {"name": "简历.txt", "mimeType": "text/plain", "buffer": CV.encode()}
    page.locator("input[name=file]").set_input_files(file)
    page.locator("form[enctype] [type=submit]").click()
    page.wait_for_url("**/review/")
    page.locator(".review-form [type=submit]").click()
    page.wait_for_url(f"**{reverse('talent:profile')}")


def find_and_apply(page: Page, small_park: SmallPark, language: str) -> None:
    opening = small_park.opening
    title = opening.title_zh if language == "zh-hans" else opening.title_en
    page.goto(reverse("matching:market"))
    page.locator("#words").fill("细胞培养")
    page.locator(".search [type=submit]").click()
    page.locator("#results").get_by_role("link", name=title, exact=True).click()
    page.locator(f"a[href^='{reverse('matching:apply', args=[opening.uuid])}']").first.click()
    page.locator("textarea[name=message]").fill("我想从事上游工艺。")
    page.locator("[name=send]").click()
    page.wait_for_url("**/receipt/")


def invite(small_park: SmallPark, application: Application) -> None:
    """The company shortlists and offers two times."""
    by, now = small_park.recruiter, timezone.now()
    advance_application(application, state=ApplicationState.SHORTLISTED, by=by)
    begins = [now + timedelta(days=days) for days in (3, 4)]
    slots = [
        OfferedTime(begin, begin + timedelta(minutes=30), "Asia/Shanghai", "Building 3", "", "")
        for begin in begins
    ]
    offer_slots(small_park.opening, slots=slots, by=by, now=now)
    application.refresh_from_db()
    invite_to_interview(application, message="我们期待与您见面。", by=by, now=now)


def choose_a_time(page: Page) -> None:
    page.goto(reverse("matching:interviews"))
    page.locator("main a[href*='/me/interviews/']:not([href*='calendar'])").first.click()
    page.locator(".slot-choice input[type=radio]").first.check()
    page.locator(".slot-choice [type=submit]").click()
    expect(page.locator(".notice-success")).to_be_visible()


def offer(small_park: SmallPark, application: Application) -> None:
    by, later = small_park.recruiter, timezone.now() + timedelta(days=5)
    mark_held(application.interviews.get(), by=by, now=later)
    application.refresh_from_db()
    reply_by = timezone.localdate() + timedelta(days=7)
    make_offer(application, terms="12 月薪，六险一金", salary=12_000, reply_by=reply_by, by=by)


def accept(page: Page, application: Application) -> None:
    page.goto(application.get_absolute_url())
    page.locator(".ask > summary").first.click()
    page.locator(".ask[open] form button").click()
    expect(page.locator(".notice-success")).to_be_visible()


@pytest.mark.every_screen
def test_from_sign_up_to_an_accepted_offer(visitor, small_park, language):
    sign_up(visitor)
    bring_a_cv(visitor)
    profile = Profile.objects.get(user__email=EMAIL)
    find_and_apply(visitor, small_park, language)
    application = Application.objects.get(profile=profile)
    invite(small_park, application)
    choose_a_time(visitor)
    offer(small_park, application)
    accept(visitor, application)

    application.refresh_from_db()
    assert application.state == "accepted"
    assert profile.degree.label_zh == "硕士"
    assert [claim.skill for claim in profile.skill_claims.all()] == [small_park.met]
    assert fits_the_screen(visitor)
    assert violations(visitor) == []


def test_each_step_of_the_way_was_told_by_mail_and_in_the_portal(visitor, small_park, language):
    sign_up(visitor)
    bring_a_cv(visitor)
    find_and_apply(visitor, small_park, language)
    application = Application.objects.get(profile__user__email=EMAIL)
    invite(small_park, application)
    choose_a_time(visitor)
    offer(small_park, application)

    user = User.objects.get(email=EMAIL)
    kinds = set(user.notices.values_list("kind", flat=True))
    mails = OutboxMail.objects.filter(user=user).exclude(calendar="")
    assert kinds == {"application", "interview", "offer"}
    assert [mail.calendar_method for mail in mails] == ["REQUEST"]
    visitor.goto(reverse("parks:notices"))
    expect(visitor.locator("main li").first).to_be_visible()
