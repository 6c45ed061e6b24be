from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.choices.applications import InvitationToApplyState
from parks.workflow import Moves


class CandidateSort(models.TextChoices):
    """How the candidates of an opening are ordered."""

    POINTS = "points", _("Points, best first")
    STARTS = "starts", _("Free, earliest first")


class CandidateStanding(models.TextChoices):
    """What there is between a company and a candidate of one opening."""

    NEW = "new", _("Neither applied nor invited")
    APPLIED = "applied", _("Has applied")
    INVITED = "invited", _("Invited")
    DECLINED = "declined", _("Declined the invitation")
    POOL = "pool", _("In our talent pool")


class InvitationDeclineReason(models.TextChoices):
    """Why an invitation is declined; kept in the trail, for it names nobody."""

    OTHER_PLACE = "other_place", _("I have found another place")
    WORK = "work", _("The work does not suit me")
    PLACE = "place", _("The place does not suit me")
    PAY = "pay", _("The pay does not suit me")
    DATES = "dates", _("The dates do not suit me")
    NOT_LOOKING = "not_looking", _("I am not looking at present")
    OTHER = "other", _("Another reason")


S = InvitationToApplyState
INVITATION_MOVES = Moves(
    InvitationToApplyState,
    {S.SENT: frozenset({S.ACCEPTED, S.DECLINED, S.EXPIRED, S.TAKEN_BACK})},
)
TIME_TO_REPLY = timedelta(days=14)
MOST_INVITATIONS_A_DAY = 20
"""Of one company, within 24 hours."""
MOST_OPEN_A_WEEK = 3
"""To one person, sent by all companies together within seven days and not answered yet."""
SEEN_AFTER_ACCEPTING = timedelta(days=60)
"""So long a company reads who accepts its invitation and does not apply."""
LEAST_COMPARED, MOST_COMPARED = 2, 4
LONGEST_TAG, MOST_TAGS = 40, 10
