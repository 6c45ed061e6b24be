"""What has happened to an application, as its applicant or the company reads it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from matching.choices.applications import (
    MESSAGE_ALONE,
    REASONS_TO_CHOOSE,
    UNANSWERED,
    ApplicationState,
    RefusalReason,
    WithdrawalReason,
)
from matching.choices.interviews import InterviewState, OfferState
from matching.models import Application, ApplicationStep, Interview


class Names(NamedTuple):
    """How a reader calls the two sides; `people` says whether colleagues are named one by one."""

    applicant: str
    company: str
    people: bool = False


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
    applicant: str = "",
) -> list[Step]:
    """Return every state an application took and what was arranged in between, oldest first.

    `interviews` are those of the application, which is read with its opening, company and profile.
    `applicant` is what a page of the company calls the applicant, the whole name nowhere else; if
    it is empty, the applicant reads it.
    """
    company = str(application.opening.company)
    names = Names(applicant or _("You"), company, people=bool(applicant))
    taken = application.steps.select_related("taken_by").order_by("taken_at", "pk")
    states = [_state_step(application, step, names) for step in taken]
    arranged = [step for row in interviews for step in _interview_steps(row, names)]
    return sorted([*states, *arranged], key=lambda step: step.happened_at)


def _state_step(application: Application, taken: ApplicationStep, names: Names) -> Step:
    text = _text(taken)
    if names.people:
        text = text.replace(application.profile.user.full_name or names.applicant, names.applicant)
    return Step(
        label=_label(taken.state, taken.reason),
        happened_at=taken.taken_at,
        who=_who(application, taken, names),
        text=text,
    )


def _label(state: str, reason: str) -> str:
    special = {
        WithdrawalReason.DECLINED_OFFER: _("Offer declined"),
        WithdrawalReason.HIRED_ELSEWHERE: _("Withdrawn: hired elsewhere"),
        OfferState.TAKEN_BACK: _("Offer taken back; shortlisted"),
        OfferState.EXPIRED: _("Lapsed: the offer was not answered in time"),
        UNANSWERED: _("Lapsed: nobody answered in time"),
        MESSAGE_ALONE: _("Message"),
    }
    begun = {ApplicationState.DRAFT: _("Draft begun")}
    return special.get(reason) or begun.get(state) or str(ApplicationState(state).label)


def _who(application: Application, taken: ApplicationStep, names: Names) -> str:
    if taken.taken_by is None:
        return _("The portal")
    if taken.taken_by_id == application.profile.user_id:
        return names.applicant
    return str(taken.taken_by) if names.people else names.company


def _text(step: ApplicationStep) -> str:
    """Return why, where a reason was chosen among several, and what was written with it."""
    return "\n".join(filter(None, (_reason(step), step.message)))


def _reason(step: ApplicationStep) -> str:
    if step.state == ApplicationState.REFUSED and step.reason:
        return str(RefusalReason(step.reason).label)
    return str(WithdrawalReason(step.reason).label) if step.reason in REASONS_TO_CHOOSE else ""


def _interview_steps(interview: Interview, names: Names) -> list[Step]:
    company = names.company
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
    who = names.applicant if mine else company
    return [asked, Step(words, interview.changed_at, who, interview.reason)]
