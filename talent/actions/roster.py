"""The roster of a university, written by its career office one student at a time."""

from copy import copy
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parks.actions.trail import record
from parks.models import User
from talent.actions.vouching import carry_facts
from talent.models import RosterEntry, University


class RosterError(Exception):
    """The roster cannot be changed so; says why."""


@transaction.atomic
def save_entry(
    university: University, *, entry: RosterEntry | None = None, by: User, **facts: Any
) -> RosterEntry:
    """Add a student to the roster, or change one; who has claimed the entry gets the new facts.

    Raise RosterError for a student number that is on the roster already.
    """
    row = _locked(entry) if entry else RosterEntry(university=university)
    before = copy(row)
    for name, value in facts.items():
        setattr(row, name, value)
    _save(row)
    if row.user_id is not None:
        carry_facts(row.user_id, before=before)
    note(row, "changed" if entry else "added", by=by, fields=sorted(facts))
    return row


@transaction.atomic
def mark_left(entry: RosterEntry, *, by: User, now: datetime) -> RosterEntry:
    """Note that a student is no longer on the roster: their facts are their own from then on."""
    row = _locked(entry)
    if row.left_at is None:
        row.left_at = now
        row.save(update_fields=["left_at"])
        note(row, "left", by=by)
    return row


@transaction.atomic
def take_back(entry: RosterEntry, *, by: User) -> RosterEntry:
    """Put a student who had left back on the roster; who has claimed the entry gets its facts."""
    row = _locked(entry)
    if row.left_at is not None:
        row.left_at = None
        row.save(update_fields=["left_at"])
        note(row, "taken back", by=by)
        if row.user_id is not None:
            carry_facts(row.user_id)
    return row


def note(entry: RosterEntry, verb: str, *, by: User | None, **details: Any) -> None:
    """Write the trail of an entry, for its university."""
    university = entry.university
    record(
        entry,
        verb,
        by=by,
        organisation_id=university.pk,
        park_id=university.park_id,
        **details,
    )


def _locked(entry: RosterEntry) -> RosterEntry:
    rows = RosterEntry.objects.select_for_update(of=("self",)).select_related("university")
    return rows.get(pk=entry.pk)


def _save(row: RosterEntry) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise RosterError(_("A student with this number is on the roster already.")) from error
