"""Joining an organisation, being invited to it, and leaving it."""

from contextlib import nullcontext
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from parks.actions.notices import Wish, set_preferences
from parks.actions.organisations import (
    MOST_INVITATIONS_A_DAY,
    OrganisationError,
    accept_invitation,
    change_role,
    invite_member,
    join_organisation,
    leave_organisation,
    revoke_invitation,
)
from parks.choices.notices import NoticeKind
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.models import Invitation, LogEntry, Membership, Notice, OutboxMail
from tests.factories.parks import (
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list]:
    """What an action that is refused must leave as it is."""
    nouns = (Invitation, LogEntry, Membership, OutboxMail)
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


def test_somebody_without_an_account_is_written_to_with_the_link(english):
    organisation, admin = OrganisationFactory(name_en="Alpha"), UserFactory(full_name="Chen Hao")

    invitation = invite_member(
        organisation, email="lin@example.org", role=MembershipRole.MEMBER, by=admin
    )

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (None, "Chen Hao invites you to Alpha")
    assert f"/invitations/{invitation.uuid}/" in mail.text
    assert f"/invitations/{invitation.uuid}/" in mail.html
    assert "somebody entered this address" in mail.text
    assert not Notice.objects.exists()


def test_somebody_with_an_account_is_told_in_their_language_and_in_the_portal(english):
    user = UserFactory(email="Lin@example.org", language="zh-hans")
    organisation = OrganisationFactory(name_en="Alpha", name_zh="阿尔法")

    invitation = invite_member(
        organisation, email="lin@example.org", role=MembershipRole.MEMBER, by=UserFactory()
    )

    notice, mail = Notice.objects.get(), OutboxMail.objects.get()
    assert (notice.user, notice.kind) == (user, "desk")
    assert notice.address == f"/invitations/{invitation.uuid}/"
    assert (mail.user, mail.language) == (user, "zh-hans")
    assert "阿尔法" in mail.subject
    assert "Alpha" in notice.text_en


def test_somebody_who_wants_no_such_mail_finds_the_invitation_in_the_portal():
    user = UserFactory(email="lin@example.org")
    set_preferences(user, [Wish(NoticeKind.DESK, by_mail=False, in_portal=True)])

    invite_member(
        OrganisationFactory(), email=user.email, role=MembershipRole.MEMBER, by=UserFactory()
    )

    assert Notice.objects.get().user == user
    assert not OutboxMail.objects.exists()


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


def test_nobody_invites_themselves():
    organisation, by = OrganisationFactory(), UserFactory(email="office@example.org")
    before = everything()

    with pytest.raises(OrganisationError):
        invite_member(organisation, email=" Office@Example.org ", role=MembershipRole.ADMIN, by=by)

    assert everything() == before


@pytest.mark.parametrize(("is_superuser", "invited"), [(True, 1), (False, 0)])
def test_only_the_operator_lets_people_into_a_park_office(is_superuser, invited):
    office = OrganisationFactory(kind=OrganisationKind.PARK_OFFICE)
    by = UserFactory(is_superuser=is_superuser)

    with nullcontext() if is_superuser else pytest.raises(OrganisationError):
        invite_member(office, email="new@example.org", role=MembershipRole.MEMBER, by=by)

    assert Invitation.objects.count() == invited


COMPANY = OrganisationKind.COMPANY


def test_a_role_is_changed_under_a_name_that_fits_and_the_person_is_told(english):
    organisation = OrganisationFactory(kind=COMPANY, name_en="Alpha")
    member = MembershipFactory(organisation=organisation, role=MembershipRole.INTERVIEWER)
    admin = UserFactory(full_name="Chen Hao")

    changed = change_role(member, role=MembershipRole.MEMBER, by=admin)

    assert (changed.pk, changed.role) == (member.pk, "member")
    entry = LogEntry.objects.get(verb="role changed")
    assert (entry.actor, entry.details) == (admin, {"user_id": member.user_id, "role": "member"})
    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (member.user, "Alpha: your role is now “Recruiter”")
    assert "Chen Hao has changed what you may do" in mail.text


def test_the_role_one_has_is_no_change():
    member = MembershipFactory()
    before = everything()

    change_role(member, role=MembershipRole.MEMBER, by=UserFactory())

    assert everything() == before


def test_somebody_who_changes_their_own_role_is_not_told():
    admin = MembershipFactory(role=MembershipRole.ADMIN)
    MembershipFactory(organisation=admin.organisation, role=MembershipRole.ADMIN)

    change_role(admin, role=MembershipRole.MEMBER, by=admin.user)

    assert Membership.objects.get(pk=admin.pk).role == "member"
    assert not OutboxMail.objects.exists()


def test_the_last_administrator_stays_one(english):
    admin = MembershipFactory(role=MembershipRole.ADMIN)
    MembershipFactory(organisation=admin.organisation)
    before = everything()

    with pytest.raises(OrganisationError, match="somebody else an administrator first"):
        change_role(admin, role=MembershipRole.MEMBER, by=admin.user)

    assert everything() == before


