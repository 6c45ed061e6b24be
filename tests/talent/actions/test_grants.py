"""Taking an organisation's view of a profile away."""

import pytest

from parks.models import LogEntry
from parks.queries.viewers import viewer_of
from talent.actions.grants import revoke_grant
from talent.models import Document, Profile, ProfileGrant
from tests.factories.talent import DocumentFactory, ProfileGrantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def grant(profile, company) -> ProfileGrant:
    grant = ProfileGrantFactory(profile=profile, organisation=company)
    grant.documents.add(DocumentFactory(profile=profile))
    return grant


def test_profile_and_files_are_read_before_and_not_afterwards(grant, profile, recruiter):
    hr = viewer_of(recruiter)
    before = [Profile.objects.granted_to(hr).count(), Document.objects.visible_to(hr).count()]

    assert revoke_grant(grant, by=profile.user) is True

    assert before == [1, 1]
    assert not Profile.objects.granted_to(hr).exists()
    assert not Document.objects.visible_to(hr).exists()


def test_the_files_themselves_stay_with_their_person(grant, profile):
    revoke_grant(grant, by=profile.user)

    assert profile.documents.count() == 1


def test_another_grant_of_the_same_company_goes_on(grant, profile, company):
    other = ProfileGrantFactory(profile=profile, organisation=company)

    revoke_grant(grant, by=profile.user)

    assert list(ProfileGrant.objects.all()) == [other]


def test_the_trail_tells_who_took_which_access_away_without_a_name(grant, profile, company):
    revoke_grant(grant, by=profile.user)

    entry = LogEntry.objects.about(profile).get()
    assert (entry.verb, entry.actor, entry.organisation_id) == (
        "access revoked",
        profile.user,
        company.pk,
    )
    assert entry.details == {"reason": "application"}


def test_what_is_gone_already_is_gone(grant, profile):
    revoke_grant(grant, by=profile.user)

    assert revoke_grant(grant, by=profile.user) is False
    assert LogEntry.objects.count() == 1
