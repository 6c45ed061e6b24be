"""What the applicant and whoever offered the time are told; the calendar entry says the same."""

from collections.abc import Iterable

from matching.calendars.events import CalendarMethod, Entry, calendar_text, page_for
from matching.calendars.times import time_for
from matching.models import Interview, InterviewSlot
from parks.actions.notices import tell
from parks.choices.notices import NoticeKind
from parks.models import Membership, User


def tell_invited(interview: Interview) -> None:
    """Ask the applicant to choose a time."""
    _send(interview, None, interview.application.profile.user, "interview_invited")


def tell_new_times(interview: Interview) -> None:
    """Tell an applicant who found nothing free that there is something to choose again."""
    _send(interview, None, interview.application.profile.user, "interview_new_times")


def tell_scheduled(interview: Interview, *, before: InterviewSlot | None) -> None:
    """Send the time to both sides; `before` is the slot that was given up for it."""
    applicant, slot = interview.application.profile.user, interview.slot
    template = "interview_scheduled" if before is None else "interview_moved"
    for reader in (applicant, *_at_the_desk(interview, [slot])):
        _send(interview, slot, reader, template, CalendarMethod.REQUEST)
    if before is not None and before.offered_by_id != slot.offered_by_id:
        for reader in _at_the_desk(interview, [before]):
            _send(interview, before, reader, "interview_cancelled", CalendarMethod.CANCEL)


def tell_cancelled(interview: Interview) -> None:
    """Take the time, if there was one, out of the calendars; both sides read the reason."""
    applicant, slot = interview.application.profile.user, interview.slot
    slots = [slot] if slot else interview.application.opening.slots.all()
    method = CalendarMethod.CANCEL if slot else None
    for reader in (applicant, *_at_the_desk(interview, slots)):
        _send(interview, slot, reader, "interview_cancelled", method)


def tell_slot_withdrawn(interview: Interview, slot: InterviewSlot) -> None:
    """Take the time out of both calendars; the applicant is asked to choose again."""
    applicant = interview.application.profile.user
    for reader in (applicant, *_at_the_desk(interview, [slot])):
        _send(interview, slot, reader, "interview_slot_withdrawn", CalendarMethod.CANCEL)


def tell_reminder(interview: Interview) -> None:
    """Remind the applicant; the entry is in their calendar already."""
    _send(interview, interview.slot, interview.application.profile.user, "interview_reminder")


def _at_the_desk(interview: Interview, slots: Iterable[InterviewSlot]) -> Iterable[User]:
    """Return who offered these slots, as far as they still act for the company."""
    acting = Membership.objects.live().filter(
        organisation=interview.application.opening.company_id,
        user__in={slot.offered_by_id for slot in slots} - {None},
    )
    return User.objects.filter(pk__in=acting.values("user"), is_active=True).order_by("pk")


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
        },
        address=page_for(interview, reader),
        **calendar,
    )
