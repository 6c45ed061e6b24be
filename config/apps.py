from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    """The web admin on the site of `config.admin` instead of Unfold's own."""

    default_site = "config.admin.PortalAdminSite"
