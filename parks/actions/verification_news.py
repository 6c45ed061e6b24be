"""Who is told of a request to be verified, and of what the office makes of it."""

from django.urls import reverse

from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.choices.organisations import OrganisationKind, VerificationState
from parks.models import User, Verification
from parks.queries.organisations import administrators_of, office_of

MAIL = "parks/mail/"


def tell_office(verification: Verification, template: str, *, by: User) -> None:
    """Tell those who decide, but not the one of them whose deed it is."""
    organisation = verification.organisation
    for officer in office_of(organisation.park_id).exclude(pk=by.pk):
        tell(
            officer,
            kind=NoticeKind.DESK,
            template=MAIL + template,
            context={"organisation": organisation, "person": by, "verification": verification},
            address=reverse("admin:parks_verification_change", args=[verification.pk]),
        )


def tell_people(verification: Verification) -> None:
    """Tell who asked, and who runs the organisation."""
    organisation, claimant = verification.organisation, verification.submitted_by
    administrators = list(administrators_of(organisation.pk))
    others = [claimant] if claimant and claimant.is_active else []
    for person in dict.fromkeys([*others, *administrators]):
        tell(
            person,
            kind=NoticeKind.DESK,
            template=f"{MAIL}verification_decided",
            context={
                "verification": verification,
                "organisation": organisation,
                "is_admitted": person in administrators,
            },
            address=_page_for(person, verification, administrators),
        )


def _page_for(person: User, verification: Verification, administrators: list[User]) -> str:
    organisation = verification.organisation
    if person in administrators:
        return reverse("companies:organisation", args=[organisation.uuid])
    is_asked = verification.state == VerificationState.ASKED
    if is_asked and organisation.kind == OrganisationKind.COMPANY:
        return reverse("companies:join_company", args=[organisation.slug])
    return reverse("companies:join")
