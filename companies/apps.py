from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompaniesConfig(AppConfig):
    """Demand: companies and what they offer."""

    name = "companies"
    verbose_name = _("Companies")
