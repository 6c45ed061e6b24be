"""Agreements: drafted, signed, in force, about to end, ended or terminated; and their renewal."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.agreement_copies import copy_parts, later
from parks.actions.agreement_news import tell_parties
from parks.actions.trail import record
from parks.choices.agreements import AGREEMENT_MOVES, IN_FORCE, NOTICE_DAYS, AgreementState
from parks.models import Agreement, Base, Park, User

S = AgreementState
RENEWABLE = (S.SIGNED, S.ACTIVE, S.EXPIRING, S.EXPIRED)
ONE_DAY = timedelta(days=1)
SIGNED_AHEAD = 2
"""Years before the first day in force; what was signed earlier is a slip of the pen."""


class AgreementError(Exception):
    """An agreement cannot be changed or moved like this; says why."""


@transaction.atomic
def draft_agreement(*, park: Park, by: User | None, **fields: Any) -> Agreement:
    """Write the draft of an agreement of a park; `fields` are columns of Agreement."""
    agreement = Agreement.objects.create(park=park, **fields)
    record_agreement(agreement, "drafted", by)
    return agreement


def require_sound(agreement: Agreement) -> None:
    """Raise AgreementError where the parts of an agreement do not belong together."""
    first, last = agreement.starts_on.year, agreement.ends_on.year
    if agreement.quotas.exclude(year__range=(first, last)).exists():
        term = {"first": first, "last": last}
        raise AgreementError(
            _("Places are for years of the agreement, from %(first)d to %(last)d.") % term
        )
    parties = agreement.parties.order_by().values("organisation")
    foreign = agreement.obligations.exclude(owner__in=parties).select_related("owner").first()
    if foreign is not None:
        raise AgreementError(
            _("%(owner)s has an obligation and is no party. Add it as a party first.")
            % {"owner": foreign.owner}
        )
    if agreement.obligations.filter(due_on__lt=agreement.starts_on).exists():
        raise AgreementError(_("An obligation is due on the first day in force or later."))


@transaction.atomic
def sign_agreement(*, agreement: Agreement, by: User | None, signed_on: date) -> Agreement:
    """Note that all parties have signed on a day, and tell them.

    It comes into force by `move_on` on its first day. Raise IllegalMoveError unless it is a draft,
    AgreementError with fewer than two parties, for a day to come and one years before the term.
    """
    agreement = locked_agreement(agreement)
    AGREEMENT_MOVES.require(agreement.state, S.SIGNED)
    if signed_on > agreement.park.day_at(timezone.now()):
        raise AgreementError(_("Write the day of signing down when it has come."))
    if signed_on < later(agreement.starts_on, -SIGNED_AHEAD):
        raise AgreementError(_("This day is years before the first day in force. Check the year."))
    if agreement.parties.count() < 2:
        raise AgreementError(_("An agreement has at least two parties. Add them first."))
    require_sound(agreement)
    agreement.signed_on = signed_on
    _enter(agreement, S.SIGNED, by, "signed_on")
    tell_parties(agreement, "agreement_signed")
    return agreement


@transaction.atomic
def terminate_agreement(*, agreement: Agreement, by: User, reason: str) -> Agreement:
    """End an agreement before its last day; the parties read why. Places used stay used.

    Raise IllegalMoveError for a draft and for one that is over, AgreementError without a reason.
    """
    agreement = locked_agreement(agreement)
    AGREEMENT_MOVES.require(agreement.state, S.TERMINATED)
    if not reason.strip():
        raise AgreementError(_("Say why: the parties read it."))
    agreement.ended_because = reason.strip()
    _enter(agreement, S.TERMINATED, by, "ended_because")
    tell_parties(agreement, "agreement_terminated")
    return agreement


@transaction.atomic
def renew_agreement(
    *, agreement: Agreement, starts_on: date, ends_on: date, by: User | None
) -> Agreement:
    """Return the draft of the next agreement: same parties and disciplines, with nothing used yet.

    Years of quotas and days of obligations move by the years between the two first days. Raise
    AgreementError for a draft, a terminated one, one that is renewed already, and days that do not
    follow.
    """
    agreement = locked_agreement(agreement)
    _require_renewable(agreement, starts_on, ends_on)
    facts = ("park", "kind", "name_zh", "name_en")
    draft = Agreement.objects.create(
        **{name: getattr(agreement, name) for name in facts},
        starts_on=starts_on,
        ends_on=ends_on,
        renews=agreement,
    )
    copy_parts(agreement, draft)
    record_agreement(draft, "drafted", by, renews=agreement.pk)
    return draft


def move_agreements_on(today: date) -> int:
    """Take all agreements to the state of this day and tell of those that end; gives how many.

    Each in a transaction of its own: one that fails does not hold up the others, and what went
    wrong is raised together once all have had their turn.
    """
    moved, failures = 0, []
    open_ones = Agreement.objects.filter(state__in=(S.SIGNED, *IN_FORCE)).order_by("pk")
    for agreement in list(open_ones):
        try:
            moved += move_on(agreement, today)
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup(f"{len(failures)} agreements could not be moved on", failures)
    return moved


@transaction.atomic
def move_on(agreement: Agreement, today: date) -> bool:
    """Take one agreement to the state of this day and tell what is due; says whether it moved."""
    agreement = locked_agreement(agreement)
    before = agreement.state
    if agreement.state == S.SIGNED and agreement.starts_on <= today:
        _come_into_force(agreement)
    if agreement.state in IN_FORCE and agreement.ends_on < today:
        _enter(agreement, S.EXPIRED, None)
        tell_parties(agreement, "agreement_ended")
    elif agreement.state in IN_FORCE:
        _look_ahead(agreement, (agreement.ends_on - today).days)
    return agreement.state != before


def _come_into_force(agreement: Agreement) -> None:
    """The bases of the agreement that this one renews go on under this one."""
    _enter(agreement, S.ACTIVE, None)
    for base in Base.objects.filter(agreement=agreement.renews_id).select_related("host"):
        base.agreement = agreement
        base.save(update_fields=["agreement"])
        record(base, "goes on", by=None, organisation_id=base.host_id, park_id=agreement.park_id)


def _look_ahead(agreement: Agreement, days: int) -> None:
    """Tell the parties once at each of NOTICE_DAYS; after a pause of the portal the last one."""
    due = min((each for each in NOTICE_DAYS if days <= each), default=None)
    if due is None:
        return
    if agreement.state == S.ACTIVE:
        _enter(agreement, S.EXPIRING, None)
    if agreement.told_days is None or agreement.told_days > due:
        agreement.told_days = due
        agreement.save(update_fields=["told_days"])
        tell_parties(agreement, "agreement_ends", days=days)


def _require_renewable(agreement: Agreement, starts_on: date, ends_on: date) -> None:
    if agreement.state not in RENEWABLE:
        raise AgreementError(_("Only an agreement that was signed and kept is renewed."))
    if Agreement.objects.filter(renews=agreement).exists():
        raise AgreementError(_("This agreement is renewed already."))
    if starts_on <= agreement.ends_on:
        raise AgreementError(_("The new agreement begins after the last day of this one."))
    if ends_on <= starts_on:
        raise AgreementError(_("The last day comes after the first."))


def next_term(agreement: Agreement) -> tuple[date, date]:
    """Return the first and last day that a renewal usually has: as long, from the day after.

    Whole years stay whole years, whatever leap days lie in them.
    """
    starts_on = agreement.ends_on + ONE_DAY
    years = starts_on.year - agreement.starts_on.year
    if later(agreement.starts_on, years) == starts_on:
        return starts_on, later(starts_on, years) - ONE_DAY
    return starts_on, starts_on + (agreement.ends_on - agreement.starts_on)


def locked_agreement(agreement: Agreement) -> Agreement:
    rows = Agreement.objects.select_for_update(of=("self",)).select_related("park")
    return rows.get(pk=agreement.pk)


def record_agreement(agreement: Agreement, verb: str, by: User | None, **details: object) -> None:
    record(agreement, str(verb), by=by, park_id=agreement.park_id, **details)


def _enter(agreement: Agreement, state: AgreementState, by: User | None, *columns: str) -> None:
    AGREEMENT_MOVES.require(agreement.state, state)
    agreement.state = state
    agreement.save(update_fields=["state", *columns])
    record_agreement(agreement, state, by)
