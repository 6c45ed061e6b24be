from django.db import models
from django.utils.translation import gettext_lazy as _


class StudentStep(models.IntegerChoices):
    """How far a student of a university has come; whoever skips a step has come past it too."""

    CLAIMED = 0, _("Claimed their place")
    PROFILE = 1, _("Has a profile")
    APPLIED = 2, _("Applied")
    INTERVIEWED = 3, _("Interviewed")
    OFFERED = 4, _("Got an offer")
    PLACED = 5, _("Hired through the portal")
