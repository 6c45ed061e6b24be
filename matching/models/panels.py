from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from .interviews import InterviewSlot


class SlotInterviewer(models.Model):
    """Somebody of the company who sits in an interview, and the time it takes with its buffer.

    The row goes with the slot: it is deleted when the slot is withdrawn.
    """

    slot = models.ForeignKey(
        InterviewSlot, models.CASCADE, related_name="panel", verbose_name=_("interview slot")
    )
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="+",
        verbose_name=_("interviewer"),
    )
    busy = DateTimeRangeField(_("busy from and to"))

    class Meta:
        verbose_name = _("interviewer of a slot")
        verbose_name_plural = _("interviewers of slots")
        constraints = (
            models.UniqueConstraint(
                fields=("slot", "interviewer"), name="an_interviewer_sits_once_in_a_slot"
            ),
            ExclusionConstraint(
                name="no_interviewer_is_in_two_places",
                expressions=[
                    ("interviewer", RangeOperators.EQUAL),
                    ("busy", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This interviewer has another interview at that time."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.interviewer}: {self.slot}"
