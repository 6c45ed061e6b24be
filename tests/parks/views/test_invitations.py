"""The page behind the link in the mail of an invitation."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from parks.actions.organisations import invite_member
from parks.choices.organisations import InvitationState, MembershipRole
from parks.models import Membership, OutboxMail
from tests.factories.parks import InvitationFactory

pytestmark = pytest.mark.django_db


def test_the_link_in_the_mail_leads_to_the_page_and_accepting_makes_a_member(
    company, recruiter, graduate, sign_in
):
    invite_member(company, email=graduate.email, role=MembershipRole.MEMBER, by=recruiter)
    address = re.search(r"/invitations/\S+", OutboxMail.objects.get().text).group()
    client = sign_in(graduate)

    shown, accepted = client.get(address), client.post(address)

    assert company.name_en in shown.text
    assert accepted.status_code == 302
    assert Membership.objects.live().filter(user=graduate, organisation=company).exists()


def test_an_invitation_that_has_expired_says_so_and_changes_nothing(graduate, sign_in, english):
    past = timezone.now() - datetime.timedelta(hours=1)
    invitation = InvitationFactory(email=graduate.email, expires_at=past)

    response = sign_in(graduate).post(reverse("parks:invitation", args=[invitation.uuid]))

    assert "has expired" in response.text
    assert not graduate.memberships.exists()


def test_an_invitation_that_was_revoked_is_not_found(graduate, sign_in):
    invitation = InvitationFactory(email=graduate.email, state=InvitationState.REVOKED)

    response = sign_in(graduate).get(reverse("parks:invitation", args=[invitation.uuid]))

    assert response.status_code == 404
