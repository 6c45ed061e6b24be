"""Studies told in sentences: whose degree it is, and when it ends."""

import re
from collections.abc import Iterator, Sequence

from talent.cv.dates import find_dates
from talent.cv.sections import Section, SectionKind
from talent.cv.values import CvEducation, Found, PartialDate

# Before a degree: it is only hoped for, or somebody else's.
NOT_OWN = re.compile(
    r"(?:希望|计划|打算|准备|想|考虑|拟|有意)[^，。；\n]{0,12}$|(?:指导|带领?|辅导|协助|帮助|培训"
    r"|导师|师兄|师姐|同学|面向"
    r"|要求|招收?)[^，。；\n]{0,10}$"
    r"|\b(?:plan|hope|wish|want|intend|aspire|aim|apply|applying|eager|interested|seek\w*"
    r"|supervis\w+|mentor\w*|advis\w+|teach\w*|taught|guid\w+|requir\w+|minimum"
    r"|professor|colleagues?|students|several|other)\b[^.;\n]{0,40}$",
    re.IGNORECASE,
)
CUE_BEFORE = re.compile(
    r"(?:专业|学历|学位|获得?|取得|拥有|攻读|就读|在读|毕业|应届|届|方向)[^，。；\n]{0,12}$"
    r"|\b(?:hold(?:s|ing)?|have|has|with|receiv(?:ed|ing)|obtain(?:ed|ing)|complet(?:ed|ing)"
    r"|earn(?:ed|ing)|pursu(?:ed|ing)|finish(?:ed|ing)|recent|graduat(?:ed|ing)|stud(?:ied|ying)"
    r"|doing|reading for|my|awarded)\b(?: [\w-]+){0,4} ?$",
    re.IGNORECASE,
)
CUE_AFTER = re.compile(
    r"[ \t]*(?:研究生|生)?(?:在读|毕业|应届|学历|学位|就读|[（(]|，?\d{4}届)"
    r"|[ \t]*(?:candidate|graduate|student|degree|holder|in|from|at|\()(?![a-z])",
    re.IGNORECASE,
)
MAJOR = re.compile(r"\bmajor(?:ing|ed)? in $", re.IGNORECASE)
POST_NOMINAL = re.compile(r",[ ]?$")
AFTER_POST_NOMINAL = re.compile(r"[ ]?(?:,|$|\n|\|)")
HEAD_LENGTH = 200
BEFORE = 60

NOT_THE_END = re.compile(r"高中|中学|high school", re.IGNORECASE)
JOINT_BEFORE = re.compile(
    r"[\u4e00-\u9fff]{0,8}?(?:毕业(?!论文|设计|院校|学校|要求)|届)|年?(?:获得?"
    r"|取得)[\u4e00-\u9fff]{0,8}(?:学位|学历)|[ ]graduate\b"
)
JOINT_AFTER = re.compile(
    r"(?:\b(?:graduat(?:ed|ing|es?|ion)|expected|anticipated|class of|completion)\b"
    r"(?![^.;\n]{0,60}\bsince\b)[^.;\n\d]{0,60}|毕业(?:时间|日期|年份"
    r"|于)?[ \t:：|]{0,3}(?:预计)?)$",
    re.IGNORECASE,
)
AROUND, NEAR = 80, 12
STATED_SECTIONS = (
    SectionKind.HEADER,
    SectionKind.SUMMARY,
    SectionKind.EDUCATION,
    SectionKind.OTHER,
)


def is_own(text: str, study: CvEducation) -> bool:
    """Say whether a study told in running text is the person's own.

    School and degree in one sentence are; a degree alone needs words such as "hold a" or 在读,
    or its subject beside it, a school alone the subject behind "majoring in".
    """
    degree = study.degree
    if degree is None:
        return bool(study.discipline and _is_major(text, study.discipline))
    line_start = text.rfind("\n", 0, degree.start) + 1
    before = text[max(line_start, degree.start - BEFORE) : degree.start]
    if NOT_OWN.search(before):
        return False
    if study.school:
        return True
    return (
        bool(CUE_BEFORE.search(before) or CUE_AFTER.match(text, degree.end))
        or _touches(study)
        or _is_post_nominal(text, degree, before)
    )


def _is_major(text: str, subject: Found[str]) -> bool:
    return bool(MAJOR.search(text[max(0, subject.start - BEFORE) : subject.start]))


def _touches(study: CvEducation) -> bool:
    """生物信息学硕士, MSc Pharmacology"""
    subject, degree = study.discipline, study.degree
    if subject is None or study.discipline_code is None:
        return False
    return 0 <= degree.start - subject.end <= 2 or 0 <= subject.start - degree.end <= 4


def _is_post_nominal(text: str, degree: Found[str], before: str) -> bool:
    """Jane Doe, PhD"""
    follows = POST_NOMINAL.search(before) and AFTER_POST_NOMINAL.match(text, degree.end)
    return degree.start <= HEAD_LENGTH and degree.end - degree.start <= 6 and bool(follows)


def is_completion(text: str, study: CvEducation) -> bool:
    """Say whether the single date of a study in running text closes it.

    "(ETH Zurich, 2019)", or a year that ends the line of a degree: "药学 大专 2021".
    """
    end = study.period.end
    if end is None:
        return False
    after = text[end.end : end.end + 1]
    is_bare_year = end.value.month is None and after in ("", "\n")
    return after in tuple(")）") or (is_bare_year and end.start > study.degree.end)


def stated_graduation(text: str, sections: Sequence[Section]) -> Found[PartialDate] | None:
    """Return the latest date that the text names as that of graduation, None for none.

    "2025届", "2024年6月毕业", "graduating in June 2026", "expected May 2025", "class of 2023".
    """
    dates = (
        date
        for section in sections
        if section.kind in STATED_SECTIONS
        for date in _graduations(text, section)
    )
    return max(dates, key=lambda date: (date.value.year, date.value.month or 0), default=None)


def _graduations(text: str, section: Section) -> Iterator[Found[PartialDate]]:
    for found in find_dates(text, section.start, section.end):
        if found.is_range:
            continue
        first = max(section.start, found.start - AROUND)
        before = JOINT_AFTER.search(text[first : found.start])
        after = JOINT_BEFORE.match(text, found.end, min(section.end, found.end + AROUND))
        near = text[max(section.start, found.start - NEAR) : found.end + NEAR]
        words = f"{before[0] if before else ''} {near}"
        if (before or after) and not NOT_THE_END.search(words):
            yield found.period.end
