"""The invitations of a graduate: companies that ask for an application."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.applications import why_not_open
from matching.actions.invitations_to_apply import (
    InvitationError,
    accept_invitation,
    decline_invitation,
)
from matching.choices.applications import ApplicationSource, InvitationToApplyState
from matching.choices.candidates import MOST_OPEN_A_WEEK, SEEN_AFTER_ACCEPTING
from matching.forms.candidates import DeclineInvitationForm
from matching.models import InvitationToApply
from matching.models.candidates import InvitationToApplyQuerySet
from matching.queries.anonymity import screens
from matching.views.sources import carried
from parks.http import PortalRequest, page
from parks.paging import paged
from parks.workflow import IllegalMoveError


@require_safe
def invitations(request: PortalRequest) -> HttpResponse:
    """All who have asked, newest first, with what became of it."""
    context = paged(request, _mine(request).newest_first())
    context |= {"now": timezone.now(), "most": MOST_OPEN_A_WEEK}
    return page(request, "matching/invitations_to_apply.html", context)


@require_safe
def invitation(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """One invitation: who asks and what for, what an answer means, and the two answers."""
    found = get_object_or_404(_mine(request), uuid=uuid)
    return _shown(request, found, DeclineInvitationForm())


def _shown(
    request: PortalRequest, found: InvitationToApply, form: DeclineInvitationForm
) -> HttpResponse:
    now = timezone.now()
    form.helper.form_action = reverse("matching:decline_invitation", args=[found.uuid])
    context = {
        "invitation": found,
        "opening": found.opening,
        "is_waiting": found.state == InvitationToApplyState.SENT and found.expires_at > now,
        "closed_because": why_not_open(found.opening, timezone.localdate(now)),
        "screens": screens(found.opening),
        "days_seen": SEEN_AFTER_ACCEPTING.days,
        "most": MOST_OPEN_A_WEEK,
        "decline_form": form,
        "apply_address": _apply_address(found),
    }
    return page(request, "matching/invitation_to_apply.html", context)


@require_POST
def accept(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Say yes and go on to the application."""
    found = get_object_or_404(_mine(request), uuid=uuid)
    try:
        accept_invitation(found, by=request.user, now=timezone.now())
    except (InvitationError, IllegalMoveError) as error:
        messages.error(request, str(error))
        return redirect(found)
    messages.success(request, _("You have accepted. Now write your application."))
    return redirect(_apply_address(found))


@require_POST
def decline(request: PortalRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(_mine(request), uuid=uuid)
    form = DeclineInvitationForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    try:
        decline_invitation(found, by=request.user, now=timezone.now(), **form.cleaned_data)
    except (InvitationError, IllegalMoveError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("You have declined; the company is told the reason."))
    return redirect("matching:invitations_to_apply")


def _apply_address(found: InvitationToApply) -> str:
    address = reverse("matching:apply", args=[found.opening.uuid])
    return f"{address}{carried(ApplicationSource.INVITATION)}"


def _mine(request: PortalRequest) -> InvitationToApplyQuerySet:
    """Those sent to oneself: a company reads its own with the candidate."""
    mine = InvitationToApply.objects.filter(profile__user=request.viewer.user_id)
    return mine.select_related("opening__company", "opening__park", "opening__region", "profile")
