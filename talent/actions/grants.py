"""Who may read a profile: a grant ends when its reason does, or when its person says so."""

from django.db import transaction

from parks.actions.trail import record
from parks.models import User
from talent.models import ProfileGrant


@transaction.atomic
def revoke_grant(grant: ProfileGrant, *, by: User) -> bool:
    """Take an organisation's view of a profile away, at once; False when it is gone already."""
    grant = ProfileGrant.objects.select_for_update(of=("self",)).filter(pk=grant.pk).first()
    if grant is None:
        return False
    record(
        grant.profile,
        "access revoked",
        by=by,
        organisation_id=grant.organisation_id,
        reason=grant.reason,
    )
    grant.delete()
    return True
