"""What becomes of the seats of a council when those who hold them go, or are named wrongly."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone

from parks.actions.trail import record
from parks.choices.consortium import MemberState
from parks.models import ConsortiumMembership, Seat, User

SEATED = (MemberState.ACTIVE, MemberState.SUSPENDED)
"""Members that keep their seats."""


def end_seat(seat: Seat, until: date, by: User | None) -> Seat:
    """Write the last day of a seat whose consortium is held; it stays in the history."""
    seat.until = until
    seat.save(update_fields=["until"])
    record_seat(seat, "left", by)
    return seat


def hold_on(seat: Seat, by: User) -> None:
    """Give a seat back its end of before it was taken over, unless its organisation has left."""
    rows = ConsortiumMembership.objects.filter(
        consortium=seat.term.consortium_id, organisation=seat.organisation_id, state__in=SEATED
    )
    if rows.exists():
        seat.until = None
        seat.save(update_fields=["until"])
        record_seat(seat, "held on", by)


def vacate_seats(member: ConsortiumMembership, *, by: User) -> None:
    """End today the offices of an organisation that leaves a consortium, which is held.

    One that it was to hold from a later day on is taken back.
    """
    today = member.consortium.lead.day_at(timezone.now())
    seats = Seat.objects.filter(
        models.Q(until=None) | models.Q(until__gt=today),
        organisation=member.organisation_id,
        term__consortium=member.consortium_id,
        term__ends_on__gt=today,
    )
    for seat in seats.select_related("term__consortium"):
        if seat.since > today:
            record_seat(seat, "taken back", by)
            seat.delete()
        else:
            end_seat(seat, today, by)


@transaction.atomic
def rename_holder(*, seat: Seat, person: str, by: User) -> Seat:
    """Write a name right, or a dash where somebody asks that theirs be taken away."""
    seat.person = person
    seat.save(update_fields=["person"])
    record_seat(seat, "renamed", by)
    return seat


def forget_seats(user: User) -> None:
    """Leave in the history of councils that a seat was held, not by whom; once they are nobody."""
    Seat.objects.filter(user=user).update(person=user.full_name, user=None)


def record_seat(seat: Seat, verb: str, by: User | None) -> None:
    record(
        seat,
        verb,
        by=by,
        organisation_id=seat.organisation_id,
        park_id=seat.term.consortium.lead_id,
        role=seat.role,
    )
