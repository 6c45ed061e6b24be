"""Bases of agreements: accredited, suspended, ended; their mentors and the visits to them."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.agreement_copies import later
from parks.actions.notices import tell
from parks.actions.trail import record
from parks.choices.agreements import BASE_MOVES, BaseState
from parks.choices.notices import NoticeKind
from parks.models import Base, BaseVisit, Membership, Mentor, Organisation, User
from parks.queries.organisations import administrators_of

VISITED_BEFORE = 5
"""Years before the accreditation; an earlier visit is a slip of the pen."""


class BaseError(Exception):
    """A base does not allow what was asked; says why."""


@transaction.atomic
def accredit_base(
    *,
    base: Base,
    by: User,
    accredited_by: str,
    accredited_on: date,
    accredited_until: date | None = None,
) -> Base:
    """Let a base take students, for the first time or again after it was suspended.

    Raise IllegalMoveError for one that has ended, BaseError for days that do not follow.
    """
    base = locked_base(base)
    BASE_MOVES.require(base.state, BaseState.ACCREDITED)
    today = base.agreement.park.day_at(timezone.now())
    if accredited_on > today:
        raise BaseError(_("Write the accreditation down when its day has come."))
    if accredited_until is not None and accredited_until <= accredited_on:
        raise BaseError(_("The accreditation ends after the day it begins."))
    if accredited_until is not None and accredited_until < today:
        raise BaseError(_("This accreditation is over already."))
    base.accredited_by, base.accredited_on = accredited_by.strip(), accredited_on
    base.accredited_until = accredited_until
    columns = ("accredited_by", "accredited_on", "accredited_until")
    return _enter(base, BaseState.ACCREDITED, by, "", *columns)


@transaction.atomic
def suspend_base(*, base: Base, by: User, reason: str) -> Base:
    """Let nobody new come to a base; who is there stays. The host is told why."""
    return _stop(base, BaseState.SUSPENDED, by, reason)


@transaction.atomic
def end_base(*, base: Base, by: User, reason: str) -> Base:
    """Close a base for good; the host is told why."""
    return _stop(base, BaseState.ENDED, by, reason)


@transaction.atomic
def add_mentor(*, base: Base, user: User, by: User, students_at_most: int, **facts: Any) -> Mentor:
    """Name an expert of the host who looks after students; `facts` are columns of Mentor.

    Raise BaseError for somebody who does not work at the host or is its mentor already.
    """
    base = locked_base(base)
    if not _experts(base).filter(user=user).exists():
        raise BaseError(_("A mentor works at the host. Let them join it first."))
    mentor = Mentor.objects.filter(base=base, user=user).first()
    if mentor is not None and mentor.until is None:
        raise BaseError(_("This person is a mentor here already."))
    mentor = mentor or Mentor(base=base, user=user)
    mentor.students_at_most, mentor.until = students_at_most, None
    mentor.since = base.agreement.park.day_at(timezone.now())
    for name, value in facts.items():
        setattr(mentor, name, value)
    mentor.save()
    _record(mentor, base, "named", by)
    return mentor


def forget_mentor(user: User) -> None:
    """Let somebody who leaves the portal look after nobody any more; their field is not kept."""
    mine = Mentor.objects.filter(user=user)
    mine.filter(until=None).update(until=timezone.localdate())
    mine.update(field_zh="", field_en="")


@transaction.atomic
def record_visit(
    *, base: Base, visited_on: date, visitor: Organisation, note: str, by: User
) -> BaseVisit:
    """Write down who looked at a base and what they found; raise BaseError for a day to come."""
    if visited_on > base.agreement.park.day_at(timezone.now()):
        raise BaseError(_("Write a visit down when it has taken place."))
    if base.accredited_on is None or visited_on < later(base.accredited_on, -VISITED_BEFORE):
        raise BaseError(_("This day is long before the base was accredited. Check the year."))
    visit = BaseVisit.objects.create(
        base=base, visited_on=visited_on, visitor=visitor, note=note.strip(), recorded_by=by
    )
    _record(visit, base, "recorded", by)
    return visit


def locked_base(base: Base) -> Base:
    """Hold a base: its places are given out one at a time.

    What belongs to it is read afterwards: a join would be that of before the wait.
    """
    Base.objects.select_for_update(no_key=True).get(pk=base.pk)
    return Base.objects.select_related("agreement__park", "host").get(pk=base.pk)


def mentors_at(base: Base) -> QuerySet[Mentor]:
    """Return the mentors of a base who still work at its host."""
    return Mentor.objects.filter(base=base, user__in=_experts(base).values("user"))


def _experts(base: Base) -> QuerySet[Membership]:
    return Membership.objects.live().filter(organisation=base.host_id, user__is_active=True)


def _stop(base: Base, state: BaseState, by: User, reason: str) -> Base:
    base = locked_base(base)
    BASE_MOVES.require(base.state, state)
    if not reason.strip():
        raise BaseError(_("Say why: the host reads it."))
    return _enter(base, state, by, reason.strip())


def _enter(base: Base, state: BaseState, by: User, reason: str, *columns: str) -> Base:
    base.state = state
    base.save(update_fields=["state", *columns])
    _record(base, base, str(state), by)
    for user in administrators_of(base.host_id).exclude(pk=by.pk):
        tell(
            user,
            kind=NoticeKind.AGREEMENT,
            template="parks/mail/base_moved",
            context={"base": base, "reason": reason},
            address=base.agreement.get_absolute_url(),
        )
    return base


def _record(row: Base | Mentor | BaseVisit, base: Base, verb: str, by: User) -> None:
    record(row, verb, by=by, organisation_id=base.host_id, park_id=base.agreement.park_id)
