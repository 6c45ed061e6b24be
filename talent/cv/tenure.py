"""How long somebody has worked: from the dates of their posts, else from what they say."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from talent.cv.values import CvExperience, Found, PartialDate, Period

Months = tuple[int, int]

DIGITS = {one: number for number, one in enumerate("零一二三四五六七八九十")} | {"两": 2}
NUMBER_WORDS = dict(
    zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        range(1, 11),
        strict=True,
    )
)
HALF_YEAR = 6
LONGEST_YEARS = 50
STATED = re.compile(
    r"(?<![\d.])(?P<years>\d{1,2}|[一二两三四五六七八九十]{1,2})[多余几]?(?P<half>年半|(?=年))年?(?:以上"
    r"|多|余)?的?"
    r"(?=[^，。；;\n\d]{0,24}?(?:经[验历]|从业|工作背景))"
    r"|工作(?:年限|经[验历])[ \t:：|｜（(]{1,4}(?P<labelled>\d{1,2}"
    r"|[一二两三四五六七八九十]{1,2})\s?年"
    rf"|(?<![\w.])(?P<english>\d{{1,2}}|{'|'.join(NUMBER_WORDS)})\+? ?(?:years?|yrs?)['’]?"
    r"(?! old)(?: of)?"
    r"(?=(?: [\w/&-]{1,30}){0,4}? (?:experience|work|industry|practice)\b)",
    re.IGNORECASE,
)
NOT_OWN = re.compile(
    r"(?:要求|需|须|至少|不|无|没有|公司|团队|企业|拥有近|成立|博士|硕士|本科|学制"
    r"|导师)[^，。；\n]{0,6}$"
    r"|\b(?:requires?|required|minimum|at least|company|supervisor|team|no"
    r"|without)\b[^.;\n]{0,20}$",
    re.IGNORECASE,
)
BEFORE = 30


@dataclass(frozen=True, slots=True)
class Tenure:
    """Months at work and in internships by their dates, each month once; and the years stated.

    `stated_months` is None where the text names no length.
    """

    work_months: int
    internship_months: int
    stated_months: int | None = None

    @property
    def months(self) -> int:
        """Months at work: those of dated posts, without any those stated."""
        return self.work_months or self.stated_months or 0


def tenure_of(
    experiences: Sequence[CvExperience],
    *,
    today: datetime.date,
    stated: Found[int] | None = None,
) -> Tenure:
    """Return how long the posts last, until `today` where they go on.

    Both months of a period count; where only years are known, "2018 – 2020" is 24 months. Posts
    that overlap count once. Internships count apart, and nothing after `today` counts.
    """
    now = _index(today.year, today.month)
    stretches = [
        (post.is_internship, _months(post.period, now)) for post in experiences if post.period.start
    ]
    return Tenure(
        work_months=_union(months for is_internship, months in stretches if not is_internship),
        internship_months=_union(months for is_internship, months in stretches if is_internship),
        stated_months=stated.value if stated else None,
    )


def find_stated_experience(text: str) -> Found[int] | None:
    """Return the longest experience that `text` states, in months; None where it states none.

    "5年工作经验", "工作年限：4年", "10+ years of experience".
    """
    found = [
        Found(months, match.start(), match.end())
        for match in STATED.finditer(text)
        if (months := _stated_months(match)) and not _is_foreign(text, match.start())
    ]
    return max(found, key=lambda one: one.value, default=None)


def _stated_months(match: re.Match[str]) -> int:
    years = _number(match["years"] or match["labelled"] or match["english"])
    half = HALF_YEAR if match["half"] else 0
    return 12 * years + half if years <= LONGEST_YEARS else 0


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    if words.lower() in NUMBER_WORDS:
        return NUMBER_WORDS[words.lower()]
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return DIGITS[words[-1]]
    return 10 * (DIGITS[tens] if tens else 1) + (DIGITS[ones] if ones else 0)


def _is_foreign(text: str, start: int) -> bool:
    first = max(0, start - BEFORE, text.rfind("\n", 0, start) + 1)
    return bool(NOT_OWN.search(text[first:start]))


def _months(period: Period, now: int) -> Months:
    """Return the first month and the one after the last."""
    start, end = period.start.value, period.end.value if period.end else None
    first = _index(start.year, start.month or 1)
    if end is None:
        return first, (now + 1 if period.ongoing else first)
    return first, min(_after(end), now + 1)


def _after(end: PartialDate) -> int:
    return _index(end.year, end.month) + 1 if end.month else _index(end.year, 1)


def _union(stretches: Iterable[Months]) -> int:
    total, reached = 0, 0
    for first, after in sorted(stretches):
        total += max(0, after - max(first, reached))
        reached = max(reached, after)
    return total


def _index(year: int, month: int) -> int:
    return 12 * year + month - 1
