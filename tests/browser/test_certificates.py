"""From the sheet of results to the figures of the office, in a real browser: accessible, and never
wider than the screen."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from matching.choices.snapshots import SnapshotKind
from matching.models import PlacementCheck, Snapshot
from talent.models import Certificate
from tests.factories.certificates import (
    AssessmentFactory,
    CertificateSchemeFactory,
    GrantedSkillFactory,
    HeldSessionFactory,
    LearnerFactory,
)
from tests.factories.companies import OpeningFactory
from tests.factories.placements import (
    AnnualTargetFactory,
    LedConsortiumFactory,
    PlacementFactory,
)

pytest_plugins = ["tests.unfold"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("unfold"),
]

FIGURES = {"eligible": 9, "helped": 8, "graduates": 7, "openings": 3, "gain": 12, "points": 300.0}


@pytest.fixture
def learner(company, profile):
    """Somebody in a session of the company; the theory is passed."""
    scheme = CertificateSchemeFactory(issuer=company, name_en="Aseptic filling", name_zh="无菌灌装")
    GrantedSkillFactory(scheme=scheme)
    session = HeldSessionFactory(
        programme__organiser=company, programme__park=company.park, programme__scheme=scheme
    )
    row = LearnerFactory(session=session, profile=profile)
    AssessmentFactory(enrolment=row, part="theory", points=70)
    return row


@pytest.fixture
def placement(company, profile):
    opening = OpeningFactory(company=company, published=True)
    return PlacementFactory(
        application__profile=profile, application__opening=opening, hired_on=date(2020, 1, 15)
    )


@pytest.fixture
def figures(park, learner):
    """What the office reads: targets of its consortium, and a counting of its gaps."""
    consortium = LedConsortiumFactory(lead=park)
    AnnualTargetFactory(consortium=consortium, year=timezone.localdate().year)
    programme = {"programme": learner.session.programme_id, "seats": 20, "cost": 9000}
    skill = learner.session.programme.scheme.skills.get().skill_id
    missing = {"skill": skill, "level": 3, "pairs": 4, "seats": 20}
    facts = {"run": 1, "night": "2026-11-20", "graduates": 40, "openings": 9}
    facts |= {"programmes": [programme | FIGURES], "skills": [missing | FIGURES]}
    return Snapshot.objects.create(
        kind=SnapshotKind.GAPS, park=park, figures=facts, seconds=1.5, taken_at=timezone.now()
    )


@pytest.fixture
def signed_in(visitor, live_server, sign_in):
    """Return how to go on as somebody else, or as nobody, in the same window."""

    def go_on(person) -> None:
        visitor.context.clear_cookies(name="sessionid")
        if person is not None:
            key = sign_in(person).cookies["sessionid"].value
            cookie = {"name": "sessionid", "value": key, "url": live_server.url}
            visitor.context.add_cookies([cookie])

    return go_on


def faults_of(page, context: str = "body") -> list[str]:
    spare = page.evaluate("innerWidth - document.documentElement.scrollWidth")
    found = Axe().run(page, context=context).response["violations"]
    said = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
    return said + ([] if spare >= 0 else [f"{page.url} is {-spare} px too wide"])


def test_results_certificate_look_back_and_figures_are_readable_by_everybody(
    visitor, signed_in, learner, placement, figures, recruiter, park_officer
):
    faults = []

    signed_in(recruiter)
    visitor.goto(reverse("matching:session_results", args=[learner.session.uuid]))
    visitor.locator(f"input[name='practice-{learner.uuid}']").fill("88")
    faults += faults_of(visitor)
    visitor.locator("main form button[type=submit]").first.click()
    visitor.wait_for_selector(".tag-met")
    faults += faults_of(visitor)
    visitor.goto(reverse("matching:placement_check", args=[placement.application.uuid, 6]))
    faults += faults_of(visitor)
    visitor.locator("button[name=answer]").first.click()
    visitor.wait_for_url(f"**{reverse('matching:placements')}")
    faults += faults_of(visitor)

    certificate = Certificate.objects.get()
    signed_in(None)
    visitor.goto(certificate.get_absolute_url())
    read_by_a_stranger = visitor.locator("main").inner_text()
    faults += faults_of(visitor)

    signed_in(park_officer)
    correct = {"args": [learner.uuid, "practice"]}
    visitor.goto(reverse("matching:correct_result", **correct))
    faults += faults_of(visitor)
    for name in ("cockpit_targets", "cockpit_gaps"):
        visitor.goto(reverse(f"matching:{name}"))
        faults += faults_of(visitor, "#content")

    assert faults == []
    assert certificate.serial in read_by_a_stranger
    assert certificate.holder not in read_by_a_stranger
    assert PlacementCheck.objects.get().is_there
