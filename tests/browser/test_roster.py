"""From a code of the career office to a claimed place, on a telephone and on a desktop."""

import pytest
from allauth.account.models import EmailAddress
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from matching.actions.curricula import take_curriculum
from talent.models import RosterEntry
from tests.browser.market import PASSWORD
from tests.browser.test_matches import sign_in
from tests.factories.parks import VerificationFactory
from tests.factories.talent import RosterEntryFactory, StudyProgrammeFactory
from tests.matching.actions.test_curricula import NOW

pytestmark = pytest.mark.browser

IS_WIDER = "document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def entry(transactional_db, university, career_officer, graduate) -> RosterEntry:
    for person in (career_officer, graduate):
        person.set_password(PASSWORD)
        person.save()
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    VerificationFactory(organisation=university)
    programme = StudyProgrammeFactory(university=university, name_zh="药学", name_en="Pharmacy")
    take_curriculum(university, now=NOW)
    return RosterEntryFactory(university=university, programme=programme, degree=programme.degree)


def faults(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    wide = ["wider than the screen"] if page.evaluate(IS_WIDER) else []
    return wide + [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


def test_a_student_claims_the_place_with_a_code_of_the_office(
    visitor, entry, career_officer, graduate
):
    wrong = {}
    university = [entry.university.uuid]
    sign_in(visitor, career_officer.email)
    for name in ("roster", "progress", "curriculum"):
        visitor.goto(reverse(f"matching:{name}", args=university))
        wrong[name] = faults(visitor)
    visitor.goto(reverse("talent:add_student", args=university))
    wrong["add"] = faults(visitor)
    visitor.goto(reverse("matching:desk"))
    wrong["desk"] = faults(visitor)
    visitor.goto(reverse("matching:roster", args=university))
    visitor.locator("input[name=chosen]").check()
    visitor.locator("#codes details summary").click()
    visitor.locator("#codes .menu-panel button").click()
    code = visitor.locator("td code").inner_text()
    wrong["codes"] = faults(visitor)

    visitor.context.clear_cookies(name="sessionid")
    sign_in(visitor, graduate.email)
    visitor.goto(reverse("talent:my_roster"))
    wrong["before"] = faults(visitor)
    visitor.locator("input[name=code]").fill(code.lower())
    visitor.locator("input[name=shares_progress]").check()
    visitor.locator("main form input[type=submit]").click()
    visitor.wait_for_selector("text=/Soochow University|苏州大学/")
    wrong["after"] = faults(visitor)

    claimed = RosterEntry.objects.get(pk=entry.pk)
    assert (claimed.user, claimed.shares_progress) == (graduate, True)
    assert {name: found for name, found in wrong.items() if found} == {}
