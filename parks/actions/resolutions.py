"""Resolutions of a consortium: drafted, put to the vote, voted on, closed and counted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parks.actions.consortium import ConsortiumError, locked_consortium
from parks.actions.consortium_news import tell_all_members
from parks.actions.trail import record
from parks.choices.consortium import (
    RESOLUTION_MOVES,
    Choice,
    Majority,
    ResolutionState,
)
from parks.models import Consortium, ConsortiumMembership, Resolution, User, Vote
from parks.queries.organisations import administrators_of
from parks.queries.resolutions import is_open, tally_of, voters_of
from parks.voting import decide, votes_needed

LETTERS = {
    ResolutionState.OPEN: "parks/mail/resolution_opened",
    ResolutionState.PASSED: "parks/mail/resolution_closed",
    ResolutionState.REJECTED: "parks/mail/resolution_closed",
    ResolutionState.NO_QUORUM: "parks/mail/resolution_closed",
    ResolutionState.WITHDRAWN: "parks/mail/resolution_closed",
}


class VoteError(ConsortiumError):
    """A resolution cannot be changed or voted on like this; says why."""


class VotedAlreadyError(VoteError):
    """The member has voted: a vote is cast once."""


@transaction.atomic
def draft_resolution(*, consortium: Consortium, by: User, **fields: Any) -> Resolution:
    """Write a draft, which only the office reads; `fields` are columns of Resolution.

    Raise VoteError for a meeting of another consortium.
    """
    _require_own_meeting(consortium.pk, fields)
    resolution = Resolution.objects.create(consortium=consortium, **fields)
    _record(resolution, ResolutionState.DRAFT, by)
    return resolution


@transaction.atomic
def change_resolution(*, resolution: Resolution, by: User, **fields: Any) -> Resolution:
    """Write new `fields` of a draft.

    Raise VoteError once the members vote on its words, and for a meeting of another consortium.
    """
    resolution = _locked(resolution)
    if resolution.state != ResolutionState.DRAFT:
        raise VoteError(_("What has been put to the vote is not changed any more."))
    _require_own_meeting(resolution.consortium_id, fields)
    for name, value in fields.items():
        setattr(resolution, name, value)
    resolution.save(update_fields=fields)
    _record(resolution, "changed", by)
    return resolution


@transaction.atomic
def open_resolution(*, resolution: Resolution, by: User) -> Resolution:
    """Put a draft to the vote: from now on it is fixed who may vote and how many have to.

    Raise IllegalMoveError, and VoteError where there is no member or the last time has passed.
    """
    consortium = locked_consortium(resolution.consortium)
    resolution = _locked(resolution)
    RESOLUTION_MOVES.require(resolution.state, ResolutionState.OPEN)
    now = timezone.now()
    if resolution.closes_at is not None and resolution.closes_at <= now:
        raise VoteError(_("The vote would be over before it begins: set a later time."))
    voters = ConsortiumMembership.objects.active().filter(consortium=consortium).count()
    if not voters:
        raise VoteError(_("This consortium has no members who could vote."))
    resolution.state, resolution.opened_at = ResolutionState.OPEN, now
    resolution.voters = voters
    resolution.quorum = votes_needed(voters, consortium.quorum_percent)
    resolution.save(update_fields=["state", "opened_at", "voters", "quorum"])
    _record(resolution, ResolutionState.OPEN, by)
    _tell(resolution)
    return resolution


@transaction.atomic
def cast_vote(
    *, resolution: Resolution, member: ConsortiumMembership, choice: Choice, by: User
) -> Vote:
    """Cast the one vote of a member, by somebody who runs it.

    The resolution stays locked: of two administrators who vote at once the second is refused.
    Raise VotedAlreadyError, and VoteError for somebody who does not run the member, a vote that is
    over and a member that was none, or is none any more, when the vote was opened.
    """
    resolution = _locked(resolution)
    if not administrators_of(member.organisation_id).filter(pk=by.pk).exists():
        raise VoteError(_("An administrator of the member casts its vote."))
    if not is_open(resolution, timezone.now()):
        raise VoteError(_("This vote is not open."))
    if not voters_of(resolution).filter(pk=member.pk).exists():
        raise VoteError(_("Who was a member when the vote was opened, and is one now, votes."))
    if Vote.objects.filter(resolution=resolution, member=member).exists():
        raise VotedAlreadyError(_("Your organisation has voted already. A vote is cast once."))
    vote = Vote.objects.create(resolution=resolution, member=member, choice=choice, cast_by=by)
    record(
        vote,
        "cast",
        by=by,
        organisation_id=member.organisation_id,
        park_id=resolution.consortium.lead_id,
    )
    return vote


@transaction.atomic
def close_resolution(
    *, resolution: Resolution, by: User | None, now: datetime | None = None
) -> Resolution:
    """Count the votes and write what was decided; the members are told.

    A vote that has a last time is closed after it, or once all have voted: the members were
    promised that time. Raise VoteError before, IllegalMoveError for one that is not open.
    """
    resolution = _locked(resolution)
    now = now or timezone.now()
    tally = tally_of(resolution)
    state = decide(tally, quorum=resolution.quorum, majority=Majority(resolution.majority))
    RESOLUTION_MOVES.require(resolution.state, state)
    has_time = resolution.closes_at is not None and resolution.closes_at > now
    if has_time and tally.cast < resolution.voters:
        raise VoteError(_("Not all have voted yet, and the members have until the time it closes."))
    return _end(resolution, state, now, by)


@transaction.atomic
def withdraw_resolution(*, resolution: Resolution, by: User) -> Resolution:
    """Take back a draft or an open vote, which then decides nothing; raise IllegalMoveError."""
    resolution = _locked(resolution)
    RESOLUTION_MOVES.require(resolution.state, ResolutionState.WITHDRAWN)
    return _end(resolution, ResolutionState.WITHDRAWN, timezone.now(), by)


def close_due_resolutions(now: datetime) -> int:
    """Close the votes whose last time has passed; gives how many."""
    due = Resolution.objects.open().filter(closes_at__lte=now).order_by("closes_at", "pk")
    return sum(_close_due(pk, now) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _close_due(pk: int, now: datetime) -> bool:
    rows = Resolution.objects.open().select_for_update(of=("self",), skip_locked=True)
    resolution = rows.filter(pk=pk).first()
    if resolution is None:
        return False
    close_resolution(resolution=resolution, by=None, now=now)
    return True


def _tell(resolution: Resolution) -> None:
    """Tell everybody who runs a member how a resolution stands."""
    tell_all_members(
        resolution.consortium,
        LETTERS[ResolutionState(resolution.state)],
        page_name="matching:resolution",
        uuid=resolution.uuid,
        resolution=resolution,
    )


def _end(
    resolution: Resolution, state: ResolutionState, now: datetime, by: User | None
) -> Resolution:
    was_open = resolution.state == ResolutionState.OPEN
    resolution.state, resolution.closed_at = state, now
    resolution.save(update_fields=["state", "closed_at"])
    _record(resolution, state, by)
    if was_open:
        _tell(resolution)
    return resolution


def _require_own_meeting(consortium_id: int, fields: dict[str, Any]) -> None:
    meeting = fields.get("meeting")
    if meeting is not None and meeting.consortium_id != consortium_id:
        raise VoteError(_("This meeting is one of another consortium."))


def _record(resolution: Resolution, verb: str, by: User | None) -> None:
    record(resolution, str(verb), by=by, park_id=resolution.consortium.lead_id)


def _locked(resolution: Resolution) -> Resolution:
    rows = Resolution.objects.select_for_update(of=("self",)).select_related("consortium")
    return rows.get(pk=resolution.pk)
