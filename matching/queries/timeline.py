"""What has happened to an application, as its applicant reads it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from matching.choices.applications import (
    REASONS_TO_CHOOSE,
    ApplicationState,
    RefusalReason,
    WithdrawalReason,
)
from matching.choices.interviews import InterviewState, OfferState
from matching.models import Application, ApplicationStep, Interview


class Step(NamedTuple):
    """Something that happened: in words, when, by whom, and what was written with it."""

    label: str
    happened_at: datetime
    who: str = ""
    text: str = ""


def timeline_of(
    application: Application,
    *,
    interviews: Iterable[Interview] = (),
) -> list[Step]:
    """Return every state an application took and what was arranged in between, oldest first.

    `interviews` are those of the application, which is read with its opening, company and profile.
    """
    taken = application.steps.order_by("taken_at", "pk")
    states = [_state_step(application, step) for step in taken]
    arranged = [step for row in interviews for step in _interview_steps(application, row)]
    return sorted([*states, *arranged], key=lambda step: step.happened_at)


def _state_step(application: Application, taken: ApplicationStep) -> Step:
    return Step(
        label=_label(taken.state, taken.reason),
        happened_at=taken.taken_at,
        who=_who(application, taken.taken_by_id),
        text=_text(taken),
    )


def _label(state: str, reason: str) -> str:
    special = {
        WithdrawalReason.DECLINED_OFFER: _("Offer declined"),
        WithdrawalReason.HIRED_ELSEWHERE: _("Withdrawn: hired elsewhere"),
        OfferState.TAKEN_BACK: _("Offer taken back; shortlisted"),
        OfferState.EXPIRED: _("Lapsed: the offer was not answered in time"),
    }
    begun = {ApplicationState.DRAFT: _("Draft begun")}
    return special.get(reason) or begun.get(state) or str(ApplicationState(state).label)


def _who(application: Application, actor_id: int | None) -> str:
    if actor_id is None:
        return _("The portal")
    if actor_id == application.profile.user_id:
        return _("You")
    return str(application.opening.company)


def _text(step: ApplicationStep) -> str:
    """Return why, where a reason was chosen among several, and what was written with it."""
    return "\n".join(filter(None, (_reason(step), step.message)))


def _reason(step: ApplicationStep) -> str:
    if step.state == ApplicationState.REFUSED and step.reason:
        return str(RefusalReason(step.reason).label)
    return str(WithdrawalReason(step.reason).label) if step.reason in REASONS_TO_CHOOSE else ""


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
