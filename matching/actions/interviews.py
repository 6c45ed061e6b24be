"""An interview: chosen, moved, cancelled, held.

Who changes an interview locks its row first and the row of the slot after it, so that a slot is
taken by one person whoever else asks at the same moment.
"""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from matching.actions.announcements import announce_interview
from matching.actions.interview_errors import (
    AlreadyChosenError,
    ForeignSlotError,
    InterviewBegunError,
    InterviewError,
    NotScheduledError,
    SlotOverError,
    SlotTakenError,
    SlotWithdrawnError,
    TooEarlyError,
)
from matching.actions.interview_letters import tell_cancelled, tell_scheduled
from matching.choices.interviews import LIVE, InterviewState
from matching.models import Application, Interview, InterviewSlot
from parks.actions.trail import record
from parks.models import User
from parks.queue import enqueue


@transaction.atomic
def choose_slot(interview: Interview, *, slot: InterviewSlot, by: User, now: datetime) -> Interview:
    """Take a free slot; both sides get it as a calendar entry. A second click changes nothing.

    Raises ForeignSlotError, SlotWithdrawnError, SlotOverError or SlotTakenError for a slot that
    cannot be had, AlreadyChosenError when another time was chosen before, and IllegalMoveError
    when the interview is over.
    """
    interview = locked(interview)
    if _has(interview, slot):
        return interview
    if interview.state == InterviewState.SCHEDULED:
        raise AlreadyChosenError(_("You have chosen a time already; you can still change it."))
    interview.require_move(InterviewState.SCHEDULED)
    return _take(interview, slot, verb="scheduled", by=by, now=now)


@transaction.atomic
def reschedule(interview: Interview, *, slot: InterviewSlot, by: User, now: datetime) -> Interview:
    """Change to another free slot; the old one is free again, and calendars follow.

    Raises what `choose_slot` raises for the slot, NotScheduledError for an interview that has no
    time or is over, InterviewBegunError once the time has come.
    """
    interview = locked(interview)
    if _has(interview, slot):
        return interview
    if interview.state != InterviewState.SCHEDULED:
        raise NotScheduledError(_("This interview has no time that could be changed."))
    _require_ahead(interview, now)
    return _take(interview, slot, verb="rescheduled", by=by, now=now)


@transaction.atomic
def cancel_by_applicant(interview: Interview, *, reason: str, by: User, now: datetime) -> Interview:
    """The applicant calls it off, with a reason that the company reads; the slot is free again.

    Raises InterviewError without a reason, InterviewBegunError once the time has come.
    """
    interview = locked(interview)
    interview.require_move(InterviewState.CANCELLED)
    _require_ahead(interview, now)
    interview = _cancel(interview, _required(reason), by=by, by_applicant=True)
    tell_cancelled(interview)
    return interview


@transaction.atomic
def cancel_by_company(interview: Interview, *, reason: str, by: User) -> Interview:
    """The company calls it off, with a reason that the applicant reads; also when it was missed."""
    interview = locked(interview)
    interview.require_move(InterviewState.CANCELLED)
    interview = _cancel(interview, _required(reason), by=by, by_applicant=False)
    tell_cancelled(interview)
    return interview


@transaction.atomic
def mark_missed(interview: Interview, *, message: str, by: User, now: datetime) -> Interview:
    """Note that the applicant did not come; they read so, and what the company adds to it.

    The interview counts as cancelled, and the applicant can be invited again. Raises TooEarlyError
    before it has begun.
    """
    interview = locked(interview)
    interview.require_move(InterviewState.CANCELLED)
    if not interview.has_begun(now):
        raise TooEarlyError(_("This interview has not begun yet."))
    with translation.override(interview.application.profile.user.language):
        missed = _("You did not come to this interview.")
    note(interview, "missed", by=by)
    reason = f"{missed} {message.strip()}".strip()
    interview = _cancel(interview, reason, by=by, by_applicant=False)
    tell_cancelled(interview)
    return interview


