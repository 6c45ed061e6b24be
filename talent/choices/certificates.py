from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.TextChoices):
    """What a stranger who asks about a certificate is told."""

    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    UNKNOWN = "unknown", _("Not known")
