from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParksConfig(AppConfig):
    """Who and where, the vocabulary, and what a park offers to all."""

    name = "parks"
    verbose_name = _("Parks")

    def ready(self) -> None:
        """Listen to allauth from the first request on: wrong codes come as its signal."""
        import_module("parks.accounts")
