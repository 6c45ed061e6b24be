"""The days that the text of a posting names: until when to apply, and to start at the latest."""

import datetime
import re
import unicodedata

from parks.imports.cells import read_date
from parks.imports.errors import CellError

DAY = (
    r"(?P<day>\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?"
    r"|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
BETWEEN = r"[\s:：为是至到于在]{0,4}(?:on |is |by |before |midnight )?"
CLOSES = re.compile(
    r"(?:截止|截至)(?:日期|时间|日)?|有效期至|(?:报名|申请|投递)至"
    r"|closing date(?: for applications)?|application (?:deadline|closing date)"
    r"|applications? (?:close|deadline)s?"
    r"|apply (?:by|before|until)|deadline(?: for applications)?|closes on",
    re.IGNORECASE,
)
STARTS = re.compile(
    r"(?:最(?:迟|晚))?(?:到岗|入职|报到)(?:时间|日期)?|(?:latest )?start(?:ing)? date|start (?:by"
    r"|no later than)"
    r"|available (?:by|from)",
    re.IGNORECASE,
)
AFTER = re.compile(BETWEEN + DAY, re.IGNORECASE)


def closing_day(text: str) -> datetime.date | None:
    """Return the last day to apply that a text names, None without one."""
    return _day_behind(CLOSES, text)


def starting_day(text: str) -> datetime.date | None:
    """Return the day by which somebody must start, None without one."""
    return _day_behind(STARTS, text)


def _day_behind(words: re.Pattern[str], text: str) -> datetime.date | None:
    plain = unicodedata.normalize("NFKC", text)
    for found in words.finditer(plain):
        if day := AFTER.match(plain, found.end()):
            return _read(day["day"])
    return None


def _read(day: str) -> datetime.date | None:
    """A day that no calendar has, such as the 31st of June, is no day: the text stays to read."""
    try:
        return read_date(day)
    except CellError:
        return None
