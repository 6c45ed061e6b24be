"""Terms that demand and supply share."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OpeningKind(models.TextChoices):
    JOB = "job", _("Job")
    INTERNSHIP = "internship", _("Internship")
    TRAINING_PLACE = "training_place", _("Training place")
    POSTDOC = "postdoc", _("Post-doctoral place")


class CareerChannel(models.TextChoices):
    MANAGEMENT = "management", _("Management channel")
    TECHNICAL = "technical", _("Technical channel")


class SkillLevel(models.IntegerChoices):
    AWARE = 1, _("Aware")
    FAMILIAR = 2, _("Familiar")
    PROFICIENT = 3, _("Proficient")
    EXPERT = 4, _("Expert")
