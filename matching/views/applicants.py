from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.actions.applications import (
    ApplicationError,
    advance_application,
    refuse_application,
)
from matching.choices.applications import APPLICATION_MOVES, ApplicationState
from matching.forms.applications import STEPS, MoveForm
from matching.forms.offers import TakeBackForm
from matching.models import Application
from matching.queries.privacy import readable_by, with_readable
from matching.views.own import my_opening, sent_to_us
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from parks.workflow import IllegalMoveError
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind


@require_safe
def applicants(request: PortalRequest, uuid: UUID) -> HttpResponse:
    opening = my_opening(request, uuid)
    sent = with_readable(sent_to_us(request).filter(opening=opening), request.viewer)
    rows = sent.select_related("profile__user", "profile__degree", "profile__discipline")
    context = {**paged(request, rows.newest_first()), "opening": opening}
    return page(request, "matching/applicants.html", context)


def applicant(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """One application on the company's side: move it on, or refuse it with a reason."""
    rows = readable_by(sent_to_us(request), request.viewer)
    application = rows.with_opening().with_contents().filter(uuid=uuid).first()
    if application is None:
        return _withdrawn(request, uuid)
    form = MoveForm(posted(request), states=_steps(application))
    if form.is_valid():
        try:
            _move(application, form, request)
        except (IllegalMoveError, ApplicationError) as error:
            messages.error(request, str(error))
        return redirect("matching:applicant", application.uuid)
    note_disclosure(
        application.profile,
        viewer=request.viewer,
        organisation=application.opening.company,
        kind=DisclosureKind.PROFILE,
    )
    context = {"application": application, "form": form if _steps(application) else None}
    return page(request, "matching/applicant.html", context | _offers(application))


def _withdrawn(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Say that the applicant was quicker, to somebody whom the application had been sent to."""
    ours = Application.objects.filter(opening__company__in=request.viewer.organisation_ids)
    gone = ours.filter(state=ApplicationState.WITHDRAWN, submitted_at__isnull=False)
    application = get_object_or_404(gone.select_related("opening"), uuid=uuid)
    messages.warning(request, _("The applicant has withdrawn this application."))
    return redirect("matching:applicants", application.opening.uuid)


def _steps(application: Application) -> list[ApplicationState]:
    """Return the steps that may follow; an offer is made and taken back on its own form."""
    steps = [state for state in STEPS if APPLICATION_MOVES.allows(application.state, state)]
    offered = application.state == ApplicationState.OFFERED
    return [state for state in steps if not offered or state != ApplicationState.SHORTLISTED]


def _offers(application: Application) -> dict[str, Any]:
    """Return what the page shows of offers: all of them, and the forms that are of use."""
    offers = list(application.offers.order_by("-made_at", "-pk"))
    waiting = next((offer for offer in offers if offer.is_open), None)
    form = None
    if waiting is not None:
        form = TakeBackForm(auto_id="take_back_%s")
        form.helper.form_action = reverse("matching:take_back_offer", args=[waiting.uuid])
    unwritten = application.state == ApplicationState.OFFERED and waiting is None
    can_offer = APPLICATION_MOVES.allows(application.state, ApplicationState.OFFERED)
    return {"offers": offers, "take_back_form": form, "can_offer": can_offer or unwritten}


def _move(application: Application, form: MoveForm, request: PortalRequest) -> None:
    state = ApplicationState(form.cleaned_data["state"])
    message = form.cleaned_data["message"]
    if state == ApplicationState.REFUSED:
        reason = form.cleaned_data["reason"]
        refuse_application(application, reason=reason, message=message, by=request.user)
    else:
        advance_application(application, state=state, message=message, by=request.user)
