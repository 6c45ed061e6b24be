"""Training for everybody: what there is to browse, a place in it, and one's own."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from companies.choices.training import SessionState
from companies.models import Programme, Session
from companies.public.course import course
from matching.actions.enrolments import (
    EnrolmentError,
    enrol,
    give_feedback,
    require_taken_part,
    withdraw_enrolment,
)
from matching.calendars.meetings import meetings_text
from matching.choices.enrolments import EnrolmentState
from matching.forms.training import FeedbackForm, SoughtForm
from matching.models import Enrolment
from matching.queries.organised import is_named
from matching.queries.training import (
    attended,
    may_give_feedback,
    my_enrolments,
    organisers_on_show,
    parks_with_training,
    programme_parts,
    programmes_for,
    session_parts,
    standing_of,
    taught_skills,
    turns_of,
)
from matching.views.wishes import own_profile, profile_first
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from parks.workflow import IllegalMoveError

LEFT_BEFORE = (EnrolmentState.WAITING, EnrolmentState.ENROLLED)
OVER = (SessionState.ASSESSED, SessionState.CLOSED)


@login_not_required
@require_safe
def programmes(request: PortalRequest) -> HttpResponse:
    sought = SoughtForm(request.GET).sought()
    context = paged(request, programmes_for(sought))
    context |= {"sought": sought, "is_narrowed": any(sought), "skills": taught_skills()}
    context |= {"parks": parks_with_training(), "organisers": organisers_on_show()}
    return page(request, "matching/programmes.html", context)


@login_not_required
@require_safe
def programme(request: PortalRequest, uuid: UUID) -> HttpResponse:
    rows = programme_parts().filter(pk__in=Programme.objects.visible_to(request.viewer))
    row = get_object_or_404(rows, uuid=uuid)
    context = {"programme": row, "course": course(row) if row.listed else {}}
    return page(request, "matching/programme.html", context)


@login_not_required
@require_safe
def session(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Show a session; somebody who is signed in sees their own place in it."""
    row = _session(request, uuid)
    standing = standing_of(row, request.viewer, row.programme.park.day_at(timezone.now()))
    is_person = bool(request.viewer.is_signed_in and not request.viewer.organisation_ids)
    context = {
        "session": row,
        "programme": row.programme,
        "standing": standing,
        "is_person": is_person,
        "may_leave": standing.enrolment is not None and _may_leave(standing.enrolment),
    }
    return page(request, "matching/session.html", context)


@require_POST
def enrol_in(request: PortalRequest, uuid: UUID) -> HttpResponse:
    row = _session(request, uuid)
    profile = own_profile(request)
    if profile is None:
        return profile_first(request, reverse("matching:session", args=[uuid]))
    try:
        enrolment = enrol(profile=profile, session=row, by=request.user)
    except EnrolmentError as error:
        messages.error(request, str(error))
    else:
        waits = enrolment.state == EnrolmentState.WAITING
        said = _("You are on the waiting list.") if waits else _("You have a place.")
        messages.success(request, said)
    return redirect("matching:session", uuid)


def leave(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Ask once, then give the place back or leave the waiting list."""
    row = get_object_or_404(my_enrolments(request.viewer.user_id), uuid=uuid)
    waits = row.state == EnrolmentState.WAITING
    if request.method != "POST":
        if _may_leave(row):
            return page(request, "matching/leave_session.html", {"enrolment": row, "waits": waits})
        messages.error(request, _("You have left this session, or it is over."))
        return redirect("matching:my_training")
    try:
        withdraw_enrolment(enrolment=row, by=request.user)
    except (EnrolmentError, IllegalMoveError) as error:
        messages.error(request, str(error))
    else:
        left, given = _("You have left the waiting list."), _("You have given the place back.")
        messages.success(request, left if waits else given)
    return redirect("matching:my_training")


@require_safe
def my_training(request: PortalRequest) -> HttpResponse:
    now = timezone.now()
    found = paged(request, my_enrolments(request.viewer.user_id))
    enrolments = list(found["page"])
    turns = turns_of(enrolments)
    rows = [
        (row, attended(row), turns.get(row.pk, 0), may_give_feedback(row, now))
        for row in enrolments
    ]
    context = {**found, "rows": rows, "over": OVER, "is_named": is_named(request.viewer.user_id)}
    return page(request, "matching/my_training.html", context)


def feedback(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """What somebody thought of a session, once it is over."""
    row = get_object_or_404(my_enrolments(request.viewer.user_id), uuid=uuid)
    initial = {"rating": row.rating, "feedback": row.feedback}
    form = FeedbackForm(posted(request), initial=initial)
    try:
        require_taken_part(row)
        if form.is_valid():
            give_feedback(enrolment=row, by=request.user, **form.cleaned_data)
            messages.success(request, _("Thank you. You can still change it here."))
            return redirect("matching:my_training")
    except EnrolmentError as error:
        messages.error(request, str(error))
        return redirect("matching:my_training")
    return page(request, "matching/session_feedback.html", {"form": form, "enrolment": row})


@require_safe
def meetings_file(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """The meetings of a session, to open in a calendar."""
    rows = Enrolment.objects.live().filter(profile__user=request.viewer.user_id)
    row = get_object_or_404(rows.select_related("session__programme"), uuid=uuid)
    text = meetings_text(row.session, reader=request.user, has_a_place=row.has_a_place)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="training.ics"'
    return response


def _may_leave(row: Enrolment) -> bool:
    return row.state in LEFT_BEFORE and row.session.state not in OVER


def _session(request: PortalRequest, uuid: UUID) -> Session:
    """Return a session on show, or one that this person teaches, organises or takes part in."""
    shown = Session.objects.visible_to(request.viewer).values("pk")
    taking_part = Enrolment.objects.filter(profile__user=request.viewer.user_id or 0)
    rows = session_parts().filter(pk__in=shown) | session_parts().filter(
        pk__in=taking_part.values("session")
    )
    return get_object_or_404(rows, uuid=uuid)
