"""Having an organisation verified by the park office."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.organisations import OrganisationError, join_organisation, scope_of
from parks.actions.trail import record
from parks.actions.verification_news import tell_office, tell_people
from parks.choices.organisations import (
    NEEDS_REASON,
    VERIFICATION_MOVES,
    Lack,
    MembershipRole,
    VerificationState,
)
from parks.language import in_both_languages
from parks.models import Membership, Organisation, User, Verification
from parks.queries.viewers import viewer_of


@transaction.atomic
def request_verification(organisation: Organisation, *, by: User) -> Verification:
    """Ask the park office to verify an organisation; one request is open at a time."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    present = organisation.verifications.exclude(state=VerificationState.DECLINED).first()
    if present is not None:
        raise OrganisationError(_("A verification is open or granted already."))
    verification = Verification.objects.create(organisation=organisation, submitted_by=by)
    record(organisation, "verification requested", by=by, **scope_of(organisation))
    tell_office(verification, "verification_submitted", by=by)
    return verification


@transaction.atomic
def resend_verification(verification: Verification, *, by: User) -> Verification:
    """Send the request that the office has asked back again: it waits anew, from now on.

    What the office missed stays in the trail; a decline that an officer had proposed meanwhile is
    over, for it was about the request as it was. Raise OrganisationError when it was not asked
    back, or was sent again already.
    """
    verification = locked_verification(verification)
    if verification.state != VerificationState.ASKED:
        raise OrganisationError(_("The park office has your request; it does not ask for more."))
    verification.state, verification.reason = VerificationState.PENDING, ""
    verification.submitted_at = timezone.now()
    verification.decided_by = verification.decided_at = None
    _save(verification, "submitted_at")
    organisation = verification.organisation
    record(organisation, "verification sent again", by=by, **scope_of(organisation))
    tell_office(verification, "verification_submitted", by=by)
    return verification


@transaction.atomic
def decide_verification(
    verification: Verification, *, state: VerificationState, reason: str = "", by: User
) -> Verification:
    """Approve, decline, ask back or take into review; the second and third with a reason.

    Whoever claimed an organisation that nobody acts for is its administrator once it is approved,
    and not before: there may be openings and applicants already. Raise OrganisationError without
    a reason, while a decline is proposed, and for a decline where the park wants two for it.
    """
    verification = locked_verification(verification)
    VERIFICATION_MOVES.require(verification.state, state)
    if state == VerificationState.PENDING:
        raise OrganisationError(_("Only the organisation itself sends its request again."))
    _require_reason(state, reason)
    _require_no_proposal(verification)
    if state == VerificationState.DECLINED and two_decline(verification):
        raise OrganisationError(_("Two officers decline in this park: propose it to a colleague."))
    return _decide(verification, state, reason.strip(), by)


@transaction.atomic
def propose_decline(verification: Verification, *, reason: str, by: User) -> Verification:
    """Propose to decline, where the park wants a second pair of eyes; nobody outside is told.

    Raise OrganisationError without a reason, and where somebody has proposed it already.
    """
    verification = locked_verification(verification)
    VERIFICATION_MOVES.require(verification.state, VerificationState.DECLINED)
    _require_reason(VerificationState.DECLINED, reason)
    _require_no_proposal(verification)
    verification.reason = reason.strip()
    verification.decline_proposed_by = by
    verification.decline_proposed_at = timezone.now()
    verification.save(update_fields=["reason", "decline_proposed_by", "decline_proposed_at"])
    _record_within(verification, "decline proposed", by, reason=verification.reason)
    tell_office(verification, "decline_proposed", by=by)
    return verification


@transaction.atomic
def confirm_decline(verification: Verification, *, by: User) -> Verification:
    """Decline as a colleague has proposed, for their reason; nobody confirms what they proposed.

    Raise OrganisationError for the same person, or when nothing is proposed any more.
    """
    verification = locked_verification(verification)
    _require_proposal(verification)
    if verification.decline_proposed_by_id == by.pk:
        raise OrganisationError(_("You have proposed this yourself: a colleague confirms it."))
    VERIFICATION_MOVES.require(verification.state, VerificationState.DECLINED)
    return _decide(verification, VerificationState.DECLINED, verification.reason, by)


