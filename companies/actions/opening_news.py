"""What a company is told of its openings."""

from typing import Any

from django.urls import reverse

from companies.models import Opening
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.choices.organisations import MembershipRole
from parks.models import Membership, User

MAIL = "companies/mail/"


def tell_company(opening: Opening, template: str, **context: Any) -> None:
    """Tell everybody who acts for the company in full; the address is the opening on their desk."""
    members = Membership.objects.live().filter(organisation=opening.company_id)
    full = members.exclude(role=MembershipRole.INTERVIEWER)
    readers = User.objects.filter(pk__in=full.values("user"), is_active=True)
    for reader in readers.order_by("pk"):
        tell(
            reader,
            kind=NoticeKind.DESK,
            template=MAIL + template,
            context={"opening": opening, **context},
            address=reverse("matching:desk_opening", args=[opening.uuid]),
        )


def tell_company_of_move(opening: Opening, *, by: User | None) -> None:
    """Tell the company what the park office did; what a member did the others see on the desk."""
    members = Membership.objects.live().filter(organisation=opening.company_id)
    if by is not None and not members.filter(user=by).exists():
        tell_company(opening, "opening_moved")
