"""Taking one applicant to the next step, from the board, the list or their own page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.applications import (
    ApplicationError,
    advance_application,
    refuse_application,
)
from matching.choices.applications import ApplicationState
from matching.forms.applications import STEPS, MoveForm
from matching.models import Application
from matching.queries.applicant_names import named
from matching.queries.possible_moves import states_after
from matching.queries.stage_messages import filled, prepared
from matching.views.boards import moved_board
from matching.views.own import sent_application, withdrawn_from_us
from parks.http import PortalRequest, page, posted
from parks.workflow import IllegalMoveError

FROM_BOARD = "board"


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The form of a step: its message as it was prepared, the reason of a refusal."""
    application = sent_application(request, uuid)
    if application is None:
        return _gone(request, withdrawn_from_us(request, uuid))
    states, name = _states(request, application), named(application, application.opening)
    naming = not name.is_hidden
    text = prepared(application, states[0], naming=naming) if len(states) == 1 else ""
    form = MoveForm(posted(request), states=states or list(STEPS), text=text)
    form.helper.form_action = request.get_full_path()
    if request.htmx:
        form.helper.attrs = {"hx-post": request.get_full_path(), "hx-target": "#move-form"}
    if form.is_valid():
        return _answer(request, application, *_take(application, form, request, str(name)))
    context = {"application": application, "form": form, "name": name, "states": states}
    template = "matching/move_form.html" if request.htmx else "matching/move.html"
    return page(request, template, context | {"is_from_board": _is_from_board(request)})


def _states(request: PortalRequest, application: Application) -> list[ApplicationState]:
    """Return what can be chosen: the one step that was asked for, else all that may follow.

    What is sent is not looked at here: another tab may have been quicker, and the action says so.
    """
    wanted = request.POST.get("state") or request.GET.get("to")
    known = [state for state in STEPS if state == wanted]
    if request.method == "POST":
        return known
    legal = [state for state in states_after(application) if state in STEPS]
    return [state for state in known if state in legal] if wanted else legal


def _take(
    application: Application, form: MoveForm, request: PortalRequest, name: str
) -> tuple[bool, str]:
    """Take the step; return whether it was taken and what there is to say."""
    state = ApplicationState(form.cleaned_data["state"])
    message = filled(form.cleaned_data["message"], application)
    try:
        if state == ApplicationState.REFUSED:
            reason = form.cleaned_data["reason"]
            refuse_application(application, reason=reason, message=message, by=request.user)
        else:
            advance_application(application, state=state, message=message, by=request.user)
    except (IllegalMoveError, ApplicationError) as error:
        return False, f"{name}: {error}"
    return True, _("%(name)s: now “%(state)s”, and told.") % {"name": name, "state": state.label}


def _answer(
    request: PortalRequest, application: Application, is_done: bool, said: str
) -> HttpResponse:
    if request.htmx:
        return moved_board(request, application.opening, said=said, card=application.uuid)
    (messages.success if is_done else messages.error)(request, said)
    return redirect(_back(request, application))


def _gone(request: PortalRequest, application: Application) -> HttpResponse:
    """The applicant was quicker: say so and show who is left."""
    said = _("The applicant has withdrawn this application.")
    if request.htmx:
        return moved_board(request, application.opening, said=said, card=application.uuid)
    messages.warning(request, said)
    page_of_opening = "board" if _is_from_board(request) else "applicants"
    return redirect(f"matching:{page_of_opening}", application.opening.uuid)


def _is_from_board(request: PortalRequest) -> bool:
    return request.GET.get("from") == FROM_BOARD


def _back(request: PortalRequest, application: Application) -> str:
    if _is_from_board(request):
        board = reverse("matching:board", args=[application.opening.uuid])
        return f"{board}#card-{application.uuid}"
    return reverse("matching:applicant", args=[application.uuid])
