"""What the parties of an agreement have promised: done, waived, or to be done after all."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.agreements import AgreementError
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.agreements import (
    IN_FORCE,
    OBLIGATION_MOVES,
    AgreementState,
    ObligationState,
)
from parks.choices.notices import NoticeKind
from parks.models import LogEntry, Obligation, User
from parks.queries.organisations import administrators_of

TOLD_BEFORE = timedelta(days=7)


@transaction.atomic
def settle_obligation(
    *, obligation: Obligation, state: ObligationState, by: User, note: str = ""
) -> Obligation:
    """Take an obligation to another state of OBLIGATION_MOVES; open again it forgets who and when.

    Raise IllegalMoveError for a move that is not in the table, AgreementError for an obligation
    of a draft and for one that is waived without saying why.
    """
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("agreement")
    obligation = rows.get(pk=obligation.pk)
    OBLIGATION_MOVES.require(obligation.state, state)
    if obligation.agreement.state == AgreementState.DRAFT:
        raise AgreementError(_("The agreement is a draft: nobody owes anything yet."))
    if state == ObligationState.WAIVED and not note.strip():
        raise AgreementError(_("Say why it is waived: the parties read it."))
    is_open = state == ObligationState.OPEN
    obligation.state, obligation.note = state, note.strip()
    obligation.settled_by = None if is_open else by
    obligation.settled_at = None if is_open else timezone.now()
    obligation.save(update_fields=["state", "note", "settled_by", "settled_at"])
    _record(obligation, obligation.state, by)
    return obligation


def remind_of_obligations(today: date) -> int:
    """Tell who owes something a week before it is due, and once more when it is late.

    A night that was missed is caught up, and of another day they are told again. Returns how many
    obligations were told of. One that fails holds up no other; what went wrong is raised together
    once all have had their turn.
    """
    told, failures = 0, []
    due = Obligation.objects.filter(
        state=ObligationState.OPEN, agreement__state__in=IN_FORCE, due_on__lte=today + TOLD_BEFORE
    )
    for pk in list(due.order_by("pk").values_list("pk", flat=True)):
        try:
            told += _remind(pk, today)
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup(f"{len(failures)} obligations could not be told of", failures)
    return told


@transaction.atomic
def _remind(obligation_id: int, today: date) -> bool:
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("agreement", "owner")
    row = rows.filter(pk=obligation_id, state=ObligationState.OPEN).first()
    if row is None:  # settled since it was looked up
        return False
    verb = "told late" if row.due_on < today else "told due"
    due_on = row.due_on.isoformat()
    if LogEntry.objects.about(row).filter(verb=verb, details__due_on=due_on).exists():
        return False
    _record(row, verb, None, due_on=due_on)
    for user in administrators_of(row.owner_id):
        tell(
            user,
            kind=NoticeKind.AGREEMENT,
            template="parks/mail/obligation_due",
            context={"obligation": row, "is_late": row.due_on < today},
            address=row.agreement.get_absolute_url(),
        )
    return True


def _record(obligation: Obligation, verb: str, by: User | None, **details: str) -> None:
    record(
        obligation,
        verb,
        by=by,
        organisation_id=obligation.owner_id,
        park_id=obligation.agreement.park_id,
        **details,
    )
