"""Interviews on the company's side: its calendar, one interview, invitations and how they end."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from matching.actions.interview_errors import InterviewError
from matching.actions.interview_invitations import invite_to_interview
from matching.actions.interviews import cancel_by_company, mark_held, mark_missed
from matching.calendars.events import Entry
from matching.calendars.times import time_for, zone_label
from matching.choices.applications import ApplicationState
from matching.choices.interviews import LIVE, InterviewState
from matching.forms.company_interviews import CallOffForm, InviteForm, MissedForm
from matching.models import Application, Interview, InterviewSlot
from matching.queries.applicant_names import named
from matching.queries.company_interviews import (
    Period,
    desk_interviews,
    in_period,
    panel_interviews,
    timed,
    with_panel,
)
from matching.queries.scorecards import requirements_of
from matching.queries.shown_profiles import shown_profile
from matching.queries.stage_messages import prepared
from matching.views.calendars import calendar_file
from matching.views.own import sent_application
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from parks.workflow import IllegalMoveError
from talent.actions.disclosures import note_disclosure
from talent.choices.profiles import DisclosureKind
from talent.models import Document, ProfileGrant
from talent.models.history import DocumentQuerySet

INVITABLE = (ApplicationState.SHORTLISTED, ApplicationState.INTERVIEWING)


@require_safe
def interviews(request: PortalRequest) -> HttpResponse:
    """The calendar of the company; an interviewer finds the interviews they sit in."""
    period = _period(request.GET.get("when", ""))
    zone, viewer = request.user.time_zone, request.viewer
    rows = in_period(desk_interviews(viewer), period, now=timezone.now(), zone=zone)
    context = paged(request, with_panel(rows, viewer))
    context |= {
        "rows": timed(context["page"], zone),
        "period": period.value,
        "zone": zone_label(zone),
        "now": timezone.now(),
    }
    return page(request, "matching/company_interviews.html", context)


@require_safe
def interview(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Who comes, when, and what they bring; every look is written down for the applicant."""
    rows = with_panel(desk_interviews(request.viewer), request.viewer)
    interview = rows.filter(uuid=uuid).first()
    if interview is None or not interview.is_readable:
        return _gone(request, uuid)
    _note_look(request, interview, DisclosureKind.PROFILE)
    profile, opening = interview.application.profile, interview.application.opening
    zone = request.user.time_zone
    context = {
        "interview": interview,
        "application": interview.application,
        "profile": profile,
        "shown": shown_profile(profile, granted=True),
        "granted": True,
        "requirements": requirements_of(opening),
        "documents": _documents(interview).order_by("filename", "pk"),
        "time": time_for(interview.slot, zone) if interview.slot else None,
        "zone": zone_label(zone),
        **_moves(request, interview),
    }
    return page(request, "matching/company_interview.html", context)


