from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.workflow import Moves


class AgreementKind(models.TextChoices):
    """What organisations sign with each other; the words are those of the published ones."""

    TRAINING_BASE = "training_base", _("Talent training base")
    PRACTICE_BASE = "practice_base", _("Graduate practice base")
    POSTDOC_STATION = "postdoc", _("Post-doctoral workstation")
    ORDER_CLASS = "order_class", _("Order class")
    JOINT_PROGRAMME = "joint", _("Joint programme")


class AgreementState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    ACTIVE = "active", _("In force")
    EXPIRING = "expiring", _("About to end")
    EXPIRED = "expired", _("Ended")
    TERMINATED = "terminated", _("Terminated")


A = AgreementState
AGREEMENT_MOVES = Moves(
    AgreementState,
    {
        A.DRAFT: frozenset({A.SIGNED}),
        A.SIGNED: frozenset({A.ACTIVE, A.TERMINATED}),
        A.ACTIVE: frozenset({A.EXPIRING, A.EXPIRED, A.TERMINATED}),
        A.EXPIRING: frozenset({A.EXPIRED, A.TERMINATED}),
    },
)
IN_FORCE = (A.ACTIVE, A.EXPIRING)
"""States in which places of an agreement are given out."""
NOTICE_DAYS = (60, 30, 7)
"""Days before its end at which the parties of an agreement are told."""


class PartySide(models.TextChoices):
    """What a party brings to an agreement."""

    EDUCATES = "educates", _("Educates")
    EMPLOYS = "employs", _("Employs")
    CONVENES = "convenes", _("Brings together")


class ObligationState(models.TextChoices):
    OPEN = "open", _("To be done")
    DONE = "done", _("Done")
    WAIVED = "waived", _("Waived")


OBLIGATION_MOVES = Moves(
    ObligationState,
    {
        ObligationState.OPEN: frozenset({ObligationState.DONE, ObligationState.WAIVED}),
        ObligationState.DONE: frozenset({ObligationState.OPEN}),
        ObligationState.WAIVED: frozenset({ObligationState.OPEN}),
    },
)


class BaseState(models.TextChoices):
    APPLIED = "applied", _("Accreditation applied for")
    ACCREDITED = "accredited", _("Accredited")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")


B = BaseState
BASE_MOVES = Moves(
    BaseState,
    {
        B.APPLIED: frozenset({B.ACCREDITED, B.ENDED}),
        B.ACCREDITED: frozenset({B.SUSPENDED, B.ENDED}),
        B.SUSPENDED: frozenset({B.ACCREDITED, B.ENDED}),
    },
)


FIRST_YEAR, LAST_YEAR = 2000, 2099
"""Of yearly targets."""


class MetricCode(models.TextChoices):
    """What a yearly target counts; each has one query that computes its actual."""

    TRAINED = "trained", _("People trained and assessed")
    CERTIFIED = "certified", _("Certificates issued")
    AGREEMENTS = "agreements", _("Agreements signed")
    PLACEMENTS = "placements", _("Graduates placed")
    MEMBERS = "members", _("Members")
    SESSIONS = "sessions", _("Training sessions held")
    COMPETITIONS = "competitions", _("Competitions held")
    FORUMS = "forums", _("Forums held")
