from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from companies.models import Opening
from matching.actions.wishes import (
    dismiss_opening,
    save_opening,
    undo_dismissal,
    unsave_opening,
)
from matching.forms.wishes import DismissalForm
from matching.queries.wishes import within_reach
from parks.http import PortalRequest, page
from talent.models import Profile
from talent.views.profile import WANTED


def own_profile(request: PortalRequest) -> Profile | None:
    mine = Profile.objects.editable_by(request.viewer)
    return mine.filter(user=request.viewer.user_id).first()


def profile_first(request: PortalRequest, back: str = "") -> HttpResponse:
    """Lead to the profile that is missing, and from there back to what somebody wanted."""
    request.session[WANTED] = back
    messages.info(request, _("Save your profile first; what you keep belongs to it."))
    return redirect("talent:profile")


@require_POST
def save(request: PortalRequest, uuid: UUID) -> HttpResponse:
    profile = own_profile(request)
    if profile is None:
        return profile_first(request)
    opening = get_object_or_404(Opening.objects.visible_to(request.viewer), uuid=uuid)
    save_opening(profile, opening=opening)
    return _save_button(request, opening, is_saved=True)


@require_POST
def unsave(request: PortalRequest, uuid: UUID) -> HttpResponse:
    profile = own_profile(request)
    if profile is None:
        return profile_first(request)
    opening = get_object_or_404(within_reach(request.viewer), uuid=uuid)
    unsave_opening(profile, opening=opening)
    return _save_button(request, opening, is_saved=False)


def _save_button(request: PortalRequest, opening: Opening, *, is_saved: bool) -> HttpResponse:
    if request.htmx:
        context = {"opening": opening, "is_saved": is_saved}
        return page(request, "components/save_button.html", context)
    return redirect(_back(request, opening))


@require_POST
def dismiss(request: PortalRequest, uuid: UUID) -> HttpResponse:
    profile = own_profile(request)
    if profile is None:
        return profile_first(request)
    opening = get_object_or_404(Opening.objects.visible_to(request.viewer), uuid=uuid)
    form = DismissalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a reason."))
        return redirect(_back(request, opening))
    dismiss_opening(profile, opening=opening, reason=form.cleaned_data["reason"])
    if request.htmx:
        return page(request, "components/dismissed_card.html", {"opening": opening})
    return redirect(_saying_left_out(_back(request, opening), opening))


@require_POST
def want_again(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Take it back that an opening does not interest."""
    profile = own_profile(request)
    if profile is None:
        return profile_first(request)
    opening = get_object_or_404(within_reach(request.viewer), uuid=uuid)
    undo_dismissal(profile, opening=opening)
    messages.success(request, _("The opening is among your matches again, within a minute."))
    return redirect(_back(request, opening))


def _back(request: PortalRequest, opening: Opening) -> str:
    """Return the page of ours that the button was on."""
    asked = request.POST.get("next", "")
    hosts = {request.get_host()}
    is_ours = url_has_allowed_host_and_scheme(asked, hosts, require_https=request.is_secure())
    return asked if asked and is_ours else opening.get_absolute_url()


def _saying_left_out(address: str, opening: Opening) -> str:
    """Name the opening in the address, so that the page can offer to take it back."""
    path, _sign, query = address.partition("?")
    values = QueryDict(query, mutable=True)
    values["left_out"] = str(opening.uuid)
    return f"{path}?{values.urlencode()}"
