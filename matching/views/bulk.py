"""One step for all who were ticked: first a page that says who can take it, then what came."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from companies.models import Opening
from matching.actions.bulk_moves import Outcome, move_many, refuse_many, why_not, write_to_many
from matching.choices.applications import ApplicationState
from matching.forms.bulk import DEEDS, WRITE, BulkChoiceForm, BulkForm
from matching.models import Application
from matching.queries.applicant_names import named
from matching.queries.applicants import chosen_applicants
from matching.queries.stage_messages import template_texts
from matching.views.own import my_opening
from parks.http import PortalRequest, page

KEPT = "outcomes of a bulk step"


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Without `confirm` in what was sent, the page that asks; with it, the step."""
    opening = my_opening(request, uuid)
    if request.method != "POST":
        return _outcomes(request, opening)
    choice = BulkChoiceForm(request.POST)
    if not choice.is_valid():
        messages.error(request, _what_is_wrong(choice))
        return redirect("matching:board", opening.uuid)
    chosen = chosen_applicants(opening, choice.cleaned_data["chosen"], request.viewer)
    form = _form(request, opening, choice, chosen)
    if "confirm" in request.POST and form.is_valid():
        _keep(request, opening, choice, _do(request, choice, form, chosen))
        return redirect("matching:bulk", opening.uuid)
    asked = [(row, named(row, opening), _why_not(row, choice.state)) for row in chosen]
    context = {
        "opening": opening,
        "form": form,
        "deed": DEEDS[choice.cleaned_data["do"]],
        "can": [name for _row, name, reason in asked if not reason],
        "cannot": [(name, reason) for _row, name, reason in asked if reason],
    }
    return page(request, "matching/bulk.html", context)


def _what_is_wrong(choice: BulkChoiceForm) -> str:
    if "chosen" in choice.errors and choice.data.getlist("chosen"):
        return str(choice.errors["chosen"][0])
    return _("Tick the applicants first and choose what is to be done.")


def _form(
    request: PortalRequest, opening: Opening, choice: BulkChoiceForm, chosen: list[Application]
) -> BulkForm:
    do = choice.cleaned_data["do"]
    movable = [row for row in chosen if not _why_not(row, choice.state)]
    texts = {} if do == WRITE else template_texts(opening.company_id, do)
    return BulkForm(
        request.POST if "confirm" in request.POST else None,
        do=do,
        chosen=[str(row.uuid) for row in chosen],
        languages={row.profile.user.language for row in movable},
        texts=texts,
    )


def _why_not(application: Application, state: ApplicationState | None) -> str:
    if application.state == ApplicationState.WITHDRAWN:
        return _("The applicant has withdrawn this application.")
    return why_not(application, state)


def _do(
    request: PortalRequest, choice: BulkChoiceForm, form: BulkForm, chosen: Iterable[Application]
) -> list[Outcome]:
    common: dict[str, Any] = {"texts": form.texts, "by": request.user}
    if choice.state is None:
        return write_to_many(chosen, **common)
    if choice.state == ApplicationState.REFUSED:
        return refuse_many(chosen, reason=form.cleaned_data["reason"], **common)
    return move_many(chosen, state=choice.state, now=timezone.now(), **common)


def _keep(
    request: PortalRequest, opening: Opening, choice: BulkChoiceForm, outcomes: Iterable[Outcome]
) -> None:
    rows = [(str(row.application.uuid), row.is_done, row.reason) for row in outcomes]
    do = choice.cleaned_data["do"]
    request.session[KEPT] = {"opening": str(opening.uuid), "do": do, "rows": rows}


def _outcomes(request: PortalRequest, opening: Opening) -> HttpResponse:
    """Say of each applicant what came of the last step that was taken here."""
    kept = request.session.get(KEPT, {})
    if kept.get("opening") != str(opening.uuid):
        return redirect("matching:board", opening.uuid)
    chosen = chosen_applicants(opening, [row[0] for row in kept["rows"]], request.viewer)
    rows = {str(row.uuid): row for row in chosen}
    told = [
        (rows[uuid], named(rows[uuid], opening), is_done, reason)
        for uuid, is_done, reason in kept["rows"]
        if uuid in rows
    ]
    context = {"opening": opening, "deed": DEEDS[kept["do"]], "outcomes": told}
    context |= {"done": sum(row[2] for row in told), "failed": sum(not row[2] for row in told)}
    return page(request, "matching/bulk_outcomes.html", context)
