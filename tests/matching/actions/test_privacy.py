"""Ending an organisation's access: a live application goes with it, an ended one stays."""

import pytest
from django.utils import timezone

from matching.actions.privacy import end_access
from matching.models import Application, Interview
from parks.models import LogEntry
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory
from tests.factories.matching import ApplicationFactory, InterviewFactory
from tests.factories.talent import ProfileGrantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

LIVE = ("submitted", "shortlisted", "interviewing", "offered", "accepted")


@pytest.fixture
def applied(profile, company):
    def in_state(state: str, **fields) -> ProfileGrant:
        opening = OpeningFactory(company=company, published=True)
        row = ApplicationFactory(profile=profile, opening=opening, state=state, **fields)
        return ProfileGrantFactory(profile=profile, organisation=company, reference=row.uuid)

    return in_state


def end(grant: ProfileGrant) -> Application | None:
    return end_access(grant, by=grant.profile.user, now=timezone.now())


@pytest.mark.parametrize("state", LIVE)
def test_a_live_application_is_withdrawn_with_the_access(state, applied):
    grant = applied(state)

    withdrawn = end(grant)

    assert withdrawn.uuid == grant.reference
    assert Application.objects.get().state == "withdrawn"
    assert not ProfileGrant.objects.exists()


@pytest.mark.parametrize(
    ("state", "fields"), [("hired", {}), ("lapsed", {}), ("refused", {"refusal_reason": "filled"})]
)
def test_an_application_that_has_ended_stays_as_it_is(state, fields, applied):
    grant = applied(state, **fields)

    assert end(grant) is None
    assert Application.objects.get().state == state
    assert not ProfileGrant.objects.exists()


def test_interviews_of_the_application_are_cancelled(applied):
    grant = applied("interviewing")
    InterviewFactory(scheduled=True, application=Application.objects.get())

    end(grant)

    assert Interview.objects.get().state == "cancelled"


def test_access_by_an_invitation_ends_alone(profile, company):
    grant = ProfileGrantFactory(profile=profile, organisation=company, reason="invitation")

    assert end(grant) is None
    assert not ProfileGrant.objects.exists()
    assert LogEntry.objects.about(profile).get().verb == "access revoked"


def test_an_application_of_somebody_else_under_the_same_reference_is_untouched(profile, company):
    other = ApplicationFactory()
    grant = ProfileGrantFactory(profile=profile, organisation=company, reference=other.uuid)

    assert end(grant) is None
    other.refresh_from_db()
    assert other.state == "submitted"


def test_a_second_click_finds_nothing_to_end(applied):
    grant = applied("submitted")
    end(grant)

    assert end(grant) is None
    assert LogEntry.objects.filter(verb="withdrawn").count() == 1
