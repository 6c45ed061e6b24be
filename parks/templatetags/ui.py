"""The pieces that pages are put together from."""

import json
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

FULL_POINTS = 4096
NO_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
"""Written so in JSON, a text can end no element and begin none."""


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; it is decoration, the words beside it say the same."""
    address = static("img/icons.svg")
    markup = '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
    return format_html(markup, address, name)


@register.filter
def percent(points: int) -> int:
    """Turn points of 4096 into a whole per cent, rounded down: 100 means all of them."""
    return points * 100 // FULL_POINTS


@register.filter
def share(part: float) -> str:
    """Turn a part of one into per cent with one place: 0.125 is 12.5 %."""
    return f"{number_format(100 * part, 1)} %"


@register.simple_tag(takes_context=True)
def current(context: dict[str, Any], prefix: str) -> SafeString:
    """Mark the navigation entry whose pages start with `prefix`."""
    path = context["request"].path
    return SafeString(' aria-current="page"' if path.startswith(prefix) else "")


@register.filter
def days_until(moment: datetime | None) -> int | None:
    """Count the days that are left until a moment, a day begun as a whole one; none once past."""
    if moment is None:
        return None
    return max(0, ceil((moment - timezone.now()) / timedelta(days=1)))


@register.filter
def number_for(numbers: dict[int, int], key: int) -> int:
    """Look a count up by id; what is not counted is none."""
    return numbers.get(key, 0)


@register.filter
def structured_data(facts: dict[str, Any]) -> SafeString:
    """Write facts as JSON-LD, or nothing if there are none.

    It is data and no script, so the content policy lets it be; no text in it can leave it.
    """
    if not facts:
        return SafeString("")
    text = json.dumps(facts, ensure_ascii=False).translate(NO_MARKUP)
    return SafeString(f'<script type="application/ld+json">{text}</script>')
