from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    """Where a person and an opening meet."""

    name = "matching"
    verbose_name = _("Matching")
