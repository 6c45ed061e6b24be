"""From the list of candidates to an application, in a real browser and without JavaScript."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from matching.actions.runs import run_park
from matching.models import Application, InvitationToApply, PoolEntry
from matching.queries.anonymity import candidate_name
from tests.browser.conftest import PHONE
from tests.browser.market import NIGHT, SmallPark, looking_for_jobs, make_small_park, person
from tests.browser.test_matches import fits_the_screen, sign_in, violations
from tests.factories.talent import SkillClaimFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def two_candidates(transactional_db) -> SmallPark:
    """One meets the skill that is required, the other does not."""
    small_park = make_small_park()
    other = looking_for_jobs(person("second@example.org", "何川"), small_park.opening.park)
    SkillClaimFactory(profile=other, skill=small_park.missing, level=3)
    run_park(small_park.opening.park, night=NIGHT, full=True)
    return small_park


def sound(page: Page) -> None:
    assert violations(page) == []
    assert fits_the_screen(page)


def sign_out(page: Page) -> None:
    page.context.clear_cookies(name="sessionid")


def compare_and_invite(page: Page, small_park: SmallPark) -> None:
    """Filter by a skill, look at both side by side, and ask the better one."""
    page.goto(reverse("matching:candidates", args=[small_park.opening.uuid]))
    expect(page.locator("input[name=candidate]")).to_have_count(2)
    page.locator("details.choose > summary").click()
    page.locator(f"input[name=skills][value='{small_park.met.pk}']").check()
    page.locator("details.choose button[type=submit]").click()
    expect(page.locator("input[name=candidate]")).to_have_count(1)

    page.go_back()
    for box in page.locator("input[name=candidate]").all():
        box.check()
    page.locator("#compare button").click()
    expect(page.locator("table.compare thead th")).to_have_count(2)
    page.locator("table.compare thead a").first.click()
    page.locator("main a[href$='/invite/']").click()
    page.locator("textarea[name=message]").fill("Your cell culture fits our line.")
    page.locator("main form input[type=submit]").click()
    expect(page.locator(".notice-success")).to_be_visible()


def accept_and_apply(page: Page, small_park: SmallPark) -> None:
    invitation = InvitationToApply.objects.get()
    page.goto(reverse("matching:me"))
    page.locator(f"a[href='{invitation.get_absolute_url()}']").first.click()
    page.locator("form[action$='/accept/'] button").click()
    page.wait_for_url("**/apply/?from=invitation")
    page.locator("textarea[name=message]").fill("Gladly.")
    page.locator("button[name=send]").click()


def test_from_the_list_to_an_application(visitor, two_candidates):
    sign_in(visitor, two_candidates.recruiter.email)
    compare_and_invite(visitor, two_candidates)
    sign_out(visitor)

    sign_in(visitor, two_candidates.graduate.email)
    accept_and_apply(visitor, two_candidates)

    visitor.wait_for_url("**/receipt/")
    application = Application.objects.get()
    assert (application.profile.user, application.source) == (
        two_candidates.graduate,
        "invitation",
    )


@pytest.fixture
def without_scripts(browser, live_server) -> Iterator[Page]:
    context = browser.new_context(
        viewport=PHONE, base_url=live_server.url, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


def test_without_javascript_the_same_way_is_open(without_scripts, two_candidates):
    page = without_scripts
    sign_in(page, two_candidates.recruiter.email)
    compare_and_invite(page, two_candidates)
    sign_out(page)

    sign_in(page, two_candidates.graduate.email)
    accept_and_apply(page, two_candidates)

    assert Application.objects.get().source == "invitation"


def test_every_page_on_the_way_is_accessible_and_fits(visitor, two_candidates):
    opening, graduate = two_candidates.opening, two_candidates.graduate.profile
    sign_in(visitor, two_candidates.recruiter.email)
    visitor.goto(reverse("matching:candidates", args=[opening.uuid]))
    visitor.locator("details.choose > summary").click()
    sound(visitor)
    for box in visitor.locator("input[name=candidate]").all():
        box.check()
    visitor.locator("#compare button").click()
    sound(visitor)
    for name in ("candidate", "invite_candidate"):
        visitor.goto(reverse(f"matching:{name}", args=[opening.uuid, graduate.uuid]))
        sound(visitor)


def test_the_pool_is_kept_tagged_and_filtered(visitor, two_candidates):
    company, graduate = two_candidates.opening.company, two_candidates.graduate.profile
    sign_in(visitor, two_candidates.recruiter.email)
    visitor.goto(reverse("matching:person", args=[company.uuid, graduate.uuid]))
    visitor.locator("input[name=tags]").fill("GMP, 2027")
    visitor.locator("#pool form[action$='/pool/'] [type=submit]").click()
    sound(visitor)

    visitor.goto(reverse("matching:pool", args=[company.uuid]))
    visitor.get_by_role("link", name="GMP").click()

    code = str(candidate_name(graduate, company.pk)).split()[-1]
    expect(visitor.locator("main h2")).to_contain_text(code)
    sound(visitor)
    assert PoolEntry.objects.get().tags == ["GMP", "2027"]


def test_an_invitation_reads_well_on_the_side_of_the_graduate(visitor, two_candidates):
    invitation = InvitationToApply.objects.create(
        opening=two_candidates.opening,
        profile=two_candidates.graduate.profile,
        message="Your cell culture fits our line.",
        sent_at=two_candidates.opening.published_at,
        expires_at=two_candidates.opening.published_at.replace(year=2099),
    )
    sign_in(visitor, two_candidates.graduate.email)

    visitor.goto(reverse("matching:invitations_to_apply"))
    sound(visitor)
    visitor.goto(invitation.get_absolute_url())
    visitor.locator("details.ask > summary").click()
    sound(visitor)