@transaction.atomic
def drop_decline(verification: Verification, *, by: User) -> Verification:
    """Let the request wait on as before; whoever proposed to decline it may drop that too."""
    verification = locked_verification(verification)
    _require_proposal(verification)
    verification.reason = ""
    _save(verification)
    _record_within(verification, "decline dropped", by)
    return verification


def reason_in_words(lack: str, message: str) -> str:
    """Return a reason as the organisation reads it: what is wrong, and the words of the officer.

    People of both languages read it, so that what is wrong stands in both. Raise OrganisationError
    where neither says anything.
    """
    message = message.strip()
    if lack == Lack.OTHER:
        if not message:
            raise OrganisationError(_("Say why, so that the organisation can put it right."))
        return message
    said = in_both_languages(Lack(lack).label)
    return f"{said}\n\n{message}" if message else said


def two_decline(verification: Verification) -> bool:
    """Say whether the park wants two officers for a decline."""
    park = verification.organisation.park
    return park is not None and park.two_decline


def locked_verification(verification: Verification) -> Verification:
    """Read a request anew with its organisation; nobody else decides on either meanwhile."""
    Organisation.objects.select_for_update().get(pk=verification.organisation_id)
    rows = Verification.objects.select_for_update(of=("self",)).select_related("organisation__park")
    return rows.get(pk=verification.pk)


def _decide(
    verification: Verification, state: VerificationState, reason: str, by: User
) -> Verification:
    verification.state, verification.reason = state, reason
    verification.decided_by, verification.decided_at = by, timezone.now()
    _save(verification)
    organisation = verification.organisation
    details = {"reason": reason} if state in NEEDS_REASON else {}
    record(organisation, f"verification {state.value}", by=by, **scope_of(organisation), **details)
    if state == VerificationState.APPROVED:
        _admit_claimant(verification, by)
    if state != VerificationState.IN_REVIEW:
        tell_people(verification)
    return verification


def _save(verification: Verification, *also: str) -> None:
    """Write a decision; with it a proposal to decline is over."""
    verification.decline_proposed_by = verification.decline_proposed_at = None
    proposal = ("decline_proposed_by", "decline_proposed_at")
    verification.save(
        update_fields=["state", "reason", "decided_by", "decided_at", *proposal, *also]
    )


def _record_within(verification: Verification, verb: str, by: User, **details: str) -> None:
    """Note what is the office's own: the organisation does not read it in its trail."""
    organisation = verification.organisation
    record(organisation, verb, by=by, park_id=organisation.park_id, **details)


def _require_reason(state: VerificationState, reason: str) -> None:
    if state in NEEDS_REASON and not reason.strip():
        raise OrganisationError(_("Say why, so that the organisation can put it right."))


def _require_no_proposal(verification: Verification) -> None:
    if verification.decline_proposed_at is None:
        return
    person = verification.decline_proposed_by or _("A colleague")
    message = _("%(person)s has proposed to decline it: confirm that or drop it first.")
    raise OrganisationError(message % {"person": person})


def _require_proposal(verification: Verification) -> None:
    if verification.decline_proposed_at is None:
        raise OrganisationError(_("Nobody proposes to decline it any more."))


def _admit_claimant(verification: Verification, by: User) -> None:
    claimant, role = claimant_of(verification), MembershipRole.ADMIN
    if claimant is not None:
        join_organisation(verification.organisation, user=claimant, role=role, by=by)


def claimant_of(verification: Verification) -> User | None:
    """Return the person whom an approval makes administrator of what nobody acts for yet.

    Officers put organisations up for verification too, and do not run them by that.
    """
    organisation, user = verification.organisation, verification.submitted_by
    if user is None or not user.is_active:
        return None
    viewer = viewer_of(user)
    if viewer.is_operator or organisation.park_id in viewer.steward_of:
        return None
    is_run = Membership.objects.live().filter(organisation=organisation).exists()
    return None if is_run else user
