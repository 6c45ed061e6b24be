"""Coming and going of staff, in the log: one entry for each park whose office they work in."""

from parks.actions.trail import record
from parks.choices.organisations import OrganisationKind
from parks.models import Membership, User

SIGNED_IN, SIGNED_OUT = "signed in", "signed out"
SIGN_IN_FAILED, SECOND_STEP_FAILED = "sign-in failed", "second step of the sign-in failed"
FAILURES = (SIGN_IN_FAILED, SECOND_STEP_FAILED)
SIGN_IN_VERBS = (SIGNED_IN, SIGNED_OUT, *FAILURES)


def note_sign_in(user: User, verb: str) -> None:
    """Write down that somebody came or went, if they are staff; a failure has no actor.

    An operator who works in no park office is written down once, without a park.
    """
    if not user.is_staff:
        return
    offices = Membership.objects.live().filter(
        user=user, organisation__kind=OrganisationKind.PARK_OFFICE
    )
    parks = sorted(set(offices.values_list("organisation__park_id", flat=True)) - {None})
    for park_id in parks or (None,):
        record(user, verb, by=None if verb in FAILURES else user, park_id=park_id)
