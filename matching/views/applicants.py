from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from matching.actions.bulk_moves import why_not
from matching.choices.applications import APPLICATION_MOVES, ApplicationState
from matching.forms.applicants import ApplicantsFilter
from matching.forms.bulk import DEEDS
from matching.forms.offers import TakeBackForm
from matching.models import Application
from matching.queries.applicant_names import Named, hide_name, named
from matching.queries.applicants import applicants_of
from matching.queries.board import neighbours_on_board, points_for
from matching.queries.interviews import interviews_of
from matching.queries.possible_moves import possible_moves
from matching.queries.scorecards import scores_of
from matching.queries.timeline import timeline_of
from matching.views.own import my_opening, sent_application, withdrawn_from_us
from parks.access import Viewer
from parks.http import PortalRequest, page
from parks.paging import paged
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind


@require_safe
def applicants(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The same people as on the board, as a list: filtered, sorted, searched by name."""
    opening = my_opening(request, uuid)
    form = ApplicantsFilter(request.GET)
    rows = applicants_of(opening, request.viewer, points=points_for(opening), **form.wanted)
    context = paged(request, rows)
    context |= {
        "opening": opening,
        "people": [(row, named(row, opening)) for row in context["page"]],
        "filter": form,
        "is_filtered": any(form.wanted.values()),
        "deeds": DEEDS.items(),
    }
    return page(request, "matching/applicants.html", context)


@require_safe
def applicant(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """One application on the company's side: what was sent, what happened, what may follow."""
    application = sent_application(request, uuid)
    if application is None:
        messages.warning(request, _("The applicant has withdrawn this application."))
        return redirect("matching:applicants", withdrawn_from_us(request, uuid).opening.uuid)
    name = named(application, application.opening)
    note_disclosure(
        application.profile,
        viewer=request.viewer,
        organisation=application.opening.company,
        kind=DisclosureKind.PROFILE,
    )
    before, after = neighbours_on_board(application, request.viewer)
    context = {
        "application": application,
        "name": name,
        "moves": possible_moves(application),
        "before": before,
        "after": after,
    }
    context |= _happened(application, name, request.viewer) | _offers(application)
    context["can_write"] = not why_not(application, None)
    hide_name(application, name)
    return page(request, "matching/applicant.html", context)


def _happened(application: Application, name: Named, viewer: Viewer) -> dict[str, Any]:
    interviews = interviews_of(application)
    steps = timeline_of(application, interviews=interviews, applicant=str(name))
    scores = scores_of(application, viewer)
    return {"interviews": interviews, "steps": steps, "scores": scores}


def _offers(application: Application) -> dict[str, Any]:
    """Return what the page shows of offers: all of them, and the form that takes one back."""
    offers = list(application.offers.order_by("-made_at", "-pk"))
    waiting = next((offer for offer in offers if offer.is_open), None)
    form = None
    if waiting is not None:
        form = TakeBackForm(auto_id="take_back_%s")
        form.helper.form_action = reverse("matching:take_back_offer", args=[waiting.uuid])
    unwritten = application.state == ApplicationState.OFFERED and waiting is None
    can_offer = APPLICATION_MOVES.allows(application.state, ApplicationState.OFFERED)
    return {"offers": offers, "take_back_form": form, "can_offer": can_offer or unwritten}
