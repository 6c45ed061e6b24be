from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeKind(models.TextChoices):
    """What a person is told of; each kind can be switched off for mail and for the portal."""

    APPLICATION = "application", _("My applications")
    INTERVIEW = "interview", _("Interviews")
    OFFER = "offer", _("Offers")
    ALERT = "alert", _("Saved searches")
    PRIVACY = "privacy", _("Privacy and my data")
    DESK = "desk", _("News for my organisation")
    TRAINING = "training", _("Training and certificates")
    AGREEMENT = "agreement", _("Agreements and the consortium")
    ANNOUNCEMENT = "announcement", _("Announcements")


ALWAYS_MAILED = frozenset({NoticeKind.OFFER, NoticeKind.PRIVACY})
"""Mails that have legal weight or a deadline: they cannot be switched off."""


class ConsentPurpose(models.TextChoices):
    TERMS = "terms", _("Terms of use and privacy notice")
    MATCHING = "matching", _("Automated matching")


class DataExportState(models.TextChoices):
    QUEUED = "queued", _("Being collected")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Failed")
