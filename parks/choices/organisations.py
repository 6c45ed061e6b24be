from django.db import models
from django.utils.translation import gettext_lazy as _

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


class MembershipRole(models.TextChoices):
    ADMIN = "admin", _("Administrator")
    MEMBER = "member", _("Member")
    INTERVIEWER = "interviewer", _("Interviewer")


class InvitationState(models.TextChoices):
    SENT = "sent", _("Sent")
    ACCEPTED = "accepted", _("Accepted")
    REVOKED = "revoked", _("Revoked")


class VerificationState(models.TextChoices):
    PENDING = "pending", _("Waiting for review")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Verified")
    DECLINED = "declined", _("Declined")


V = VerificationState
VERIFICATION_MOVES = Moves(
    VerificationState,
    {
        V.PENDING: frozenset({V.IN_REVIEW, V.APPROVED, V.DECLINED}),
        V.IN_REVIEW: frozenset({V.APPROVED, V.DECLINED}),
        V.APPROVED: frozenset({V.DECLINED}),
    },
)
