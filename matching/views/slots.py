"""The times that a company offers for the interviews of an opening."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from companies.models import Opening
from matching.actions.interview_errors import InterviewError
from matching.actions.interview_slots import OfferedTime, offer_slots, withdraw_slot
from matching.actions.panels import clash_words, clashes_with, members_of
from matching.calendars.cutting import Stretch
from matching.calendars.times import SlotTime, time_for, zone_label
from matching.choices.interviews import InterviewState
from matching.forms.slots import ChosenTimesForm, SlotsForm
from matching.models import InterviewSlot
from matching.queries.company_interviews import slots_of
from matching.views.own import my_opening
from parks.http import PortalRequest, page, posted
from parks.models import User
from parks.paging import paged

OF_A_TIME = ("time_zone", "place", "video_url", "note", "buffer_minutes")


@require_safe
def slots(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """What is on offer and who has taken it; what is over or withdrawn on a list of its own."""
    opening, now = my_opening(request, uuid), timezone.now()
    rows, is_past = slots_of(opening.pk), request.GET.get("show") == "past"
    if is_past:
        rows = rows.past(now).order_by("-starts_at", "-pk")
    else:
        rows = rows.on_offer(now).earliest_first()
    context = paged(request, rows)
    zone = request.user.time_zone
    context |= {
        "opening": opening,
        "is_past": is_past,
        "rows": [(slot, time_for(slot, zone)) for slot in context["page"]],
        "zone": zone_label(zone),
        "waiting": opening.applications.filter(interviews__state=InterviewState.INVITED).count(),
    }
    return page(request, "matching/slots.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: PortalRequest, uuid: UUID) -> HttpResponse:
    """Cut days into times, look at what results, offer those that are ticked."""
    opening = my_opening(request, uuid)
    people = members_of(opening.company)
    today, zone = timezone.localdate(), opening.park.time_zone
    form = SlotsForm(posted(request), people=people, today=today, time_zone=zone)
    if not form.is_valid():
        return _offer_page(request, opening, form, [])
    times = form.cleaned_data["times"]
    if "offer" in request.POST:
        chosen = ChosenTimesForm(request.POST, shown=times)
        if not chosen.is_valid():
            messages.warning(request, _("Nothing is offered yet: look at the times and tick some."))
        elif _offered(request, opening, form, chosen.cleaned_data["times"]):
            return redirect("matching:slots", opening.uuid)
    return _offer_page(request, opening, form, times)


@require_POST
def withdraw(request: PortalRequest, uuid: UUID) -> HttpResponse:
    mine = InterviewSlot.objects.filter(opening__company__in=request.viewer.organisation_ids)
    slot = get_object_or_404(mine.select_related("opening"), uuid=uuid)
    try:
        withdraw_slot(slot, by=request.user, now=timezone.now())
    except InterviewError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The time is no longer offered."))
    return redirect("matching:slots", slot.opening.uuid)


def _offered(
    request: PortalRequest, opening: Opening, form: SlotsForm, times: Sequence[Stretch]
) -> bool:
    """Offer them and say so; or say why it could not be done."""
    facts = {name: form.cleaned_data[name] for name in OF_A_TIME}
    offers = [OfferedTime(*stretch, **facts) for stretch in times]
    panel = list(form.cleaned_data["panel"])
    try:
        rows = offer_slots(opening, slots=offers, by=request.user, now=timezone.now(), panel=panel)
    except InterviewError as error:
        messages.error(request, str(error))
        return False
    said = ngettext("%(number)s time is offered.", "%(number)s times are offered.", len(rows))
    messages.success(request, said % {"number": len(rows)})
    return True


def _offer_page(
    request: PortalRequest, opening: Opening, form: SlotsForm, times: Sequence[Stretch]
) -> HttpResponse:
    context = {
        "opening": opening,
        "form": form,
        "times": _previewed(request, form, times) if times else [],
        "zone": zone_label(form.cleaned_data["time_zone"]) if times else "",
    }
    return page(request, "matching/offer_slots.html", context)


def _previewed(
    request: PortalRequest, form: SlotsForm, times: Sequence[Stretch]
) -> list[dict[str, Any]]:
    """Return each time in words, what stands in its way, and whether its box is ticked."""
    zone, now = form.cleaned_data["time_zone"], timezone.now()
    panel: list[User] = list(form.cleaned_data["panel"])
    widened = {time: time.widened(form.cleaned_data["buffer_minutes"]) for time in times}
    clashes = clashes_with(panel, list(widened.values()))
    chosen = set(request.POST.getlist("times")) if "offer" in request.POST else None
    rows = []
    for time in times:
        why = [clash_words(clash, zone) for clash in clashes.get(widened[time], ())]
        why += [_("This time is over.")] if time.starts_at <= now else []
        ticked = not why and (chosen is None or time.key in chosen)
        words = SlotTime(*time, zone, zone)
        rows.append({"key": time.key, "words": words, "why": why, "is_ticked": ticked})
    return rows
