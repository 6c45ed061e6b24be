"""Joining a consortium: applied, reviewed, admitted, suspended, left or declined."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.consortium_news import tell_lead, tell_member
from parks.actions.seats import vacate_seats
from parks.actions.trail import record
from parks.choices.consortium import MEMBER_MOVES, MemberState
from parks.models import Consortium, ConsortiumMembership, Organisation, User
from parks.queries.organisations import is_verified

OVER = (MemberState.LEFT, MemberState.DECLINED)
NEEDS_REASON = (MemberState.SUSPENDED, MemberState.DECLINED)


class ConsortiumError(Exception):
    """The consortium does not allow what was asked; says why."""


@transaction.atomic
def apply_to_join(
    *, consortium: Consortium, organisation: Organisation, by: User
) -> ConsortiumMembership:
    """Ask for an organisation to become a member; the office of the lead park is told.

    Raise ConsortiumError for one that is not verified, and for one that has asked or is in.
    """
    consortium = locked_consortium(consortium)
    if not is_verified(organisation.pk):
        raise ConsortiumError(_("The park office verifies an organisation before it can join."))
    rows = ConsortiumMembership.objects.filter(consortium=consortium, organisation=organisation)
    if rows.exclude(state__in=OVER).exists():
        raise ConsortiumError(_("This organisation has applied or is a member already."))
    member = ConsortiumMembership.objects.create(consortium=consortium, organisation=organisation)
    record_member(member, MemberState.APPLIED, by)
    tell_lead(member, "parks/mail/consortium_applied", by=by)
    return member


@transaction.atomic
def move_member(
    member: ConsortiumMembership, *, state: MemberState, by: User, reason: str = ""
) -> ConsortiumMembership:
    """Take a membership to another state of MEMBER_MOVES; the side that did not act is told.

    A suspension and a refusal need a reason, or ConsortiumError is raised. Somebody admitted again
    keeps their first day, and whoever leaves holds no seat of the council any more. Raise
    IllegalMoveError for a move that is not in the table.
    """
    locked_consortium(member.consortium)
    member = _locked_member(member)
    MEMBER_MOVES.require(member.state, state)
    if state in NEEDS_REASON and not reason.strip():
        raise ConsortiumError(_("Say why: the organisation reads it."))
    member.state, member.reason = state, reason.strip()
    _stamp(member)
    member.save(update_fields=["state", "reason", "joined_on", "left_on"])
    record_member(member, state, by)
    if state == MemberState.LEFT:
        vacate_seats(member, by=by)
    _tell_other_side(member, by)
    return member


def _stamp(member: ConsortiumMembership) -> None:
    today = member.consortium.lead.day_at(timezone.now())
    if member.state == MemberState.ACTIVE:
        member.joined_on = member.joined_on or today
    if member.state == MemberState.LEFT:
        member.left_on = today


def _tell_other_side(member: ConsortiumMembership, by: User) -> None:
    """Tell the members' people what the office did, and the office what they did themselves."""
    if member.state == MemberState.LEFT:
        tell_lead(member, "parks/mail/consortium_left", by=by)
    tell_member(member, "parks/mail/consortium_member", by=by)


def _locked_member(member: ConsortiumMembership) -> ConsortiumMembership:
    rows = ConsortiumMembership.objects.select_for_update(of=("self",))
    return rows.select_related("consortium__lead", "organisation").get(pk=member.pk)


def locked_consortium(consortium: Consortium) -> Consortium:
    """Hold a consortium: nobody is admitted or suspended while a vote is being opened."""
    rows = Consortium.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("lead").get(pk=consortium.pk)


def record_member(member: ConsortiumMembership, verb: str, by: User) -> None:
    record(
        member,
        str(verb),
        by=by,
        organisation_id=member.organisation_id,
        park_id=member.consortium.lead_id,
    )
