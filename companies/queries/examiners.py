"""Who can be named as an examiner of a session."""

from django.db.models import QuerySet

from companies.models import Session
from parks.models import Membership, Organisation, User


def possible_examiners(organiser: Organisation) -> QuerySet[User]:
    """Return who has an account, but for who has left the organiser and reads nothing there."""
    theirs = Membership.objects.filter(organisation=organiser)
    left = theirs.exclude(left_at=None).exclude(user__in=theirs.live().values("user"))
    return User.objects.filter(is_active=True).exclude(pk__in=left.values("user"))


def addresses_of_examiners(session: Session) -> list[str]:
    return list(session.examiners.order_by("email").values_list("email", flat=True))
