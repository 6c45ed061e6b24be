"""An opening from the pasted text to the public page, in a real browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from companies.actions.openings import move_opening
from companies.choices.openings import OpeningState
from companies.models import Opening
from parks.choices.taxonomy import AliasUse
from parks.models import SkillAlias
from parks.vocabulary.folding import fold_term
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.market import SmallPark, make_small_park
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.factories.parks import SkillFactory, UserFactory
from tests.factories.vocabulary import DegreeLevelFactory

pytestmark = pytest.mark.browser

TEXT = """岗位职责：
1、负责单抗药物的细胞培养工艺开发；
任职要求：
1、硕士及以上学历；
2、熟练掌握ELISA，了解GMP。"""
NEW = reverse("matching:new_opening")
ONCE = pytest.mark.parametrize(
    ("viewport", "language"), [(DESKTOP, "zh-hans")], indirect=True, ids=["desktop-zh"]
)
ACROSS = pytest.mark.parametrize(
    ("viewport", "language"),
    [(PHONE, "zh-hans"), (DESKTOP, "en")],
    indirect=True,
    ids=["phone-zh", "desktop-en"],
)


@pytest.fixture
def small_park(transactional_db) -> SmallPark:
    park = make_small_park()
    DegreeLevelFactory(code="master", label_zh="硕士", label_en="Master")
    for label in ("ELISA", "GMP"):
        skill = SkillFactory(label_zh=label, label_en=label)
        SkillAlias.objects.create(
            skill=skill, language="en", text=label, folded=fold_term(label), use=AliasUse.TEXT
        )
    return park


@pytest.fixture
def page(visitor, small_park) -> Page:
    sign_in(visitor, small_park.recruiter.email)
    visitor.goto(NEW)
    return visitor


@pytest.fixture
def plain(browser, live_server, small_park) -> Page:
    """A page of a browser with JavaScript switched off."""
    context = browser.new_context(
        viewport=DESKTOP, base_url=live_server.url, java_script_enabled=False
    )
    page = context.new_page()
    sign_in(page, small_park.recruiter.email)
    page.goto(NEW)
    yield page
    context.close()


def press(page: Page, button: str) -> None:
    page.locator(f"#opening-form button[name=do][value='{button}']").first.click()


def publish(page: Page) -> Opening:
    """Be returned by the park office, mend it, send it again, and be published."""
    officer = UserFactory(email="officer@example.org")
    opening = Opening.objects.get(title_zh="细胞培养工程师")
    move_opening(opening, state=OpeningState.RETURNED, comment="请写明薪资。", by=officer)
    page.goto(reverse("matching:edit_opening", args=[opening.uuid]))
    expect(page.locator(".notice-warning").first).to_contain_text("请写明薪资。")
    page.locator("[name=salary_min]").fill("9000")
    press(page, "submit")
    page.wait_for_url(f"**{reverse('matching:desk_opening', args=[opening.uuid])}")
    move_opening(opening, state=OpeningState.PUBLISHED, by=officer)
    page.goto(opening.get_absolute_url())
    return opening


@ACROSS
def test_a_pasted_text_becomes_a_published_opening(page):
    page.locator("[name=title_zh]").fill("细胞培养工程师")
    page.locator("[name=text_zh]").fill(TEXT)
    expect(page.locator(".offer-list li")).not_to_have_count(0)
    expect(page.locator(".skill-row .skill-name b")).to_have_count(0)
    press(page, "accept-all")
    expect(page.locator(".skill-row .skill-name b")).not_to_have_count(0)
    expect(page.locator("[name=text_zh]")).to_have_value(TEXT)
    press(page, "submit")
    page.wait_for_url(re.compile(r"/desk/openings/[0-9a-f-]{36}/$"))

    opening = publish(page)

    expect(page.locator("h1")).to_have_text("细胞培养工程师")
    expect(page.locator("body")).to_contain_text("ELISA")
    assert opening.requirements.filter(skill__label_en="ELISA", importance="must").exists()


def test_all_of_it_works_without_javascript(plain):
    plain.locator("[name=title_zh]").fill("细胞培养工程师")
    plain.locator("[name=text_zh]").fill(TEXT)
    with plain.expect_navigation():
        press(plain, "read")
    before = plain.locator(".offer-list li").count()
    with plain.expect_navigation():
        plain.locator(".offer-list li button[value^=drop]").first.click()
    expect(plain.locator(".offer-list li")).to_have_count(before - 1)
    with plain.expect_navigation():
        press(plain, "accept-all")
    with plain.expect_navigation():
        press(plain, "submit")

    publish(plain)

    expect(plain.locator("h1")).to_have_text("细胞培养工程师")


@ONCE
def test_forbidden_wording_is_told_while_it_is_typed(page):
    page.locator("[name=text_zh]").press_sequentially("要求：限男性")

    expect(page.locator("#offers mark")).to_have_text("限男性")


@ONCE
def test_the_count_follows_the_requirements(page):
    with page.expect_response(lambda answer: "/reach/" in answer.url) as counted:
        page.locator("[name=kind]").select_option("postdoc")

    assert counted.value.ok
    expect(page.locator("#reach .reach-count")).to_be_visible()


@ONCE
def test_a_double_click_writes_one_draft(page):
    page.locator("[name=title_en]").fill("Analyst")

    page.locator("button[value=save]").dblclick()
    page.wait_for_url(re.compile(r"/desk/openings/[0-9a-f-]{36}/$"))

    assert Opening.objects.filter(title_en="Analyst").count() == 1


def test_the_pages_are_accessible_and_fit_the_screen(page, small_park):
    opening = small_park.opening
    page.locator("[name=title_zh]").fill("细胞培养工程师")
    page.locator("[name=text_zh]").fill(f"{TEXT}\n35岁以下")
    with page.expect_navigation():
        press(page, "read")
    found = {"form": look_at(page)}
    for name in ("desk", "opening_templates"):
        page.goto(reverse(f"matching:{name}"))
        found[name] = look_at(page)
    for state in ("published", "closed"):
        Opening.objects.filter(pk=opening.pk).update(state=state)
        page.goto(reverse("matching:desk_opening", args=[opening.uuid]))
        for question in page.locator("details.ask > summary").all():
            question.click()
        found[state] = look_at(page)

    assert found == {name: [] for name in found}


def look_at(page: Page) -> list[str]:
    return violations(page) + ([] if fits_the_screen(page) else ["wider than the screen"])
