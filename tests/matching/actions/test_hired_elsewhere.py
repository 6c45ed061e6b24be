"""Hired: what else is under way ends, and those who waited are told."""

import pytest

from matching.actions.applications import advance_application, close_applications
from matching.actions.drafts import save_draft
from matching.choices.applications import ApplicationState
from matching.models import Application, Offer
from parks.models import LogEntry, OutboxMail
from parks.queries.viewers import viewer_of
from parks.workflow import IllegalMoveError
from talent.models import Profile, ProfileGrant
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory, InterviewFactory, OfferFactory
from tests.factories.parks import MembershipFactory
from tests.factories.talent import ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

UNDER_WAY = ("submitted", "shortlisted", "interviewing", "offered", "accepted")
OVER = ("hired", "refused", "withdrawn", "lapsed")


@pytest.fixture
def accepted(company, profile) -> Application:
    opening = OpeningFactory(company=company, published=True, title_en="Analyst")
    row = ApplicationFactory(profile=profile, opening=opening, state="accepted")
    ProfileGrantFactory(profile=profile, organisation=company, reference=row.uuid)
    return row


@pytest.fixture
def beta():
    """Another company, with a recruiter."""
    company = CompanyFactory(name_en="Beta Pharma", verified=True)
    MembershipFactory(organisation=company, user__email="hr@beta.example")
    return company


def elsewhere(profile: Profile, company, state: str) -> Application:
    opening = OpeningFactory(company=company, published=True, title_en=f"Post {state}")
    row = ApplicationFactory(profile=profile, opening=opening, state=state, refusal_reason="filled")
    ProfileGrantFactory(profile=profile, organisation=company, reference=row.uuid)
    return row


def states(rows: dict[str, Application]) -> dict[str, str]:
    return {name: Application.objects.get(pk=row.pk).state for name, row in rows.items()}


def mails_to(address: str) -> list[str]:
    rows = OutboxMail.objects.filter(recipient=address).order_by("pk")
    return list(rows.values_list("subject", flat=True))


def test_hiring_ends_all_that_is_under_way_elsewhere(accepted, profile, beta, recruiter):
    rows = {state: elsewhere(profile, beta, state) for state in (*UNDER_WAY, *OVER)}
    draft = save_draft(profile, opening=OpeningFactory(published=True), message="Hello")

    advance_application(accepted, state=ApplicationState.HIRED, by=recruiter)

    accepted.refresh_from_db()
    draft.refresh_from_db()
    assert (accepted.state, draft.state) == ("hired", "draft")
    assert states(rows) == dict.fromkeys(UNDER_WAY, "withdrawn") | {name: name for name in OVER}


def test_each_company_is_told_and_loses_its_view(accepted, profile, beta, recruiter):
    elsewhere(profile, beta, "submitted")
    hr = beta.memberships.get().user
    before = Profile.objects.granted_to(viewer_of(hr)).count()

    advance_application(accepted, state=ApplicationState.HIRED, by=recruiter)

    assert mails_to("hr@beta.example") == ["Lin Yue is hired elsewhere: Post submitted"]
    assert (before, Profile.objects.granted_to(viewer_of(hr)).count()) == (1, 0)
    assert Profile.objects.granted_to(viewer_of(recruiter)).get() == profile


def test_nobody_else_learns_who_has_hired(accepted, profile, beta, recruiter):
    application = elsewhere(profile, beta, "submitted")

    advance_application(accepted, state=ApplicationState.HIRED, by=recruiter)

    entry = LogEntry.objects.about(application).get(verb="withdrawn")
    assert (entry.actor, entry.details) == (None, {"reason": "hired_elsewhere"})
    assert entry.organisation_id == beta.pk
    mail = OutboxMail.objects.get(recipient="hr@beta.example")
    assert not [word for word in ("Alpha", recruiter.full_name) if word in mail.text + mail.html]


def test_the_person_is_told_once_with_all_that_has_ended(accepted, profile, beta, recruiter):
    for state in ("submitted", "offered"):
        elsewhere(profile, beta, state)

    advance_application(accepted, state=ApplicationState.HIRED, message="Welcome!", by=recruiter)

    mail = OutboxMail.objects.get(user=profile.user)
    assert mail.subject == "Alpha Biologics has confirmed: you are hired"
    for words in ("Welcome!", "Post submitted, Beta Pharma", "Post offered, Beta Pharma"):
        assert words in mail.text


def test_offers_and_interviews_elsewhere_end_too(accepted, profile, beta, recruiter):
    offer = OfferFactory(application=elsewhere(profile, beta, "offered"))
    interview = InterviewFactory(
        scheduled=True, application=elsewhere(profile, beta, "interviewing")
    )

    advance_application(accepted, state=ApplicationState.HIRED, by=recruiter)

    offer.refresh_from_db()
    interview.refresh_from_db()
    assert (offer.state, interview.state) == ("declined", "cancelled")


def test_the_applications_of_others_go_on(accepted, recruiter):
    other = ApplicationFactory(opening=accepted.opening)

    advance_application(accepted, state=ApplicationState.HIRED, by=recruiter)

    other.refresh_from_db()
    assert other.state == "submitted"


def test_a_hiring_out_of_turn_ends_nothing(profile, beta, recruiter, accepted):
    Application.objects.filter(pk=accepted.pk).update(state="interviewing")
    other = elsewhere(profile, beta, "submitted")

    with pytest.raises(IllegalMoveError):
        advance_application(accepted, state=ApplicationState.HIRED, by=recruiter)

    other.refresh_from_db()
    assert (other.state, OutboxMail.objects.count()) == ("submitted", 0)


@pytest.mark.parametrize("stop_matching", [True, False])
def test_somebody_hired_outside_closes_everything_themselves(
    stop_matching, accepted, profile, beta, recruiter
):
    rows = {"submitted": elsewhere(profile, beta, "submitted"), "accepted": accepted}

    closed = close_applications(profile, stop_matching=stop_matching, by=profile.user)

    assert states(rows) == {"submitted": "withdrawn", "accepted": "withdrawn"}
    assert sorted(row.pk for row in closed) == sorted(row.pk for row in rows.values())
    assert not ProfileGrant.objects.exists()
    assert Profile.objects.get(pk=profile.pk).in_matching is not stop_matching
    assert mails_to("hr@beta.example") == ["Lin Yue is hired elsewhere: Post submitted"]
    assert mails_to(recruiter.email) == ["Lin Yue is hired elsewhere: Analyst"]
    assert mails_to(profile.user.email) == ["Your applications are withdrawn: hired elsewhere"]
    actors = LogEntry.objects.filter(verb="withdrawn").values_list("actor", flat=True)
    assert list(actors) == [profile.user.pk, profile.user.pk]


def test_who_has_applied_nowhere_closes_nothing(profile):
    assert close_applications(profile, stop_matching=False, by=profile.user) == []
    assert not OutboxMail.objects.exists()


def test_a_second_time_changes_nothing(accepted, profile):
    close_applications(profile, stop_matching=False, by=profile.user)
    before = (list(Application.objects.values()), OutboxMail.objects.count())

    close_applications(profile, stop_matching=False, by=profile.user)

    assert (list(Application.objects.values()), OutboxMail.objects.count()) == before
    assert not Offer.objects.exists()
