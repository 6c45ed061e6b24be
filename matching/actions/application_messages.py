"""A message to an applicant that goes without a move."""

from django.db import transaction
from django.utils.translation import gettext as _

from matching.actions.application_moves import lockable
from matching.actions.application_news import tell_applicant
from matching.actions.applications import ApplicationError
from matching.actions.steps import note_step
from matching.choices.applications import (
    ENDED_WITHOUT_HIRING,
    MESSAGE_ALONE,
    ApplicationState,
)
from matching.models import Application
from parks.models import User


@transaction.atomic
def write_to_applicant(application: Application, *, message: str, by: User) -> Application:
    """Write to an applicant, who reads it in the mail and on the page of the application.

    It is no answer: the application stays in its state. Raises ApplicationError without words, or
    when the application has ended.
    """
    if not message.strip():
        raise ApplicationError(_("The message is empty."))
    application = lockable().get(pk=application.pk)
    if application.state in ENDED_WITHOUT_HIRING:
        raise ApplicationError(_("This application has ended."))
    state = ApplicationState(application.state)
    words = {"reason": MESSAGE_ALONE, "message": message.strip()}
    note_step(application, state, by=by, verb="applicant written to", **words)
    tell_applicant(application, "application_message", message=message.strip())
    return application
