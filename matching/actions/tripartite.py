"""Tripartite agreements: recorded and moved on by the career office, singly or many."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from matching.choices.outcomes import TripartiteState
from matching.choices.tripartite import FIRST, TRIPARTITE_MOVES
from matching.models import TripartiteAgreement
from parks.actions.trail import record
from parks.models import User
from parks.workflow import IllegalMoveError
from talent.models import RosterEntry, University


class AgreementError(Exception):
    """An agreement cannot be changed so; says why."""


@transaction.atomic
def save_agreement(
    entry: RosterEntry,
    *,
    state: TripartiteState,
    by: User,
    today: date,
    reason: str = "",
    **facts: Any,
) -> TripartiteAgreement:
    """Record the agreement of a student, or change one; `facts` are its other columns.

    Raise IllegalMoveError for a state that may not follow, AgreementError for a number that
    another student of the university has, and for one dissolved without a reason.
    """
    entry = _locked(entry)
    row = TripartiteAgreement.objects.filter(entry=entry).first()
    is_new = row is None
    row = row or TripartiteAgreement(entry=entry, state=state, changed_on=today)
    _require_move(row, state, is_new=is_new, reason=reason)
    for name, value in facts.items():
        setattr(row, name, value)
    _require_own_number(entry, row.number)
    if row.state != state:
        row.state, row.changed_on = state, today
    row.save()
    _note(entry, row, by, reason)
    return row


def advance_many(
    university: University,
    *,
    ids: Iterable[int],
    state: TripartiteState,
    by: User,
    today: date,
    reason: str = "",
) -> tuple[int, list[str]]:
    """Move several on; return how many were, and of the others who and why not."""
    done, refused = 0, []
    rows = RosterEntry.objects.filter(university=university, pk__in=ids)
    for entry in rows.order_by("pk"):
        try:
            save_agreement(entry, state=state, by=by, today=today, reason=reason)
        except (AgreementError, IllegalMoveError) as error:
            refused.append(f"{entry.full_name}: {error}")
        else:
            done += 1
    return done, refused


def _require_move(
    row: TripartiteAgreement, state: TripartiteState, *, is_new: bool, reason: str
) -> None:
    if is_new and state not in FIRST:
        raise AgreementError(_("Record first that the agreement was issued."))
    if not is_new and row.state != state:
        TRIPARTITE_MOVES.require(row.state, state)
        if state == TripartiteState.DISSOLVED and not reason.strip():
            raise AgreementError(_("Say why the agreement is dissolved."))


def _require_own_number(entry: RosterEntry, number: str) -> None:
    """The roster's university is locked, so that two offices at once cannot give one number."""
    University.objects.select_for_update(of=("self",), no_key=True).get(pk=entry.university_id)
    others = TripartiteAgreement.objects.filter(entry__university=entry.university_id)
    if number and others.filter(number=number).exclude(entry=entry).exists():
        raise AgreementError(_("Another student has an agreement with this number."))


def _locked(entry: RosterEntry) -> RosterEntry:
    rows = RosterEntry.objects.select_for_update(of=("self",)).select_related("university")
    return rows.get(pk=entry.pk)


def _note(entry: RosterEntry, row: TripartiteAgreement, by: User, reason: str) -> None:
    record(
        row,
        f"agreement {row.state}",
        by=by,
        organisation_id=entry.university_id,
        park_id=entry.university.park_id,
        **({"reason": reason.strip()} if reason.strip() else {}),
    )
