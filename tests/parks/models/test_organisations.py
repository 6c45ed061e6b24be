"""Who may read and change organisations and what belongs to them."""

import pytest
from django.utils import timezone, translation

from parks.choices.organisations import OrganisationKind, VerificationState
from parks.models import Invitation, Membership, Organisation, Verification
from tests.factories.parks import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db

EVERYBODY = {
    "graduate",
    "recruiter",
    "career_officer",
    "park_officer",
    "stranger",
    "operator",
    "signed out",
}


def test_a_verified_organisation_is_public(company, readers):
    organisation = Organisation.objects.get(pk=company.pk)

    assert readers(organisation) == EVERYBODY


def test_an_unverified_organisation_is_seen_by_its_own_people_and_its_park(company, readers):
    company.verifications.all().delete()
    organisation = Organisation.objects.get(pk=company.pk)

    assert readers(organisation) == {"recruiter", "park_officer", "operator"}


@pytest.mark.parametrize("state", ["pending", "in_review", "declined"])
def test_only_an_approved_verification_makes_an_organisation_public(state, park, readers):
    organisation = OrganisationFactory(park=park)
    VerificationFactory(organisation=organisation, state=state, reason="Incomplete")

    assert readers(organisation) == {"park_officer", "operator"}


def test_administrators_and_the_park_change_an_organisation(company, editors):
    organisation = Organisation.objects.get(pk=company.pk)

    assert editors(organisation) == {"recruiter", "park_officer", "operator"}


def test_a_plain_member_reads_an_organisation_and_cannot_change_it(
    company, recruiter, readers, editors
):
    company.verifications.all().delete()
    Membership.objects.filter(user=recruiter).update(role="member")
    organisation = Organisation.objects.get(pk=company.pk)

    assert readers(organisation) == {"recruiter", "park_officer", "operator"}
    assert editors(organisation) == {"park_officer", "operator"}


def test_somebody_who_left_sees_an_unverified_organisation_no_more(company, recruiter, readers):
    company.verifications.all().delete()
    Membership.objects.filter(user=recruiter).update(left_at=timezone.now())
    organisation = Organisation.objects.get(pk=company.pk)

    assert readers(organisation) == {"park_officer", "operator"}


def test_an_organisation_comes_once_however_many_members_and_requests_it_has(company, viewers):
    MembershipFactory.create_batch(3, organisation=company)
    VerificationFactory.create_batch(
        3, organisation=company, state=VerificationState.DECLINED, reason="Incomplete"
    )
    mine = Organisation.objects.filter(pk=company.pk)

    seen = {name: mine.visible_to(viewer).count() for name, viewer in viewers().items()}

    assert set(seen.values()) == {1}


def test_verified_and_unclaimed_organisations_are_told_apart(park):
    verified = VerificationFactory(organisation__park=park).organisation
    MembershipFactory(organisation=verified)
    claimed = MembershipFactory(organisation__park=park).organisation
    left = MembershipFactory(organisation__park=park, left_at=timezone.now()).organisation

    rows = Organisation.objects.filter(park=park)

    assert set(rows.verified()) == {verified}
    assert set(rows.unclaimed()) == {left}
    assert {row.pk: row.is_verified for row in rows.with_verified()} == {
        verified.pk: True,
        claimed.pk: False,
        left.pk: False,
    }


def test_memberships_are_read_by_colleagues_and_the_park_and_changed_by_administrators(
    company, recruiter, readers, editors
):
    membership = recruiter.memberships.get()

    assert readers(membership) == {"recruiter", "park_officer", "operator"}
    assert editors(membership) == {"recruiter", "park_officer", "operator"}


def test_a_person_reads_their_own_membership_after_leaving_and_changes_nothing(
    recruiter, readers, editors
):
    Membership.objects.filter(user=recruiter).update(left_at=timezone.now())
    membership = recruiter.memberships.get()

    assert readers(membership) == {"recruiter", "park_officer", "operator"}
    assert editors(membership) == {"park_officer", "operator"}


def test_invitations_carry_a_secret_and_are_read_by_administrators_only(company, readers, editors):
    invitation = InvitationFactory(organisation=company)

    assert readers(invitation) == {"recruiter", "park_officer", "operator"}
    assert editors(invitation) == {"recruiter", "park_officer", "operator"}


def test_a_plain_member_does_not_read_the_secret_of_an_invitation(company, recruiter, readers):
    Membership.objects.filter(user=recruiter).update(role="member")
    invitation = InvitationFactory(organisation=company)

    assert readers(invitation) == {"park_officer", "operator"}


def test_only_invitations_that_were_sent_are_open():
    sent = InvitationFactory()
    InvitationFactory(state="accepted")
    InvitationFactory(state="revoked")

    assert list(Invitation.objects.open()) == [sent]


def test_a_verification_is_read_by_the_organisation_and_decided_by_the_park(
    company, readers, editors
):
    verification = company.verifications.get()

    assert readers(verification) == {"recruiter", "park_officer", "operator"}
    assert editors(verification) == {"park_officer", "operator"}


def test_open_verifications_wait_for_a_decision():
    rows = {
        state: VerificationFactory(state=state, reason="Incomplete")
        for state in VerificationState.values
    }

    assert set(Verification.objects.open()) == {rows["pending"], rows["in_review"]}
    assert set(Verification.objects.approved()) == {rows["approved"]}


@pytest.mark.parametrize(
    ("language", "chinese", "english", "shown"),
    [
        ("zh-hans", "阿尔法生物", "Alpha", "阿尔法生物"),
        ("en", "阿尔法生物", "Alpha", "Alpha"),
        ("zh-hans", "", "Alpha", "Alpha"),
        ("en", "阿尔法生物", "", "阿尔法生物"),
    ],
)
def test_names_and_summaries_come_in_the_readers_language_or_the_other_one(
    language, chinese, english, shown
):
    organisation = OrganisationFactory.build(
        park=None, name_zh=chinese, name_en=english, summary_zh=chinese, summary_en=english
    )

    with translation.override(language):
        assert (str(organisation), organisation.summary) == (shown, shown)


def test_every_kind_of_organisation_of_the_design_is_there_and_training_centres():
    assert len(OrganisationKind) == 7 + 1
