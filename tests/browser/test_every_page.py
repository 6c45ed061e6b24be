"""Each page that a graduate or a recruiter may open: accessible, as wide as the screen, and whole
without JavaScript. The pages are those of the access matrix, so a new one is visited too."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import html
from playwright.sync_api import Error, Page

from tests.access.test_pages import PAGES, PEOPLE
from tests.access.world import World, make_world
from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.browser

OF_ACCOUNTS = ("account_email", "account_change_password", "mfa_index")
READERS = [("graduate", PHONE, DESKTOP, "zh-hans"), ("recruiter", DESKTOP, PHONE, "en")]
NEEDS_A_FALLBACK = "//*[@hx-get or @hx-post][not(self::a[@href])][not(self::form)]"
SENDS = ".//button[not(@type) or @type='submit']|.//input[@type='submit']"
IS_WIDER = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def world(transactional_db, company, profile, settings, tmp_path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world(company, profile)


@pytest.fixture
def session(request, client) -> Callable[[str], str]:
    """Sign a person in and return the key of the session, for a browser."""

    def key(person: str) -> str:
        client.force_login(
            request.getfixturevalue(person), backend="django.contrib.auth.backends.ModelBackend"
        )
        return client.session.session_key

    return key


def pages_of(person: str, world: World) -> Iterator[tuple[str, str]]:
    """Yield the name and address of each page in HTML that this person may open."""
    client, place = Client(), PEOPLE.index(person)
    for name, answers in PAGES.items():
        if answers[place] == 200 and _is_page(client, world.address(name), answers[0]):
            yield name, world.address(name)
    for name in OF_ACCOUNTS:
        yield name, reverse(name)


def _is_page(client: Client, address: str, signed_out: int) -> bool:
    """A file, a feed and a health probe are no pages; what is private is taken for one."""
    if signed_out != 200:
        return not address.endswith((".ics", ".json", ".pdf", ".csv", ".xlsx"))
    response = client.get(address)
    return response.status_code == 200 and response["Content-Type"].startswith("text/html")


def opened(browser, live_server, key: str, viewport: dict, language: str, **options) -> Page:
    context = browser.new_context(viewport=viewport, base_url=live_server.url, **options)
    cookies = {settings.SESSION_COOKIE_NAME: key, settings.LANGUAGE_COOKIE_NAME: language}
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    return context.new_page()


def faults(page: Page, other: dict) -> list[str]:
    """Name what axe finds, and whether the page is too wide here or on the other screen."""
    found = Axe().run(page).response["violations"]
    wide = ["wider than the screen"] if page.evaluate(IS_WIDER) else []
    here = page.viewport_size
    page.set_viewport_size(other)
    wide += ["wider than the other screen"] if page.evaluate(IS_WIDER) else []
    page.set_viewport_size(here)
    return wide + [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


def shows(page: Page, address: str) -> bool:
    """Whether the browser shows what is at an address; a file it would save."""
    try:
        response = page.goto(address)
    except Error as aborted:
        if "Download is starting" not in aborted.message:
            raise
        return False
    assert response.status == 200, address
    return response.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("person", "screen", "other", "language"), READERS, ids=["graduate-phone", "recruiter-desktop"]
)
def test_every_page_is_accessible_and_fits_the_screen(
    person, screen, other, language, world, session, browser, live_server
):
    page = opened(browser, live_server, session(person), screen, language)
    found = {}

    for name, address in pages_of(person, world):
        if shows(page, address):
            found[name] = faults(page, other)

    page.context.close()
    assert len(found) > 20
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("person", ["graduate", "recruiter"])
def test_every_page_is_whole_without_javascript(person, world, session, browser, live_server):
    page = opened(browser, live_server, session(person), DESKTOP, "en", java_script_enabled=False)
    lost = {}

    for name, address in pages_of(person, world):
        if shows(page, address):
            lost[name] = stranded(page.content())
            assert page.locator("main h1").first.is_visible(), name

    page.context.close()
    assert len(lost) > 20
    assert {name: controls for name, controls in lost.items() if controls} == {}


def stranded(text: str) -> list[str]:
    """Name the controls that only a script would bring to work: no link, no form to send."""
    controls = html.fromstring(text).xpath(NEEDS_A_FALLBACK)
    return [html.tostring(control)[:120].decode() for control in controls if not _sent(control)]


def _sent(control: html.HtmlElement) -> bool:
    forms = control.xpath("ancestor-or-self::form")
    if not forms and control.get("form"):
        forms = control.getroottree().xpath(f"//form[@id='{control.get('form')}']")
    return any(form.xpath(SENDS) for form in forms) or bool(control.xpath(".//a[@href]|.//form"))
