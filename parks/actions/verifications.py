"""Having an organisation verified by the park office."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.notices import tell
from parks.actions.organisations import OrganisationError, join_organisation, scope_of
from parks.actions.trail import record
from parks.choices.notices import NoticeKind
from parks.choices.organisations import VERIFICATION_MOVES, MembershipRole, VerificationState
from parks.models import Membership, Organisation, User, Verification
from parks.queries.organisations import administrators_of, office_of
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
    _tell_office(verification)
    return verification


def _tell_office(verification: Verification) -> None:
    """Tell those who decide, but not the one of them who has put the organisation up."""
    organisation, by = verification.organisation, verification.submitted_by
    for officer in office_of(organisation.park_id).exclude(pk=by.pk):
        tell(
            officer,
            kind=NoticeKind.DESK,
            template="parks/mail/verification_submitted",
            context={"organisation": organisation, "person": by},
            address=reverse("admin:parks_verification_change", args=[verification.pk]),
        )


@transaction.atomic
def decide_verification(
    verification: Verification, *, state: VerificationState, reason: str = "", by: User
) -> Verification:
    """Approve, decline or take into review; declining needs a reason for the organisation.

    Whoever claimed an organisation that nobody acts for is its administrator once it is approved,
    and not before: there may be openings and applicants already.
    """
    Organisation.objects.select_for_update().get(pk=verification.organisation_id)
    verification = Verification.objects.select_for_update(of=("self",)).get(pk=verification.pk)
    VERIFICATION_MOVES.require(verification.state, state)
    if state == VerificationState.DECLINED and not reason.strip():
        raise OrganisationError(_("Say why, so that the organisation can put it right."))
    verification.state, verification.reason = state, reason.strip()
    verification.decided_by, verification.decided_at = by, timezone.now()
    verification.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    organisation = verification.organisation
    record(organisation, f"verification {state.value}", by=by, **scope_of(organisation))
    if state == VerificationState.APPROVED:
        _admit_claimant(verification, by)
    if state != VerificationState.IN_REVIEW:
        _tell_people(verification)
    return verification


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


def _tell_people(verification: Verification) -> None:
    """Tell who asked, and who runs the organisation."""
    organisation, claimant = verification.organisation, verification.submitted_by
    administrators = list(administrators_of(organisation.pk))
    others = [claimant] if claimant and claimant.is_active else []
    for person in dict.fromkeys([*others, *administrators]):
        tell(
            person,
            kind=NoticeKind.DESK,
            template="parks/mail/verification_decided",
            context={
                "verification": verification,
                "organisation": organisation,
                "is_admitted": person in administrators,
            },
            address=_page_for(person, organisation, administrators),
        )


def _page_for(person: User, organisation: Organisation, administrators: list[User]) -> str:
    if person in administrators:
        return reverse("companies:organisation", args=[organisation.uuid])
    return reverse("companies:join")
