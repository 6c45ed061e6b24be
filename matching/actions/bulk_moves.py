"""The same step for many applicants: each on its own, and what came of each is told."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from matching.actions.application_messages import write_to_applicant
from matching.actions.applications import (
    ApplicationError,
    advance_application,
    refuse_application,
)
from matching.actions.interview_errors import InterviewError
from matching.actions.interview_invitations import invite_to_interview
from matching.choices.applications import ENDED_WITHOUT_HIRING, ApplicationState, RefusalReason
from matching.models import Application
from matching.queries.stage_messages import Texts, filled, text_for
from parks.models import User
from parks.workflow import IllegalMoveError

S = ApplicationState
MOST_AT_ONCE = 100
BULK_STATES = (S.SHORTLISTED, S.INTERVIEWING, S.HIRED, S.REFUSED)
Step = Callable[[Application, str], object]
"""Takes an application and the message to its applicant."""


class Outcome(NamedTuple):
    """What came of one application: done, or why not."""

    application: Application
    is_done: bool
    reason: str = ""


def move_many(
    applications: Iterable[Application],
    *,
    state: ApplicationState,
    texts: Texts,
    by: User,
    now: datetime,
) -> list[Outcome]:
    """Take applications to a state, or ask their applicants to an interview.

    Each is a change of its own, re-read under lock: who cannot move does not hold up the others.
    `texts` are the messages by language, with the places of names still in them; applications are
    read with their profile's user and their opening's company.
    """

    def step(application: Application, message: str) -> None:
        if state == S.INTERVIEWING:
            invite_to_interview(application, message=message, by=by, now=now)
        else:
            advance_application(application, state=state, message=message, by=by)

    return _each(applications, texts, step)


def refuse_many(
    applications: Iterable[Application], *, reason: RefusalReason, texts: Texts, by: User
) -> list[Outcome]:
    """Refuse applications with one reason and message; both are needed."""

    def step(application: Application, message: str) -> None:
        refuse_application(application, reason=reason, message=message, by=by)

    return _each(applications, texts, step)


def write_to_many(applications: Iterable[Application], *, texts: Texts, by: User) -> list[Outcome]:
    """Write one message to many applicants; their applications stay where they are."""

    def step(application: Application, message: str) -> None:
        write_to_applicant(application, message=message, by=by)

    return _each(applications, texts, step)


def why_not(application: Application, state: ApplicationState | None) -> str:
    """Return why an application cannot take a state, or be written to (None); empty if it can."""
    if state is None:
        ended = application.state in ENDED_WITHOUT_HIRING
        return _("This application has ended.") if ended else ""
    if state == S.SHORTLISTED and application.state == S.OFFERED:
        return _("There is an offer. Take it back first.")
    if state == S.INTERVIEWING and application.state == S.INTERVIEWING:
        return ""
    try:
        application.require_move(state)
    except IllegalMoveError as error:
        return str(error)
    return ""


def _each(applications: Iterable[Application], texts: Texts, step: Step) -> list[Outcome]:
    return [_one(application, texts, step) for application in applications]


def _one(application: Application, texts: Texts, step: Step) -> Outcome:
    text = text_for(texts, application.profile.user.language)
    try:
        step(application, filled(text, application))
    except (ApplicationError, IllegalMoveError, InterviewError) as error:
        return Outcome(application, False, str(error))
    return Outcome(application, True)
