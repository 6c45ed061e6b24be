"""HR joins: registers a company, waits, is declined, submits again, and is verified."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from companies.models import Company
from parks.actions.verifications import decide_verification
from parks.choices.organisations import MembershipRole, VerificationState
from parks.models import OutboxMail, User, Verification
from tests.browser.test_matches import fits_the_screen, violations
from tests.browser.test_student_journey import CODE as MAILED_CODE
from tests.factories.companies import CompanyFactory
from tests.factories.parks import (
    LICENCE,
    InvitationFactory,
    MembershipFactory,
    VerificationFactory,
)

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CODE = "91110000600037341L"
ADDRESS = "chen@dawn.example"
FILE = {"name": "营业执照.pdf", "mimeType": "application/pdf", "buffer": LICENCE}


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "parks.mail.OutboxBackend"


def sign_up(page: Page) -> None:
    """From the first page, through the door of companies, to the search for one's own."""
    page.goto("/")
    page.locator(f"main a[href='{reverse('companies:join')}']").click()
    page.locator(f"main a[href^='{reverse('account_signup')}']").first.click()
    page.locator("input[name=full_name]").fill("陈好")
    page.locator("input[name=email]").fill(ADDRESS)
    page.locator("input[name=password1]").fill("correct-horse-7")
    page.locator("input[name=accepts_terms]").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/confirm-email/**")
    mail = OutboxMail.objects.filter(recipient=ADDRESS).latest("pk")
    page.locator("input[name=code]").fill(MAILED_CODE.search(mail.text)[0])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "confirm-email" not in address)


def register(page: Page, *, name: str) -> None:
    """Somebody new chooses between looking for work and hiring, then registers the company."""
    page.goto(reverse("matching:me"))
    assert violations(page) == []
    page.locator(f".door a[href='{reverse('companies:join')}']").click()
    page.locator(f"main a[href='{reverse('companies:register')}']").click()
    page.locator("[name=name_zh]").fill(name)
    page.locator("[name=credit_code]").fill(CODE.lower())
    page.locator("[name=email_domain]").fill("dawn.example")
    page.locator("[name=park]").select_option(index=1)
    page.locator("[name=file]").set_input_files(FILE)
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/desk/organisations/**")


def admin_move(page: Page, verification: Verification, move: str, reason: str = "") -> None:
    """Press a button of the web admin, as an officer does."""
    page.goto(f"/admin/parks/verification/{verification.pk}/change/")
    page.goto(page.url.replace("/change/", f"/{move}/"))
    if reason:
        page.locator("textarea[name=message]").fill(reason)
    page.locator(".move-form button[type=submit]").click()
    page.wait_for_url("**/change/**")


@pytest.fixture
def office(browser, live_server, park_officer, client, unfold) -> Page:
    """The park office at its own screen."""
    client.force_login(park_officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    context = browser.new_context(base_url=live_server.url)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_registered_waiting_declined_put_right_and_verified(visitor, office, park):
    sign_up(visitor)
    register(visitor, name="晨西生物")
    expect(visitor.locator("h1")).to_have_text("晨西生物")
    expect(visitor.locator("main .tag-waiting").first).to_be_visible()
    page, first = visitor.url, Verification.objects.get()

    admin_move(office, first, "decline", reason="名称与营业执照不符")
    visitor.goto(page)
    expect(visitor.locator(".notice-error")).to_contain_text("名称与营业执照不符")
    visitor.locator("[name=name_zh]").fill("晨曦生物")
    visitor.locator("#submit-id-save").last.click()
    visitor.wait_for_url(page)
    visitor.locator("form[action*='verification'] [type=submit]").click()
    expect(visitor.locator(".timeline > li")).to_have_count(2)
    assert violations(visitor) == []
    assert fits_the_screen(visitor)

    admin_move(office, Verification.objects.latest("pk"), "approve")
    visitor.goto(reverse("matching:desk"))
    expect(visitor.locator("main .tag-met").first).to_be_visible()
    visitor.goto(page)
    expect(visitor.locator("h1")).to_have_text("晨曦生物")
    expect(visitor.locator("[name=name_zh]")).to_have_count(0)
    assert User.objects.get(email=ADDRESS).memberships.get().role == "admin"


@pytest.fixture
def signed_in(visitor, live_server, sign_in):
    def opened(user: User) -> Page:
        session = sign_in(user).cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": live_server.url}
        visitor.context.add_cookies([cookie])
        return visitor

    return opened


@pytest.fixture
def busy_company(company, recruiter) -> Company:
    """A company with long names, an invitation, a colleague, and somebody who asks."""
    MembershipFactory(organisation=company, user__full_name="欧阳" * 20)
    MembershipFactory(organisation=company, role=MembershipRole.INTERVIEWER)
    InvitationFactory(organisation=company, email=f"{'long' * 12}@example.org")
    return company


def test_the_pages_of_joining_can_be_used_by_everybody(
    signed_in, busy_company, recruiter, graduate, park
):
    unclaimed = CompanyFactory(park=park, name_en="Dawn " * 12, slug="dawn")
    verification = VerificationFactory(
        organisation=unclaimed, state="declined", reason="Not readable", submitted_by=recruiter
    )
    decided = reverse("companies:join_company", args=[verification.organisation.slug])
    page = signed_in(recruiter)
    addresses = [
        reverse("companies:join") + "?q=dawn",
        reverse("companies:register"),
        decided,
        reverse("companies:organisation", args=[busy_company.uuid]),
        reverse("parks:team", args=[busy_company.uuid]),
    ]

    faults = {}
    for address in addresses:
        page.goto(address)
        faults[address] = (violations(page), fits_the_screen(page))

    assert faults == dict.fromkeys(addresses, ([], True))


def test_without_javascript_a_company_is_claimed_and_a_team_run(
    browser, live_server, sign_in, park, busy_company, recruiter, park_officer
):
    unclaimed = CompanyFactory(park=park, name_en="Dawn", slug="dawn")
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    session = sign_in(recruiter).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()

    page.goto(reverse("companies:join_company", args=["dawn"]))
    page.locator("[name=file]").set_input_files(FILE)
    page.locator("main form [type=submit]").click()
    claim = Verification.objects.get(organisation=unclaimed)
    decide_verification(claim, state=VerificationState.APPROVED, by=park_officer)
    page.goto(reverse("parks:team", args=[unclaimed.uuid]))
    page.locator("[name=email]").fill("new@example.org")
    page.locator("form[action$='/invite/'] [type=submit]").click()
    page.locator("form[action$='/revoke/'] button").click()

    expect(page.locator(".notice-success")).to_be_visible()
    assert re.search(r"/team/$", page.url)
    assert unclaimed.invitations.get().state == "revoked"
    context.close()
