"""A month of a CV: what people remember of a study or a post is its month, not its day."""

import calendar
import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MONTH = re.compile(r"(?P<year>\d{4})\s*(?:[-./年]\s*(?P<month>\d{1,2})\s*月?\s*)?")
FIRST_YEAR, LAST_YEAR = 1950, 2100


class MonthInput(forms.DateInput):
    """The browser's choice of a month; where it has none, a box for 2023-09."""

    input_type = "month"

    def format_value(self, value: Any) -> str:
        return f"{value:%Y-%m}" if isinstance(value, datetime.date) else str(value or "")


class MonthField(forms.Field):
    """Clean "2023-09" to a day of that month: the first, or with `is_end` the last."""

    widget = MonthInput

    def __init__(self, *, is_end: bool = False, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.is_end = is_end

    def to_python(self, value: str | None) -> datetime.date | None:
        words = (value or "").strip()
        if not words:
            return None
        match = MONTH.fullmatch(words)
        year, month = (int(match["year"]), int(match["month"] or 0)) if match else (0, 0)
        if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
            raise ValidationError(_("Write year and month, such as 2023-09."))
        last = calendar.monthrange(year, month)[1]
        return datetime.date(year, month, last if self.is_end else 1)


def kept_day(day: datetime.date | None, before: datetime.date | None) -> datetime.date | None:
    """Return the exact day that was there before while its month stays the same."""
    is_same = day and before and (day.year, day.month) == (before.year, before.month)
    return before if is_same else day
