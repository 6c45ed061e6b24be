"""Dates and periods of CVs: 2019.09-2023.06, 2019年9月—至今, Sep 2019 – Present, 09/2019."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from talent.cv.values import Found, PartialDate, Period

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
YEAR = r"(?:19[5-9]|20[0-4])\d"
MONTH = r"(?:1[0-2]|0?[1-9])"
# Each form names its groups with the letter of the end it stands at: a (begin) or b (end).
DATE = (
    rf"(?:(?P<y1_X>{YEAR})\s?年\s?(?P<m1_X>{MONTH})\s?月(?:\s?\d{{1,2}}\s?日)?"
    rf"|(?P<y2_X>{YEAR})\s?(?P<s_X>[./\-－])\s?(?P<m2_X>{MONTH})(?:(?P=s_X)\d{{1,2}})?(?!\d)月?"
    rf"|(?P<m3_X>{MONTH})\s?[/.]\s?(?P<y3_X>{YEAR})(?!\d)"
    rf"|(?P<m4_X>{MONTH_NAME})\b\.?,?\s{{0,2}}(?P<y4_X>{YEAR})(?!\d)"
    rf"|(?P<y5_X>{YEAR})(?!\d)(?:\s?年)?)"
)
NOW = r"(?P<now>至今|迄今|今|现在|目前|present\b|current\b|now\b|ongoing\b|date\b|today\b)"
JOINT = r"\s{0,3}(?:to\b|until\b|till\b|through\b|[-–—−~～－―‐‑]{1,2}|至|到)\s{0,3}"
BEFORE = r"(?<![\d./])"

PERIOD = re.compile(
    BEFORE
    + DATE.replace("_X", "_a")
    + rf"(?:{JOINT}(?:{NOW}|"
    + DATE.replace("_X", "_b")
    + r")|至今)",
    re.IGNORECASE,
)
SINGLE = re.compile(BEFORE + DATE.replace("_X", "_a"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period, or a single date as its end, at `text[start:end]`."""

    period: Period
    start: int
    end: int
    is_range: bool


def find_periods(text: str, start: int, end: int) -> Iterator[FoundPeriod]:
    """Yield the ranges in `text[start:end]` in order; what ends before its start is no range."""
    for match in PERIOD.finditer(text, start, end):
        begin, finish = _date(match, "a"), _date(match, "b")
        if begin and finish and not _is_ordered(begin.value, finish.value):
            continue
        period = Period(begin, finish, ongoing=finish is None)
        yield FoundPeriod(period, match.start(), match.end(), is_range=True)


def find_dates(text: str, start: int, end: int) -> Iterator[FoundPeriod]:
    """Yield ranges and, between them, single dates, which are taken for ends, in their order."""
    position = start
    for found in find_periods(text, start, end):
        yield from _single_dates(text, position, found.start)
        yield found
        position = found.end
    yield from _single_dates(text, position, end)


def _single_dates(text: str, start: int, end: int) -> Iterator[FoundPeriod]:
    for match in SINGLE.finditer(text, start, end):
        yield FoundPeriod(Period(end=_date(match, "a")), match.start(), match.end(), is_range=False)


def _is_ordered(begin: PartialDate, finish: PartialDate) -> bool:
    """Compare years, and months where both are known."""
    if begin.month is None or finish.month is None:
        return begin.year <= finish.year
    return begin <= finish


def _date(match: re.Match[str], side: str) -> Found[PartialDate] | None:
    groups = match.groupdict()
    for form in "12345":
        year = groups.get(f"y{form}_{side}")
        if year:
            month = _month(groups.get(f"m{form}_{side}"))
            name = f"y{form}_{side}"
            first = min(match.start(name), _start(match, f"m{form}_{side}", match.start(name)))
            last = max(match.end(name), _end(match, f"m{form}_{side}", match.end(name)))
            return Found(PartialDate(int(year), month), first, last)
    return None


def _start(match: re.Match[str], name: str, default: int) -> int:
    return match.start(name) if match.groupdict().get(name) else default


def _end(match: re.Match[str], name: str, default: int) -> int:
    return match.end(name) if match.groupdict().get(name) else default


def _month(words: str | None) -> int | None:
    if not words:
        return None
    return int(words) if words.isdigit() else MONTHS.index(words[:3].lower()) + 1
