"""The council of a consortium: its terms, and who holds which office from when to when."""

from datetime import date, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _

from parks.actions.consortium import ConsortiumError, locked_consortium
from parks.actions.seats import end_seat, hold_on, record_seat
from parks.actions.trail import record
from parks.choices.consortium import LONGEST_TERM, OFFICES_OF_ONE, SeatRole
from parks.models import Consortium, ConsortiumMembership, CouncilTerm, Organisation, Seat, User
from parks.queries.council import follower_of, may_be_removed, may_be_taken_back

ONE_DAY = timedelta(days=1)


class CouncilError(ConsortiumError):
    """A term or a seat cannot be like this; says why."""


@transaction.atomic
def begin_term(
    *, consortium: Consortium, starts_on: date, ends_on: date, by: User | None
) -> CouncilTerm:
    """Write the next term; the seats of the one before are held to its end and no longer.

    Raise CouncilError for one that ends before it starts, lasts longer than LONGEST_TERM or begins
    before the last one is over.
    """
    consortium = locked_consortium(consortium)
    if ends_on <= starts_on:
        raise CouncilError(_("A term ends after it begins."))
    if ends_on - starts_on >= LONGEST_TERM:
        raise CouncilError(_("A term lasts ten years at most. Check the years."))
    terms = CouncilTerm.objects.filter(consortium=consortium)
    if terms.filter(ends_on__gte=starts_on).exists():
        raise CouncilError(_("The new term begins after the last one is over."))
    last = terms.aggregate(last=models.Max("number"))["last"] or 0
    term = CouncilTerm.objects.create(
        consortium=consortium, number=last + 1, starts_on=starts_on, ends_on=ends_on
    )
    _record_term(term, "created", by)
    return term


@transaction.atomic
def remove_term(*, term: CouncilTerm, by: User) -> None:
    """Take away the last term of a consortium, as long as nobody holds or held a seat in it.

    Raise CouncilError for any other: what was held stays in the history.
    """
    term = _held(term)
    if not may_be_removed(term):
        raise CouncilError(
            _("Only the last term can be removed, while nobody holds or held a seat in it.")
        )
    _record_term(term, "deleted", by)
    term.delete()


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
    replaces: Seat | None = None,
) -> Seat:
    """Give somebody of a member an office of the council that is free.

    One person a day holds each of OFFICES_OF_ONE: raise CouncilError where somebody does on that
    day or will later (`take_over_seat` follows them). Raise it as well where this person does, for
    an organisation that is no member and for a day outside the term.
    """
    term = _held(term)
    _require_fitting(term, organisation, since)
    _require_free(term, role, since)
    _require_another(term, role, organisation, person, since)
    seat = Seat.objects.create(
        term=term,
        role=role,
        organisation=organisation,
        person=person,
        since=since,
        user=user,
        replaces=replaces,
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
        replaces=seat,
        by=by,
    )


@transaction.atomic
def take_back_seat(*, seat: Seat, by: User) -> None:
    """Remove a seat that was entered by mistake; whoever it took over from holds theirs on.

    Raise CouncilError for a seat that was held before today, which stays in the history, and for
    one that somebody follows in: theirs is taken back first.
    """
    locked_consortium(seat.term.consortium)
    seat = _locked(seat)
    if not may_be_taken_back(seat):
        raise CouncilError(_("This seat has been held already. End it: it stays in the history."))
    follower = follower_of(seat)
    if follower is not None:
        raise CouncilError(
            _("%(person)s follows in this office. Take that seat back first.")
            % {"person": follower.person}
        )
    record_seat(seat, "taken back", by)
    seat.delete()
    if seat.replaces is not None and seat.replaces.until == seat.since - ONE_DAY:
        hold_on(seat.replaces, by)


@transaction.atomic
def leave_seat(*, seat: Seat, until: date, by: User | None) -> Seat:
    """End an office on a day of its term; it stays in the history.

    Raise CouncilError for a seat that has been left, or a day on which nobody held it.
    """
    locked_consortium(seat.term.consortium)
    seat = _locked(seat)
    if seat.until is not None:
        raise CouncilError(_("This seat has been left already."))
    if until < seat.since:
        raise CouncilError(_("The seat was not taken yet on that day."))
    _require_within(seat.term, until)
    return end_seat(seat, until, by)


def _held(term: CouncilTerm) -> CouncilTerm:
    """Hold the consortium of a term and read the term again."""
    locked_consortium(term.consortium)
    found = CouncilTerm.objects.select_related("consortium").filter(pk=term.pk).first()
    if found is None:
        raise CouncilError(_("This term was removed meanwhile."))
    return found


def _locked(seat: Seat) -> Seat:
    """Read a seat again whose consortium is held."""
    rows = Seat.objects.select_related("term__consortium__lead", "replaces__term__consortium")
    found = rows.filter(pk=seat.pk).first()
    if found is None:
        raise CouncilError(_("This seat was taken back meanwhile."))
    return found


def _record_term(term: CouncilTerm, verb: str, by: User | None) -> None:
    record(term, verb, by=by, park_id=term.consortium.lead_id, number=term.number)


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


def _require_another(
    term: CouncilTerm, role: SeatRole, organisation: Organisation, person: str, since: date
) -> None:
    """Nobody holds the same office twice on a day: not by one name of one organisation."""
    same = term.seats.filter(role=role, organisation=organisation, person__iexact=person)
    if same.exclude(until__lt=since).exists():
        raise CouncilError(_("%(person)s holds this office already.") % {"person": person})


def _require_fitting(term: CouncilTerm, organisation: Organisation, since: date) -> None:
    _require_within(term, since)
    members = ConsortiumMembership.objects.active()
    if not members.filter(consortium=term.consortium_id, organisation=organisation).exists():
        raise CouncilError(_("Only members sit on the council."))
