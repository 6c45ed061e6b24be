"""Joining, inviting, leaving, and being verified."""

from datetime import timedelta
from itertools import product
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone, translation

from parks.actions.organisations import (
    OrganisationError,
    accept_invitation,
    decide_verification,
    invite_member,
    join_organisation,
    leave_organisation,
    request_verification,
)
from parks.choices.organisations import MembershipRole, VerificationState
from parks.models import Invitation, LogEntry, Membership, OutboxMail, Verification
from parks.workflow import IllegalMoveError
from tests.factories.parks import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
    VerificationFactory,
)

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list]:
    """What an action that is refused must leave as it is."""
    nouns = (Invitation, LogEntry, Membership, OutboxMail, Verification)
    return {noun.__name__: list(noun.objects.order_by("pk").values()) for noun in nouns}


def logged() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_a_person_joins_once_and_the_log_says_who_let_them_in():
    organisation, user, admin = OrganisationFactory(), UserFactory(), UserFactory()

    membership = join_organisation(organisation, user=user, role=MembershipRole.ADMIN, by=admin)

    assert (membership.user, membership.role, membership.left_at) == (user, "admin", None)
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.actor, entry.noun) == ("joined", admin, "parks.organisation")
    assert (entry.row_id, entry.organisation_id) == (organisation.pk, organisation.pk)
    assert entry.park == organisation.park


def test_joining_again_keeps_the_membership_and_its_role():
    member = MembershipFactory(role=MembershipRole.ADMIN)

    again = join_organisation(
        member.organisation, user=member.user, role=MembershipRole.MEMBER, by=None
    )

    assert (again.pk, again.role) == (member.pk, "admin")
    assert logged() == []


def test_an_invitation_is_mailed_kept_and_logged_without_the_address():
    organisation, admin = OrganisationFactory(name_en="Alpha"), UserFactory(full_name="Chen Hao")

    invitation = invite_member(
        organisation, email=" Lin@Example.org ", role=MembershipRole.MEMBER, by=admin
    )

    assert (invitation.email, invitation.state) == ("lin@example.org", "sent")
    assert timedelta(days=13) < invitation.expires_at - timezone.now() < timedelta(days=15)
    mail = OutboxMail.objects.get()
    assert mail.recipient == "lin@example.org"
    assert "Chen Hao" in mail.subject
    assert "Alpha" in mail.subject
    assert "lin@example.org" not in str(LogEntry.objects.values_list("details", flat=True))


@pytest.mark.parametrize("address", ["lin@example.org", "LIN@example.org", " lin@example.org "])
def test_a_new_invitation_replaces_the_open_one_to_the_same_address(address):
    first = InvitationFactory(email="lin@example.org")
    other = InvitationFactory(organisation=first.organisation)

    second = invite_member(
        first.organisation, email=address, role=MembershipRole.ADMIN, by=UserFactory()
    )

    states = dict(Invitation.objects.values_list("pk", "state"))
    assert states == {first.pk: "revoked", other.pk: "sent", second.pk: "sent"}


def test_long_names_do_not_keep_an_invitation_from_being_mailed():
    organisation = OrganisationFactory(name_en="A" * 200)

    invite_member(
        organisation,
        email="lin@example.org",
        role=MembershipRole.MEMBER,
        by=UserFactory(full_name="B" * 150),
    )

    assert OutboxMail.objects.get().subject.startswith("B" * 150)


def test_an_invitation_makes_a_member_with_the_role_it_names():
    user = UserFactory(email="Lin@example.org")
    invitation = InvitationFactory(email="lin@example.org", role=MembershipRole.ADMIN)

    membership = accept_invitation(invitation, by=user)

    assert (membership.user, membership.role) == (user, "admin")
    assert membership.organisation == invitation.organisation
    assert Invitation.objects.get().state == "accepted"


@pytest.mark.parametrize(
    "fault",
    [
        {"email": "somebody.else@example.org"},
        {"state": "revoked"},
        {"state": "accepted"},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
    ],
    ids=["another address", "revoked", "used", "expired"],
)
def test_an_invitation_that_is_not_open_or_not_for_this_person_opens_no_door(fault):
    user = UserFactory(email="lin@example.org")
    invitation = InvitationFactory(**{"email": "lin@example.org"} | fault)
    before = everything()

    with pytest.raises(OrganisationError):
        accept_invitation(invitation, by=user)

    assert everything() == before


def test_an_invitation_that_was_revoked_meanwhile_is_read_anew():
    user = UserFactory(email="lin@example.org")
    invitation = InvitationFactory(email="lin@example.org")
    Invitation.objects.filter(pk=invitation.pk).update(state="revoked")

    with pytest.raises(OrganisationError):
        accept_invitation(invitation, by=user)

    assert not Membership.objects.exists()


def test_a_member_leaves_and_the_log_keeps_who_it_was():
    member = MembershipFactory()

    leave_organisation(member, by=member.user)

    assert not Membership.objects.live().exists()
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.details) == ("left", {"user_id": member.user_id})


def test_the_last_administrator_cannot_leave():
    admin = MembershipFactory(role=MembershipRole.ADMIN)
    MembershipFactory(organisation=admin.organisation)
    MembershipFactory(
        organisation=admin.organisation, role=MembershipRole.ADMIN, left_at=timezone.now()
    )
    MembershipFactory(role=MembershipRole.ADMIN)
    before = everything()

    with pytest.raises(OrganisationError):
        leave_organisation(admin, by=admin.user)

    assert everything() == before


