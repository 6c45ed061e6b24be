from django.db import models
from django.utils.translation import gettext_lazy as _


class SnapshotKind(models.TextChoices):
    """What was counted; each kind has one module that counts it and one page that shows it."""

    COCKPIT = "cockpit", _("Cockpit")
    FAIRNESS = "fairness", _("Fairness of the lists")
    CURRICULUM = "curriculum", _("Curriculum feedback")
    GAPS = "gaps", _("Training that would unlock openings")
