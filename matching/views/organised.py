"""The desk of those who hold training: programmes, sessions, participants, attendance."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.actions.programmes import ProgrammeError, save_programme
from companies.actions.sessions import MAY_BE_CHANGED, SessionError, discard_session
from companies.choices.training import SESSION_MOVES, SessionState
from companies.forms.training import ProgrammeForm, SessionForm
from companies.models import Programme, Session
from matching.actions.session_staff import plan_session
from matching.actions.sessions import (
    EarlyStartError,
    ResultsMissingError,
    advance_session,
    replan_session,
)
from matching.queries.organised import (
    FORWARD,
    PEOPLE_A_PAGE,
    examined_by,
    figures_of,
    next_moves,
    organised,
    people_of,
    taught_by,
    weeks_until_free,
)
from parks.http import PortalRequest, page, posted
from parks.models import Organisation
from parks.paging import paged
from parks.workflow import IllegalMoveError

SECOND_WORD = {
    ResultsMissingError: "matching/results_missing.html",
    EarlyStartError: "matching/early_start.html",
}
"""The page that asks once more, by what stands against going on."""


@require_safe
def training_desk(request: PortalRequest) -> HttpResponse:
    mine = Organisation.objects.filter(pk__in=request.viewer.organisation_ids).order_by("pk")
    context = paged(request, organised(request.viewer))
    user_id = request.viewer.user_id
    context |= {"taught": taught_by(user_id)[:20], "examined": examined_by(user_id)[:20]}
    context["organisations"] = mine
    return page(request, "matching/training_desk.html", context)


def edit_programme(
    request: PortalRequest, uuid: UUID | None = None, organiser: UUID | None = None
) -> HttpResponse:
    """Write a programme of an organisation, or change one."""
    programme = _programme(request, uuid) if uuid else None
    owner = programme.organiser if programme else _organiser(request, organiser)
    form = ProgrammeForm(posted(request), organiser=owner, programme=programme)
    if form.is_valid():
        what = {"skills": form.cleaned_data["skills"], "park": form.cleaned_data["park"]}
        try:
            save_programme(
                organiser=owner, programme=programme, by=request.user, **what, **form.facts()
            )
        except ProgrammeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The programme is saved."))
            return redirect("matching:training_desk")
    context = {"form": form, "programme": programme, "organiser": owner}
    return page(request, "matching/edit_programme.html", context)


def edit_session(
    request: PortalRequest, programme: UUID | None = None, uuid: UUID | None = None
) -> HttpResponse:
    """Plan a session of a programme, or change one; more places go to those who wait."""
    session = _session(request, uuid) if uuid else None
    row = session.programme if session else _programme(request, programme)
    form = SessionForm(posted(request), programme=row, session=session)
    if form.is_valid():
        try:
            saved = _save_session(request, row, session, form)
        except SessionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The session is saved."))
            return redirect("matching:desk_session", saved.uuid)
    context = {"form": form, "programme": row, "session": session}
    return page(request, "matching/edit_session.html", context)


def _save_session(
    request: PortalRequest, programme: Programme, session: Session | None, form: SessionForm
) -> Session:
    if session is None:
        return plan_session(programme=programme, by=request.user, **form.cleaned_data)
    return replan_session(session=session, by=request.user, **form.cleaned_data)


def copy_session(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Plan a session like another, on the same days of the week."""
    source = _session(request, uuid)
    form = SessionForm(
        posted(request),
        programme=source.programme,
        session=source,
        weeks_later=weeks_until_free(source, timezone.localdate()),
    )
    if form.is_valid():
        saved = plan_session(programme=source.programme, by=request.user, **form.cleaned_data)
        messages.success(request, _("The session is saved."))
        return redirect("matching:desk_session", saved.uuid)
    context = {"form": form, "programme": source.programme, "session": None}
    return page(request, "matching/edit_session.html", context)


@require_safe
def desk_session(request: PortalRequest, uuid: UUID) -> HttpResponse:
    session = _session(request, uuid)
    people, figures = people_of(session), figures_of(session)
    context = {
        **paged(request, people.placed, size=PEOPLE_A_PAGE, count=figures["placed"]),
        "figures": figures,
        "session": session,
        "programme": session.programme,
        "meetings": session.meetings.order_by("starts_at", "pk"),
        "waiting": people.waiting[:PEOPLE_A_PAGE],
        "gone": people.gone[:PEOPLE_A_PAGE],
        "most": PEOPLE_A_PAGE,
        "moves": next_moves(session),
        "is_own": session.programme.organiser_id in request.viewer.organisation_ids,
        "may_change": session.state in MAY_BE_CHANGED,
        "may_discard": session.state == SessionState.DRAFT,
        "may_cancel": SESSION_MOVES.allows(session.state, SessionState.CANCELLED),
    }
    return page(request, "matching/desk_session.html", context)


def move_to(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Take a session on. A look at the address, as after another language, leads to its page."""
    session, wanted = _session(request, uuid), request.POST.get("state", "")
    if request.method != "POST":
        return redirect("matching:desk_session", uuid)
    if wanted not in FORWARD:
        messages.error(request, _("Choose what comes next."))
        return redirect("matching:desk_session", uuid)
    is_confirmed = request.POST.get("confirmed") == "1"
    try:
        advance_session(
            session=session, to=SessionState(wanted), by=request.user, is_confirmed=is_confirmed
        )
    except tuple(SECOND_WORD) as error:
        context = {"session": session, "why": str(error), "wanted": wanted}
        return page(request, SECOND_WORD[type(error)], context)
    except (SessionError, IllegalMoveError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, SessionState(wanted).label)
    return redirect("matching:desk_session", uuid)


def throw_away(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Ask once, then delete a draft that nobody outside has seen."""
    session = _session(request, uuid)
    if request.method != "POST" and session.state == SessionState.DRAFT:
        return page(request, "matching/discard_session.html", {"session": session})
    try:
        discard_session(session=session, by=request.user)
    except SessionError as error:
        messages.error(request, str(error))
        return redirect("matching:desk_session", uuid)
    messages.success(request, _("The draft is deleted."))
    return redirect("matching:training_desk")


def _organiser(request: PortalRequest, uuid: UUID | None) -> Organisation:
    mine = Organisation.objects.filter(pk__in=request.viewer.organisation_ids)
    return get_object_or_404(mine, uuid=uuid)


def _programme(request: PortalRequest, uuid: UUID | None) -> Programme:
    rows = Programme.objects.editable_by(request.viewer)
    rows = rows.select_related("organiser", "park", "scheme__issuer", "agreement")
    return get_object_or_404(rows, uuid=uuid)


def _session(request: PortalRequest, uuid: UUID) -> Session:
    rows = Session.objects.editable_by(request.viewer)
    rows = rows.select_related("programme__organiser", "programme__park", "programme__scheme")
    return get_object_or_404(rows, uuid=uuid)
