from django.db import models
from django.utils.translation import gettext_lazy as _

from parks.choices.work import CareerChannel

LOOKS_BACK = (6, 12, 36)
"""Months after a hiring at which the company and the person are asked what became of it."""


class AnswerSide(models.TextChoices):
    """Who answered a look back; the last answer stands."""

    PERSON = "person", _("The person")
    COMPANY = "company", _("The company")
    OFFICE = "office", _("The park office")


class Whereabouts(models.TextChoices):
    """The answer to a look back, in one choice."""

    THERE = "there", _("Still there")
    MANAGEMENT = "management", _("Still there, promoted on the management channel")
    TECHNICAL = "technical", _("Still there, promoted on the technical channel")
    GONE = "gone", _("No longer there")


PROMOTED = {
    CareerChannel.MANAGEMENT.value: Whereabouts.MANAGEMENT,
    CareerChannel.TECHNICAL.value: Whereabouts.TECHNICAL,
}
"""The answer that says of a career channel that somebody was promoted on it."""
