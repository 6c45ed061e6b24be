"""How the web admin looks and what it is made of. Its colours are in `static/css/admin.css`."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def stylesheet(request: Any) -> str:
    return static("css/admin.css")


def guide_stylesheet(request: Any) -> str:
    return static("css/admin-guide.css")


def beside_stylesheet(request: Any) -> str:
    return static("css/admin-beside.css")


def cockpit_stylesheet(request: Any) -> str:
    return static("css/admin-cockpit.css")


def script(request: Any) -> str:
    return static("js/admin.js")


def favicon(request: Any) -> str:
    return static("img/mark.svg")


def change_password(request: Any) -> str:
    return reverse("account_change_password")


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": _("Talent portal"),
    "SITE_HEADER": _("Talent portal"),
    "SITE_SUBHEADER": _("Park office"),
    "SITE_SYMBOL": "biotech",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": favicon}],
    "SITE_URL": "/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "SHOW_BACK_BUTTON": True,
    "SHOW_LANGUAGES": True,
    "STYLES": [stylesheet, guide_stylesheet, beside_stylesheet, cockpit_stylesheet],
    "SCRIPTS": [script],
    "GLOBAL_CALLBACK": "parks.admin.look.without_inline_colours",
    "DASHBOARD_CALLBACK": "matching.admin.dashboard.dashboard",
    "SIDEBAR": {"navigation": "matching.admin.sidebar.navigation"},
    "ACCOUNT": {"navigation": [{"title": _("Change password"), "link": change_password}]},
}
