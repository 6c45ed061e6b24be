"""Posts told in sentences: "2021年7月至2023年7月就职于…", "Internship at … (Jun – Aug 2024)"."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from talent.cv.dates import FoundPeriod, find_periods
from talent.cv.experiences import INTERNSHIP, LONGEST_HEAD, MOST_POSTS
from talent.cv.posts import name_post
from talent.cv.sections import Section, SectionKind
from talent.cv.studies import sentences
from talent.cv.values import CvExperience, Found

LOOSE_SECTIONS = (SectionKind.HEADER, SectionKind.SUMMARY, SectionKind.OTHER)
EMPLOYED = re.compile(
    r"就职|任职|入职|供职|工作|担任|从事|实习|见习"
    r"|\b(?:work(?:ed|ing|s)?|employed|intern(?:ship)?s?|position|post(?:ed)?|job|served|joined"
    r"|co-?op|placement|trainee)\b",
    re.IGNORECASE,
)
STUDIED = re.compile(
    r"就读|毕业|攻读|学习|学历|学位|专业|课题|项目|志愿|社团|学生会"
    r"|\b(?:stud(?:y|ied|ying)|degree|graduat\w+|universit\w+ student|volunteer\w*|project)\b",
    re.IGNORECASE,
)
REACH = 40


def find_stated_posts(text: str, sections: Sequence[Section]) -> tuple[CvExperience, ...]:
    """Return the posts told in sentences; each has a period of its own.

    Outside sections of experience words of employment must stand nearer to it than those of study.
    """
    posts = (
        post
        for section in sections
        if section.kind in (*LOOSE_SECTIONS, SectionKind.EXPERIENCE)
        for start, end in sentences(text, section.start, section.end)
        for post in _posts(text, start, end, is_known=section.kind is SectionKind.EXPERIENCE)
    )
    return tuple(islice(posts, MOST_POSTS))


def _posts(text: str, start: int, end: int, *, is_known: bool) -> Iterator[CvExperience]:
    for found in find_periods(text, start, end):
        first, last = max(start, found.start - REACH), min(end, found.end + REACH)
        employed, studied = (
            _distance(words, text, found, first, last) for words in (EMPLOYED, STUDIED)
        )
        is_employed = employed is not None and (studied is None or employed < studied)
        if is_known or is_employed:
            yield _post(text, found, start, end)


def _post(text: str, found: FoundPeriod, start: int, end: int) -> CvExperience:
    first, last = max(start, found.start - LONGEST_HEAD), min(end, found.end + LONGEST_HEAD)
    title, employer = name_post(text, ((first, found.start), (found.end, last)))
    words = text[start:end].strip()
    first = text.index(words, start) if words else start
    is_internship = bool(INTERNSHIP.search(words))
    body = Found(words, first, first + len(words))
    return CvExperience(title, employer, found.period, body, is_internship)


def _distance(
    pattern: re.Pattern[str], text: str, found: FoundPeriod, first: int, last: int
) -> int | None:
    """Return how many characters lie between a period and the nearest word, None without one."""
    gaps = [
        max(found.start - word.end(), word.start() - found.end, 0)
        for word in pattern.finditer(text, first, last)
    ]
    return min(gaps, default=None)
