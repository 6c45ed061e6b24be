"""When an interview is, in words: the same for a page, a mail and a calendar entry."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.conf import settings
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from matching.models import InterviewSlot


@dataclass(frozen=True, slots=True)
class SlotTime:
    """A slot's time for one reader; becomes words in the language that is active when it is read.

    `starts_at` and `ends_at` are aware; `zone` is the reader's, `slot_zone` where the slot is.
    """

    starts_at: datetime
    ends_at: datetime
    zone: str
    slot_zone: str

    def __str__(self) -> str:
        values = {"day": self.day, "hours": self.hours, "zone": zone_label(self.zone)}
        return _("%(day)s, %(hours)s (%(zone)s)") % values

    @property
    def when(self) -> str:
        return _("%(day)s, %(hours)s") % {"day": self.day, "hours": self.hours}

    @property
    def day(self) -> str:
        return _day(self.starts_at.astimezone(ZoneInfo(self.zone)))

    @property
    def hours(self) -> str:
        return self._hours_in(self.zone)

    @property
    def elsewhere(self) -> str:
        """Say what the clocks show where the slot is, if they differ from the reader's."""
        here, there = (self.starts_at.astimezone(ZoneInfo(z)) for z in (self.zone, self.slot_zone))
        if here.utcoffset() == there.utcoffset():
            return ""
        values = {"hours": self._hours_in(self.slot_zone), "zone": zone_label(self.slot_zone)}
        if here.date() == there.date():
            return _("%(hours)s %(zone)s") % values
        return _("%(day)s, %(hours)s %(zone)s") % {**values, "day": _day(there)}

    def _hours_in(self, zone: str) -> str:
        times = (moment.astimezone(ZoneInfo(zone)) for moment in (self.starts_at, self.ends_at))
        return "–".join(time_format(moment, "TIME_FORMAT") for moment in times)


def time_for(slot: InterviewSlot, zone: str) -> SlotTime:
    """Return when a slot is for a reader in this time zone."""
    return SlotTime(slot.starts_at, slot.ends_at, zone, slot.time_zone)


def zone_label(name: str) -> str:
    """Name a time zone as people do: by its city; China has one, called after the capital."""
    if name in ("Asia/Shanghai", "PRC"):
        return _("Beijing time")
    locale = to_locale(get_language() or settings.LANGUAGE_CODE)
    return _("%(city)s time") % {
        "city": get_timezone_location(name, locale=locale, return_city=True)
    }


def _day(moment: datetime) -> str:
    values = {"weekday": date_format(moment, "l"), "date": date_format(moment, "DATE_FORMAT")}
    return _("%(weekday)s, %(date)s") % values
