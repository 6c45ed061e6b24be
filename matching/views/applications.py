from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.actions.applications import close_applications, why_not_open, withdraw_application
from matching.actions.drafts import discard_draft
from matching.choices.applications import APPLICATION_MOVES, ApplicationState
from matching.forms.applications import HiredElsewhereForm, WithdrawForm
from matching.forms.offers import DeclineForm
from matching.models import Application, Offer
from matching.models.applications import ApplicationQuerySet
from matching.queries.interviews import interviews_of
from matching.queries.timeline import timeline_of
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from parks.workflow import IllegalMoveError
from talent.models import Profile


@require_safe
def applications(request: PortalRequest) -> HttpResponse:
    context = paged(request, _mine(request).with_opening().newest_first())
    return page(request, "matching/applications.html", context)


@require_safe
def application(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The applicant's view of one application: its state, every step, and what was sent."""
    application = get_object_or_404(_mine(request).with_opening().with_contents(), uuid=uuid)
    offers = list(application.offers.order_by("-made_at", "-pk"))
    interviews = interviews_of(application)
    context = {
        "application": application,
        "steps": timeline_of(application, interviews=interviews),
        "offers": offers,
        "interviews": interviews,
        "decline_form": _decline_form(offers),
        "withdraw_form": _withdraw_form(application),
        "closed_because": why_not_open(application.opening, timezone.localdate()),
    }
    return page(request, "matching/application.html", context)


def _withdraw_form(application: Application) -> WithdrawForm | None:
    if not APPLICATION_MOVES.allows(application.state, ApplicationState.WITHDRAWN):
        return None
    form = WithdrawForm()
    form.helper.form_action = reverse("matching:withdraw", args=[application.uuid])
    return form


def _decline_form(offers: list[Offer]) -> DeclineForm | None:
    waiting = next((offer for offer in offers if offer.is_open), None)
    if waiting is None:
        return None
    form = DeclineForm()
    form.helper.form_action = reverse("matching:decline_offer", args=[waiting.uuid])
    return form


@require_safe
def receipt(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """What was sent, and what happens next."""
    rows = _mine(request).exclude(state=ApplicationState.DRAFT).with_opening().with_contents()
    return page(
        request, "matching/receipt.html", {"application": get_object_or_404(rows, uuid=uuid)}
    )


@require_POST
def withdraw(request: PortalRequest, uuid: UUID) -> HttpResponse:
    application = get_object_or_404(_mine(request), uuid=uuid)
    form = WithdrawForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        withdraw_application(application, reason=reason, by=request.user)
    except IllegalMoveError as error:
        messages.error(request, str(error))
    else:
        done = _("Your application is withdrawn; the company no longer sees you through it.")
        messages.success(request, done)
    return redirect(application)


@require_POST
def discard(request: PortalRequest, uuid: UUID) -> HttpResponse:
    application = get_object_or_404(_mine(request), uuid=uuid)
    try:
        discard_draft(application, by=request.user)
    except IllegalMoveError as error:
        messages.error(request, str(error))
        return redirect(application)
    messages.success(request, _("Your draft is deleted."))
    return redirect("matching:applications")


@require_http_methods(["GET", "HEAD", "POST"])
def hired_elsewhere(request: PortalRequest) -> HttpResponse:
    """Ask first, then withdraw everything that is under way, and tell the companies."""
    profile = Profile.objects.filter(user=request.viewer.user_id).select_related("user").first()
    if profile is None:
        return redirect("matching:applications")
    form = HiredElsewhereForm(posted(request))
    if form.is_valid():
        stop = form.cleaned_data["stop_matching"]
        closed = close_applications(profile, stop_matching=stop, by=request.user)
        done = _("Congratulations. Applications withdrawn: %(number)d.") % {"number": len(closed)}
        messages.success(request, done)
        return redirect("matching:applications")
    rows = _mine(request).withdrawable().with_opening().newest_first()
    return page(request, "matching/hired_elsewhere.html", {"applications": rows, "form": form})


def _mine(request: PortalRequest) -> ApplicationQuerySet:
    """One's own applications: a company reads those sent to it at its desk."""
    return Application.objects.filter(profile__user=request.viewer.user_id)
