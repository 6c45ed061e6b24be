"""Who can be named as an examiner of a session."""

from django.db.models import QuerySet

from companies.models import Session
from parks.models import Membership, Organisation, User


def possible_examiners(organiser: Organisation) -> QuerySet[User]:
    """Return the people of verified organisations, who are no secret as those who seek work are.

    Who has left the organiser reads nothing there any more, wherever they are now.
    """
    theirs = Membership.objects.filter(organisation=organiser)
    left = theirs.exclude(left_at=None).exclude(user__in=theirs.live().values("user"))
    employed = Membership.objects.live().filter(organisation__in=Organisation.objects.verified())
    people = User.objects.filter(is_active=True, pk__in=employed.values("user"))
    return people.exclude(pk__in=left.values("user"))


def addresses_of_examiners(session: Session) -> list[str]:
    return list(session.examiners.order_by("email").values_list("email", flat=True))
