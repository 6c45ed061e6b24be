"""The steps of an application: one row for the two sides, one line for the log."""

from django.utils import timezone

from matching.actions.announcements import announce_step
from matching.choices.applications import ApplicationState
from matching.models import Application, ApplicationStep
from parks.actions.trail import record
from parks.models import User


def note_step(
    application: Application,
    state: ApplicationState,
    *,
    by: User | None,
    reason: str = "",
    message: str = "",
    verb: str = "",
) -> ApplicationStep:
    """Write that an application took a state; `by` None is the portal itself.

    The message is for the two sides. The log of the company and its park holds the reason alone,
    and of a draft, which nobody but its writer may know of, not even the organisation. `verb` says
    in the log what was done where that is not the state.
    """
    opening = application.opening
    scope = {"organisation_id": opening.company_id, "park_id": opening.park_id}
    if state == ApplicationState.DRAFT:
        scope = {}
    details = {"reason": reason} if reason else {}
    record(application, verb or state.value, by=by, **scope, **details)
    if not verb:
        announce_step(application, state)
    return ApplicationStep.objects.create(
        application=application,
        state=state,
        reason=reason,
        message=message,
        taken_by=by,
        taken_at=timezone.now(),
    )
