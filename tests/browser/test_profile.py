"""A profile in a real browser: from a CV to a filled profile, by hand, and without JavaScript."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from talent.models import Profile
from tests.browser.market import PASSWORD, person
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.talent import StudyProgrammeFactory, UniversityFactory
from tests.factories.vocabulary import DegreeLevelFactory, RegionFactory, skill_called

pytestmark = pytest.mark.browser

EMAIL = "new@example.org"
CV = """林悦
电话：13800001234
求职意向：实习  期望城市：苏州
教育背景
2023.09-2026.06  苏州大学  生物工程  硕士
专业技能
精通聚合酶链反应；熟悉细胞培养。
"""
PAGES = ("profile", "history", "add_education", "add_experience", "skills", "cv")


@pytest.fixture
def newcomer(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    ParkFactory(name_en="BioBAY", name_zh="苏州生物医药产业园")
    DegreeLevelFactory(code="master", label_en="Master's degree", label_zh="硕士")
    RegionFactory(label_en="Suzhou", label_zh="苏州")
    SkillFactory(label_en="English", label_zh="英语", kind="language")
    university = UniversityFactory(name_en="Soochow University", name_zh="苏州大学")
    StudyProgrammeFactory(university=university, name_en="Bioengineering", name_zh="生物工程")
    skill_called("PCR", "聚合酶链反应")
    skill_called("cell culture", "细胞培养")
    return person(EMAIL, "林悦")


@pytest.fixture
def plain_page(browser, live_server, viewport) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=False, viewport=viewport, base_url=live_server.url
    )
    yield context.new_page()
    context.close()


def sign_in(page: Page) -> None:
    page.goto(reverse("account_login"))
    page.locator("input[name=login]").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda address: "login" not in address)


def upload(page: Page) -> None:
    page.goto(reverse("talent:profile"))
    file = {"name": "简历.txt", "mimeType": "text/plain", "buffer": CV.encode()}
    page.locator("input[name=file]").set_input_files(file)
    page.locator("form[enctype] [type=submit]").click()
    page.wait_for_url("**/review/")


def faults(page: Page) -> list[str]:
    """Name what axe finds, and whether the page is wider than the screen."""
    found = [rule["id"] for rule in Axe().run(page).response["violations"]]
    fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return found if fits else [*found, "wider than the screen"]


def skills_of_the_newcomer() -> dict[str, int | None]:
    profile = Profile.objects.get(user__email=EMAIL)
    return dict(profile.skill_claims.values_list("skill__label_en", "level"))


def test_a_newcomer_has_a_filled_profile_after_one_file_and_one_review(visitor, newcomer):
    sign_in(visitor)
    upload(visitor)
    on_review = faults(visitor)
    expect(visitor.locator(".evidence mark").filter(has_text="聚合酶链反应")).to_be_visible()
    visitor.locator("label", has_text="13800001234").click()
    visitor.locator(".review-form [type=submit]").click()
    visitor.wait_for_url(f"**{reverse('talent:profile')}")

    profile = Profile.objects.get(user=newcomer)
    assert on_review == []
    expect(visitor.locator(".completeness")).to_be_visible()
    assert (profile.phone, profile.degree.code, profile.wanted_kinds) == (
        "",
        "master",
        ["internship"],
    )
    assert skills_of_the_newcomer() == {"PCR": 4, "cell culture": 2}


def test_every_page_of_a_profile_is_accessible_and_fits_the_screen(visitor, newcomer):
    sign_in(visitor)
    upload(visitor)
    visitor.locator(".review-form [type=submit]").click()
    visitor.wait_for_url(f"**{reverse('talent:profile')}")
    addresses = [reverse(f"talent:{name}") for name in PAGES]
    addresses.append(reverse("talent:education", args=[newcomer.profile.educations.get().pk]))

    found = {}
    for address in addresses:
        visitor.goto(address)
        found[address] = faults(visitor)

    assert found == {address: [] for address in addresses}


def test_a_skill_is_found_while_one_types_and_added_with_one_tap(visitor, newcomer):
    Profile.objects.create(user=newcomer)
    sign_in(visitor)
    visitor.goto(reverse("talent:skills"))
    visitor.locator("#skill-words").press_sequentially("聚合酶")
    visitor.locator("#skill-results button").click()
    visitor.wait_for_url(f"**{reverse('talent:skills')}")

    expect(visitor.locator(".level-row")).to_have_count(1)
    assert skills_of_the_newcomer() == {"PCR": None}


def test_a_university_and_its_programme_are_suggested_while_one_types(visitor, newcomer, language):
    Profile.objects.create(user=newcomer)
    sign_in(visitor)
    visitor.goto(reverse("talent:add_education"))
    school = "苏州大学" if language == "zh-hans" else "Soochow University"
    visitor.locator("[name=school]").press_sequentially(school[:4])
    expect(visitor.locator("#school-options option")).to_have_attribute("value", school)
    visitor.locator("[name=school]").fill(school)
    visitor.locator("[name=discipline_text]").focus()
    study = "生物工程" if language == "zh-hans" else "Bioengineering"
    expect(visitor.locator("#study-options option")).to_have_attribute("value", study)


def test_without_javascript_a_profile_is_made_from_a_cv_and_by_hand(plain_page, newcomer):
    sign_in(plain_page)
    upload(plain_page)
    plain_page.locator(".review-form [type=submit]").click()
    plain_page.goto(reverse("talent:add_education"))
    plain_page.locator("[name=school]").fill("某某学院")
    plain_page.locator("[name=ended_on]").fill("2019-06")
    plain_page.locator("form [name=save]").click()
    plain_page.goto(reverse("talent:skills"))
    plain_page.locator("[name=remove]").first.click()
    plain_page.locator("#skill-words").fill("pcr")
    plain_page.locator("form[role=search] button").click()

    profile = Profile.objects.get(user=newcomer)
    schools = profile.educations.newest_first().values_list("school", flat=True)
    assert list(schools) == ["苏州大学", "某某学院"]
    assert len(skills_of_the_newcomer()) == 1
    expect(plain_page.locator(".results li")).to_have_count(1)
