"""What was studied: the words of the CV beside the degree, and the code the matcher knows."""

import re
from collections.abc import Hashable, Iterable, Sequence

from talent.cv.values import CvEducation, Found, MatchedSpan

CHINESE_LABEL = re.compile(
    r"(?<!不限)(?:所学|毕业|学科|就读|主修)?专业(?!课|技|知|能|排|成|前"
    r"|第|学[习位])[名称]{0,2}[ \t:：|]{0,4}"
)
CHINESE_SUBJECT = re.compile(r"[\u4e00-\u9fff]{2,16}(?:[（(][\u4e00-\u9fff]{2,12}[）)])?")
BEFORE_LABEL = re.compile(
    r"([\u4e00-\u9fff]{2,16}(?:[（(][\u4e00-\u9fff]{2,12}[）)])?)专"
    r"业(?![:：\u4e00-\u9fff])"
)
NEXT_LABEL = re.compile(
    r"年龄|民族[:：]|政治面貌|学校|院校|学历|学位|时间|毕业|邮箱|电话|手机"
    r"|性别|籍贯|联系|学制|成绩|排名|研究方向|课程"
)
NO_CHINESE_SUBJECT = re.compile(
    r".*(?:学院|大学|学校|系|部|省|市|区|县|班|届|级|研究所|奖|等|名|在读|毕业|应届生?|全日制"
    r"|统招|学制|四年|三年|一类|二类|院校|一流)$"
    r"|(?:高中|初中|全日制|统招|学历|学位|学士|硕士|博士|本科|大专|在读|毕业|时间|学校|专业"
    r"|至今|应届|辅修|双学位|主修|第一|学习|获|具|取)[\u4e00-\u9fff]*"
)
OPEN_BRACKET = re.compile(r"\([^)]*$")
# "药学院", "化学系" are faculties; "HPLC系统" is none.
FACULTY_END = re.compile(r"院|系(?![统列])")
# "发酵工程方向", "药学专业": the subject without the word for it.
SUBJECT_END = re.compile(r"(?:专业|研究)?方向$|专业的?$|(?<=[学程术药])(?:的|一名)$")
FACULTY_LEAD = re.compile(r"^[\u4e00-\u9fff]{2,8}(?:学院|系(?!统))(?=[\u4e00-\u9fff]{2,})")
SEPARATORS = " \t|｜/·•,，、;；:：-–—（()）~"

ENGLISH_SUBJECT = re.compile(
    r"[ \t]*(?:\((?P<bracket>[^)\n]{1,40})\))?[ \t]*(?:[:,\-–—|]|in\b|of\b)?[ \t]*(?:in[ \t]+)?"
    r"(?P<subject>[A-Z][A-Za-z&/'’-]*(?:[ \t](?:(?:and|of|in|&"
    r"|the)[ \t])?[A-Z(&][A-Za-z&/'’()-]*){0,6})"
)
# In a sentence subjects are written small: "a master's degree in computational biology from …".
SMALL_SUBJECT = re.compile(
    r"(?: degree)?(?: candidate| student"
    r"| graduate)? in (?P<subject>[a-z]+(?: (?:and )?[a-z]+){0,3}?)"
    r"(?= (?:from|at|with|and (?:have|am|has|was)|who|which|in)\b| ?[(,.;]|$)"
)
MAJORING = re.compile(
    r"\b(?i:major(?:ing|ed)? in|major:) ?"
    r"(?P<subject>[A-Z][A-Za-z'’-]{1,30}(?: (?:(?:and|of) )?[A-Z][A-Za-z'’-]{1,30}){0,4}"
    r"|[a-z]{4,30}(?: [a-z]{4,30}){0,2}?(?= (?:and|at|from|with)\b|[,.;]|$))"
)
HONOURS = re.compile(
    r" ?\((?:Distinction|Merit|Hon(?:ou?r)?s|First|Upper|Summa|Magna|Cum|Pass)[^)\n]*\)?.*$"
)
AFTER_ENGLISH_SUBJECT = re.compile(
    r"[ \t]*\b(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*$|University"
    r"|College|Institute|School|City|State|Honou?rs?|GPA|Present|Current|Expected|Graduated"
    r"|Degree"
    r"|Bachelor|Master|Doctor|Candidate|Student|Minor|Dean|Class|Magna|Summa|Cum|Society"
    r"|Certified|First|The)\b"
)


def find_discipline(text: str, start: int, end: int, education: CvEducation) -> Found[str] | None:
    """Return the subject named in the entry `text[start:end]`, None where there is a doubt."""
    finders = (_labelled, _before_label, _majoring, _after_degree, _beside_parts)
    found = (finder(text, start, end, education) for finder in finders)
    return next((subject for subject in found if subject), None)