@require_safe
def interview_file(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The entry of one interview for the calendar of somebody of the company."""
    interview = _on_my_desk(request, uuid)
    if interview.slot is None or interview.state == InterviewState.INVITED:
        raise Http404
    return calendar_file(Entry(interview, interview.slot), request.user)


@require_safe
def document(request: PortalRequest, uuid: UUID, document_uuid: UUID) -> FileResponse:
    """Hand out a file of the application to who sits in the interview, with a disclosure."""
    interview = get_object_or_404(panel_interviews(request.viewer).with_people(), uuid=uuid)
    document = get_object_or_404(_documents(interview), uuid=document_uuid)
    _note_look(request, interview, DisclosureKind.DOCUMENT, document.filename)
    if not document.file.storage.exists(document.file.name):
        raise Http404
    response = FileResponse(document.file.open(), as_attachment=True, filename=document.filename)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Ask an applicant to choose among the free times of the opening."""
    application, now = _applicant(request, uuid), timezone.now()
    name = named(application, application.opening)
    words = prepared(application, ApplicationState.INTERVIEWING, naming=not name.is_hidden)
    form = InviteForm(posted(request), application=application, initial={"message": words})
    if form.is_valid():
        invitation = {"by": request.user, "now": now, **form.cleaned_data}
        done = _("The invitation is sent.")
        _try(request, done, lambda: invite_to_interview(application, **invitation))
        return redirect("matching:applicant", application.uuid)
    zone, free = request.user.time_zone, application.opening.slots.free(now).earliest_first()
    context = {
        "application": application,
        "name": name,
        "can_invite": application.state in INVITABLE,
        "form": form,
        "times": [(slot, time_for(slot, zone)) for slot in free],
        "zone": zone_label(zone),
    }
    return page(request, "matching/invite_applicant.html", context)


@require_POST
def call_off(request: PortalRequest, uuid: UUID) -> HttpResponse:
    interview = _to_decide(request, uuid)
    form = CallOffForm(request.POST, interview=interview)
    if not form.is_valid():
        messages.error(request, _("Say why: the other side will ask."))
        return redirect("matching:company_interview", uuid)
    reason, done = form.cleaned_data["reason"], _("The interview is cancelled; all are told.")
    _try(request, done, lambda: cancel_by_company(interview, reason=reason, by=request.user))
    return redirect("matching:company_interview", uuid)


@require_POST
def held(request: PortalRequest, uuid: UUID) -> HttpResponse:
    interview, now = _to_decide(request, uuid), timezone.now()
    done = _("Noted: the interview took place.")
    _try(request, done, lambda: mark_held(interview, by=request.user, now=now))
    return redirect("matching:company_interview", uuid)


@require_POST
def missed(request: PortalRequest, uuid: UUID) -> HttpResponse:
    interview, now = _to_decide(request, uuid), timezone.now()
    form = MissedForm(request.POST, interview=interview)
    if not form.is_valid():
        messages.error(request, _("The message is too long; nothing has changed."))
        return redirect("matching:company_interview", uuid)
    message, done = form.cleaned_data["message"], _("Noted: nobody came. The applicant is told.")
    deed = {"message": message, "by": request.user, "now": now}
    _try(request, done, lambda: mark_missed(interview, **deed))
    return redirect("matching:company_interview", uuid)


def _period(wanted: str) -> Period:
    return Period(wanted) if wanted in list(Period) else Period.WEEK


def _on_my_desk(request: PortalRequest, uuid: UUID) -> Interview:
    """Fetch an interview of the desk whose applicant can still be read; others are not found."""
    rows = desk_interviews(request.viewer).filter(is_readable=True)
    return get_object_or_404(rows.with_people(), uuid=uuid)


def _to_decide(request: PortalRequest, uuid: UUID) -> Interview:
    """Fetch an interview for who arranges it; an interviewer decides nothing here."""
    rows = desk_interviews(request.viewer).filter(
        application__opening__company__in=request.viewer.organisation_ids
    )
    return get_object_or_404(rows, uuid=uuid)


def _gone(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Say that there is nothing left to read, to somebody who follows an old link of theirs."""
    viewer, companies = request.viewer, "application__opening__company__in"
    arranged = Q(**{companies: viewer.organisation_ids})
    sat_in = Q(
        **{companies: viewer.interviewing_for},
        slot__in=InterviewSlot.objects.filter(panel__interviewer=viewer.user_id),
    )
    get_object_or_404(Interview.objects.filter(arranged | sat_in), uuid=uuid)
    messages.warning(request, _("This applicant can no longer be read."))
    return redirect("matching:company_interviews")


def _applicant(request: PortalRequest, uuid: UUID) -> Application:
    application = sent_application(request, uuid)
    if application is None:
        raise Http404
    return application


def _documents(interview: Interview) -> DocumentQuerySet:
    """Return the files that were sent along, as far as the grant of the application covers them."""
    grants = ProfileGrant.objects.live().filter(
        documents=OuterRef("pk"), reference=interview.application.uuid
    )
    return Document.objects.filter(Exists(grants))


def _note_look(
    request: PortalRequest, interview: Interview, kind: DisclosureKind, detail: str = ""
) -> None:
    application = interview.application
    note_disclosure(
        application.profile,
        viewer=request.viewer,
        organisation=application.opening.company,
        kind=kind,
        detail=detail,
    )


def _moves(request: PortalRequest, interview: Interview) -> dict[str, Any]:
    """Return what the viewer can do with an interview now."""
    begun = interview.has_begun(timezone.now())
    arranges = interview.application.opening.company_id in request.viewer.organisation_ids
    is_live = arranges and interview.state in LIVE
    scheduled = interview.state == InterviewState.SCHEDULED
    return {
        "arranges": arranges,
        "call_off_form": CallOffForm(interview=interview) if is_live and not begun else None,
        "missed_form": MissedForm(interview=interview) if is_live and begun else None,
        "can_mark_held": arranges and scheduled and begun,
    }


def _try(request: PortalRequest, done: str, action: Callable[[], Interview]) -> None:
    """Do it and say so; or say why it could not be done."""
    try:
        action()
    except (InterviewError, IllegalMoveError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
