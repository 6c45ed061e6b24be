"""The council of a consortium: its terms, and who holds which office from when to when."""

from datetime import date, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _

from parks.actions.consortium import ConsortiumError, locked_consortium
from parks.actions.seats import end_seat, record_seat
from parks.actions.trail import record
from parks.choices.consortium import OFFICES_OF_ONE, SeatRole
from parks.models import Consortium, ConsortiumMembership, CouncilTerm, Organisation, Seat, User

ONE_DAY = timedelta(days=1)


class CouncilError(ConsortiumError):
    """A term or a seat cannot be like this; says why."""


@transaction.atomic
def begin_term(
    *, consortium: Consortium, starts_on: date, ends_on: date, by: User | None
) -> CouncilTerm:
    """Write the next term; the seats of the one before are held to its end and no longer.

    Raise CouncilError for one that ends before it starts or begins before the last one is over.
    """
    consortium = locked_consortium(consortium)
    if ends_on <= starts_on:
        raise CouncilError(_("A term ends after it begins."))
    terms = CouncilTerm.objects.filter(consortium=consortium)
    if terms.filter(ends_on__gte=starts_on).exists():
        raise CouncilError(_("The new term begins after the last one is over."))
    last = terms.aggregate(last=models.Max("number"))["last"] or 0
    term = CouncilTerm.objects.create(
        consortium=consortium, number=last + 1, starts_on=starts_on, ends_on=ends_on
    )
    record(term, "created", by=by, park_id=consortium.lead_id, number=term.number)
    return term


@transaction.atomic
def take_seat(
    *,
    term: CouncilTerm,
    role: SeatRole,
    organisation: Organisation,
    person: str,
    since: date,
    by: User | None,
    user: User | None = None,
) -> Seat:
    """Give somebody of a member an office of the council that is free.

    One person a day holds each of OFFICES_OF_ONE: raise CouncilError where somebody does on that
    day or will later (`take_over_seat` follows them), for an organisation that is no member and
    for a day outside the term.
    """
    locked_consortium(term.consortium)
    _require_fitting(term, organisation, since)
    _require_free(term, role, since)
    seat = Seat.objects.create(
        term=term, role=role, organisation=organisation, person=person, since=since, user=user
    )
    record_seat(seat, "taken", by)
    return seat


@transaction.atomic
def take_over_seat(
    *,
    seat: Seat,
    organisation: Organisation,
    person: str,
    since: date,
    by: User | None,
    user: User | None = None,
) -> Seat:
    """Let somebody follow in an office; the one before holds it until the day before.

    Raise CouncilError for a seat that has been left, and for the day it was taken or one before:
    nobody shares a day.
    """
    leave_seat(seat=seat, until=since - ONE_DAY, by=by)
    return take_seat(
        term=seat.term,
        role=SeatRole(seat.role),
        organisation=organisation,
        person=person,
        since=since,
        user=user,
        by=by,
    )


@transaction.atomic
def leave_seat(*, seat: Seat, until: date, by: User | None) -> Seat:
    """End an office on a day of its term; it stays in the history.

    Raise CouncilError for a seat that has been left, or a day on which nobody held it.
    """
    locked_consortium(seat.term.consortium)
    seat = Seat.objects.select_related("term__consortium").get(pk=seat.pk)
    if seat.until is not None:
        raise CouncilError(_("This seat has been left already."))
    if until < seat.since:
        raise CouncilError(_("The seat was not taken yet on that day."))
    _require_within(seat.term, until)
    return end_seat(seat, until, by)


def _require_within(term: CouncilTerm, day: date) -> None:
    if not term.starts_on <= day <= term.ends_on:
        raise CouncilError(_("This day is outside the term."))


def _require_free(term: CouncilTerm, role: SeatRole, since: date) -> None:
    """A new seat is held to the end of the term: whoever holds it on a day from then on clashes."""
    holder = term.seats.filter(role=role).exclude(until__lt=since).order_by("since").first()
    if role in OFFICES_OF_ONE and holder is not None:
        raise CouncilError(
            _("%(person)s holds this office then. Let somebody take over that seat.")
            % {"person": holder.person}
        )


def _require_fitting(term: CouncilTerm, organisation: Organisation, since: date) -> None:
    _require_within(term, since)
    members = ConsortiumMembership.objects.active()
    if not members.filter(consortium=term.consortium_id, organisation=organisation).exists():
        raise CouncilError(_("Only members sit on the council."))
