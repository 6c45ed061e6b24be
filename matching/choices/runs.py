from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    RUNNING = "running", _("Running")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class RunPhase(models.TextChoices):
    """What a run is doing; what is done survives a worker that dies."""

    LOADING = "loading", _("Loading")
    SCORING = "scoring", _("Scoring")
    FINISHING = "finishing", _("Finishing the lists")
    STORING = "storing", _("Storing")
    ENDED = "ended", _("Ended")


class ShardState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")


class AlarmKind(models.TextChoices):
    LATE = "late", _("Late")
    SHRUNKEN = "shrunken", _("Shrunken")
    FAILED = "failed", _("Failed")


class ChangeSide(models.TextChoices):
    PROFILE = "profile", _("Profile")
    OPENING = "opening", _("Opening")


class PreviewState(models.TextChoices):
    """How far the preview of proposed weights is; the last three are its ends."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    GONE = "gone", _("The input of the last run is gone")
    FAILED = "failed", _("Failed")
