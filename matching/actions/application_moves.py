"""The one way an application changes its state: with its offer, its grant and its line in the log.

Whoever locks several rows here locks the opening first, then the profile, then applications by id.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from matching.actions.interviews import cancel_interviews_of
from matching.actions.screening import share_files
from matching.actions.steps import note_step
from matching.choices.applications import APPLICATION_MOVES, ApplicationState, RefusalReason
from matching.choices.interviews import OfferState
from matching.models import Application, Offer
from matching.models.applications import ApplicationQuerySet
from parks.models import User
from talent.models import ProfileGrant

SEEN_AFTER_THE_END = timedelta(days=30)
S = ApplicationState
OFFER_AFTER = {
    S.ACCEPTED: OfferState.ACCEPTED,
    S.WITHDRAWN: OfferState.DECLINED,
    S.SHORTLISTED: OfferState.TAKEN_BACK,
    S.REFUSED: OfferState.TAKEN_BACK,
    S.LAPSED: OfferState.EXPIRED,
}


def lockable() -> ApplicationQuerySet:
    """Return applications to lock, with what their moves read of others, which stays free."""
    rows = Application.objects.select_related("opening__company", "profile__user")
    return rows.select_for_update(of=("self",))


def move_application(
    application: Application,
    state: ApplicationState,
    *,
    by: User | None,
    answer: str = "",
    reason: str = "",
    message: str = "",
    **fields: Any,
) -> Application:
    """Take an application to a state, as it is now under lock; `by` None is the portal itself.

    `answer` closes an open offer, `reason` is a code for the log, `message` is what is written to
    the other side, `fields` are further columns.
    Raises IllegalMoveError, in words for the page, when the state cannot follow the present one.
    """
    application = lockable().get(pk=application.pk)
    application.require_move(state)
    if application.state == S.OFFERED:
        declined = fields.get("refusal_reason") == RefusalReason.DECLINED_OFFER
        _close_offer(application, OfferState.DECLINED if declined else OFFER_AFTER[state], answer)
    for name, value in {"state": state, **fields}.items():
        setattr(application, name, value)
    application.save(update_fields=["state", "changed_at", *fields])
    _end_grant(application)
    if state == S.SHORTLISTED:
        share_files(application)
    note_step(application, state, by=by, reason=reason, message=message)
    if state in APPLICATION_MOVES.final():
        cancel_interviews_of(application, by=by, now=timezone.now())
    return application


def _close_offer(application: Application, state: OfferState, answer: str) -> None:
    Offer.objects.waiting().filter(application=application).update(
        state=state, answer=answer, answered_at=timezone.now()
    )


def _end_grant(application: Application) -> None:
    """A withdrawal ends the company's view of the profile at once, another end after 30 days."""
    grants = ProfileGrant.objects.filter(reference=application.uuid)
    if application.state == S.WITHDRAWN:
        grants.delete()
    elif application.state in (S.REFUSED, S.LAPSED):
        grants.update(until=timezone.now() + SEEN_AFTER_THE_END)
