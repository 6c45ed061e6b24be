from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.workflow import Moves


class ParkStage(models.TextChoices):
    MAKER_SPACE = "maker_space", _("Maker space")
    INCUBATOR = "incubator", _("Incubator")
    ACCELERATOR = "accelerator", _("Accelerator")
    INDUSTRIAL_PARK = "industrial_park", _("Industrial park")


class OrganisationKind(models.TextChoices):
    PARK_OFFICE = "park_office", _("Park office")
    COMPANY = "company", _("Company")
    HOSPITAL = "hospital", _("Hospital")
    UNIVERSITY = "university", _("Undergraduate university")
    COLLEGE = "college", _("Vocational college")
    INSTITUTE = "institute", _("Research institute")
    ASSOCIATION = "association", _("Association")
    TRAINING_CENTRE = "training_centre", _("Training centre")


HIRING = frozenset({OrganisationKind.COMPANY})
"""Kinds whose people recruit and interview for openings."""


class MembershipRole(models.TextChoices):
    ADMIN = "admin", _("Administrator")
    MEMBER = "member", _("Member")
    INTERVIEWER = "interviewer", _("Interviewer")


RECRUITER = pgettext_lazy("a role", "Recruiter")
"""A member of a company acts for it in recruiting, and is called so."""


def roles_of(kind: str) -> tuple[MembershipRole, ...]:
    """Return the roles that an organisation of this kind gives; interviewers are a company's."""
    everywhere = (MembershipRole.ADMIN, MembershipRole.MEMBER)
    return (*everywhere, MembershipRole.INTERVIEWER) if kind in HIRING else everywhere


def role_name(role: str, kind: str) -> str:
    """Return what a role is called in an organisation of this kind."""
    is_recruiter = role == MembershipRole.MEMBER and kind in HIRING
    return str(RECRUITER if is_recruiter else MembershipRole(role).label)


class InvitationState(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Revoked")


ASKED_TO_JOIN = "asked to be let in"
"""What the log calls it when somebody asks those who run an organisation for an invitation."""


class VerificationState(models.TextChoices):
    PENDING = "pending", _("Waiting for review")
    IN_REVIEW = "in_review", _("In review")
    ASKED = "asked", _("Asked for more")
    APPROVED = "approved", _("Verified")
    DECLINED = "declined", _("Declined")


class Lack(models.TextChoices):
    """Why the office asks an organisation back, or declines it."""

    UNREADABLE = "unreadable", _("The licence cannot be read")
    EXPIRED = "expired", _("The licence has expired")
    NAME = "name", _("The name is not that of the licence")
    CODE = "code", _("The credit code is not that of the licence")
    MANDATE = "mandate", _("Nothing shows that the person may act for it")
    PLACE = "place", _("It has no seat in this park")
    OTHER = "other", _("Something else")


V = VerificationState
NEEDS_REASON = (V.ASKED, V.DECLINED)
UNDECIDED = (V.PENDING, V.IN_REVIEW, V.ASKED)
MAY_BE_CORRECTED = (V.ASKED, V.DECLINED)
"""The organisation may change its names and its code, which are fixed while the office looks."""
VERIFICATION_MOVES = Moves(
    VerificationState,
    {
        V.PENDING: frozenset({V.IN_REVIEW, V.ASKED, V.APPROVED, V.DECLINED}),
        V.IN_REVIEW: frozenset({V.ASKED, V.APPROVED, V.DECLINED}),
        # Asked back: the organisation edits and sends it again.
        V.ASKED: frozenset({V.PENDING, V.APPROVED, V.DECLINED}),
        V.APPROVED: frozenset({V.DECLINED}),
    },
)
