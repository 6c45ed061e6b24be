"""People whom the recruiter of the demo has asked to apply, and those she keeps in mind."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from companies.models import Opening
from matching.actions.pool import keep_in_pool
from matching.choices.applications import ApplicationSource, InvitationToApplyState
from matching.choices.candidates import (
    SEEN_AFTER_ACCEPTING,
    TIME_TO_REPLY,
    InvitationDeclineReason,
)
from matching.demo.days import after, office_hour
from matching.demo.desk_plans import DeskPlan, Part
from matching.demo.draws import uuid_of
from matching.demo.graduate_plans import PERSONA, graduate_uuid
from matching.demo.opening_plans import opening_uuid
from matching.demo.reading import words
from matching.demo.store.team import Team
from matching.models import InvitationToApply, PoolEntry
from matching.queries.pool import has_objected
from parks.actions.trail import record
from talent.choices.profiles import GrantReason
from talent.models import Profile, ProfileGrant

S = InvitationToApplyState
ANSWERED_AFTER = {S.ACCEPTED: 1, S.DECLINED: 3, S.EXPIRED: TIME_TO_REPLY.days}  # days
ASKED_BEFORE = 2  # days before somebody who was asked applies
PERSONA_ASKED_FOR, PERSONA_ASKED = 2, 1  # number of the opening; days ago
Asked = tuple[UUID, UUID, InvitationToApplyState, int]
"""Who, for which opening, what came of it, and how many days ago."""


@transaction.atomic
def put_candidates(plan: DeskPlan, openings: int, seed: int, today: date, team: Team) -> None:
    """Create what is missing of those parts of a plan that are there."""
    for asked in _asked(plan, openings, seed):
        _put_invitation(asked, today, team)
    _put_pool(plan.pool, team)


def _asked(plan: DeskPlan, openings: int, seed: int) -> Iterator[Asked]:
    """Say who was asked: those who have not applied, those who have, and the persona."""
    for part in plan.invited:
        yield part.graduate.uuid, part.opening.uuid, S(part.facts["state"]), part.facts["days"]
    for part in plan.applicants:
        if part.facts["source"] == ApplicationSource.INVITATION:
            ago = part.facts["days"] + ASKED_BEFORE
            yield part.graduate.uuid, part.opening.uuid, S.ACCEPTED, ago
    if openings > PERSONA_ASKED_FOR:
        opening = opening_uuid(seed, PERSONA_ASKED_FOR)
        yield graduate_uuid(PERSONA, PERSONA), opening, S.SENT, PERSONA_ASKED


def _put_invitation(asked: Asked, today: date, team: Team) -> None:
    graduate, opening_code, state, days = asked
    uuid = uuid_of("desk invitation", graduate, opening_code)
    if InvitationToApply.objects.filter(uuid=uuid).exists():
        return
    profile = Profile.objects.get(uuid=graduate)
    opening = Opening.objects.get(uuid=opening_code)
    sent_at = office_hour(after(today, -days), 0.2)
    answered_on = after(today, ANSWERED_AFTER.get(state, 0) - days)
    invitation = InvitationToApply.objects.create(
        uuid=uuid,
        opening=opening,
        profile=profile,
        state=state,
        message="\n".join(words("desk")["invitation_texts"]["asked"]),
        sent_by=team.recruiter,
        sent_at=sent_at,
        expires_at=sent_at + TIME_TO_REPLY,
        answered_at=None if state == S.SENT else office_hour(answered_on, 0.4),
    )
    if state == S.ACCEPTED:
        _grant(invitation)
    if state == S.DECLINED:
        _say_why(invitation)


def _grant(invitation: InvitationToApply) -> None:
    ProfileGrant.objects.create(
        profile=invitation.profile,
        organisation_id=invitation.opening.company_id,
        reference=invitation.uuid,
        reason=GrantReason.INVITATION,
        until=invitation.answered_at + SEEN_AFTER_ACCEPTING,
    )
    ProfileGrant.objects.filter(reference=invitation.uuid).update(granted_at=invitation.answered_at)


def _say_why(invitation: InvitationToApply) -> None:
    """The reason of a refusal is kept in the log alone."""
    opening = invitation.opening
    record(
        invitation,
        "declined",
        by=None,
        organisation_id=opening.company_id,
        park_id=opening.park_id,
        reason=InvitationDeclineReason.DATES.value,
    )


def _put_pool(parts: Sequence[Part], team: Team) -> None:
    for part in parts:
        profile = Profile.objects.get(uuid=part.graduate.uuid)
        kept = PoolEntry.objects.filter(company=team.company, profile=profile)
        if not kept.exists() and not has_objected(profile, team.company.pk):
            keep_in_pool(team.company, profile, tags=part.facts["tags"], by=team.recruiter)
