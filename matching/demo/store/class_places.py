"""Places of agreements that the training and the hirings of the demo use up."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from companies.models import Session
from matching.models import BaseStay, Enrolment, Placement
from parks.models import Quota
from talent.models import Profile


def take_places(wanted: Iterable[tuple[UUID, Session, Profile]]) -> dict[UUID, Quota | None]:
    """Return the place of an agreement that each enrolment uses up, None where it needs none.

    Who needs one and gets none is left out. Call inside the transaction that enrols.
    """
    asking = list(wanted)
    agreements = {session.programme.agreement_id for _uuid, session, _profile in asking} - {None}
    by_degree = _open_to_all(agreements)
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


def give_places(placements: Sequence[Placement]) -> None:
    """Let new hirings use up what is left: one place for a person and an agreement.

    Call inside the transaction that writes them.
    """
    asking = [row for row in placements if row.agreement_id]
    by_degree = _open_to_all({row.agreement_id for row in asking})
    people = [row.application.profile_id for row in asking]
    held = {
        pair
        for noun in (Enrolment, BaseStay)
        for pair in noun.objects.filter(profile__in=people, quota__isnull=False)
        .order_by("pk")
        .values_list("profile", "quota__agreement")
    }
    for row in asking:
        person = row.application.profile
        quota = by_degree.get((row.agreement_id, row.hired_on.year, person.degree_id))
        if quota is None or not quota.free or (person.pk, row.agreement_id) in held:
            continue
        quota.used += 1
        row.quota = quota
        held.add((person.pk, row.agreement_id))
    Quota.objects.bulk_update(by_degree.values(), ["used"])


def _open_to_all(agreements: Iterable[int]) -> dict[tuple[int, int, int], Quota]:
    """Hold the quotas of any discipline, by agreement, year and degree."""
    rows = Quota.objects.select_for_update().filter(agreement__in=agreements, discipline=None)
    return {(row.agreement_id, row.year, row.degree_id): row for row in rows.order_by("pk")}
