from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.data_exports import ask_for_export
from matching.actions.privacy import end_access
from matching.forms.privacy import MatchingForm, VisibilityForm
from matching.queries.pool import pools_with
from matching.queries.privacy import accesses_to, consents_of, disclosures_of, kept_exports
from parks.choices.notices import DataExportState
from parks.http import PortalRequest, page
from parks.models import DataExport
from parks.paging import paged
from talent.actions.profiles import change_profile
from talent.choices.profiles import Visibility
from talent.models import Disclosure, Profile, ProfileGrant

SHOWN_AT_FIRST = 5


@require_safe
def privacy(request: PortalRequest) -> HttpResponse:
    """Who may see me, who has, what I allow, what I agreed to: all on one page."""
    profile = _my_profile(request)
    context = {
        "profile": profile,
        "accesses": accesses_to(profile) if profile else [],
        "pools": pools_with(profile) if profile else [],
        "disclosures": disclosures_of(profile)[:SHOWN_AT_FIRST] if profile else [],
        "consents": consents_of(request.user),
        "visibility_form": _visibility_form(profile) if profile else None,
        "matching_form": _matching_form(profile) if profile else None,
    }
    return page(request, "matching/privacy.html", context)


def _my_profile(request: PortalRequest) -> Profile | None:
    return Profile.objects.filter(user=request.viewer.user_id).first()


def _visibility_form(profile: Profile) -> VisibilityForm:
    form = VisibilityForm(initial={"visibility": profile.visibility})
    form.helper.form_action = reverse("matching:set_visibility")
    return form


def _matching_form(profile: Profile) -> MatchingForm:
    form = MatchingForm(initial={"in_matching": profile.in_matching})
    form.helper.form_action = reverse("matching:set_matching")
    return form


@require_safe
def disclosures(request: PortalRequest) -> HttpResponse:
    profile = _my_profile(request)
    rows = disclosures_of(profile) if profile else Disclosure.objects.none().order_by("pk")
    return page(request, "matching/disclosures.html", paged(request, rows))


@require_POST
def set_visibility(request: PortalRequest) -> HttpResponse:
    get_object_or_404(Profile, user=request.viewer.user_id)
    form = VisibilityForm(request.POST)
    if form.is_valid():
        chosen = Visibility(form.cleaned_data["visibility"])
        change_profile(request.user, visibility=chosen)
        said = _("From now on you are shown to: %(whom)s.") % {"whom": chosen.label}
        messages.success(request, said)
    else:
        messages.error(request, _("Choose who can see you."))
    return redirect("matching:privacy")


@require_POST
def set_matching(request: PortalRequest) -> HttpResponse:
    get_object_or_404(Profile, user=request.viewer.user_id)
    form = MatchingForm(request.POST)
    is_matched = form.is_valid() and form.cleaned_data["in_matching"]
    change_profile(request.user, in_matching=is_matched)
    if is_matched:
        messages.success(request, _("You are matched again; new lists come within a minute."))
    else:
        messages.success(request, _("You are no longer matched and stand in no list."))
    return redirect("matching:privacy")


@require_POST
def revoke(request: PortalRequest, pk: int) -> HttpResponse:
    """End what one organisation may read; the page has said what that means for an application."""
    mine = ProfileGrant.objects.filter(profile__user=request.viewer.user_id)
    grant = get_object_or_404(mine.select_related("organisation"), pk=pk)
    values = {"organisation": grant.organisation}
    if end_access(grant, by=request.user, now=timezone.now()):
        said = _("%(organisation)s no longer sees you, and your application is withdrawn.")
    else:
        said = _("%(organisation)s no longer sees you.")
    messages.success(request, said % values)
    return redirect("matching:privacy")


def data_export(request: PortalRequest) -> HttpResponse:
    """Ask for all of one's data; the page may be left, a notice comes when the file is there."""
    if request.method == "POST":
        ask_for_export(request.user, now=timezone.now())
        return redirect("matching:data_export")
    exports = list(kept_exports(request.user, timezone.now()))
    newest = exports[0] if exports else None
    context = {
        "newest": newest,
        "ready": [row for row in exports if row.state == DataExportState.READY],
        "is_waiting": newest is not None and newest.state == DataExportState.QUEUED,
    }
    return page(request, "matching/data_export.html", context)


@require_safe
def download(request: PortalRequest, uuid: UUID) -> FileResponse:
    """Hand a collected file to its person, and to nobody else, while it is kept."""
    ready = DataExport.objects.filter(state=DataExportState.READY, expires_at__gt=timezone.now())
    export = get_object_or_404(ready, uuid=uuid, user=request.viewer.user_id)
    if not export.file.storage.exists(export.file.name):
        raise Http404
    name = f"my-data-{timezone.localdate(export.ready_at):%Y-%m-%d}.zip"
    response = FileResponse(
        export.file.open(), as_attachment=True, filename=name, content_type="application/zip"
    )
    response["Cache-Control"] = "private, no-store"
    return response
