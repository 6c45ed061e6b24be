"""Reading single cells: text without what no page can show, dates, whole numbers."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta

from django.utils.translation import gettext as _

from .errors import CellError

LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b\ufeff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Controls, among them those that turn the direction of the text around; never needed here."""
BROKEN = re.compile(r"[\ud800-\udfff]")
SPREADSHEET_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")
)
"""What a cell shows when its formula failed (ECMA-376, ST_CellType "e"; newer programs add two)."""

FIRST_YEAR, LAST_YEAR = 1950, 2100
SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of spreadsheet programs, which count 1900 as a leap year (ECMA-376, 18.17.4.1)."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLOCK = r"(?:[t\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:z|[+-]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(
    rf"(?P<year>\d{{4}})(?:\s*[-/.年]\s*(?P<month>\d{{1,2}})"
    rf"(?:\s*[-/.月]\s*(?P<day>\d{{1,2}})\s*日?)?\s*月?)?\s*年?{CLOCK}"
)
COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
MONTH_IN_WORDS = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+)?(?P<word>[a-z]{3})[a-z]*\.?[\s,-]*"
    r"(?:(?P<day_after>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{4})"
)
YEAR_LAST = re.compile(r"(?P<first>\d{1,2})[/.-](?P<second>\d{1,2})[/.-](?P<year>\d{4})")
SERIAL = re.compile(r"(?P<days>[2-7]\d{4})(?:\.\d+)?")
WHOLE_NUMBER = re.compile(r"(?P<number>\d{1,9})(?:\.0+)?")


def read_text(cell: str, *, longest: int | None = None) -> str:
    """Return the text of a cell without controls and outer space, its line ends as \\n.

    Raise CellError for broken characters, a spreadsheet error such as #REF!, or too long a text.
    """
    if BROKEN.search(cell):
        raise CellError(_("holds characters that cannot be read: they are damaged"))
    text = INVISIBLE.sub("", LINE_ENDS.sub("\n", cell)).strip()
    if text in SPREADSHEET_ERRORS:
        raise CellError(_("holds the spreadsheet error %(error)s") % {"error": text})
    if longest is not None and len(text) > longest:
        raise CellError(
            _("is too long: %(length)d characters, at most %(longest)d fit")
            % {"length": len(text), "longest": longest}
        )
    return text


def read_words(cell: str, *, longest: int | None = None) -> str:
    """Return the text of a cell as one line."""
    return read_text(" ".join(cell.split()), longest=longest)


def read_date(cell: str, *, at_end: bool = False) -> date | None:
    """Return the day a cell names, None for an empty one.

    A month or a year counts for its first day, or for its last one with `at_end`. Read are ISO
    8601, Chinese and English dates, and the serial numbers of spreadsheets. Raise CellError for
    anything else, and for a date such as 03/04/2026, which means two days.
    """
    text = unicodedata.normalize("NFKC", read_words(cell)).casefold()
    if not text:
        return None
    day = _day_of(text, at_end)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise CellError(_("is not a date; write it as 2026-05-09"))
    return day


def read_whole_number(cell: str, *, least: int, most: int) -> int | None:
    """Return the number in a cell (3 or 3.0), None for an empty one; raise CellError otherwise."""
    text = unicodedata.normalize("NFKC", read_words(cell))
    if not text:
        return None
    found = WHOLE_NUMBER.fullmatch(text)
    if found is None or not least <= int(found["number"]) <= most:
        raise CellError(
            _("is not a whole number from %(least)d to %(most)d") % {"least": least, "most": most}
        )
    return int(found["number"])


def _day_of(text: str, at_end: bool) -> date | None:
    if found := YEAR_FIRST.fullmatch(text) or COMPACT.fullmatch(text):
        return _day(found["year"], found["month"], found["day"], at_end)
    if found := SERIAL.fullmatch(text):
        return SERIAL_ZERO + timedelta(days=int(found["days"]))
    if found := MONTH_IN_WORDS.fullmatch(text):
        return _day_in_words(found, at_end)
    if found := YEAR_LAST.fullmatch(text):
        return _day_before_year(found)
    return None


def _day_in_words(found: re.Match[str], at_end: bool) -> date | None:
    if found["word"] not in MONTHS:
        return None
    month = str(MONTHS.index(found["word"]) + 1)
    return _day(found["year"], month, found["day"] or found["day_after"], at_end)


def _day_before_year(found: re.Match[str]) -> date | None:
    """25/12/2026 and 12/25/2026 are one day; 03/04/2026 may be either of two."""
    first, second = int(found["first"]), int(found["second"])
    if first != second and max(first, second) <= 12:
        raise CellError(_("may be either of two days; write it as 2026-05-09"))
    day, month = (first, second) if first > 12 else (second, first)
    return _day(found["year"], str(month), str(day), at_end=False)


def _day(year: str, month: str | None, day: str | None, at_end: bool) -> date | None:
    whole_month = int(month) if month else (12 if at_end else 1)
    try:
        last = monthrange(int(year), whole_month)[1]
        return date(int(year), whole_month, int(day) if day else (last if at_end else 1))
    except ValueError:
        return None
