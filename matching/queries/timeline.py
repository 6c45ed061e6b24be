"""What has happened to an application, as its applicant reads it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from matching.choices.applications import (
    REASONS_TO_CHOOSE,
    ApplicationState,
    WithdrawalReason,
)
from matching.choices.interviews import InterviewState, OfferState
from matching.models import Application, Interview, Offer
from parks.models import LogEntry


class Step(NamedTuple):
    """Something that happened: in words, when, by whom, and what was written with it."""

    label: str
    happened_at: datetime
    who: str = ""
    text: str = ""


def timeline_of(
    application: Application,
    *,
    offers: Iterable[Offer] = (),
    interviews: Iterable[Interview] = (),
) -> list[Step]:
    """Return every state an application took and what was arranged in between, oldest first.

    `offers` and `interviews` are those of the application, which tell what was written; the
    application is read with its opening, company and profile.
    """
    entries = LogEntry.objects.about(application).filter(verb__in=ApplicationState.values)
    answer = next((offer.answer for offer in offers if offer.answer), "")
    states = [
        _state_step(application, entry, answer) for entry in entries.order_by("happened_at", "pk")
    ]
    arranged = [step for row in interviews for step in _interview_steps(application, row)]
    return sorted([*states, *arranged], key=lambda step: step.happened_at)


def _state_step(application: Application, entry: LogEntry, answer: str) -> Step:
    reason = entry.details.get("reason", "")
    return Step(
        label=_label(entry.verb, reason),
        happened_at=entry.happened_at,
        who=_who(application, entry.actor_id),
        text=_text(application, entry.verb, reason, answer),
    )


def _label(verb: str, reason: str) -> str:
    special = {
        WithdrawalReason.DECLINED_OFFER: _("Offer declined"),
        WithdrawalReason.HIRED_ELSEWHERE: _("Withdrawn: hired elsewhere"),
        OfferState.TAKEN_BACK: _("Offer taken back; shortlisted"),
        OfferState.EXPIRED: _("Lapsed: the offer was not answered in time"),
    }
    begun = {ApplicationState.DRAFT: _("Draft begun")}
    return special.get(reason) or begun.get(verb) or str(ApplicationState(verb).label)


def _who(application: Application, actor_id: int | None) -> str:
    if actor_id is None:
        return _("The portal")
    if actor_id == application.profile.user_id:
        return _("You")
    return str(application.opening.company)


def _text(application: Application, verb: str, reason: str, answer: str) -> str:
    """Return what was written with a step, as far as it is kept."""
    if verb == ApplicationState.REFUSED:
        return str(application.get_refusal_reason_display())
    if reason == WithdrawalReason.DECLINED_OFFER:
        return answer
    return str(WithdrawalReason(reason).label) if reason in REASONS_TO_CHOOSE else ""


def _interview_steps(application: Application, interview: Interview) -> list[Step]:
    company = str(application.opening.company)
    asked = Step(_("Invited to an interview"), interview.created_at, company, interview.message)
    label = {
        InterviewState.SCHEDULED: _("Time of the interview: %s"),
        InterviewState.HELD: _("Interview held: %s"),
        InterviewState.CANCELLED: _("Interview cancelled"),
    }.get(interview.state)
    if label is None:
        return [asked]
    words = label % interview.slot if "%s" in label else label
    mine = interview.state == InterviewState.SCHEDULED or interview.cancelled_by_applicant
    who = _("You") if mine else company
    return [asked, Step(words, interview.changed_at, who, interview.reason)]
