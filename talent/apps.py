from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TalentConfig(AppConfig):
    """Supply: universities, graduates and what they can do."""

    name = "talent"
    verbose_name = _("Talent")
