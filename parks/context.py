from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEMES = ("light", "dark")


def portal(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: the viewer, the theme chosen, and whether this is the demo."""
    theme = request.COOKIES.get("theme", "")
    return {
        "demo": settings.DEMO,
        "theme": theme if theme in THEMES else "auto",
        "viewer": getattr(request, "viewer", None),
    }