def test_somebody_who_has_left_is_given_no_role(english):
    member = MembershipFactory(left_at=timezone.now())
    before = everything()

    with pytest.raises(OrganisationError, match="left already"):
        change_role(member, role=MembershipRole.ADMIN, by=UserFactory())

    assert everything() == before


OTHER_KINDS = sorted(set(OrganisationKind) - {COMPANY, OrganisationKind.PARK_OFFICE})


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_only_companies_have_interviewers(kind, english):
    organisation = OrganisationFactory(kind=kind)
    member, role = MembershipFactory(organisation=organisation), MembershipRole.INTERVIEWER
    before = everything()

    with pytest.raises(OrganisationError, match="no role in an organisation of this kind"):
        change_role(member, role=role, by=UserFactory())
    with pytest.raises(OrganisationError, match="no role"):
        invite_member(organisation, email="new@example.org", role=role, by=UserFactory())
    with pytest.raises(OrganisationError, match="no role"):
        join_organisation(organisation, user=UserFactory(), role=role, by=None)

    assert everything() == before


def test_an_interviewer_joins_a_company_by_invitation():
    user = UserFactory(email="lin@example.org")
    company = OrganisationFactory(kind=COMPANY)
    invitation = invite_member(
        company, email=user.email, role=MembershipRole.INTERVIEWER, by=UserFactory()
    )

    membership = accept_invitation(invitation, by=user)

    assert membership.role == "interviewer"


def test_a_person_acts_for_several_organisations_at_once():
    user = UserFactory()

    for organisation in OrganisationFactory.create_batch(3):
        join_organisation(organisation, user=user, role=MembershipRole.MEMBER, by=None)

    assert Membership.objects.live().filter(user=user).count() == 3


def test_who_acts_for_it_already_is_not_invited(english):
    member = MembershipFactory(user__email="lin@example.org")
    before = everything()

    with pytest.raises(OrganisationError, match="acts for the organisation already"):
        invite_member(
            member.organisation,
            email="LIN@example.org",
            role=MembershipRole.MEMBER,
            by=UserFactory(),
        )

    assert everything() == before


def test_who_has_left_may_be_invited_again():
    member = MembershipFactory(left_at=timezone.now())

    invite_member(
        member.organisation, email=member.user.email, role=MembershipRole.MEMBER, by=UserFactory()
    )

    assert Invitation.objects.open().get().email == member.user.email


def test_nobody_sends_the_world_mail_in_the_name_of_an_organisation(english):
    organisation = OrganisationFactory()
    InvitationFactory.create_batch(MOST_INVITATIONS_A_DAY, organisation=organisation)
    before = everything()

    with pytest.raises(OrganisationError, match="30 invitations were sent in one day"):
        invite_member(
            organisation, email="new@example.org", role=MembershipRole.MEMBER, by=UserFactory()
        )

    assert everything() == before


def test_the_next_day_invitations_are_sent_again():
    organisation = OrganisationFactory()
    InvitationFactory.create_batch(MOST_INVITATIONS_A_DAY, organisation=organisation)
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=1))

    invite_member(
        organisation, email="new@example.org", role=MembershipRole.MEMBER, by=UserFactory()
    )

    assert Invitation.objects.count() == MOST_INVITATIONS_A_DAY + 1


def test_an_invitation_that_is_taken_back_opens_no_door():
    user, admin = UserFactory(email="lin@example.org"), UserFactory()
    invitation = InvitationFactory(email=user.email)

    revoke_invitation(invitation, by=admin)

    with pytest.raises(OrganisationError):
        accept_invitation(invitation, by=user)
    entry = LogEntry.objects.get()
    assert (entry.verb, entry.actor) == ("invitation revoked", admin)
    assert entry.organisation_id == invitation.organisation_id


@pytest.mark.parametrize("state", ["accepted", "revoked"])
def test_only_an_open_invitation_is_taken_back(state):
    invitation = InvitationFactory(state=state)
    before = everything()

    with pytest.raises(OrganisationError):
        revoke_invitation(invitation, by=UserFactory())

    assert everything() == before


def test_somebody_who_is_removed_is_told_by_whom(english):
    member = MembershipFactory(organisation__name_en="Alpha")

    leave_organisation(member, by=UserFactory(full_name="Chen Hao"))

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (member.user, "You no longer act for Alpha")
    assert "Chen Hao has ended your membership" in mail.text


def test_somebody_who_leaves_is_told_nothing():
    member = MembershipFactory()

    leave_organisation(member, by=member.user)

    assert not OutboxMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_step_down_at_once_one_stays():
    organisation = OrganisationFactory()
    admins = MembershipFactory.create_batch(2, organisation=organisation, role=MembershipRole.ADMIN)
    together, refused = Barrier(2), []

    def step_down(membership: Membership) -> None:
        together.wait()
        try:
            change_role(membership, role=MembershipRole.MEMBER, by=membership.user)
        except OrganisationError as error:
            refused.append(error)
        finally:
            connection.close()

    people = [Thread(target=step_down, args=[admin]) for admin in admins]
    for person in people:
        person.start()
    for person in people:
        person.join()

    assert len(refused) == 1
    assert Membership.objects.filter(role=MembershipRole.ADMIN).count() == 1
