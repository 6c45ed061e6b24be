"""What applicants and the company are told of an interview; the calendar entry says the same.

At the desk these are who offered the time and who sits on its panel, as far as they still act for
the company. The entry is for those who sit in: without a panel for who offered the time.
"""

from collections.abc import Sequence
from typing import NamedTuple

from matching.actions.panels import members_of
from matching.calendars.events import CalendarMethod, Entry, calendar_text, page_for
from matching.calendars.times import time_for
from matching.models import Interview, InterviewSlot, SlotInterviewer
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.choices.organisations import MembershipRole
from parks.models import Membership, User


class Desk(NamedTuple):
    """Whom of the company a letter goes to, and in whose calendars the interview is."""

    readers: list[User]
    sitting: set[int]


def tell_invited(interview: Interview) -> None:
    """Ask the applicant to choose a time."""
    _send(interview, None, interview.application.profile.user, "interview_invited")


def tell_new_times(interview: Interview) -> None:
    """Tell an applicant who found nothing free that there is something to choose again."""
    _send(interview, None, interview.application.profile.user, "interview_new_times")


def tell_scheduled(interview: Interview, *, before: InterviewSlot | None) -> None:
    """Send the time to both sides; `before` is the slot that was given up for it."""
    slot, template = interview.slot, "interview_scheduled" if before is None else "interview_moved"
    _send(interview, slot, interview.application.profile.user, template, CalendarMethod.REQUEST)
    desk = _desk(interview, [slot])
    _send_desk(interview, slot, desk, template, CalendarMethod.REQUEST)
    if before is not None:
        former = _desk(interview, [before])
        gone = [reader for reader in former.readers if reader not in desk.readers]
        without = Desk(gone, former.sitting)
        _send_desk(interview, before, without, "interview_cancelled", CalendarMethod.CANCEL)


def tell_cancelled(interview: Interview) -> None:
    """Take the time, if there was one, out of the calendars; both sides read the reason."""
    slot, template = interview.slot, "interview_cancelled"
    method = CalendarMethod.CANCEL if slot else None
    slots = [slot] if slot else list(interview.application.opening.slots.all())
    _send(interview, slot, interview.application.profile.user, template, method)
    desk = _desk(interview, slots, with_panel=slot is not None)
    _send_desk(interview, slot, desk, template, method)


def tell_slot_withdrawn(interview: Interview, slot: InterviewSlot) -> None:
    """Take the time out of all calendars; the applicant is asked to choose again."""
    method, template = CalendarMethod.CANCEL, "interview_slot_withdrawn"
    _send(interview, slot, interview.application.profile.user, template, method)
    _send_desk(interview, slot, _desk(interview, [slot]), template, method)


def tell_reminder(interview: Interview) -> None:
    """Remind the applicant; the entry is in their calendar already."""
    _send(interview, interview.slot, interview.application.profile.user, "interview_reminder")


def offering(slots: Sequence[InterviewSlot], company_id: int) -> list[User]:
    """Return who offered these slots, as far as they still arrange interviews of the company."""
    acting = Membership.objects.live().exclude(role=MembershipRole.INTERVIEWER)
    people = acting.filter(
        organisation=company_id, user__in={slot.offered_by_id for slot in slots} - {None}
    )
    return list(User.objects.filter(pk__in=people.values("user"), is_active=True).order_by("pk"))


def _desk(interview: Interview, slots: Sequence[InterviewSlot], *, with_panel: bool = True) -> Desk:
    company = interview.application.opening.company
    arranging = offering(slots, company.pk)
    seats = SlotInterviewer.objects.filter(slot__in=slots) if with_panel else None
    sitting = set(seats.values_list("interviewer", flat=True)) if seats is not None else set()
    panel = [person for person in members_of(company) if person.pk in sitting] if sitting else []
    readers = sorted({*arranging, *panel}, key=lambda person: person.pk)
    return Desk(readers, sitting or {person.pk for person in arranging})


def _send_desk(
    interview: Interview,
    slot: InterviewSlot | None,
    desk: Desk,
    template: str,
    method: CalendarMethod | None,
) -> None:
    for reader in desk.readers:
        entry = method if reader.pk in desk.sitting else None
        _send(interview, slot, reader, template, entry)


def _send(
    interview: Interview,
    slot: InterviewSlot | None,
    reader: User,
    template: str,
    method: CalendarMethod | None = None,
) -> None:
    is_applicant = reader == interview.application.profile.user
    calendar = {}
    if slot is not None and method is not None:
        text = calendar_text([Entry(interview, slot)], reader=reader, method=method)
        calendar = {"calendar": text, "calendar_method": str(method)}
    tell(
        reader,
        kind=NoticeKind.INTERVIEW if is_applicant else NoticeKind.DESK,
        template=f"matching/mail/{'' if is_applicant else 'desk_'}{template}",
        context={
            "interview": interview,
            "opening": interview.application.opening,
            "applicant": interview.application.profile.user,
            "slot": slot,
            "time": time_for(slot, reader.time_zone) if slot else None,
            "has_entry": bool(calendar),
        },
        address=page_for(interview, reader),
        **calendar,
    )
