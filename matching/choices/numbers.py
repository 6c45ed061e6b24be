from django.db import models
from django.utils.translation import gettext_lazy as _

from matching.choices.applications import ApplicationState

STAGES = (
    ApplicationState.SUBMITTED,
    ApplicationState.SHORTLISTED,
    ApplicationState.INTERVIEWING,
    ApplicationState.OFFERED,
    ApplicationState.ACCEPTED,
    ApplicationState.HIRED,
)
"""The way to a place, in order; an application may skip a stage or go back."""


class Period(models.TextChoices):
    """Which applications are counted, by the day on which they were sent."""

    MONTH = "30", _("Last 30 days")
    QUARTER = "90", _("Last 90 days")
    YEAR = "365", _("Last 365 days")
    ALL = "all", _("Since the beginning")

    @property
    def days(self) -> int | None:
        """How many days it has, today included; None for all."""
        return None if self == Period.ALL else int(self.value)
