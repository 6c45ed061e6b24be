"""Whom the news of a consortium reaches: its members' administrators, the office of its park."""

from typing import Any

from django.urls import reverse

from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.models import Consortium, ConsortiumMembership, User
from parks.queries.organisations import administrations, administrators_of, office_of


def tell_lead(member: ConsortiumMembership, template: str, *, by: User) -> None:
    """Tell the office of the lead park of a member, but not the one of them whose deed it is."""
    page = reverse("admin:parks_consortiummembership_change", args=[member.pk])
    for officer in office_of(member.consortium.lead_id).exclude(pk=by.pk):
        _tell(officer, template, page, member=member)


def tell_member(member: ConsortiumMembership, template: str, *, by: User) -> None:
    """Tell those who run an organisation what became of its membership."""
    page = reverse("matching:membership", args=[member.pk])
    for administrator in administrators_of(member.organisation_id).exclude(pk=by.pk):
        _tell(administrator, template, page, member=member)


def tell_all_members(
    consortium: Consortium, template: str, *, page_name: str, uuid: object, **context: Any
) -> None:
    """Tell the administrators of all members, in the transaction of what they are told about.

    Somebody who runs two members is told once. `page_name` is a page of the desk that takes the
    membership and `uuid`.
    """
    for user, member_id in reached(consortium):
        _tell(user, template, reverse(page_name, args=[member_id, uuid]), **context)


def reached(consortium: Consortium) -> list[tuple[User, int]]:
    """Return who runs the members of a consortium, with the membership they are told by."""
    members = dict(
        ConsortiumMembership.objects.active()
        .filter(consortium=consortium)
        .values_list("organisation", "pk")
    )
    rows = administrations(members).select_related("user").order_by("user", "organisation")
    return [(row.user, members[row.organisation_id]) for row in rows.distinct("user")]


def _tell(user: User, template: str, address: str, **context: Any) -> None:
    tell(user, kind=NoticeKind.AGREEMENT, template=template, context=context, address=address)
