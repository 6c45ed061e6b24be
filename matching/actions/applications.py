"""An application from its first word to its end."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from companies.choices.openings import OpeningState
from companies.models import Opening
from matching.choices.applications import (
    STEPS_OF_THE_APPLICANT,
    ApplicationState,
    RefusalReason,
)
from matching.models import Application
from parks.actions.mail import write_mail
from parks.actions.trail import record
from parks.models import User
from talent.choices.profiles import GrantReason
from talent.models import Document, Profile, ProfileGrant

SEEN_AFTER_REFUSAL = timedelta(days=30)


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
    today: date,
) -> Application:
    """Apply, and let the company read the profile.

    A second submission for the same opening, by double click or from another tab, returns the
    live application that is there already.
    Raises OpeningNotOpenError when the opening is not published or its last day has passed.
    """
    opening = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    _require_open(opening, today)
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    present = Application.objects.live().filter(profile=profile, opening=opening).first()
    if present is not None and present.state != ApplicationState.DRAFT:
        return present
    application = present or Application(profile=profile, opening=opening)
    application.message, application.state = message, ApplicationState.SUBMITTED
    application.submitted_at = timezone.now()
    application.save()
    application.documents.set(documents)
    _grant(application, documents)
    _record(application, "submitted", by=profile.user)
    _send_receipt(application)
    return application


def _require_open(opening: Opening, today: date) -> None:
    if opening.state != OpeningState.PUBLISHED:
        raise OpeningNotOpenError(_("This opening takes no applications any more."))
    if opening.closes_on is not None and opening.closes_on < today:
        raise OpeningNotOpenError(_("The last day to apply has passed."))


def _grant(application: Application, documents: Iterable[Document]) -> None:
    grant, _created = ProfileGrant.objects.get_or_create(
        profile=application.profile,
        organisation_id=application.opening.company_id,
        reference=application.uuid,
        defaults={"reason": GrantReason.APPLICATION},
    )
    grant.documents.set(documents)


def _send_receipt(application: Application) -> None:
    user = application.profile.user
    with translation.override(user.language):
        values = {"title": application.opening.title, "company": application.opening.company}
        write_mail(
            recipient=user.email,
            user=user,
            subject=_("We have your application: %(title)s") % values,
            text=_(
                "%(company)s has received your application for “%(title)s”. "
                "You can follow it, or withdraw it, under “My applications”."
            )
            % values,
        )


@transaction.atomic
def withdraw_application(application: Application, *, by: User) -> Application:
    """The applicant steps back; the company loses its view of the profile at once."""
    application = _move(application, ApplicationState.WITHDRAWN, by=by)
    ProfileGrant.objects.filter(reference=application.uuid).delete()
    return application


@transaction.atomic
def accept_offer(application: Application, *, by: User) -> Application:
    """The applicant says yes to an offer; the company then confirms the hiring."""
    return _move(application, ApplicationState.ACCEPTED, by=by)


@transaction.atomic
def advance_application(
    application: Application, *, state: ApplicationState, message: str = "", by: User
) -> Application:
    """Take an application a step further on the company's side; the applicant reads the message.

    Raises ApplicationError for a step that is the applicant's own, such as accepting an offer.
    """
    if state in STEPS_OF_THE_APPLICANT:
        raise ApplicationError(_("Only the applicant can take this step."))
    application = _move(application, state, by=by)
    _tell_state(application, message.strip())
    return application


@transaction.atomic
def refuse_application(
    application: Application, *, reason: RefusalReason, message: str, by: User
) -> Application:
    """Refuse with a reason and a message that the applicant reads; both are mandatory.

    The company's view of the profile ends 30 days later, time enough to answer questions.
    """
    if not reason or not message.strip():
        raise ApplicationError(_("A refusal needs a reason and a message to the applicant."))
    application = _move(
        application,
        ApplicationState.REFUSED,
        by=by,
        refusal_reason=reason,
        refusal_message=message.strip(),
    )
    ends = timezone.now() + SEEN_AFTER_REFUSAL
    ProfileGrant.objects.filter(reference=application.uuid).update(until=ends)
    _tell_state(application, application.refusal_message)
    return application


def _move(
    application: Application, state: ApplicationState, *, by: User, **fields: Any
) -> Application:
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    application.require_move(state)
    for name, value in {"state": state, **fields}.items():
        setattr(application, name, value)
    application.save(update_fields=["state", "changed_at", *fields])
    _record(application, state.value, by=by)
    return application


def _tell_state(application: Application, message: str) -> None:
    user = application.profile.user
    with translation.override(user.language):
        values = {"title": application.opening.title, "state": application.get_state_display()}
        write_mail(
            recipient=user.email,
            user=user,
            subject=_("Your application “%(title)s”: %(state)s") % values,
            text=message or _("Open “My applications” to see what comes next."),
        )


def _record(application: Application, verb: str, *, by: User) -> None:
    opening = application.opening
    record(application, verb, by=by, organisation_id=opening.company_id, park_id=opening.park_id)
