"""Joining an organisation, and having it verified."""

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
    VERIFICATION_MOVES,
    InvitationState,
    MembershipRole,
    OrganisationKind,
    VerificationState,
)
from parks.models import Invitation, Membership, Organisation, User, Verification

INVITATION_LASTS = timedelta(days=14)


class OrganisationError(Exception):
    """The organisation, or the invitation to it, does not allow what was asked; says why."""


@transaction.atomic
def join_organisation(
    organisation: Organisation, *, user: User, role: MembershipRole, by: User | None
) -> Membership:
    """Make a person a member; somebody who is one already keeps that membership and role."""
    membership, created = Membership.objects.live().get_or_create(
        user=user, organisation=organisation, defaults={"role": role}
    )
    if created:
        record(organisation, "joined", by=by, **_scope(organisation), user_id=user.pk, role=role)
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
    email = email.strip().lower()
    open_ones = Invitation.objects.open().filter(organisation=organisation, email__iexact=email)
    open_ones.update(state=InvitationState.REVOKED)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        invited_by=by,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    record(organisation, "invited", by=by, **_scope(organisation), role=role)
    _send_invitation(invitation)
    return invitation


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
def leave_organisation(membership: Membership, *, by: User) -> Membership:
    """End a membership; the last administrator cannot leave, or nobody could let others in."""
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.left_at is not None:
        raise OrganisationError(_("This person has left already."))
    others = Membership.objects.live().filter(
        organisation=membership.organisation_id, role=MembershipRole.ADMIN
    )
    if membership.role == MembershipRole.ADMIN and not others.exclude(pk=membership.pk).exists():
        raise OrganisationError(_("Make somebody else an administrator before the last leaves."))
    membership.left_at = timezone.now()
    membership.save(update_fields=["left_at"])
    scope = _scope(membership.organisation)
    record(membership.organisation, "left", by=by, **scope, user_id=membership.user_id)
    return membership


@transaction.atomic
def request_verification(organisation: Organisation, *, by: User) -> Verification:
    """Ask the park office to verify an organisation; one request is open at a time."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    present = organisation.verifications.exclude(state=VerificationState.DECLINED).first()
    if present is not None:
        raise OrganisationError(_("A verification is open or granted already."))
    verification = Verification.objects.create(organisation=organisation, submitted_by=by)
    record(organisation, "verification requested", by=by, **_scope(organisation))
    return verification


@transaction.atomic
def decide_verification(
    verification: Verification, *, state: VerificationState, reason: str = "", by: User
) -> Verification:
    """Approve, decline or take into review; declining needs a reason for the organisation."""
    verification = Verification.objects.select_for_update(of=("self",)).get(pk=verification.pk)
    VERIFICATION_MOVES.require(verification.state, state)
    if state == VerificationState.DECLINED and not reason.strip():
        raise OrganisationError(_("Say why, so that the organisation can put it right."))
    verification.state, verification.reason = state, reason.strip()
    verification.decided_by, verification.decided_at = by, timezone.now()
    verification.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    organisation = verification.organisation
    record(organisation, f"verification {state.value}", by=by, **_scope(organisation))
    _tell_submitter(verification)
    return verification


def _tell_submitter(verification: Verification) -> None:
    if verification.submitted_by is None or verification.state == VerificationState.IN_REVIEW:
        return
    tell(
        verification.submitted_by,
        kind=NoticeKind.DESK,
        template="parks/mail/verification_decided",
        context={"verification": verification, "organisation": verification.organisation},
        address=reverse("home"),
    )


def _scope(organisation: Organisation) -> dict[str, int | None]:
    return {"organisation_id": organisation.pk, "park_id": organisation.park_id}
