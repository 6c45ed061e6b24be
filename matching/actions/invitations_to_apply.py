"""Invitations to apply: a company asks a candidate, who answers or lets it be.

Who locks several rows here locks the company first, then the profile, then the invitation.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from companies.models import Company, Opening
from matching.actions.applications import why_not_open
from matching.actions.drafts import live_application
from matching.actions.invitation_letters import tell_company_of, tell_person_of
from matching.choices.applications import ApplicationState, InvitationToApplyState
from matching.choices.candidates import (
    INVITATION_MOVES,
    MOST_INVITATIONS_A_DAY,
    MOST_OPEN_A_WEEK,
    SEEN_AFTER_ACCEPTING,
    TIME_TO_REPLY,
    InvitationDeclineReason,
)
from matching.models import Dismissal, InvitationToApply
from parks.access import Viewer
from parks.actions.trail import record
from parks.models import User
from talent.choices.profiles import GrantReason
from talent.models import Profile, ProfileGrant

S = InvitationToApplyState
LONGEST_MESSAGE = 2000


class InvitationError(Exception):
    """This invitation cannot be sent or answered now; says why."""


@transaction.atomic
def invite_to_apply(
    opening: Opening, profile: Profile, *, message: str = "", by: User, now: datetime
) -> InvitationToApply:
    """Ask a candidate to apply; they have 14 days to answer and are told by notice and mail.

    Raises InvitationError, in words for the page, when the opening takes no applications, the
    person is no candidate for the company, has applied or was asked before, or when one of the two
    limits is reached: 20 invitations of a company within 24 hours, and three open ones to one
    person within seven days from all companies together.
    """
    company = Company.objects.select_for_update(of=("self",), no_key=True).get(
        pk=opening.company_id
    )
    profile = Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    _require_open(opening, now)
    _require_candidate(opening, profile)
    _require_new(opening, profile)
    _require_limits(company, profile, now)
    invitation = InvitationToApply.objects.create(
        opening=opening,
        profile=profile,
        message=message.strip(),
        sent_by=by,
        sent_at=now,
        expires_at=now + TIME_TO_REPLY,
    )
    _note(invitation, "sent", by=by)
    tell_person_of(invitation, "invitation_to_apply")
    return invitation


def _require_open(opening: Opening, now: datetime) -> None:
    reason = why_not_open(Opening.objects.get(pk=opening.pk), timezone.localdate(now))
    if reason:
        raise InvitationError(reason)


def _require_candidate(opening: Opening, profile: Profile) -> None:
    """A grant is not enough: who shows themselves to no company wants no invitations."""
    acting = Viewer(organisation_ids=frozenset({opening.company_id}))
    rows = Profile.objects.filter(pk=profile.pk)
    shown = rows.filter(rows.candidate_rows(acting)).exists()
    if not shown or Dismissal.objects.filter(profile=profile, opening=opening).exists():
        raise InvitationError(_("This person takes no invitations to this opening."))


def _require_new(opening: Opening, profile: Profile) -> None:
    live = live_application(profile, opening)
    if live is not None and live.state != ApplicationState.DRAFT:
        raise InvitationError(_("This person has applied already."))
    if InvitationToApply.objects.filter(opening=opening, profile=profile).exists():
        raise InvitationError(_("This person was invited to this opening before; once is enough."))


def _require_limits(company: Company, profile: Profile, now: datetime) -> None:
    day, week = now - timedelta(days=1), now - timedelta(days=7)
    ours = InvitationToApply.objects.filter(opening__company=company, sent_at__gt=day)
    if ours.count() >= MOST_INVITATIONS_A_DAY:
        words = _("Your company has sent %(number)d invitations within 24 hours; more tomorrow.")
        raise InvitationError(words % {"number": MOST_INVITATIONS_A_DAY})
    theirs = InvitationToApply.objects.waiting(now).filter(profile=profile, sent_at__gt=week)
    if theirs.count() >= MOST_OPEN_A_WEEK:
        words = _("This person has %(number)d open invitations of this week; try again later.")
        raise InvitationError(words % {"number": MOST_OPEN_A_WEEK})


@transaction.atomic
def accept_invitation(
    invitation: InvitationToApply, *, by: User, now: datetime
) -> InvitationToApply:
    """Say yes: the company reads name, contact data and profile for 60 days, and the person
    goes on to apply. A second click changes nothing.

    Raises InvitationError when the time has passed or the opening is closed, IllegalMoveError
    when the invitation was answered otherwise or taken back.
    """
    invitation = _locked(invitation)
    if invitation.state == S.ACCEPTED:
        return invitation
    _require_time(invitation, now)
    _require_open(invitation.opening, now)
    _move(invitation, S.ACCEPTED, now)
    ProfileGrant.objects.get_or_create(
        profile=invitation.profile,
        organisation_id=invitation.opening.company_id,
        reference=invitation.uuid,
        defaults={"reason": GrantReason.INVITATION, "until": now + SEEN_AFTER_ACCEPTING},
    )
    _note(invitation, "accepted", by=by)
    tell_company_of(invitation, "desk_invitation_accepted")
    return invitation


@transaction.atomic
def decline_invitation(
    invitation: InvitationToApply, *, reason: InvitationDeclineReason, by: User, now: datetime
) -> InvitationToApply:
    """Say no, with a reason that the company is told; nothing more of the person is shown.

    Raises InvitationError and IllegalMoveError as `accept_invitation` does.
    """
    invitation = _locked(invitation)
    _require_time(invitation, now)
    _move(invitation, S.DECLINED, now)
    reason = InvitationDeclineReason(reason)
    _note(invitation, "declined", by=by, reason=reason.value)
    tell_company_of(invitation, "desk_invitation_declined", reason=reason.label)
    return invitation


@transaction.atomic
def take_back_invitation(
    invitation: InvitationToApply, *, by: User, now: datetime
) -> InvitationToApply:
    """The company no longer asks; the person is told. Raises IllegalMoveError once answered."""
    invitation = _locked(invitation)
    _move(invitation, S.TAKEN_BACK, now)
    _note(invitation, "taken back", by=by)
    tell_person_of(invitation, "invitation_taken_back")
    return invitation


def expire_invitations(now: datetime) -> int:
    """End the invitations that nobody answered in time; gives how many those were."""
    due = InvitationToApply.objects.filter(state=S.SENT, expires_at__lte=now)
    ids = due.order_by("pk").values_list("pk", flat=True)
    return sum(_expire(pk, now) for pk in ids)


@transaction.atomic
def _expire(pk: int, now: datetime) -> bool:
    """Another worker, or an answer, may have been quicker."""
    rows = InvitationToApply.objects.select_for_update(of=("self",)).select_related("opening")
    invitation = rows.filter(pk=pk, state=S.SENT).first()
    if invitation is None:
        return False
    _move(invitation, S.EXPIRED, now)
    _note(invitation, "expired", by=None)
    return True


def _locked(invitation: InvitationToApply) -> InvitationToApply:
    Profile.objects.select_for_update(of=("self",)).get(pk=invitation.profile_id)
    rows = InvitationToApply.objects.select_for_update(of=("self",))
    rows = rows.select_related("opening__company", "opening__park", "profile__user")
    return rows.get(pk=invitation.pk)


def _require_time(invitation: InvitationToApply, now: datetime) -> None:
    if invitation.state == S.SENT and invitation.expires_at <= now:
        raise InvitationError(_("The time to answer this invitation has passed."))


def _move(invitation: InvitationToApply, state: InvitationToApplyState, now: datetime) -> None:
    INVITATION_MOVES.require(invitation.state, state)
    invitation.state, invitation.answered_at = state, now
    invitation.save(update_fields=["state", "answered_at"])


def _note(invitation: InvitationToApply, verb: str, *, by: User | None, **details: str) -> None:
    opening = invitation.opening
    scope = {"organisation_id": opening.company_id, "park_id": opening.park_id}
    record(invitation, verb, by=by, **scope, **details)
