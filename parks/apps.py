from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParksConfig(AppConfig):
    """Who and where, the vocabulary, and what a park offers to all."""

    name = "parks"
    verbose_name = _("Parks")
