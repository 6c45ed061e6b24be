"""Places of agreements that training and stays use up: one for a person, however much they do."""

from datetime import date

from companies.choices.training import SessionState
from matching.models import BaseStay, Enrolment
from matching.queries.placements import holds_a_place, lineage
from parks.actions.quotas import NoPlacesLeftError, give_back_place, take_place
from parks.models import Agreement, Quota
from talent.models import Profile


def place_for(profile: Profile, agreement: Agreement | None, day: date) -> Quota | None:
    """Use up a place on this day, moved into the term; None for somebody who needs none (more).

    Without an agreement, or with one that counts no places, nobody needs one, and who has one by
    training, a stay or a hiring needs no second. Raise NoPlacesLeftError for everybody else who
    gets none, also where no quota is for people like them: a class never exceeds its quota.
    """
    if agreement is None or not agreement.quotas.exists() or holds_a_place(profile, agreement):
        return None
    quota = None
    if profile.degree is not None:
        quota = take_place(
            organisations=(),
            degree=profile.degree,
            discipline_ids=lineage(profile.discipline_id),
            day=min(max(day, agreement.starts_on), agreement.ends_on),
            agreement=agreement,
        )
    if quota is None:
        raise NoPlacesLeftError
    return quota


def let_go_place(profile: Profile, quota: Quota) -> None:
    """Hand the place on to what else the person does under the agreement, or give it back.

    Call once its row holds it no more, with the agreement locked by `lock_places`.
    """
    others = Enrolment.objects.holding_a_place().filter(
        session__programme__agreement=quota.agreement_id
    )
    others = others.exclude(session__state=SessionState.CANCELLED)
    stays = BaseStay.objects.filter(base__agreement=quota.agreement_id)
    for rows in (others, stays):
        mine = rows.filter(profile=profile, quota=None).order_by("pk")
        row = mine.select_for_update(of=("self",)).first()
        if row is not None:
            row.quota = quota
            row.save(update_fields=["quota"])
            return
    give_back_place(quota=quota)
