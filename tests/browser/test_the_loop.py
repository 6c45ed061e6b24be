"""Agreement, training, certificate, match, hiring, outcome: the whole loop on their screens."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from companies.models import Programme, Session
from matching.actions.runs import run_park
from matching.models import Application, Enrolment, Placement
from parks.choices.agreements import MetricCode
from parks.choices.taxonomy import AliasUse
from parks.models import Agreement, Consortium, Quota, SkillAlias, User
from parks.vocabulary.folding import fold_term
from talent.models import Certificate, Profile
from tests.browser.market import SmallPark, looking_for_jobs, make_small_park, person
from tests.browser.test_company_journey import make_offer, move_on
from tests.browser.test_moderation import move
from tests.browser.test_student_journey import accept
from tests.factories.agreements import AgreementFactory, AgreementPartyFactory, QuotaFactory
from tests.factories.certificates import CertificateSchemeFactory, GrantedSkillFactory
from tests.factories.parks import MembershipFactory, OrganisationFactory
from tests.factories.placements import AnnualTargetFactory, LedConsortiumFactory
from tests.factories.talent import RosterEntryFactory, SkillClaimFactory, UniversityFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("unfold"),
]
COUNTED = (MetricCode.TRAINED, MetricCode.CERTIFIED, MetricCode.PLACEMENTS)
YEAR_LATER = datetime.timedelta(days=366)
TOMORROW = timezone.localdate() + datetime.timedelta(days=1)


@dataclass(frozen=True)
class Loop:
    """Who takes part, before anything is signed."""

    park: SmallPark
    profile: Profile
    rival: Profile
    agreement: Agreement
    quota: Quota
    consortium: Consortium
    officer: User
    examiner: User


@pytest.fixture
def loop(settings, tmp_path) -> Loop:
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "parks.mail.OutboxBackend"
    small = make_small_park()
    park, company = small.opening.park, small.opening.company
    name_the_skill(small)
    profile = Profile.objects.get(user=small.graduate)
    university = UniversityFactory(park=park, name_zh="苏州大学", name_en="Soochow University")
    RosterEntryFactory(
        university=university,
        user=small.graduate,
        claimed_at=timezone.now(),
        degree=profile.degree,
        discipline=profile.discipline,
    )
    today = timezone.localdate()
    agreement = AgreementFactory(
        park=park,
        name_zh="无菌灌装订单班",
        name_en="Order class for aseptic filling",
        starts_on=today.replace(month=1, day=1),
        ends_on=today.replace(month=12, day=31) + YEAR_LATER,
    )
    AgreementPartyFactory(agreement=agreement, organisation=company)
    AgreementPartyFactory(agreement=agreement, organisation=university, side="educates")
    quota = QuotaFactory(agreement=agreement, year=today.year, degree=profile.degree, places=1)
    consortium = LedConsortiumFactory(lead=park)
    for metric in COUNTED:
        AnnualTargetFactory(consortium=consortium, metric=metric, year=today.year, value=50)
    scheme = CertificateSchemeFactory(
        issuer=company, code="AF-L1", name_zh="无菌灌装一级", name_en="Aseptic filling, level 1"
    )
    GrantedSkillFactory(scheme=scheme, skill=small.missing, level=3)
    office = OrganisationFactory(park=park, kind="park_office")
    officer = MembershipFactory(organisation=office, user=person("office@example.org", "赵磊")).user
    officer.is_staff = True
    officer.save()
    examiner = MembershipFactory(organisation=company, user=person("ex@example.org", "吴敏")).user
    return Loop(small, profile, rival_of(small), agreement, quota, consortium, officer, examiner)


def name_the_skill(small: SmallPark) -> None:
    word = small.missing.label_zh
    SkillAlias.objects.create(
        skill=small.missing, language="zh", text=word, folded=fold_term(word), use=AliasUse.TEXT
    )


def rival_of(small: SmallPark) -> Profile:
    """Somebody who says that they know what our graduate is still to learn."""
    profile = looking_for_jobs(person("rival@example.org", "周宁"), small.opening.park)
    for skill in (small.met, small.missing):
        SkillClaimFactory(profile=profile, skill=skill, level=3)
    return profile


@pytest.fixture
def enter(visitor, live_server, sign_in) -> Callable[[User], None]:
    """Go on as somebody else."""

    def entered(user: User) -> None:
        session = sign_in(user).cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": live_server.url}
        visitor.context.add_cookies([cookie])

    return entered


def rank_of(page: Page, loop: Loop, night: datetime.date) -> int:
    """Match the park for a night and read where our graduate stands in the company's list."""
    run_park(loop.park.opening.park, night=night)
    page.goto(reverse("matching:candidates", args=[loop.park.opening.uuid]))
    links = page.locator("main a[href*='/candidates/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    people = [link for link in dict.fromkeys(links) if link.rstrip("/")[-12:] in ids(loop)]
    return next(i for i, link in enumerate(people, 1) if str(loop.profile.uuid) in link)


def ids(loop: Loop) -> set[str]:
    return {str(profile.uuid)[-12:] for profile in (loop.profile, loop.rival)}


def sign_in_the_office(page: Page, loop: Loop) -> None:
    move(page, loop.agreement, "sign")
    loop.agreement.refresh_from_db()
    assert loop.agreement.state == "active"


def write_programme(page: Page, loop: Loop) -> Programme:
    company = loop.park.opening.company
    page.goto(reverse("matching:new_programme", args=[company.uuid]))
    page.locator("[name=name_zh]").fill("无菌灌装")
    page.locator("[name=name_en]").fill("Aseptic filling")
    page.locator("[name=skills_skilled], [name=skills_proficient]").first.fill("无菌灌装")
    page.locator("[name=scheme]").select_option(index=1)
    page.locator("[name=agreement]").select_option(index=1)
    page.locator("main form [type=submit]").click()
    page.wait_for_url(f"**{reverse('matching:training_desk')}")
    return Programme.objects.get()


def open_session(page: Page, loop: Loop, programme: Programme) -> Session:
    page.goto(reverse("matching:new_session", args=[programme.uuid]))
    today = timezone.localdate()
    for name in ("starts_on", "ends_on", "enrol_by"):
        page.locator(f"[name={name}]").fill(str(today))
    page.locator("[name=meetings]").fill(f"{today} 00:00–00:01 Gowning @ Room 3")
    page.locator("[name=capacity]").fill("1")
    page.locator(f"[name=trainers][value='{loop.park.recruiter.pk}']").check()
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/desk/sessions/*/")
    session = Session.objects.get()
    for state in ("planned", "open"):
        go_on(page, session, state)
    return session


def go_on(page: Page, session: Session, state: str) -> None:
    page.goto(reverse("matching:desk_session", args=[session.uuid]))
    page.locator(f"main button[name=state][value={state}]").click()
    expect(page.locator(".notice-success").first).to_be_visible()


def enrol(page: Page, session: Session) -> Enrolment:
    page.goto(session.get_absolute_url())
    page.locator("form[action$='/enrol/'] button").click()
    expect(page.locator(".notice-success").first).to_be_visible()
    return Enrolment.objects.get()


def mark_present(page: Page, session: Session) -> None:
    go_on(page, session, "running")
    meeting = session.meetings.get()
    page.goto(reverse("matching:attendance", args=[session.uuid, meeting.pk]))
    page.locator("input[value=present]").check()
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".notice-success").first).to_be_visible()


def examine(page: Page, session: Session) -> Certificate:
    page.goto(reverse("matching:session_results", args=[session.uuid]))
    for box in page.locator("main input[type=number]").all():
        box.fill("85")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".notice-success").first).to_be_visible()
    return Certificate.objects.get()


def apply_and_be_hired(page: Page, enter, loop: Loop) -> Application:
    opening = loop.park.opening
    enter(loop.park.graduate)
    page.goto(reverse("matching:apply", args=[opening.uuid]))
    page.locator("textarea[name=message]").fill("我有无菌灌装证书。")
    page.locator("[name=send]").click()
    page.wait_for_url("**/receipt/")
    application = Application.objects.get()
    enter(loop.park.recruiter)
    move_on(page, application, "shortlisted")
    make_offer(page, application)
    enter(loop.park.graduate)
    accept(page, application)
    enter(loop.park.recruiter)
    move_on(page, application, "hired")
    return application


def look_back(page: Page, application: Application) -> None:
    """A year later the company says that our graduate is still there."""
    placement = Placement.objects.get(application=application)
    placement.hired_on -= YEAR_LATER
    placement.save(update_fields=["hired_on"])
    page.goto(reverse("matching:placement_check", args=[application.uuid, 12]))
    page.locator("main button[name=answer]").first.click()
    expect(page.locator(".notice-success").first).to_be_visible()


def shown(page: Page, loop: Loop) -> dict[MetricCode, int]:
    """Read the actuals of the public page of the consortium, in the order of the metrics."""
    page.goto(loop.consortium.get_absolute_url())
    cells = page.locator("#targets ~ table tbody tr td:nth-child(2)").all_inner_texts()
    numbers = [int(cell.split()[-1]) for cell in cells]
    return dict(zip([code for code in MetricCode if code in COUNTED], numbers, strict=True))


def test_an_agreement_becomes_a_certificate_a_better_match_a_hiring_and_one_more_in_the_figures(
    visitor, enter, loop, browser, live_server
):
    before = shown(visitor, loop)
    enter(loop.park.recruiter)
    ranks = [rank_of(visitor, loop, TOMORROW)]

    enter(loop.officer)
    sign_in_the_office(visitor, loop)
    enter(loop.park.recruiter)
    session = open_session(visitor, loop, write_programme(visitor, loop))
    enter(loop.park.graduate)
    enrolment = enrol(visitor, session)
    taken = enrolment.quota
    enter(loop.park.recruiter)
    mark_present(visitor, session)
    enter(loop.examiner)
    certificate = examine(visitor, session)
    stranger = browser.new_page(base_url=live_server.url)
    stranger.goto(reverse("talent:verify_certificate", args=[certificate.verify_code]))
    verified = stranger.locator("main").inner_text()
    stranger.close()
    enter(loop.park.recruiter)
    ranks.append(rank_of(visitor, loop, TOMORROW + datetime.timedelta(days=1)))
    enter(loop.park.graduate)
    visitor.goto(reverse("matching:match", args=[loop.park.opening.uuid]))
    expect(visitor.locator("main")).to_contain_text(certificate.serial)
    application = apply_and_be_hired(visitor, enter, loop)
    visitor.goto(loop.agreement.get_absolute_url())
    expect(visitor.locator("#places ~ table tbody td").nth(3)).to_have_text("1")
    after = shown(visitor, loop)
    enter(loop.park.recruiter)
    look_back(visitor, application)

    enrolment.refresh_from_db()
    loop.quota.refresh_from_db()
    placement = Placement.objects.get()
    assert certificate.serial in verified
    assert loop.park.graduate.email not in verified
    assert ranks == [2, 1]
    assert enrolment.state == "passed"
    assert (taken, placement.quota, loop.quota.used) == (loop.quota, loop.quota, 1)
    assert {"agreement", "training"} <= set(placement.through)
    assert placement.checks.get().is_there
    assert {code: after[code] - before[code] for code in COUNTED} == dict.fromkeys(COUNTED, 1)
