from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from companies.models import Opening
from matching.actions import wishes
from matching.actions.unsubscribing import LinkError, profile_of, resume_alerts, stop_alerts
from matching.choices.wishes import AlertPeriod
from matching.forms.wishes import SavedSearchForm
from matching.models import Alert, SavedSearch
from matching.queries.searches import name_for
from matching.queries.wishes import kept, saved_openings
from matching.views.wishes import own_profile, profile_first
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from talent.models import Profile


@require_safe
def saved(request: PortalRequest) -> HttpResponse:
    """The openings put aside, those that ended with others like them, and the saved searches."""
    profile = own_profile(request)
    if profile is None:
        return redirect("talent:profile")
    context = paged(request, saved_openings(profile))
    context |= {
        "kept": kept(list(context["page"]), timezone.localdate()),
        "searches": profile.saved_searches.newest_first(),
    }
    return page(request, "matching/saved.html", context)


@require_POST
def save_search(request: PortalRequest) -> HttpResponse:
    profile = own_profile(request)
    if profile is None:
        return profile_first(request)
    query = request.POST.get("query", "")
    try:
        wishes.save_search(profile, query=query, name=name_for(query), now=timezone.now())
    except wishes.WishError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("The search is saved. New openings come by mail every morning.")
        )
    return redirect(reverse("matching:saved") + "#searches")


def search(request: PortalRequest, pk: int) -> HttpResponse:
    """Rename a saved search or change how often its new openings come by mail."""
    search = get_object_or_404(SavedSearch.objects.editable_by(request.viewer), pk=pk)
    given = {"name": search.name, "period": search.period}
    form = SavedSearchForm(posted(request), initial=given)
    if form.is_valid():
        wishes.change_search(search, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(reverse("matching:saved") + "#searches")
    return page(request, "matching/search.html", {"search": search, "form": form})


@require_POST
def delete_search(request: PortalRequest, pk: int) -> HttpResponse:
    search = get_object_or_404(SavedSearch.objects.editable_by(request.viewer), pk=pk)
    wishes.delete_search(search)
    messages.success(request, _("The search is deleted; no more mail comes about it."))
    return redirect(reverse("matching:saved") + "#searches")


@require_safe
def alert(request: PortalRequest, pk: int) -> HttpResponse:
    """The openings of one mail, as far as they are still to be read."""
    alert = get_object_or_404(Alert.objects.visible_to(request.viewer), pk=pk)
    told = Opening.objects.filter(pk__in=alert.openings.values("opening"))
    openings = told.visible_to(request.viewer).with_company().with_skills().newest_first()
    return page(request, "matching/alert.html", {"alert": alert, **paged(request, openings)})


# A mail program that unsubscribes by one click (RFC 8058) sends neither cookie nor token; the
# signed address says whose mail it is.
@csrf_exempt
@login_not_required
def unsubscribe(request: PortalRequest, token: str) -> HttpResponse:
    """Ask, then end all mail about saved searches; the answer offers to take that back."""
    try:
        profile = profile_of(token)
    except LinkError as error:
        raise Http404 from error
    is_answer = request.method == "POST"
    context = _answered(request, profile) if is_answer else {"done": "", "undo": ""}
    told = profile.saved_searches.exclude(period=AlertPeriod.NEVER).order_by("pk")
    return page(request, "matching/unsubscribe.html", {**context, "searches": told})


def _answered(request: PortalRequest, profile: Profile) -> dict[str, str]:
    if "undo" not in request.POST:
        return {"done": "stopped", "undo": stop_alerts(profile, now=timezone.now()).undo}
    try:
        resume_alerts(profile, request.POST["undo"], now=timezone.now())
    except LinkError:
        return {"done": "too late", "undo": ""}
    return {"done": "resumed", "undo": ""}
