"""The bell, the notices and what one is told, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from parks.models import Notice, NoticePreference, User
from tests.factories.parks import NoticeFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/me/notices/", "/me/notices/preferences/", "/me/account/")


@pytest.fixture
def person() -> User:
    return UserFactory(full_name="林悦")


@pytest.fixture
def reader(visitor, live_server, sign_in, person) -> Page:
    """The page of somebody signed in."""
    session = sign_in(person).cookies["sessionid"].value
    cookie = {"name": "sessionid", "value": session, "url": live_server.url}
    visitor.context.add_cookies([cookie])
    return visitor


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


@pytest.mark.parametrize("notices", [0, 3])
@pytest.mark.parametrize("address", PAGES)
def test_everybody_can_use_the_pages_about_notices(address, notices, reader, person):
    NoticeFactory.create_batch(notices, user=person, text_zh="面试时间已确定 " * 18)

    reader.goto(address)

    assert faults(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_notice_is_read_by_opening_it_and_the_rest_at_once(reader, person):
    NoticeFactory(user=person)
    newest = NoticeFactory(user=person, address="/parks/")
    reader.goto("/")
    bell = reader.locator(".bell")
    expect(bell.locator(".bell-count")).to_have_text("2")

    bell.click()
    reader.locator(f"a[href='/me/notices/{newest.pk}/']").click()
    reader.wait_for_url("**/parks/")
    expect(reader.locator(".bell-count")).to_have_text("1")
    reader.locator(".bell").click()
    reader.locator("form[action='/me/notices/read/'] button").click()

    expect(reader.locator(".bell-count")).to_have_count(0)
    expect(reader.locator(".notice-unread")).to_have_count(0)
    assert not Notice.objects.unread().exists()


def test_a_kind_is_switched_off_and_what_is_always_mailed_cannot_be(reader, person):
    reader.goto("/me/notices/preferences/")
    expect(reader.locator("input[name=mail_offer]")).to_be_disabled()

    reader.locator("input[name=mail_alert]").uncheck()
    reader.locator("main form input[type=submit]").click()

    expect(reader.locator("p.notice-success")).to_be_visible()
    expect(reader.locator("input[name=mail_alert]")).not_to_be_checked()
    expect(reader.locator("input[name=mail_offer]")).to_be_checked()
    alert = NoticePreference.objects.get(user=person, kind="alert")
    assert (alert.by_mail, alert.in_portal) == (False, True)


def test_the_language_chosen_is_that_of_the_pages_and_mails(reader, person, language):
    other = "en" if language == "zh-hans" else "zh-hans"
    reader.goto("/me/account/")

    reader.locator(f"input[name=language][value={other}]").check()
    reader.locator("select[name=time_zone]").select_option("Asia/Tokyo")
    reader.locator("main form input[type=submit]").click()

    expect(reader.locator(f"html[lang={other}]")).to_have_count(1)
    person.refresh_from_db()
    assert (person.language, person.time_zone) == (other, "Asia/Tokyo")
