"""Asking an applicant to an interview, which takes the application to that state."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from matching.actions.application_moves import lockable, move_application
from matching.actions.interview_errors import AlreadyInvitedError, NoFreeSlotError
from matching.actions.interview_letters import tell_invited
from matching.actions.interviews import note
from matching.choices.applications import ApplicationState
from matching.models import Application, Interview
from parks.models import User


@transaction.atomic
def invite_to_interview(
    application: Application, *, message: str = "", by: User, now: datetime
) -> Interview:
    """Ask a shortlisted applicant to choose among the free slots of the opening.

    The application takes the state "interviewing". Raises IllegalMoveError for an application that
    is not that far or further, AlreadyInvitedError when an interview is under way, NoFreeSlotError
    when nothing could be chosen.
    """
    application = lockable().get(pk=application.pk)
    is_interviewing = application.state == ApplicationState.INTERVIEWING
    if not is_interviewing:
        application.require_move(ApplicationState.INTERVIEWING)
    if Interview.objects.live().filter(application=application).exists():
        raise AlreadyInvitedError(_("This applicant is invited already."))
    if not application.opening.slots.free(now).exists():
        raise NoFreeSlotError(_("Offer a time first: no slot of this opening is free."))
    if not is_interviewing:
        application = move_application(application, ApplicationState.INTERVIEWING, by=by)
    interview = Interview.objects.create(application=application, message=message.strip())
    note(interview, "invited", by=by)
    tell_invited(interview)
    return interview
