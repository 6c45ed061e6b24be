"""The council of a consortium: its terms, and who holds which office from when to when."""

from datetime import date, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _

from parks.actions.consortium import ConsortiumError, locked_consortium
from parks.actions.trail import record
from parks.choices.consortium import SeatRole
from parks.models import Consortium, ConsortiumMembership, CouncilTerm, Organisation, Seat, User

ONE_DAY = timedelta(days=1)


class CouncilError(ConsortiumError):
    """A term or a seat cannot be like this; says why."""


@transaction.atomic
def begin_term(
    *, consortium: Consortium, starts_on: date, ends_on: date, by: User | None
) -> CouncilTerm:
    """Write the next term; seats of those before that nobody has left end with their term.

    Raise CouncilError for one that ends before it starts or begins before the last one is over.
    """
    consortium = locked_consortium(consortium)
    if ends_on <= starts_on:
        raise CouncilError(_("A term ends after it begins."))
    terms = CouncilTerm.objects.filter(consortium=consortium)
    if terms.filter(ends_on__gte=starts_on).exists():
        raise CouncilError(_("The new term begins after the last one is over."))
    _end_seats_of(terms)
    last = terms.aggregate(last=models.Max("number"))["last"] or 0
    term = CouncilTerm.objects.create(
        consortium=consortium, number=last + 1, starts_on=starts_on, ends_on=ends_on
    )
    record(term, "created", by=by, park_id=consortium.lead_id, number=term.number)
    return term


def _end_seats_of(terms: models.QuerySet[CouncilTerm]) -> None:
    ends = terms.filter(pk=models.OuterRef("term")).values("ends_on")
    Seat.objects.filter(term__in=terms, until=None).update(until=models.Subquery(ends))


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

    A term has one chair at a time: raise CouncilError where somebody is (`take_over_seat` follows
    them), for an organisation that is no member and for a day outside the term.
    """
    term = _locked_term(term)
    _require_fitting(term, organisation, since)
    if role == SeatRole.CHAIR and term.seats.filter(role=role, until=None).exists():
        raise CouncilError(_("This term has a chair already. Let somebody take over that seat."))
    seat = Seat.objects.create(
        term=term, role=role, organisation=organisation, person=person, since=since, user=user
    )
    _record(seat, "taken", by)
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

    Raise CouncilError for a seat that has been left, or a day before it was taken.
    """
    term = _locked_term(seat.term)
    _leave(seat, max(seat.since, since - ONE_DAY), since, by)
    return take_seat(
        term=term,
        role=SeatRole(seat.role),
        organisation=organisation,
        person=person,
        since=since,
        user=user,
        by=by,
    )


@transaction.atomic
def leave_seat(*, seat: Seat, until: date, by: User | None) -> Seat:
    """End an office on a day; it stays in the history. Raise CouncilError as `take_over_seat`."""
    _locked_term(seat.term)
    return _leave(seat, until, until, by)


def forget_seats(user: User) -> None:
    """Leave in the history of councils that a seat was held, not by whom; once they are nobody."""
    Seat.objects.filter(user=user).update(person=user.full_name, user=None)


def _leave(seat: Seat, until: date, day: date, by: User | None) -> Seat:
    """Write the last day of a seat whose term is held; `day` is when the change takes place."""
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if seat.until is not None:
        raise CouncilError(_("This seat has been left already."))
    if day < seat.since:
        raise CouncilError(_("The seat was not taken yet on that day."))
    seat.until = until
    seat.save(update_fields=["until"])
    _record(seat, "left", by)
    return seat


def _require_fitting(term: CouncilTerm, organisation: Organisation, since: date) -> None:
    if not term.starts_on <= since <= term.ends_on:
        raise CouncilError(_("This day is outside the term."))
    members = ConsortiumMembership.objects.active()
    if not members.filter(consortium=term.consortium_id, organisation=organisation).exists():
        raise CouncilError(_("Only members sit on the council."))


def _locked_term(term: CouncilTerm) -> CouncilTerm:
    rows = CouncilTerm.objects.select_for_update(of=("self",)).select_related("consortium")
    return rows.get(pk=term.pk)


def _record(seat: Seat, verb: str, by: User | None) -> None:
    record(
        seat,
        verb,
        by=by,
        organisation_id=seat.organisation_id,
        park_id=seat.term.consortium.lead_id,
        role=seat.role,
    )
