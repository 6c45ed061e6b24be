"""The figures of a company in a real browser: dark, without scripts, and on paper."""

from io import BytesIO

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from matching.models import Application
from tests.browser.market import SmallPark, make_small_park
from tests.browser.test_matches import sign_in
from tests.factories.matching import ApplicationFactory, ApplicationStepFactory

pytestmark = pytest.mark.browser

NUMBERS = reverse("matching:numbers")
A4 = (595, 842)  # points


@pytest.fixture
def small_park(transactional_db) -> SmallPark:
    park = make_small_park()
    profile = park.graduate.profile
    application: Application = ApplicationFactory(profile=profile, opening=park.opening)
    ApplicationStepFactory(application=application, taken_at=application.submitted_at)
    return park


def test_the_figures_are_readable_in_the_dark_and_on_paper(
    small_park, browser, live_server, language
):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=live_server.url)
    cookies = {"django_language": language, "theme": "dark"}
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page = context.new_page()
    sign_in(page, small_park.recruiter.email)
    page.goto(NUMBERS)

    faults = Axe().run(page).response["violations"]
    shown = page.locator("[data-print]").is_visible()
    page.emulate_media(media="print")
    hidden = [
        page.locator(name).is_visible()
        for name in (".site-header", "[data-print]", ".numbers-filter")
    ]
    paper = pypdfium2.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    context.close()

    assert [rule["id"] for rule in faults] == []
    assert shown
    assert not any(hidden)
    assert tuple(map(round, paper[0].get_size())) == A4
    assert len(paper) <= 3
    assert ground == "rgb(255, 255, 255)"
