"""What the two sides are told of an invitation to apply."""

from typing import Any

from django.urls import reverse

from matching.choices.candidates import MOST_OPEN_A_WEEK, TIME_TO_REPLY
from matching.models import InvitationToApply
from matching.queries.anonymity import shown_profile_name
from matching.queries.answering import people_of_company
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind

MAIL = "matching/mail/"


def tell_person_of(invitation: InvitationToApply, template: str) -> None:
    """Tell the candidate; the address is the page where they answer."""
    tell(
        invitation.profile.user,
        kind=NoticeKind.APPLICATION,
        template=MAIL + template,
        context=_facts(invitation) | {"days": TIME_TO_REPLY.days, "most": MOST_OPEN_A_WEEK},
        address=invitation.get_absolute_url(),
    )


def tell_company_of(invitation: InvitationToApply, template: str, **context: Any) -> None:
    """Tell who acts for the company; before they may know the person, they read a code."""
    opening = invitation.opening
    name = shown_profile_name(invitation.profile, opening.company, opening)
    for reader in people_of_company(opening.company_id):
        tell(
            reader,
            kind=NoticeKind.DESK,
            template=MAIL + template,
            context=_facts(invitation) | {"candidate": name} | context,
            address=reverse("matching:candidate", args=[opening.uuid, invitation.profile.uuid]),
        )


def _facts(invitation: InvitationToApply) -> dict[str, Any]:
    opening = invitation.opening
    return {"invitation": invitation, "opening": opening, "company": opening.company}
