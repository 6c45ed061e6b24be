"""Who votes on a resolution, and how many have voted how."""

from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Now

from parks.choices.consortium import Choice, MemberState, ResolutionState
from parks.models import ConsortiumMembership, LogEntry, Resolution, Vote
from parks.voting import Tally

WAS_IN = Q(first_move=None) | Q(first_move=MemberState.SUSPENDED)


def voters_of(resolution: Resolution) -> QuerySet[ConsortiumMembership]:
    """Return the members of today that were members when the vote was opened.

    The log says so: where the first thing that became of a membership since then is that it was
    suspended, or nothing did, it was one at that moment; whoever was admitted later was not.
    """
    rows = ConsortiumMembership.objects.active().filter(consortium=resolution.consortium_id)
    first = _first_move(member=OuterRef("pk"), since=resolution.opened_at)
    return rows.annotate(first_move=first).filter(WAS_IN)


def votes_to_cast(member: Any) -> QuerySet[Resolution]:
    """Return the open votes that a member has yet to cast; `member` is an id or an OuterRef.

    Whether the member is one today is for whoever asks to say.
    """
    first = _first_move(member=_one_out(member), since=OuterRef("opened_at"))
    voted = Vote.objects.filter(resolution=OuterRef("pk"), member=_one_out(member))
    takes_votes = Q(closes_at=None) | Q(closes_at__gt=Now())
    rows = Resolution.objects.open().filter(takes_votes).annotate(first_move=first)
    return rows.filter(WAS_IN, ~Exists(voted))


def with_right_to_vote(rows: QuerySet[Resolution], member_id: int) -> QuerySet[Resolution]:
    """Add `could_vote`: somebody who is a member today was one when the vote was opened."""
    first = _first_move(member=member_id, since=OuterRef("opened_at"))
    could_vote = ExpressionWrapper(WAS_IN, output_field=BooleanField())
    return rows.annotate(first_move=first).annotate(could_vote=could_vote)


def tally_of(resolution: Resolution) -> Tally:
    """Count the votes of a resolution."""
    counts = {choice: Count("pk", filter=Q(choice=choice)) for choice in Choice.values}
    return Tally(**Vote.objects.filter(resolution=resolution).aggregate(**counts))


def is_open(resolution: Resolution, now: datetime) -> bool:
    """Say whether votes are taken: after the last time none is, though beat has yet to count."""
    is_over = resolution.closes_at is not None and resolution.closes_at <= now
    return resolution.state == ResolutionState.OPEN and not is_over


def _first_move(*, member: Any, since: Any) -> Subquery:
    moves = LogEntry.objects.filter(
        noun=ConsortiumMembership._meta.label_lower,
        row_id=member,
        verb__in=MemberState.values,
        happened_at__gt=since,
    )
    return Subquery(moves.order_by("happened_at", "pk").values("verb")[:1])


def _one_out(member: Any) -> Any:
    """Lead a reference one query further out; an id stays what it is."""
    return OuterRef(member) if isinstance(member, OuterRef) else member
