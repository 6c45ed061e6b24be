from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parks.workflow import Moves


class EnrolmentState(models.TextChoices):
    WAITING = "waiting", _("On the waiting list")
    ENROLLED = "enrolled", _("Enrolled")
    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Not passed")
    WITHDRAWN = "withdrawn", pgettext_lazy("an enrolment", "Withdrawn")
    REMOVED = "removed", _("Taken off the list")


E = EnrolmentState
ENROLMENT_MOVES = Moves(
    EnrolmentState,
    {
        E.WAITING: frozenset({E.ENROLLED, E.WITHDRAWN, E.REMOVED}),
        E.ENROLLED: frozenset({E.PASSED, E.FAILED, E.WITHDRAWN, E.REMOVED}),
        # A resit; points that were entered wrongly.
        E.FAILED: frozenset({E.PASSED, E.ENROLLED}),
        # Points that were entered wrongly, as long as no certificate stands.
        E.PASSED: frozenset({E.FAILED, E.ENROLLED}),
    },
)
HOLDS_A_PLACE = (E.ENROLLED, E.PASSED, E.FAILED)
LIVE = (E.WAITING, *HOLDS_A_PLACE)


class AssessmentPart(models.TextChoices):
    THEORY = "theory", _("Theory")
    PRACTICE = "practice", _("Practice")


class Attendance(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "Present")
    LATE = "late", pgettext_lazy("attendance", "Late")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


class HiredThrough(models.TextChoices):
    """Through what a graduate came to the job; more than one can be true."""

    AGREEMENT = "agreement", _("Agreement")
    TRAINING = "training", _("Training")
    MATCH = "match", _("Match")
    ROUND = "round", _("Placement round")
    OPEN = "open", _("Open application")


class IssueState(models.TextChoices):
    QUEUED = "queued", _("Queued")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