def test_an_administrator_leaves_when_another_one_stays():
    admin = MembershipFactory(role=MembershipRole.ADMIN)
    stays = MembershipFactory(organisation=admin.organisation, role=MembershipRole.ADMIN)

    leave_organisation(admin, by=stays.user)

    assert list(Membership.objects.live()) == [stays]


def test_somebody_who_was_made_administrator_meanwhile_cannot_leave_as_the_last_one():
    member = MembershipFactory()
    Membership.objects.filter(pk=member.pk).update(role=MembershipRole.ADMIN)

    with pytest.raises(OrganisationError):
        leave_organisation(member, by=member.user)

    assert Membership.objects.live().get() == member


def test_leaving_twice_changes_nothing():
    member = MembershipFactory()
    leave_organisation(Membership.objects.get(pk=member.pk), by=member.user)
    before = everything()

    with pytest.raises(OrganisationError):
        leave_organisation(member, by=member.user)

    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_once_one_stays():
    organisation = OrganisationFactory()
    admins = MembershipFactory.create_batch(2, organisation=organisation, role=MembershipRole.ADMIN)
    together, refused = Barrier(2), []

    def leave(membership: Membership) -> None:
        together.wait()
        try:
            leave_organisation(membership, by=membership.user)
        except OrganisationError as error:
            refused.append(error)
        finally:
            connection.close()

    people = [Thread(target=leave, args=[admin]) for admin in admins]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert len(refused) == 1
    assert Membership.objects.live().count() == 1


def test_an_organisation_asks_to_be_verified():
    organisation, user = OrganisationFactory(), UserFactory()

    verification = request_verification(organisation, by=user)

    assert (verification.state, verification.submitted_by) == ("pending", user)
    assert logged() == ["verification requested"]


@pytest.mark.parametrize("state", ["pending", "in_review", "approved"])
def test_one_request_is_open_at_a_time(state):
    organisation = VerificationFactory(state=state).organisation
    before = everything()

    with pytest.raises(OrganisationError):
        request_verification(organisation, by=UserFactory())

    assert everything() == before


def test_an_organisation_that_was_declined_asks_again():
    declined = VerificationFactory(state="declined", reason="The licence has expired.")

    again = request_verification(declined.organisation, by=UserFactory())

    assert again.state == "pending"


MOVES = {
    ("pending", "in_review"),
    ("pending", "approved"),
    ("pending", "declined"),
    ("in_review", "approved"),
    ("in_review", "declined"),
    ("approved", "declined"),
}


@pytest.mark.parametrize(("present", "wanted"), sorted(MOVES))
def test_the_park_office_decides(present, wanted):
    officer = UserFactory()
    verification = VerificationFactory(state=present, submitted_by=UserFactory())

    decided = decide_verification(
        verification, state=VerificationState(wanted), reason=" Looks right. ", by=officer
    )

    assert (decided.state, decided.reason) == (wanted, "Looks right.")
    assert (decided.decided_by, logged()) == (officer, [f"verification {wanted}"])
    told = OutboxMail.objects.values_list("recipient", flat=True)
    expected = [] if wanted == "in_review" else [verification.submitted_by.email]
    assert list(told) == expected


@pytest.mark.parametrize(
    ("present", "wanted"),
    [
        (present, wanted)
        for present, wanted in product(VerificationState.values, repeat=2)
        if (present, wanted) not in MOVES
    ],
)
def test_the_park_office_decides_nothing_out_of_turn(present, wanted):
    verification = VerificationFactory(state=present, reason="Before", submitted_by=UserFactory())
    before = everything()

    with pytest.raises(IllegalMoveError):
        decide_verification(
            verification, state=VerificationState(wanted), reason="Now", by=UserFactory()
        )

    assert everything() == before


@pytest.mark.parametrize("reason", ["", "  \n\t"])
def test_declining_needs_a_reason(reason):
    verification = VerificationFactory(state="pending", submitted_by=UserFactory())
    before = everything()

    with pytest.raises(OrganisationError):
        decide_verification(
            verification, state=VerificationState.DECLINED, reason=reason, by=UserFactory()
        )

    assert everything() == before


def test_the_organisation_is_told_why_in_the_language_of_the_person_who_asked():
    english = UserFactory(language="en")
    organisation = OrganisationFactory(name_zh="阿尔法", name_en="Alpha")
    verification = VerificationFactory(
        organisation=organisation, state="pending", submitted_by=english
    )

    with translation.override("zh-hans"):
        decide_verification(
            verification,
            state=VerificationState.DECLINED,
            reason="The licence has expired.",
            by=UserFactory(),
        )

    mail = OutboxMail.objects.get()
    assert (mail.subject, mail.text) == ("Alpha: Declined", "The licence has expired.")
    assert mail.user == english


def test_a_verification_that_the_park_entered_itself_tells_nobody():
    verification = VerificationFactory(state="pending", submitted_by=None)

    decide_verification(verification, state=VerificationState.APPROVED, by=UserFactory())

    assert not OutboxMail.objects.exists()
