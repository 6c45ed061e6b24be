from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from parks.access import ANONYMOUS, Viewer
from parks.choices.notices import ConsentPurpose
from parks.choices.organisations import MembershipRole, OrganisationKind
from parks.models import Consent, User
from parks.queries.notices import unread_notices


class Place(NamedTuple):
    organisation_id: int
    role: str
    kind: str
    park_id: int | None


def viewer_of(user: User) -> Viewer:
    """Build the viewer for a signed-in person from one query on them and their memberships."""
    if not user.is_authenticated:
        return ANONYMOUS
    rows = list(_rows(user))
    agreed, unread = rows[0][:2] if rows else (None, 0)
    found = [Place(*row[2:]) for row in rows if row[2] is not None]
    places = [place for place in found if place.role != MembershipRole.INTERVIEWER]
    return Viewer(
        user_id=user.pk,
        organisation_ids=_organisations(places),
        administered_ids=_administered(places),
        interviewing_for=_organisations(found) - _organisations(places),
        steward_of=_stewarded(places),
        is_operator=user.is_superuser,
        terms_version=agreed or "",
        unread_notices=unread,
    )


def _rows(user: User) -> QuerySet[User, tuple]:
    """Return what is known of the person with each place they act for; one row if there is none."""
    agreed = Consent.objects.filter(
        user=OuterRef("pk"), purpose=ConsentPurpose.TERMS, is_given=True
    ).order_by("-happened_at", "-pk")
    live = FilteredRelation("memberships", condition=Q(memberships__left_at=None))
    organisation = "place__organisation"
    return (
        User.objects.filter(pk=user.pk)
        .annotate(
            place=live, agreed=Subquery(agreed.values("version")[:1]), unread=unread_notices()
        )
        .order_by("place__pk")
        .values_list(
            "agreed",
            "unread",
            "place__organisation_id",
            "place__role",
            f"{organisation}__kind",
            f"{organisation}__park_id",
        )
    )


def _organisations(places: Iterable[Place]) -> frozenset[int]:
    return frozenset(place.organisation_id for place in places)


def _administered(places: Iterable[Place]) -> frozenset[int]:
    return frozenset(p.organisation_id for p in places if p.role == MembershipRole.ADMIN)


def _stewarded(places: Iterable[Place]) -> frozenset[int]:
    offices = (p for p in places if p.kind == OrganisationKind.PARK_OFFICE)
    return frozenset(p.park_id for p in offices if p.park_id is not None)
