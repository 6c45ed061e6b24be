"""What a company and its park office are told of openings."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse

from companies.choices.openings import OpeningState
from companies.models import Opening, OpeningReport
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.choices.organisations import MembershipRole
from parks.models import Membership, User
from parks.queries.organisations import office_of

MAIL = "companies/mail/"
ONE_MAIL_IN = timedelta(hours=1)


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


def tell_office_of_moves(openings: Iterable[Opening], *, by: User | None) -> None:
    """Tell the park office what waits for it: once an hour and company, however much it sends.

    `openings` are of one company, sent at once; those that were not sent are passed over.
    """
    sent = [one for one in openings if one.state == OpeningState.SUBMITTED]
    if not sent:
        return
    first = sent[0]
    lately = first.submitted_at - ONE_MAIL_IN
    waiting = Opening.objects.filter(company=first.company_id, state=OpeningState.SUBMITTED)
    before = waiting.exclude(pk__in=[one.pk for one in sent])
    if not before.filter(submitted_at__gt=lately).exists():
        tell_office(first, "opening_submitted", by=by, opening=first)


def tell_office(
    row: Opening | OpeningReport, template: str, *, by: User | None, **said: Any
) -> None:
    """Tell everybody of the park office about a posting or a report but whose deed it is.

    The address is the page of the row in the web admin.
    """
    opening = row if isinstance(row, Opening) else row.opening
    for officer in office_of(opening.park_id).exclude(pk=by.pk if by else None):
        tell(
            officer,
            kind=NoticeKind.DESK,
            template=MAIL + template,
            context=said,
            address=reverse(f"admin:companies_{row._meta.model_name}_change", args=[row.pk]),
        )
