"""A member's desk: its consortia, the meetings with their minutes, and the votes it casts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.forms.consortium import LeaveForm
from matching.queries.memberships import (
    ballot,
    history_of,
    joinable,
    meetings_of,
    my_memberships,
    resolutions_of,
    waiting_votes,
)
from parks.access import Viewer
from parks.actions.consortium import ConsortiumError, apply_to_join, move_member
from parks.actions.resolutions import cast_vote
from parks.choices.consortium import MEMBER_MOVES, Choice, MemberState
from parks.http import PortalRequest, page, posted
from parks.models import Consortium, ConsortiumMembership, Organisation
from parks.paging import PAGE_SIZE, paged
from parks.workflow import IllegalMoveError

LATEST = 5


@require_safe
def memberships(request: PortalRequest) -> HttpResponse:
    """List the consortia of the viewer's organisations, and those they could join."""
    if not request.viewer.organisation_ids:
        raise Http404
    context = paged(request, my_memberships(request.viewer))
    context |= {"joinable": joinable(request.viewer)}
    return page(request, "matching/memberships.html", context)


@require_POST
def apply(request: PortalRequest, uuid: UUID, slug: str) -> HttpResponse:
    rows = Organisation.objects.filter(pk__in=request.viewer.administered_ids)
    organisation = get_object_or_404(rows, uuid=uuid)
    consortium = get_object_or_404(Consortium.objects.listed(), slug=slug)
    try:
        apply_to_join(consortium=consortium, organisation=organisation, by=request.user)
    except ConsortiumError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The application is with the office of the lead park."))
    return redirect("matching:memberships")


@require_safe
def membership(request: PortalRequest, pk: int) -> HttpResponse:
    member = _member(request, pk)
    context = paged(request, meetings_of(member, request.viewer))
    context |= {
        "member": member,
        "waiting": waiting_votes(member)[:PAGE_SIZE],
        "resolutions": resolutions_of(member, request.viewer)[:LATEST],
        "history": history_of(member),
        "is_administrator": _runs(member, request.viewer),
        "may_leave": _runs(member, request.viewer)
        and MEMBER_MOVES.allows(member.state, MemberState.LEFT),
        "now": timezone.now(),
    }
    return page(request, "matching/membership.html", context)


def leave(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask once, then end the membership, or take back the application."""
    member = _member(request, pk)
    if not _runs(member, request.viewer):
        raise Http404
    form = LeaveForm(posted(request))
    if not form.is_valid():
        return page(request, "matching/leave_consortium.html", {"member": member, "form": form})
    try:
        move_member(
            member, state=MemberState.LEFT, by=request.user, reason=form.cleaned_data["reason"]
        )
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is ended. You may apply again at any time."))
    return redirect("matching:membership", pk)


@require_safe
def meeting(request: PortalRequest, pk: int, uuid: UUID) -> HttpResponse:
    member = _member(request, pk)
    row = get_object_or_404(meetings_of(member, request.viewer), uuid=uuid)
    context = paged(request, resolutions_of(member, request.viewer).filter(meeting=row))
    context |= {"member": member, "meeting": row, "resolutions": context["page"].object_list}
    return page(request, "matching/consortium_meeting.html", context)


@require_safe
def resolutions(request: PortalRequest, pk: int) -> HttpResponse:
    member = _member(request, pk)
    if member.state != MemberState.ACTIVE:
        raise Http404
    context = paged(request, resolutions_of(member, request.viewer))
    context |= {"member": member, "resolutions": context["page"].object_list}
    return page(request, "matching/resolutions.html", context)


@require_safe
def resolution(request: PortalRequest, pk: int, uuid: UUID) -> HttpResponse:
    """Show a vote; with a choice in the address, ask once before it is cast."""
    return page(request, "matching/resolution.html", _ballot(request, pk, uuid))


@require_POST
def vote(request: PortalRequest, pk: int, uuid: UUID) -> HttpResponse:
    """Cast the one vote of a member; a choice that is none asks again."""
    found, choice = _ballot(request, pk, uuid), request.POST.get("choice", "")
    member, row = found["member"], found["ballot"].resolution
    if not _runs(member, request.viewer):
        raise Http404
    if choice not in Choice.values:
        messages.error(request, _("Choose an answer."))
        return redirect("matching:resolution", pk, uuid)
    try:
        cast_vote(resolution=row, member=member, choice=Choice(choice), by=request.user)
    except ConsortiumError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The vote of your organisation is cast."))
    return redirect("matching:resolution", pk, uuid)


def _ballot(request: PortalRequest, pk: int, uuid: UUID) -> dict[str, Any]:
    member = _member(request, pk)
    rows = resolutions_of(member, request.viewer).select_related("meeting", "consortium")
    row = get_object_or_404(rows, uuid=uuid)
    asked = request.GET.get("choice", "")
    return {
        "member": member,
        "ballot": ballot(row, member, request.viewer, timezone.now()),
        "choices": Choice,
        "asked": Choice(asked) if asked in Choice.values else None,
        "is_administrator": _runs(member, request.viewer),
    }


def _member(request: PortalRequest, pk: int) -> ConsortiumMembership:
    """Return a membership of an organisation that this person acts for."""
    rows = ConsortiumMembership.objects.filter(organisation__in=request.viewer.organisation_ids)
    return get_object_or_404(rows.select_related("consortium__lead", "organisation"), pk=pk)


def _runs(member: ConsortiumMembership, viewer: Viewer) -> bool:
    return member.organisation_id in viewer.administered_ids