def find_code(
    text: str, spans: Iterable[MatchedSpan], start: int, end: int, education: CvEducation
) -> Found[Hashable] | None:
    """Return the payload of the longest span in the discipline or, without one, in the entry.

    "Bachelor of Pharmacy" names its subject in the degree itself; a school's name never counts.
    """
    place = education.discipline or Found("", start, end)
    inside = [
        one
        for one in spans
        if place.start <= one.start
        and one.end <= place.end
        and not _is_foreign(text, one, education)
    ]
    best = max(inside, key=lambda one: (one.end - one.start, -one.start), default=None)
    return Found(best.payload, best.start, best.end) if best else None


def _is_foreign(text: str, span: MatchedSpan, education: CvEducation) -> bool:
    """In the name of school or faculty, or biting into the degree ("制药学士" holds 药学)."""
    school, degree = education.school, education.degree
    if FACULTY_END.match(text, span.end):
        return True
    in_school = school is not None and span.start < school.end and school.start < span.end
    return in_school or (degree is not None and span.start < degree.start < span.end)


def _labelled(text: str, start: int, end: int, education: CvEducation) -> Found[str] | None:
    """专业：生物工程"""
    for label in CHINESE_LABEL.finditer(text, start, end):
        match = CHINESE_SUBJECT.match(text, label.end(), end)
        if match and (label[0][-1] in " \t:：|" or label[0].startswith(("毕业", "所学"))):
            subject = _cut_at_label(match)
            if subject:
                return subject
    return None


def _cut_at_label(match: re.Match[str]) -> Found[str] | None:
    following = NEXT_LABEL.search(match[0])
    words = match[0][: following.start()] if following else match[0]
    return _chinese_subject(words, match.start()) if len(words) >= 2 else None


def _before_label(text: str, start: int, end: int, education: CvEducation) -> Found[str] | None:
    """南京工业大学生物工程专业"""
    for match in BEFORE_LABEL.finditer(text, start, end):
        school = education.school
        first = (
            max(match.start(1), school.end)
            if school and school.start < match.end(1)
            else match.start(1)
        )
        subject = _chinese_subject(text[first : match.end(1)], first)
        if subject:
            return subject
    return None


def _majoring(text: str, start: int, end: int, education: CvEducation) -> Found[str] | None:
    """majoring in Biotechnology"""
    match = MAJORING.search(text, start, end)
    return Found(match["subject"], *match.span("subject")) if match else None


def _after_degree(text: str, start: int, end: int, education: CvEducation) -> Found[str] | None:
    """Bachelor of Science, Computer Science"""
    if not education.degree:
        return None
    start, school = education.degree.end, education.school
    limit = school.start if school and school.start >= start else end
    line_end = text.find("\n", start, limit)
    limit = limit if line_end < 0 else line_end
    match = ENGLISH_SUBJECT.match(text, start, limit) or SMALL_SUBJECT.match(text, start, limit)
    if not match:
        return None
    words = HONOURS.sub("", match["subject"])
    words = AFTER_ENGLISH_SUBJECT.split(words, maxsplit=1)[0]
    words = OPEN_BRACKET.sub("", words).rstrip(" \t,&-/")
    first = match.start("subject")
    return Found(words, first, first + len(words)) if len(words) > 1 else None


def _beside_parts(text: str, start: int, end: int, education: CvEducation) -> Found[str] | None:
    """2013.09-2017.09 南开大学 | 新闻传播学 | 学士: the words that touch school or degree."""
    anchors = [part for part in (education.school, education.degree) if part]
    for part in anchors:
        subject = _touching(text, part.end, end, anchors)
        if subject:
            return subject
    return None


def _touching(text: str, start: int, end: int, anchors: Sequence[Found[str]]) -> Found[str] | None:
    following = [part.start for part in anchors if part.start >= start]
    limit = min([end, *following])
    first = start
    while first < limit and text[first] in SEPARATORS:
        first += 1
    match = CHINESE_SUBJECT.match(text, first, limit)
    return _cut_at_label(match) if match else None


def _chinese_subject(words: str, start: int) -> Found[str] | None:
    lead = FACULTY_LEAD.match(words)
    start += lead.end() if lead else 0
    words = SUBJECT_END.sub("", words[lead.end() :] if lead else words)
    if len(words) < 2 or NO_CHINESE_SUBJECT.fullmatch(words):
        return None
    return Found(words, start, start + len(words))
