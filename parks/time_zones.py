"""The time zones a person can choose from, in the words of a language."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.dates import get_timezone_location
from django.utils.translation import to_locale

AREAS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)


@cache
def time_zone_choices(language: str) -> tuple[tuple[str, str], ...]:
    """Return name and label of each zone, the name of its city first; `language` is "en", say.

    Names that stand for no place, such as Etc/GMT+8, are left out, as are old names of countries.
    """
    locale = Locale.parse(to_locale(language))
    zones = (zone for zone in sorted(available_timezones()) if zone.split("/")[0] in AREAS)
    return tuple((zone, f"{_city(zone, locale)} ({zone})") for zone in zones)


def _city(zone: str, locale: Locale) -> str:
    return get_timezone_location(zone, locale=locale, return_city=True)
