from collections.abc import Iterable
from typing import NamedTuple

from parks.access import ANONYMOUS, Viewer
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.models import Membership, User


class Place(NamedTuple):
    organisation_id: int
    role: str
    kind: str
    park_id: int | None


def viewer_of(user: User) -> Viewer:
    """Build the viewer for a signed-in person from one query on their memberships."""
    if not user.is_authenticated:
        return ANONYMOUS
    rows = Membership.objects.live().filter(user=user)
    columns = ("organisation_id", "role", "organisation__kind", "organisation__park_id")
    places = [Place(*row) for row in rows.order_by("pk").values_list(*columns)]
    return Viewer(
        user_id=user.pk,
        organisation_ids=frozenset(place.organisation_id for place in places),
        administered_ids=_administered(places),
        steward_of=_stewarded(places),
        is_operator=user.is_superuser,
    )


def _administered(places: Iterable[Place]) -> frozenset[int]:
    return frozenset(p.organisation_id for p in places if p.role == MembershipRole.ADMIN)


def _stewarded(places: Iterable[Place]) -> frozenset[int]:
    offices = (p for p in places if p.kind == OrganisationKind.PARK_OFFICE)
    return frozenset(p.park_id for p in offices if p.park_id is not None)
