"""An application from the day it is sent to its end."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.choices.openings import OpeningState
from companies.models import Opening
from matching.actions.application_moves import lockable, move_application
from matching.actions.application_news import tell_applicant, tell_company
from matching.actions.drafts import Answers, live_application, note_source, set_contents
from matching.actions.placements import note_match, place_hired
from matching.actions.screening import answer_by_applying, grant_for
from matching.actions.steps import note_step
from matching.choices.applications import (
    STEPS_OF_THE_COMPANY,
    STEPS_WITH_AN_OFFER,
    ApplicationSource,
    ApplicationState,
    RefusalReason,
    WithdrawalReason,
)
from matching.models import Application
from parks.models import User
from talent.actions.profiles import change_profile
from talent.models import Document, Profile


class OpeningNotOpenError(Exception):
    """The opening takes no applications now; says why."""


class ApplicationError(Exception):
    """The application lacks what was needed; says what."""


@transaction.atomic
def submit_application(
    profile: Profile,
    *,
    opening: Opening,
    message: str = "",
    documents: Iterable[Document] = (),
    answers: Answers | None = None,
    source: ApplicationSource = ApplicationSource.ELSEWHERE,
    today: date,
) -> Application:
    """Apply, or send the draft that is there, and let the company read the profile.

    `source` is how the person came to the opening, unless their draft knows that already.

    A second submission for the same opening, by double click or from another tab, returns the
    live application that is there already.
    Raises OpeningNotOpenError when the opening is not published or its last day has passed, and
    ApplicationError when a question that must be answered is not.
    """
    opening = Opening.objects.select_for_update(of=("self",), no_key=True).get(pk=opening.pk)
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    present = live_application(profile, opening)
    if present is not None and present.state != ApplicationState.DRAFT:
        return present
    _require_open(opening, today)
    _require_answers(opening, answers or {})
    application = present or Application(profile=profile, opening=opening)
    application.message, application.state = message, ApplicationState.SUBMITTED
    application.submitted_at = timezone.now()
    note_source(application, source)
    application.save()
    set_contents(application, documents, answers or {})
    grant_for(application)
    answer_by_applying(application, application.submitted_at)
    note_match(profile, opening, application)
    note_step(application, ApplicationState.SUBMITTED, by=profile.user)
    sent = ", ".join(application.documents.order_by("pk").values_list("filename", flat=True))
    tell_applicant(application, "application_received", documents=sent)
    tell_company(application, "desk_application_received")
    return application


def _require_open(opening: Opening, today: date) -> None:
    reason = why_not_open(opening, today)
    if reason:
        raise OpeningNotOpenError(reason)


def why_not_open(opening: Opening, today: date) -> str:
    """Return why an opening takes no applications on a day, in words; empty when it takes them."""
    if opening.state == OpeningState.PAUSED:
        return _("This opening is paused; it takes no applications for now.")
    if opening.state != OpeningState.PUBLISHED:
        return _("This opening takes no applications any more.")
    return _("The last day to apply has passed.") if opening.is_past(today) else ""


def _require_answers(opening: Opening, answers: Answers) -> None:
    required = opening.questions.filter(is_required=True).values_list("pk", flat=True)
    if any(not answers.get(pk, "").strip() for pk in required):
        raise ApplicationError(_("A question of the company is not answered yet."))


@transaction.atomic
def withdraw_application(
    application: Application, *, reason: WithdrawalReason | str = "", by: User
) -> Application:
    """The applicant steps back; the company loses its view of the profile at once."""
    application = move_application(application, ApplicationState.WITHDRAWN, by=by, reason=reason)
    words = WithdrawalReason(reason).label if reason else ""
    tell_applicant(application, "application_withdrawn")
    tell_company(application, "desk_application_withdrawn", reason=words)
    return application


@transaction.atomic
def advance_application(
    application: Application, *, state: ApplicationState, message: str = "", by: User | None
) -> Application:
    """Take an application a step further on the company's side; the applicant reads the message.

    Raises ApplicationError for a step that is the applicant's own or is taken another way: an
    offer is made with its terms, a refusal has its reason. Confirming that somebody is hired ends
    their other applications.
    """
    _require_step_of_the_company(state)
    if state == ApplicationState.HIRED:
        return _hire(application, message.strip(), by)
    taken_back = state == ApplicationState.SHORTLISTED
    if taken_back and lockable().get(pk=application.pk).state == ApplicationState.OFFERED:
        raise ApplicationError(_("There is an offer. Take it back first."))
    application = move_application(application, state, by=by, message=message.strip())
    lapsed = state == ApplicationState.LAPSED
    template = "application_lapsed" if lapsed else "application_moved"
    tell_applicant(application, template, message=message.strip())
    return application


def _require_step_of_the_company(state: ApplicationState) -> None:
    if state in (*STEPS_OF_THE_COMPANY, ApplicationState.LAPSED):
        return
    if state == ApplicationState.REFUSED:
        raise ApplicationError(_("A refusal needs a reason and a message to the applicant."))
    if state in STEPS_WITH_AN_OFFER:
        raise ApplicationError(_("Make an offer; the applicant answers it."))
    raise ApplicationError(_("Only the applicant can take this step."))


@transaction.atomic
def refuse_application(
    application: Application, *, reason: RefusalReason, message: str, by: User
) -> Application:
    """Refuse with a reason and a message that the applicant reads; both are mandatory.

    The company's view of the profile ends 30 days later, time enough to answer questions.
    """
    if not reason or not message.strip():
        raise ApplicationError(_("A refusal needs a reason and a message to the applicant."))
    application = move_application(
        application,
        ApplicationState.REFUSED,
        by=by,
        reason=reason,
        message=message.strip(),
        refusal_reason=reason,
        refusal_message=message.strip(),
    )
    tell_applicant(application, "application_refused", message=application.refusal_message)
    return application


def _hire(application: Application, message: str, by: User | None) -> Application:
    others = _lock_sent(application.profile_id)
    application = move_application(application, ApplicationState.HIRED, by=by, message=message)
    place_hired(application=application, by=by)
    # The log of another company does not tell who has hired its applicant.
    closed = _close([row for row in others if row.pk != application.pk], by=None)
    tell_applicant(application, "application_hired", message=message, closed=closed)
    return application


@transaction.atomic
def close_applications(profile: Profile, *, stop_matching: bool, by: User) -> list[Application]:
    """The person was hired elsewhere: all that was sent is withdrawn, and the companies are told.

    Drafts stay; nobody has seen them. `stop_matching` takes the profile out of the nightly lists.
    """
    closed = _close(_lock_sent(profile.pk), by=by)
    if stop_matching:
        change_profile(profile.user, in_matching=False)
    if closed:
        tell_applicant(closed[0], "applications_closed", closed=closed)
    return closed


def _lock_sent(profile_id: int) -> list[Application]:
    """Lock a person and, before anything is written, all of their applications that may end."""
    Profile.objects.select_for_update(of=("self",)).get(pk=profile_id)
    rows = lockable().filter(profile=profile_id).withdrawable()
    return list(rows.order_by("pk"))


def _close(applications: Iterable[Application], *, by: User | None) -> list[Application]:
    reason = WithdrawalReason.HIRED_ELSEWHERE
    closed = [
        move_application(row, ApplicationState.WITHDRAWN, by=by, reason=reason)
        for row in applications
    ]
    for application in closed:
        tell_company(application, "desk_hired_elsewhere")
    return closed
