"""Joining an organisation, being invited to it, and leaving it."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.letters import absolute, letter_from
from parks.actions.mail import write_mail
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.choices.organisations import (
    InvitationState,
    MembershipRole,
    OrganisationKind,
    roles_of,
)
from parks.models import Invitation, Membership, Organisation, User

INVITATION_LASTS = timedelta(days=14)
MOST_INVITATIONS_A_DAY = 30


class OrganisationError(Exception):
    """The organisation, or the invitation to it, does not allow what was asked; says why."""


@transaction.atomic
def join_organisation(
    organisation: Organisation, *, user: User, role: MembershipRole, by: User | None
) -> Membership:
    """Make a person a member; somebody who is one already keeps that membership and role."""
    require_role(organisation, role)
    membership, created = Membership.objects.live().get_or_create(
        user=user, organisation=organisation, defaults={"role": role}
    )
    if created:
        record(organisation, "joined", by=by, **scope_of(organisation), user_id=user.pk, role=role)
    return membership


@transaction.atomic
def invite_member(
    organisation: Organisation, *, email: str, role: MembershipRole, by: User
) -> Invitation:
    """Send an invitation; an open one to the same address is replaced by the new one.

    Nobody invites themselves, and only the operator lets people into a park office.
    """
    if email.strip().lower() == by.email.lower():
        raise OrganisationError(_("You cannot invite yourself."))
    if organisation.kind == OrganisationKind.PARK_OFFICE and not by.is_superuser:
        raise OrganisationError(_("Only the operator lets people into a park office."))
    require_role(organisation, role)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    email = email.strip().lower()
    _require_outsider(organisation, email)
    _require_few_invitations(organisation)
    open_ones = Invitation.objects.open().filter(organisation=organisation, email__iexact=email)
    open_ones.update(state=InvitationState.REVOKED)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        invited_by=by,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    record(organisation, "invited", by=by, **scope_of(organisation), role=role)
    _send_invitation(invitation)
    return invitation


def _require_outsider(organisation: Organisation, email: str) -> None:
    members = Membership.objects.live().filter(organisation=organisation)
    if members.filter(user__email__iexact=email).exists():
        raise OrganisationError(_("This person acts for the organisation already."))


def _require_few_invitations(organisation: Organisation) -> None:
    """Anybody can register a company: nobody shall send the world mail in its name."""
    day = timezone.now() - timedelta(days=1)
    sent = Invitation.objects.filter(organisation=organisation, sent_at__gt=day).count()
    if sent >= MOST_INVITATIONS_A_DAY:
        message = _("%(number)d invitations were sent in one day. Send the next ones tomorrow.")
        raise OrganisationError(message % {"number": MOST_INVITATIONS_A_DAY})


def _send_invitation(invitation: Invitation) -> None:
    """Tell somebody who has an account as they wish; write to anybody else in our language."""
    page = reverse("parks:invitation", args=[invitation.uuid])
    values = {"person": invitation.invited_by, "organisation": invitation.organisation}
    template = "parks/mail/invitation"
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user is not None:
        tell(user, kind=NoticeKind.DESK, template=template, context=values, address=page)
        return
    letter = letter_from(template, {**values, "address": absolute(page)})
    write_mail(
        recipient=invitation.email, subject=letter.subject, text=letter.text, html=letter.html
    )


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """Join by an invitation that is open, in time and sent to this person's own address."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    _require_acceptable(invitation, by)
    invitation.state = InvitationState.ACCEPTED
    invitation.save(update_fields=["state"])
    role = MembershipRole(invitation.role)
    return join_organisation(invitation.organisation, user=by, role=role, by=by)


def _require_acceptable(invitation: Invitation, user: User) -> None:
    if invitation.state != InvitationState.SENT:
        raise OrganisationError(_("This invitation is no longer open."))
    if invitation.expires_at < timezone.now():
        raise OrganisationError(_("This invitation has expired. Ask for a new one."))
    if invitation.email.lower() != user.email.lower():
        raise OrganisationError(_("This invitation was sent to another address."))


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Take back an invitation that nobody has accepted: its link opens no door from then on."""
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.state != InvitationState.SENT:
        raise OrganisationError(_("This invitation is no longer open."))
    invitation.state = InvitationState.REVOKED
    invitation.save(update_fields=["state"])
    scope = scope_of(invitation.organisation)
    record(invitation.organisation, "invitation revoked", by=by, **scope, role=invitation.role)
    return invitation


@transaction.atomic
def leave_organisation(membership: Membership, *, by: User) -> Membership:
    """End a membership; the last administrator cannot leave, or nobody could let others in.

    Somebody who is removed by another person is told.
    """
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership = _live_membership(membership)
    words = _("Make somebody else an administrator before the last leaves.")
    _require_other_administrator(membership, words)
    membership.left_at = timezone.now()
    membership.save(update_fields=["left_at"])
    scope = scope_of(membership.organisation)
    record(membership.organisation, "left", by=by, **scope, user_id=membership.user_id)
    _tell_member(membership, "parks/mail/membership_ended", by=by)
    return membership


@transaction.atomic
def change_role(membership: Membership, *, role: MembershipRole, by: User) -> Membership:
    """Give a member another role and tell them; the last administrator stays one."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership = _live_membership(membership)
    if role == membership.role:
        return membership
    organisation = membership.organisation
    require_role(organisation, role)
    _require_other_administrator(membership, _("Make somebody else an administrator first."))
    membership.role = role
    membership.save(update_fields=["role"])
    record(
        organisation,
        "role changed",
        by=by,
        **scope_of(organisation),
        user_id=membership.user_id,
        role=role,
    )
    _tell_member(membership, "parks/mail/role_changed", by=by)
    return membership


def _live_membership(membership: Membership) -> Membership:
    """Read a membership under lock, with its organisation; refuse one that has ended."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organisation", "user")
    membership = rows.get(pk=membership.pk)
    if membership.left_at is not None:
        raise OrganisationError(_("This person has left already."))
    return membership


def _require_other_administrator(membership: Membership, words: str) -> None:
    others = Membership.objects.live().filter(
        organisation=membership.organisation_id, role=MembershipRole.ADMIN
    )
    if membership.role == MembershipRole.ADMIN and not others.exclude(pk=membership.pk).exists():
        raise OrganisationError(words)


def _tell_member(membership: Membership, template: str, *, by: User) -> None:
    """Tell a person what somebody else did to their membership."""
    if membership.user_id == by.pk or not membership.user.is_active:
        return
    tell(
        membership.user,
        kind=NoticeKind.DESK,
        template=template,
        context={
            "membership": membership,
            "organisation": membership.organisation,
            "role": membership.role_name,
            "person": by,
        },
        address=reverse("companies:join"),
    )


def require_role(organisation: Organisation, role: str) -> None:
    """Raise OrganisationError for a role that this kind of organisation does not give."""
    if role not in roles_of(organisation.kind):
        kind, name = organisation.get_kind_display(), MembershipRole(role).label
        message = _("“%(role)s” is no role in an organisation of this kind: %(kind)s.")
        raise OrganisationError(message % {"role": name, "kind": kind})


def scope_of(organisation: Organisation) -> dict[str, int | None]:
    """Return what a log entry about an organisation belongs to."""
    return {"organisation_id": organisation.pk, "park_id": organisation.park_id}
