from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiScope(models.TextChoices):
    """What a token lets a company's own system do."""

    READ_OPENINGS = "openings:read", _("Read openings")
    WRITE_OPENINGS = "openings:write", _("Write openings")
    READ_APPLICATIONS = "applications:read", _("Read applications")
    WRITE_APPLICATIONS = "applications:write", _("Move applications on")


class WebhookEvent(models.TextChoices):
    """What a company's own system can be told of."""

    OPENING_CHANGED = "opening.changed", _("An opening changed its state")
    APPLICATION_SUBMITTED = "application.submitted", _("Somebody applied")
    APPLICATION_MOVED = "application.moved", _("An application changed its state")
    INTERVIEW_SCHEDULED = "interview.scheduled", _("A time for an interview was chosen")
    OFFER_ANSWERED = "offer.answered", _("An offer was answered")


PING = "ping"
"""The event of a first word, sent to try an address; nobody subscribes to it."""


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Given up")
