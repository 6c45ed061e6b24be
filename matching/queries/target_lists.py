"""The rows behind a yearly target as a table, like those of the cockpit: no names of people.

Where the office has names elsewhere, as in its lists of participants and certificates, a row has
no pseudonym either: by both together it would learn who the people of applications and hirings are.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from companies.models import Session
from matching.models import Enrolment, Placement
from parks.models import Agreement, ConsortiumMembership
from talent.models import Certificate

JOINS: dict[type[Model], tuple[str, ...]] = {
    Enrolment: ("session__programme__organiser",),
    Certificate: ("scheme__issuer",),
    Agreement: ("park",),
    Placement: ("application__profile", "application__opening__company", "agreement"),
    ConsortiumMembership: ("organisation",),
    Session: ("programme__organiser",),
}


def headings() -> dict[type[Model], Sequence[str]]:
    return {
        Enrolment: (_("Training"), _("Organiser"), _("State"), _("Last day")),
        Certificate: (_("Serial number"), _("Certificate"), _("Issued on")),
        Agreement: (_("Agreement"), _("Kind"), _("State"), _("Signed on")),
        Placement: (_("Person"), _("Opening"), _("Company"), _("Through"), _("Hired on")),
        ConsortiumMembership: (_("Organisation"), _("Kind"), _("State"), _("Member since")),
        Session: (_("Training"), _("Organiser"), _("State"), _("Last day"), _("Places taken")),
    }


def _enrolment(row: Enrolment) -> Sequence[str]:
    session, state = row.session, row.get_state_display()
    programme = session.programme
    return (str(programme), str(programme.organiser), state, _day(session.ends_on))


def _certificate(row: Certificate) -> Sequence[str]:
    return (row.serial, str(row.scheme), _day(row.issued_on))


def _agreement(row: Agreement) -> Sequence[str]:
    return (str(row), row.get_kind_display(), row.get_state_display(), _day(row.signed_on))


def _placement(row: Placement) -> Sequence[str]:
    opening, person = row.application.opening, row.application.profile.pseudonym
    return (person, opening.title, str(opening.company), ", ".join(row.ways), _day(row.hired_on))


def _member(row: ConsortiumMembership) -> Sequence[str]:
    kind, state = row.organisation.get_kind_display(), row.get_state_display()
    return (str(row.organisation), kind, state, _day(row.joined_on))


def _session(row: Session) -> Sequence[str]:
    programme, state = row.programme, row.get_state_display()
    taken = f"{row.taken}/{row.capacity}"
    return (str(programme), str(programme.organiser), state, _day(row.ends_on), taken)


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else "–"


CELLS: dict[type[Model], Callable[[Any], Sequence[str]]] = {
    Enrolment: _enrolment,
    Certificate: _certificate,
    Agreement: _agreement,
    Placement: _placement,
    ConsortiumMembership: _member,
    Session: _session,
}
