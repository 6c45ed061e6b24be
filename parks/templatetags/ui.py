"""The pieces that pages are put together from."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

FULL_POINTS = 4096


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
def number_for(numbers: dict[int, int], key: int) -> int:
    """Look a count up by id; what is not counted is none."""
    return numbers.get(key, 0)
