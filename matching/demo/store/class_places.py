"""Places of agreements that the training of the demo uses up."""

from collections.abc import Iterable
from uuid import UUID

from companies.models import Session
from parks.models import Quota
from talent.models import Profile


def take_places(wanted: Iterable[tuple[UUID, Session, Profile]]) -> dict[UUID, Quota | None]:
    """Return the place of an agreement that each enrolment uses up, None where it needs none.

    Who needs one and gets none is left out. Call inside the transaction that enrols.
    """
    asking = list(wanted)
    agreements = {session.programme.agreement_id for _uuid, session, _profile in asking} - {None}
    quotas = Quota.objects.select_for_update().filter(agreement__in=agreements, discipline=None)
    by_degree = {(row.agreement_id, row.year, row.degree_id): row for row in quotas.order_by("pk")}
    taken: dict[UUID, Quota | None] = {}
    for uuid, session, profile in asking:
        agreement = session.programme.agreement_id
        row = by_degree.get((agreement, session.starts_on.year, profile.degree_id))
        if row is not None and row.free:
            row.used += 1
            taken[uuid] = row
        elif agreement is None:
            taken[uuid] = None
    Quota.objects.bulk_update(by_degree.values(), ["used"])
    return taken
