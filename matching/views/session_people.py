"""People of a session, for its organiser and trainers: attendance, taking off, calling off."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from companies.models import Session, SessionMeeting
from matching.actions.assessments import AssessmentError
from matching.actions.attendance import MARKED_IN, mark_attendance
from matching.actions.enrolments import EnrolmentError, cancel_session, remove_enrolment
from matching.actions.number_files import FORMS
from matching.actions.participant_files import participants_file
from matching.choices.enrolments import Attendance
from matching.forms.training import ReasonForm
from matching.models import Enrolment
from matching.queries.organised import PEOPLE_A_PAGE, marks_of, may_hold, people_of
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from parks.workflow import IllegalMoveError


def attendance(request: PortalRequest, uuid: UUID, number: int) -> HttpResponse:
    """One sheet for a meeting: a row for each person, four buttons each."""
    meeting = _meeting(request, uuid, number)
    is_ahead = meeting.starts_at > timezone.now()
    if request.method == "POST":
        try:
            marked = mark_attendance(meeting=meeting, marks=_marks(request), by=request.user)
        except (AssessmentError, EnrolmentError) as error:
            messages.error(request, str(error))
        else:
            said = _("Saved: %(number)d marks are new or changed.")
            messages.success(request, said % {"number": marked})
        return redirect(request.get_full_path())
    context = {
        **paged(request, marks_of(meeting), size=PEOPLE_A_PAGE),
        "meeting": meeting,
        "session": meeting.session,
        "marks": Attendance.choices,
        "is_ahead": is_ahead,
        "is_open": meeting.session.state in MARKED_IN and not is_ahead,
        "may_change": Session.objects.editable_by(request.viewer).filter(uuid=uuid).exists(),
    }
    return page(request, "matching/attendance.html", context)


@require_safe
def teaching(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """A session for who teaches it: meetings and people, without e-mail addresses."""
    rows = may_hold(request.viewer).select_related("programme")
    session = get_object_or_404(rows, uuid=uuid)
    meetings = session.meetings.order_by("starts_at", "pk")
    people = paged(request, people_of(session).placed, size=PEOPLE_A_PAGE)
    context = {"session": session, "meetings": meetings, **people}
    return page(request, "matching/teaching.html", context)


@require_safe
def participants(request: PortalRequest, uuid: UUID, form: str) -> HttpResponse:
    """The list as a file for the organiser; each person sees that it was downloaded."""
    rows = Session.objects.filter(programme__organiser__in=request.viewer.organisation_ids)
    session = get_object_or_404(rows.select_related("programme__park"), uuid=uuid)
    if form not in FORMS:
        raise Http404
    content = participants_file(session, form, viewer=request.viewer, by=request.user)
    response = HttpResponse(content, content_type=FORMS[form])
    name = f"participants-{session.starts_on}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def remove_person(request: PortalRequest, uuid: UUID) -> HttpResponse:
    rows = Enrolment.objects.editable_by(request.viewer).live()
    enrolment = get_object_or_404(rows.select_related("profile__user", "session"), uuid=uuid)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            remove_enrolment(
                enrolment=enrolment, by=request.user, reason=form.cleaned_data["reason"]
            )
        except (EnrolmentError, IllegalMoveError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Taken off the list and told why."))
        return redirect("matching:desk_session", enrolment.session.uuid)
    context = {"form": form, "enrolment": enrolment, "session": enrolment.session}
    return page(request, "matching/remove_person.html", context)


def call_off(request: PortalRequest, uuid: UUID) -> HttpResponse:
    rows = Session.objects.editable_by(request.viewer).select_related("programme")
    session = get_object_or_404(rows, uuid=uuid)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            cancel_session(session=session, by=request.user, reason=form.cleaned_data["reason"])
        except (EnrolmentError, IllegalMoveError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Called off. Everybody on the lists is told."))
        return redirect("matching:desk_session", uuid)
    context = {"form": form, "session": session}
    return page(request, "matching/call_off.html", context)


def _meeting(request: PortalRequest, uuid: UUID, number: int) -> SessionMeeting:
    rows = SessionMeeting.objects.filter(session__in=may_hold(request.viewer).values("pk"))
    rows = rows.select_related("session__programme__park")
    return get_object_or_404(rows, session__uuid=uuid, pk=number)


def _marks(request: PortalRequest) -> dict[int, Attendance]:
    """Return what was ticked, by enrolment id, and the mark asked for all others on the sheet.

    Lines that make no sense are left out.
    """
    marks, others = {}, request.POST.get("others")
    for name, value in request.POST.items():
        key = name.removeprefix("mark-")
        if key != name and key.isdecimal() and value in Attendance.values:
            marks[int(key)] = Attendance(value)
    if others in Attendance.values:
        rows = filter(str.isdecimal, request.POST.getlist("row"))
        marks = dict.fromkeys(map(int, rows), Attendance(others)) | marks
    return marks