@transaction.atomic
def mark_held(interview: Interview, *, by: User | None, now: datetime) -> Interview:
    """Note that the interview took place. Raises TooEarlyError before it has begun."""
    interview = locked(interview)
    interview.require_move(InterviewState.HELD)
    if not interview.has_begun(now):
        raise TooEarlyError(_("This interview has not begun yet."))
    return save(interview, "held", by=by, state=InterviewState.HELD)


@transaction.atomic
def cancel_interviews_of(application: Application, *, by: User | None, now: datetime) -> None:
    """End what an application that has ended leaves behind; what has begun counts as held.

    Times in calendars are taken out of them. Who was only invited is told by the application.
    """
    by_applicant = application.profile.user == by
    live = Interview.objects.live().filter(application=application)
    for pk in live.order_by("pk").values_list("pk", flat=True):
        interview = locked(Interview(pk=pk))
        if interview.state in LIVE and interview.has_begun(now):
            save(interview, "held", by=by, state=InterviewState.HELD)
        elif interview.state in LIVE:
            interview = _cancel(interview, "", by=by, by_applicant=by_applicant)
            if interview.slot is not None:
                tell_cancelled(interview)


def locked(interview: Interview) -> Interview:
    """Read an interview again under lock; not its slot, which could be the one of before."""
    rows = Interview.objects.select_for_update(of=("self",))
    related = ("application__profile__user", "application__opening__company")
    return rows.select_related(*related).get(pk=interview.pk)


def save(interview: Interview, verb: str, *, by: User | None, **fields: object) -> Interview:
    """Change fields of a locked interview, with its line in the trail."""
    for name, value in fields.items():
        setattr(interview, name, value)
    interview.save(update_fields=[*fields, "changed_at"])
    note(interview, verb, by=by)
    return interview


def note(interview: Interview, verb: str, *, by: User | None) -> None:
    """Write a line of the trail; its `sequence` says which of the interview's times it is about."""
    opening = interview.application.opening
    record(
        interview,
        verb,
        by=by,
        organisation_id=opening.company_id,
        park_id=opening.park_id,
        sequence=interview.sequence,
    )


def _has(interview: Interview, slot: InterviewSlot) -> bool:
    return interview.state == InterviewState.SCHEDULED and interview.slot_id == slot.pk


def _take(
    interview: Interview, slot: InterviewSlot, *, verb: str, by: User, now: datetime
) -> Interview:
    slot = InterviewSlot.objects.select_for_update(of=("self",)).get(pk=slot.pk)
    _require_free(interview, slot, now)
    before = interview.slot
    changed = {"slot": slot, "sequence": interview.next_sequence}
    interview = save(interview, verb, by=by, state=InterviewState.SCHEDULED, **changed)
    tell_scheduled(interview, before=before)
    announce_interview(interview)
    enqueue("matching.warn_of_no_free_slot", opening_id=interview.application.opening_id)
    return interview


def _require_free(interview: Interview, slot: InterviewSlot, now: datetime) -> None:
    if slot.opening_id != interview.application.opening_id:
        raise ForeignSlotError(_("This time is not one of those you were offered."))
    if slot.is_withdrawn:
        raise SlotWithdrawnError(_("The company no longer offers this time. Choose another."))
    if slot.starts_at <= now:
        raise SlotOverError(_("This time is over. Choose another."))
    if Interview.objects.live().filter(slot=slot).exists():
        raise SlotTakenError(_("Somebody else has just taken this time. Choose another."))


def _require_ahead(interview: Interview, now: datetime) -> None:
    if interview.has_begun(now):
        raise InterviewBegunError(_("This interview has begun; it can no longer be changed."))


def _required(reason: str) -> str:
    if not reason.strip():
        raise InterviewError(_("Say why: the other side will ask."))
    return reason.strip()


def _cancel(interview: Interview, reason: str, *, by: User | None, by_applicant: bool) -> Interview:
    """Cancel a locked interview; it keeps its slot, so that calendars know what to strike out."""
    fields = {"reason": reason, "cancelled_by_applicant": by_applicant}
    if interview.slot is not None:
        fields["sequence"] = interview.next_sequence
    return save(interview, "cancelled", by=by, state=InterviewState.CANCELLED, **fields)
