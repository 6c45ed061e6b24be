"""What the parties of an agreement have promised: done, waived, or to be done after all."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.agreements import AgreementError
from parks.actions.trail import record
from parks.choices.agreements import OBLIGATION_MOVES, AgreementState, ObligationState
from parks.models import Obligation, User


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
    _record(obligation, by)
    return obligation


def _record(obligation: Obligation, by: User) -> None:
    record(
        obligation,
        obligation.state,
        by=by,
        organisation_id=obligation.owner_id,
        park_id=obligation.agreement.park_id,
    )
