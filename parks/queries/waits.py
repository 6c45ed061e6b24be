"""How long something has waited for the park office, against the days it has promised."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parks.models import Park
from parks.working_days import working_days_between

IN_TIME, DUE, LATE = "in_time", "due", "late"


@dataclass(frozen=True)
class Wait:
    """Working days gone by since the day it came in, and how many the office may take."""

    days: int
    allowed: int

    @property
    def state(self) -> str:
        if self.days > self.allowed:
            return LATE
        return DUE if self.days == self.allowed else IN_TIME

    @property
    def words(self) -> str:
        left = self.allowed - self.days
        if not left:
            return _("to be answered today")
        if left < 0:
            text = ngettext("%(days)d working day late", "%(days)d working days late", -left)
            return text % {"days": -left}
        text = ngettext("%(days)d working day left", "%(days)d working days left", left)
        return text % {"days": left}


def wait_of(moment: datetime, park: Park | None, *, now: datetime) -> Wait:
    """Return how long something has waited at a park; days are those of the park's own clock."""
    zone = ZoneInfo(park.time_zone if park else settings.TIME_ZONE)
    allowed = park.answer_days if park else Park._meta.get_field("answer_days").default
    came, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    return Wait(working_days_between(came, today), allowed)
