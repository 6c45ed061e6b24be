from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from parks.consents import TERMS_VERSION
from parks.guides import guide_of

THEMES = ("light", "dark")


def portal(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: the viewer, the theme chosen, and whether this is the demo."""
    theme = request.COOKIES.get("theme", "")
    return {
        "demo": settings.DEMO,
        "theme": theme if theme in THEMES else "auto",
        "viewer": getattr(request, "viewer", None),
        "asks_consent": partial(asks_consent, request),
        "guide": partial(guide_of, request),
    }


def asks_consent(request: HttpRequest) -> bool:
    """Say whether somebody signed in has not agreed to the present terms and privacy notice."""
    viewer = getattr(request, "viewer", None)
    return viewer is not None and viewer.is_signed_in and viewer.terms_version != TERMS_VERSION
