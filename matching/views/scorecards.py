"""An interviewer's own scorecard: written, saved, looked at again and handed in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from companies.models import OpeningSkill
from matching.actions.interview_errors import InterviewError
from matching.actions.scorecards import hand_in_scorecard, save_scorecard
from matching.forms.scorecards import ScorecardForm
from matching.models import Interview, Scorecard
from matching.queries.company_interviews import panel_interviews
from matching.queries.scorecards import requirements_of
from parks.access import Viewer
from parks.http import PortalRequest, page, posted
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind

METHODS = ("GET", "HEAD", "POST")


@require_http_methods(METHODS)
def scorecard(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Write the scorecard; once handed in it can only be read."""
    interview, card = _mine(request, uuid)
    if card is not None and card.submitted_at is not None:
        return _card_page(request, "matching/scorecard.html", interview, card)
    requirements = requirements_of(interview.application.opening)
    form = ScorecardForm(posted(request), requirements=requirements, card=card)
    if form.is_valid():
        return _saved(request, interview, form)
    return _card_page(request, "matching/scorecard_form.html", interview, card, form=form)


@require_http_methods(METHODS)
def hand_in(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Look at the draft once more, and hand it in."""
    interview, card = _mine(request, uuid)
    if card is None or card.submitted_at is not None:
        return redirect("matching:scorecard", interview.uuid)
    if request.method != "POST":
        return _card_page(request, "matching/hand_in_scorecard.html", interview, card)
    try:
        hand_in_scorecard(interview, by=request.user, now=timezone.now())
    except InterviewError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your scorecard is handed in. Thank you."))
    return redirect("matching:scorecard", interview.uuid)


def _mine(request: PortalRequest, uuid: UUID) -> tuple[Interview, Scorecard | None]:
    """Fetch an interview in which the viewer sits, and their scorecard if it is begun."""
    rows = panel_interviews(request.viewer).with_people()
    interview = get_object_or_404(rows, uuid=uuid)
    return interview, _card(interview, request.viewer)


def _card(interview: Interview, viewer: Viewer) -> Scorecard | None:
    mine = Scorecard.objects.filter(
        interviewer=viewer.user_id, application=interview.application_id
    )
    return mine.prefetch_related("ratings__skill").first()


def _saved(request: PortalRequest, interview: Interview, form: ScorecardForm) -> HttpResponse:
    written = {name: form.cleaned_data[name] for name in ("ratings", "recommendation", "text")}
    try:
        save_scorecard(interview, by=request.user, **written)
    except InterviewError as error:
        messages.error(request, str(error))
        return redirect("matching:scorecard", interview.uuid)
    if "check" in request.POST:
        return redirect("matching:hand_in_scorecard", interview.uuid)
    messages.success(request, _("The draft is saved. Nobody but you sees it."))
    return redirect("matching:scorecard", interview.uuid)


def _card_page(
    request: PortalRequest,
    template: str,
    interview: Interview,
    card: Scorecard | None,
    **further: Any,
) -> HttpResponse:
    note_disclosure(
        interview.application.profile,
        viewer=request.viewer,
        organisation=interview.application.opening.company,
        kind=DisclosureKind.PROFILE,
    )
    given = {rating.skill_id: rating for rating in card.ratings.all()} if card else {}
    context = {
        "interview": interview,
        "application": interview.application,
        "card": card,
        "lines": _lines(interview, given) if card else [],
        "is_over": interview.has_begun(timezone.now()),
        **further,
    }
    return page(request, template, context)


def _lines(interview: Interview, given: dict[int, Any]) -> list[tuple[OpeningSkill, Any]]:
    """Return what the opening asks for with the rating it got; None where it was not covered."""
    asked = requirements_of(interview.application.opening)
    return [(row, given.get(row.skill_id)) for row in asked]
