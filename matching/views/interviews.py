from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from matching.actions.interview_errors import InterviewError
from matching.actions.interviews import cancel_by_applicant, choose_slot, reschedule
from matching.calendars.times import time_for, zone_label
from matching.choices.interviews import InterviewState
from matching.forms.interviews import CancelInterviewForm, SlotForm
from matching.models import CalendarFeed, Interview
from matching.queries.interviews import free_slots, my_interviews
from matching.views.calendars import addresses_of
from parks.http import PortalRequest, page, posted
from parks.paging import paged
from parks.workflow import IllegalMoveError
from talent.models import Profile


@require_safe
def interviews(request: PortalRequest) -> HttpResponse:
    now, zone = timezone.now(), request.user.time_zone
    mine = my_interviews(request.viewer.user_id)
    ahead = mine.ahead(now).order_by("slot__starts_at", "pk")
    context = paged(request, mine.past(now).order_by("-changed_at", "-pk"))
    feed = CalendarFeed.objects.filter(profile__user=request.viewer.user_id).first()
    context |= {
        "to_choose": [row for row in ahead if row.state == InterviewState.INVITED],
        "upcoming": [_timed(row, zone) for row in ahead if row.state != InterviewState.INVITED],
        "past": [_timed(row, zone) for row in context["page"]],
        "zone": zone_label(zone),
        **addresses_of(feed),
        "has_profile": Profile.objects.filter(user=request.viewer.user_id).exists(),
    }
    return page(request, "matching/interviews.html", context)


def interview(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """One interview: choose its time, or change it; a time that is gone is said, the rest shown."""
    interview = _my_interview(request, uuid)
    slot_form = _slot_form(request, interview, posted(request))
    if not slot_form.is_valid():
        cancel_form = CancelInterviewForm(interview=interview)
        return _interview_page(request, interview, slot_form, cancel_form)
    take = reschedule if interview.state == InterviewState.SCHEDULED else choose_slot
    slot = slot_form.cleaned_data["slot"]
    try:
        take(interview, slot=slot, by=request.user, now=timezone.now())
    except (InterviewError, IllegalMoveError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The time is yours. You have a mail with the calendar entry."))
    return redirect(interview)


@require_POST
def cancel_interview(request: PortalRequest, uuid: UUID) -> HttpResponse:
    interview = _my_interview(request, uuid)
    form = CancelInterviewForm(request.POST, interview=interview)
    if not form.is_valid():
        return _interview_page(request, interview, _slot_form(request, interview, None), form)
    try:
        cancel_by_applicant(interview, by=request.user, now=timezone.now(), **form.cleaned_data)
    except (InterviewError, IllegalMoveError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The interview is cancelled; the company has been told."))
    return redirect(interview)


def _my_interview(request: PortalRequest, uuid: UUID) -> Interview:
    return get_object_or_404(my_interviews(request.viewer.user_id), uuid=uuid)


def _slot_form(request: PortalRequest, interview: Interview, data: QueryDict | None) -> SlotForm:
    free, zone = free_slots(interview, timezone.now()), request.user.time_zone
    return SlotForm(data, interview=interview, free=free, zone=zone)


def _interview_page(
    request: PortalRequest,
    interview: Interview,
    slot_form: SlotForm,
    cancel_form: CancelInterviewForm,
) -> HttpResponse:
    zone = request.user.time_zone
    is_ahead = not interview.has_begun(timezone.now())
    context = {
        "interview": interview,
        "time": time_for(interview.slot, zone) if interview.slot else None,
        "zone": zone_label(zone),
        "can_choose": interview.state == InterviewState.INVITED,
        "can_change": interview.state == InterviewState.SCHEDULED and is_ahead,
        "slot_form": slot_form,
        "cancel_form": cancel_form,
        "has_free": bool(slot_form.fields["slot"].choices),
    }
    return page(request, "matching/interview.html", context)


def _timed(interview: Interview, zone: str) -> tuple:
    return interview, time_for(interview.slot, zone) if interview.slot else None
