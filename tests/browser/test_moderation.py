"""The office at work: a company verified, a posting returned, mended by HR, and published."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db.models import Model
from django.urls import reverse
from playwright.sync_api import Page, expect

from companies.models import Opening
from parks.choices.organisations import MembershipRole
from parks.models import OutboxMail, User, Verification
from tests.browser.market import person
from tests.browser.test_matches import fits_the_screen, sign_in
from tests.factories.admin import address
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import EvidenceFactory, MembershipFactory, VerificationFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("unfold"),
]
COMMENT = "请写明薪资。Please name the pay."


@pytest.fixture
def hr(park, settings, tmp_path) -> User:
    """HR of a company that waits for the office, with its licence and a draft."""
    settings.MEDIA_ROOT = tmp_path
    user = person("hr@dawn.example", "陈好")
    company = CompanyFactory(park=park, name_zh="晨曦生物", name_en="Dawn Biologics")
    MembershipFactory(user=user, organisation=company, role=MembershipRole.ADMIN)
    request = VerificationFactory(
        organisation=company, state="pending", decided_at=None, submitted_by=user
    )
    EvidenceFactory(verification=request, kept=True)
    OpeningFactory(
        company=company,
        title_zh="细胞培养工程师",
        title_en="Cell culture engineer",
        text_zh="负责细胞培养。",
        text_en="You run our cell cultures.",
    )
    return user


@pytest.fixture
def office(browser, live_server, viewport, language, park_officer, client) -> Page:
    """The officer's own window."""
    context = browser.new_context(viewport=viewport, base_url=live_server.url)
    client.force_login(park_officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookies = {
        "django_language": language,
        "sessionid": client.cookies["sessionid"].value,
    }
    context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    yield context.new_page()
    context.close()


def move(page: Page, row: Model, deed: str, **answers: str) -> None:
    """Press a button of the web admin, answer what it asks, and confirm."""
    page.goto(address(row, "change").replace("/change/", f"/{deed}/"))
    for name, words in answers.items():
        page.locator(f"textarea[name={name}]").fill(words)
    page.locator(".move-form button[type=submit]").click()
    page.wait_for_url("**/change/**")


def open_first(page: Page, model: type[Model], query: str) -> None:
    """Go to a queue and open what has waited longest."""
    page.goto(f"{address(model, 'changelist')}?{query}")
    page.locator("#result_list a[href*='/change/']").first.click()
    expect(page.locator("aside.beside")).to_be_visible()
    assert fits_the_screen(page)


def violations_beside(page: Page) -> list[str]:
    """What axe finds in our own part of the page; the frame around it is Unfold's."""
    found = Axe().run(page, context="aside.beside").response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


def send(page: Page, opening: Opening) -> None:
    page.goto(reverse("matching:desk_opening", args=[opening.uuid]))
    page.locator("form[action$='/submit/'] button").click()
    expect(page.locator(".notice-success")).to_be_visible()


def mend(page: Page, opening: Opening) -> None:
    """HR reads the comment, writes the pay and sends the opening again."""
    page.goto(reverse("matching:desk_opening", args=[opening.uuid]))
    expect(page.locator(".notice-warning").first).to_contain_text(COMMENT)
    page.goto(reverse("matching:edit_opening", args=[opening.uuid]))
    page.locator("[name=salary_min]").fill("9000")
    page.locator("#opening-form button[name=do][value=submit]").first.click()
    page.wait_for_url(f"**{reverse('matching:desk_opening', args=[opening.uuid])}")


def test_a_company_is_verified_and_its_posting_returned_mended_and_published(visitor, office, hr):
    opening, request = Opening.objects.get(), Verification.objects.get()
    sign_in(visitor, hr.email)

    open_first(office, Verification, "decision=waits")
    expect(office.locator(".evidence img")).to_have_count(1)
    found = violations_beside(office)
    move(office, request, "approve")
    send(visitor, opening)
    open_first(office, Opening, "review=waits")
    expect(office.locator("aside.beside")).to_contain_text("You run our cell cultures.")
    found += violations_beside(office)
    move(office, opening, "return_with_comment", comment=COMMENT)
    mend(visitor, opening)
    open_first(office, Opening, "review=waits")
    expect(office.locator("aside.beside")).to_contain_text(COMMENT)
    expect(office.locator("aside.beside")).to_contain_text("9,000")
    move(office, opening, "publish")
    visitor.goto(opening.get_absolute_url())

    expect(visitor.locator("h1")).to_be_visible()
    opening.refresh_from_db()
    request.refresh_from_db()
    assert (request.state, opening.state, opening.salary_min) == ("approved", "published", 9000)
    assert OutboxMail.objects.filter(user=hr).count() == 3  # verified, returned, published
    assert found == []
