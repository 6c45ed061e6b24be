from django.db import models
from django.utils.translation import gettext_lazy as _


class AlertPeriod(models.TextChoices):
    NEVER = "never", _("No mail")
    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")


class DismissalReason(models.TextChoices):
    WORK = "work", _("The work is not for me")
    PLACE = "place", _("The place does not suit me")
    PAY = "pay", _("The pay is too low")
    COMPANY = "company", _("Not this company")
    LEVEL = "level", _("I am over- or under-qualified")
    OTHER = "other", _("Another reason")
