"""Asking a candidate to apply, and no longer asking."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.invitations_to_apply import (
    InvitationError,
    invite_to_apply,
    take_back_invitation,
)
from matching.choices.candidates import MOST_INVITATIONS_A_DAY, MOST_OPEN_A_WEEK, TIME_TO_REPLY
from matching.forms.candidates import InviteForm
from matching.models import InvitationToApply
from matching.queries.candidates import name_of
from matching.views.candidates import shown_candidate
from matching.views.own import my_opening
from parks.http import PortalRequest, page, posted
from parks.workflow import IllegalMoveError


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PortalRequest, uuid: UUID, profile_uuid: UUID) -> HttpResponse:
    """Write to a candidate; the page says what becomes of it and where the limits are."""
    opening = my_opening(request, uuid)
    profile = shown_candidate(request, opening, profile_uuid)
    form = InviteForm(posted(request))
    if form.is_valid():
        try:
            now = timezone.now()
            invite_to_apply(opening, profile, by=request.user, now=now, **form.cleaned_data)
        except InvitationError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The invitation is sent."))
            return redirect("matching:candidate", opening.uuid, profile.uuid)
    context = {
        "opening": opening,
        "profile": profile,
        "name": name_of(profile, opening),
        "form": form,
        "days": TIME_TO_REPLY.days,
        "most_a_day": MOST_INVITATIONS_A_DAY,
        "most_a_week": MOST_OPEN_A_WEEK,
    }
    return page(request, "matching/invite_candidate.html", context)


@require_POST
def take_back(request: PortalRequest, uuid: UUID) -> HttpResponse:
    ours = InvitationToApply.objects.filter(opening__company__in=request.viewer.organisation_ids)
    invitation = get_object_or_404(ours.select_related("opening"), uuid=uuid)
    try:
        take_back_invitation(invitation, by=request.user, now=timezone.now())
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The invitation is taken back, and the person is told."))
    return redirect("matching:candidates", invitation.opening.uuid)
