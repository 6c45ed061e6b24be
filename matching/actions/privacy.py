"""What a person decides about who reads their profile."""

from datetime import datetime

from django.db import transaction

from matching.actions.applications import withdraw_application
from matching.actions.interviews import cancel_interviews_of
from matching.models import Application
from matching.queries.privacy import may_be_withdrawn
from parks.models import User
from talent.actions.grants import revoke_grant
from talent.models import ProfileGrant


@transaction.atomic
def end_access(grant: ProfileGrant, *, by: User, now: datetime) -> Application | None:
    """Take an organisation's view of a profile away; its next look is answered with 404.

    A live application that was the reason is withdrawn too, with its interviews, since a company
    cannot decide on somebody it may not read: return it, or None when there was none.
    """
    rows = Application.objects.select_for_update(of=("self",))
    application = rows.filter(uuid=grant.reference, profile=grant.profile_id).first()
    withdrawn = None
    if application is not None and may_be_withdrawn(application):
        withdrawn = withdraw_application(application, by=by)
        cancel_interviews_of(withdrawn, by=by, now=now)
    revoke_grant(grant, by=by)
    return withdrawn
