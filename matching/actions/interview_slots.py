"""The times at which a company would interview the applicants of an opening."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from companies.models import Opening
from matching.actions.interview_errors import InterviewError, SlotOverError
from matching.actions.interview_letters import tell_new_times, tell_slot_withdrawn
from matching.actions.interviews import locked, save
from matching.actions.panels import seat_panel
from matching.choices.interviews import InterviewState
from matching.models import Interview, InterviewSlot
from parks.actions.trail import record
from parks.models import User


class OfferedTime(NamedTuple):
    """A time to offer: aware moments, and where; a place or a video link is needed."""

    starts_at: datetime
    ends_at: datetime
    time_zone: str = "Asia/Shanghai"
    place: str = ""
    video_url: str = ""
    note: str = ""
    buffer_minutes: int = 0


@transaction.atomic
def offer_slots(
    opening: Opening,
    *,
    slots: Iterable[OfferedTime],
    by: User,
    now: datetime,
    panel: Sequence[User] = (),
) -> list[InterviewSlot]:
    """Offer times for an opening, all or none; applicants who found nothing free are told.

    Everybody of the panel sits in each of them. Raises SlotOverError for a time that is not ahead,
    InterviewError in the words of the first thing that is wrong with one: its end, its place, its
    time zone; ForeignInterviewerError for somebody who does not act for the company,
    InterviewerBusyError for somebody who has another interview then.
    """
    offered = [_checked(opening, time, by, now) for time in slots]
    had_none_free = not opening.slots.free(now).exists()
    rows = InterviewSlot.objects.bulk_create(offered)
    seat_panel(rows, panel, reader=by)
    _record(opening, "slots offered", by, number=len(rows))
    if rows and had_none_free:
        _tell_those_who_wait(opening)
    return rows


@transaction.atomic
def withdraw_slot(slot: InterviewSlot, *, by: User, now: datetime) -> InterviewSlot:
    """Offer a time no longer; whoever had chosen it is told and chooses again.

    Raises SlotOverError once the time has come.
    """
    slot = InterviewSlot.objects.select_for_update(of=("self",)).get(pk=slot.pk)
    if slot.is_withdrawn:
        return slot
    if slot.starts_at <= now:
        raise SlotOverError(_("This time is over; it cannot be withdrawn."))
    slot.is_withdrawn = True
    slot.save(update_fields=["is_withdrawn"])
    _record(slot.opening, "slot withdrawn", by, slot=str(slot.uuid))
    holders = Interview.objects.filter(slot=slot, state=InterviewState.SCHEDULED)
    for interview in holders.select_for_update(of=("self",)):
        _send_back(locked(interview), slot, by)
    slot.panel.all().delete()  # after the letters, which go to the panel too
    return slot


def _checked(opening: Opening, time: OfferedTime, by: User, now: datetime) -> InterviewSlot:
    slot = InterviewSlot(opening=opening, offered_by=by, **time._asdict())
    if slot.starts_at <= now:
        raise SlotOverError(_("Offer times that lie ahead."))
    try:
        slot.full_clean(validate_unique=False)
    except ValidationError as error:
        raise InterviewError(error.messages[0]) from error
    return slot


def _tell_those_who_wait(opening: Opening) -> None:
    waiting = Interview.objects.filter(application__opening=opening, state=InterviewState.INVITED)
    for interview in waiting.with_people().order_by("pk"):
        tell_new_times(interview)


def _send_back(interview: Interview, slot: InterviewSlot, by: User) -> None:
    fields = {"slot": None, "sequence": interview.next_sequence}
    interview = save(interview, "slot withdrawn", by=by, state=InterviewState.INVITED, **fields)
    tell_slot_withdrawn(interview, slot)


def _record(opening: Opening, verb: str, by: User, **details: object) -> None:
    company, park = opening.company_id, opening.park_id
    record(opening, verb, by=by, organisation_id=company, park_id=park, **details)
