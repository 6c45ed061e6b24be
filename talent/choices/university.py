from django.db import models
from django.utils.translation import gettext_lazy as _


class Sex(models.TextChoices):
    """As the university's roster says; kept for the fairness page and never used to match."""

    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class AnnouncementAudience(models.TextChoices):
    STUDENTS = "students", _("Students and graduates")
    COMPANIES = "companies", _("Companies")
    UNIVERSITIES = "universities", _("Universities")
