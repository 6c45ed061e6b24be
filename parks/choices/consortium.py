from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.workflow import Moves


class MemberState(models.TextChoices):
    APPLIED = "applied", pgettext_lazy("a member", "Applied")
    REVIEWED = "reviewed", _("Reviewed")
    ACTIVE = "active", _("Member")
    SUSPENDED = "suspended", _("Suspended")
    LEFT = "left", _("Left")
    DECLINED = "declined", _("Not admitted")


M = MemberState
MEMBER_MOVES = Moves(
    MemberState,
    {
        M.APPLIED: frozenset({M.REVIEWED, M.DECLINED, M.LEFT}),
        M.REVIEWED: frozenset({M.ACTIVE, M.DECLINED, M.LEFT}),
        M.ACTIVE: frozenset({M.SUSPENDED, M.LEFT}),
        M.SUSPENDED: frozenset({M.ACTIVE, M.LEFT}),
    },
)


LONGEST_TERM = timedelta(days=3653)
"""A council sits for ten years at most; among them are three leap years at most."""


class SeatRole(models.TextChoices):
    CHAIR = "chair", _("Chair")
    EXECUTIVE_VICE_CHAIR = "exec_vice", _("Executive vice-chair")
    VICE_CHAIR = "vice", _("Vice-chair")
    SECRETARY_GENERAL = "secretary", _("Secretary-general")
    DEPUTY = "deputy", _("Deputy secretary-general")
    MEMBER = "member", _("Council member")


OFFICES_OF_ONE = (SeatRole.CHAIR, SeatRole.EXECUTIVE_VICE_CHAIR, SeatRole.SECRETARY_GENERAL)
"""One person holds these on any day; of the others there are several."""


class ResolutionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open for votes")
    PASSED = "passed", _("Passed")
    REJECTED = "rejected", _("Rejected")
    NO_QUORUM = "no_quorum", _("No quorum")
    WITHDRAWN = "withdrawn", _("Withdrawn")


R = ResolutionState
RESOLUTION_MOVES = Moves(
    ResolutionState,
    {
        R.DRAFT: frozenset({R.OPEN, R.WITHDRAWN}),
        R.OPEN: frozenset({R.PASSED, R.REJECTED, R.NO_QUORUM, R.WITHDRAWN}),
    },
)


class Choice(models.TextChoices):
    YES = "yes", pgettext_lazy("a vote", "Yes")
    NO = "no", pgettext_lazy("a vote", "No")
    ABSTAIN = "abstain", _("Abstention")


class Majority(models.TextChoices):
    """Counted over the votes for and against; an abstention counts for the quorum only."""

    SIMPLE = "simple", _("More than half")
    TWO_THIRDS = "two_thirds", _("Two thirds")
