"""A student and the roster of their university: claim a place, share progress, end the claim."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from parks.http import PortalRequest, page, posted
from talent.actions.roster_claims import (
    ClaimError,
    claim_entry,
    end_claim,
    entry_of_code,
    entry_of_link,
    share_progress,
)
from talent.forms.roster import CodeForm, SharingForm
from talent.models import Profile, RosterEntry
from talent.models.roster import RosterEntryQuerySet


def my_roster(request: PortalRequest) -> HttpResponse:
    """Show whose student a person is; a POST claims a place with a code."""
    form = CodeForm(posted(request))
    if form.is_valid() and _may_try(request, form):
        try:
            _claim(request, entry_of_code(form.cleaned_data["code"]), form)
        except ClaimError as error:
            form.add_error("code", str(error))
        else:
            return redirect("talent:my_roster")
    entries = _mine(request).select_related("university", "degree", "programme__discipline")
    context = {
        "form": form,
        "entries": entries.select_related("discipline").order_by("-graduates_on", "pk"),
        "has_profile": Profile.objects.filter(user=request.viewer.user_id).exists(),
    }
    return page(request, "talent/my_roster.html", context)


def confirm_roster(request: PortalRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail: say who is meant, and ask whether it is you."""
    form = SharingForm(posted(request))
    try:
        entry = entry_of_link(token)
        if entry.user_id == request.viewer.user_id:
            return redirect("talent:my_roster")
        if entry.user_id is not None:
            raise ClaimError(_("Somebody has claimed this place already. Ask your career office."))
        if form.is_valid():
            _claim(request, entry, form)
            return redirect("talent:my_roster")
    except ClaimError as error:
        return page(request, "talent/roster_link.html", {"reason": str(error)}, status=404)
    return page(request, "talent/confirm_roster.html", {"form": form, "entry": entry})


@require_POST
def sharing(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Switch on or off whether the career office sees one's steps."""
    entry = get_object_or_404(_mine(request), uuid=uuid)
    entry = share_progress(entry, shares=request.POST.get("shares") == "yes", by=request.user)
    if entry.shares_progress:
        messages.success(request, _("Your career office sees your steps from now on."))
    else:
        messages.success(request, _("Your career office no longer sees your steps."))
    return redirect("talent:my_roster")


@require_POST
def end(request: PortalRequest, uuid: UUID) -> HttpResponse:
    end_claim(get_object_or_404(_mine(request), uuid=uuid), by=request.user)
    messages.success(request, _("You have left the roster. The facts are yours to change now."))
    return redirect("talent:my_roster")


def _mine(request: PortalRequest) -> RosterEntryQuerySet:
    return RosterEntry.objects.filter(user=request.viewer.user_id)


def _may_try(request: PortalRequest, form: CodeForm) -> bool:
    """Nobody guesses codes: ten tries an hour."""
    if ratelimit.consume(request, action="claim_roster", user=request.user):
        return True
    form.add_error("code", _("Too many tries. Wait an hour, then try again."))
    return False


def _claim(request: PortalRequest, entry: RosterEntry, form: SharingForm) -> None:
    claimed = claim_entry(
        entry,
        by=request.user,
        shares_progress=form.cleaned_data["shares_progress"],
        now=timezone.now(),
    )
    said = _("You are a student of %(university)s here now: these facts count as verified.")
    messages.success(request, said % {"university": claimed.university})
