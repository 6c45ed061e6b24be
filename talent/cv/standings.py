"""What a mention of a skill is worth by the place where it stands in a CV.

In experience and projects a skill was practised; in a list of courses it was taught; in papers,
prizes, references, wishes and the description of an employer nobody claims it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from talent.cv.sections import RUN_ON_LENGTH, Section, SectionKind

Stretch = tuple[int, int]


class Standing(Enum):
    SILENT = auto()
    DOUBTFUL = auto()
    TAUGHT = auto()
    PRACTISED = auto()
    NAMED = auto()


SILENT_SECTIONS = (
    SectionKind.REFERENCES,
    SectionKind.WISHES,
)
# Their end is easily missed, so words of level ("熟悉…") still count there.
DOUBTFUL_SECTIONS = (SectionKind.PUBLICATIONS, SectionKind.AWARDS, SectionKind.INTERESTS)
PRACTISED_SECTIONS = (SectionKind.EXPERIENCE, SectionKind.PROJECTS)
TAUGHT_SECTIONS = (SectionKind.COURSES,)

# Labels whose words, up to the end of the line or the next label, are no claims.
SILENT_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])(?:求职(?:意向|目标|岗位)|应聘(?:岗位|职位)|(?:期望|意向|目标)(?:岗位"
    r"|职位|职业|行业|工作)|投递岗位"
    r"|(?:公司|企业|单位|雇主)(?:简介|介绍|背景|描述|规模|性质)|所属行业|行业"
    r"|(?:所获|个人)?(?:荣誉|奖项|奖励|获奖)(?:情况|经历|荣誉|证书)?|(?:发表)?(?:论文|专利"
    r"|著作)(?:发表|成果|情况)?"
    r"|(?:兴趣)?爱好|兴趣|推荐人|证明人|导师(?:简介|介绍|姓名)?)[ \t|｜]{0,3}(?:[:：]|(?<=[|｜] )"
    r"|(?<=[|｜]))"
    r"|【(?:公司|企业|单位)(?:简介|介绍|背景)?】"
    r"|(?:^|(?<=[.;] ))(?:Awards?|Honou?rs?|Publications?|Patents?|References?|Referees?|Hobbies"
    r"|Interests|Objective|About (?:the )?company|Company profile|Desired (?:role|position)"
    r"|Target (?:role|position)|Supervisors?|Advis[eo]rs?)[ ]?[:：]",
    re.IGNORECASE | re.MULTILINE,
)
# "论文：…（硕士论文）" is the person's own thesis, which is work done.
OWN_THESIS = re.compile(r"硕士|博士|毕业|学位|本科|thesis|dissertation", re.IGNORECASE)
COURSE_LABEL = re.compile(
    r"(?:主修|核心|相关|主要|专业|选修|学位|所学|在读)?(?:课程|科目)(?:名称|情况)?[ \t|]{0,2}[:：]"
    r"|\b(?:(?:relevant|core|main|key|selected|graduate|undergraduate) )?(?:course ?work|courses"
    r"|modules|classes)[ ]?[:：]",
    re.IGNORECASE,
)
REQUIREMENTS = re.compile(r"(?:任职|岗位|职位|招聘)(?:资格|要求|条件)[ \t]*[:：]?")
END_OF_LABELLED = re.compile(
    r"\n|[。；;|｜]|\.(?=\s|$)|(?=(?:[\u4e00-\u9fff]{2,6}|\b[A-Z][a-z]{3,12})[:：])"
)
END_OF_REQUIREMENTS = re.compile(r"\n\s*\n|(?:19|20)\d\d\s?[./年-]")
QUOTED = re.compile(r"《[^》\n]{2,200}》|“[^”\n]{2,240}”|\"[^\"\n]{2,240}\"")
PUBLISHED = re.compile(
    r"发表|刊登|投稿|录用|论文|文章|专利|软著|获|奖|作品|publish|paper|article|poster|manuscript"
    r"|abstract"
    r"|patent|prize|award|journal|review",
    re.IGNORECASE,
)
BIBLIOGRAPHY = re.compile(
    r"\bet al\b|\bdoi\s?[:.]|\b(?:19|20)\d\d\s?[;,]\s?\d{1,4}\s?(?:\(\d{1,3}\))?\s?:\s?\d|专利号"
    r"|ZL ?\d{6}"
    r"|发明专利[:：]|第[一二三四五]发明人|\[J\]",
    re.IGNORECASE,
)
EVENT = re.compile(r"[\u4e00-\u9fff]{0,4}(?:讲座|论坛|沙龙|活动|大赛|竞赛|比赛|赛项|社团)")
BEFORE_QUOTE = 60
LONGEST_ENTRY = 600


@dataclass(frozen=True, slots=True)
class Standings:
    """Where mentions are what, as ordered stretches; a mere mention elsewhere."""

    silent: tuple[Stretch, ...] = ()
    doubtful: tuple[Stretch, ...] = ()
    taught: tuple[Stretch, ...] = ()
    practised: tuple[Stretch, ...] = ()

    def of(self, position: int) -> Standing:
        """Return the standing of what begins at `position`; silence goes before all."""
        kinds = (
            (self.silent, Standing.SILENT),
            (self.doubtful, Standing.DOUBTFUL),
            (self.taught, Standing.TAUGHT),
            (self.practised, Standing.PRACTISED),
        )
        return next((kind for places, kind in kinds if _holds(places, position)), Standing.NAMED)


def find_standings(text: str, sections: Sequence[Section]) -> Standings:
    """Return the standings of all places of `text`, whose sections `split_sections` gave."""
    silent = [
        *_headings(sections, len(text)),
        *_bodies(sections, SILENT_SECTIONS),
        *_labelled(text),
        *_requirements(text),
        *_titles(text),
        *_bibliography(text),
    ]
    taught = [*_bodies(sections, TAUGHT_SECTIONS), *_courses(text)]
    return Standings(
        silent=merged(silent),
        doubtful=merged(_bodies(sections, DOUBTFUL_SECTIONS)),
        taught=merged(taught),
        practised=merged(_bodies(sections, PRACTISED_SECTIONS)),
    )


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return `stretches` in order, those that touch or overlap as one."""
    whole: list[Stretch] = []
    for start, end in sorted(stretches):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return tuple(whole)


def _holds(stretches: Sequence[Stretch], position: int) -> bool:
    number = bisect_right(stretches, (position, float("inf"))) - 1
    return number >= 0 and position < stretches[number][1]


def _bodies(sections: Sequence[Section], kinds: Sequence[SectionKind]) -> list[Stretch]:
    return [(section.start, section.end) for section in sections if section.kind in kinds]


def _headings(sections: Sequence[Section], length: int) -> Iterator[Stretch]:
    """What no section holds is a heading."""
    position = 0
    for section in sections:
        yield position, section.start
        position = section.end
    yield position, length


def _labelled(text: str) -> Iterator[Stretch]:
    reached = 0
    for label in SILENT_LABEL.finditer(text):
        if label.start() < reached:
            continue
        reached = end = _end_of_labelled(text, label.end())
        if not OWN_THESIS.search(text, label.end(), end):
            yield label.start(), end


def _end_of_labelled(text: str, start: int) -> int:
    """The end of the line; where line ends were lost that of the sentence, or the next label."""
    line_end = _line_end(text, start)
    line_start = text.rfind("\n", 0, start) + 1
    if line_end - line_start <= RUN_ON_LENGTH and "|" not in text[start:line_end]:
        return line_end
    end = END_OF_LABELLED.search(text, start + 1)
    return min(end.start(), line_end) if end else line_end


def _requirements(text: str) -> Iterator[Stretch]:
    """What an employer asked for, pasted into a CV."""
    yield from _spreads(text, REQUIREMENTS, END_OF_REQUIREMENTS)


def _courses(text: str) -> Iterator[Stretch]:
    yield from _spreads(text, COURSE_LABEL, END_OF_LABELLED)


def _spreads(text: str, label: re.Pattern[str], end: re.Pattern[str]) -> Iterator[Stretch]:
    """From each label to its end; a label inside another's words opens nothing."""
    reached = 0
    for match in label.finditer(text):
        if match.start() >= reached:
            stop = end.search(text, match.end() + 1)
            reached = stop.start() if stop else len(text)
            yield match.start(), reached


def _titles(text: str) -> Iterator[Stretch]:
    """Titles of papers, patents and prizes; that of a thesis is left out."""
    for quoted in QUOTED.finditer(text):
        first = max(0, quoted.start() - BEFORE_QUOTE)
        before = re.split(r"[。；;\n]", text[first : quoted.start()])[-1]
        is_event = EVENT.match(text, quoted.end())
        if is_event or (PUBLISHED.search(before) and not OWN_THESIS.search(before)):
            yield quoted.span()


def _bibliography(text: str) -> Iterator[Stretch]:
    reached = 0
    for mark in BIBLIOGRAPHY.finditer(text):
        if mark.start() >= reached:
            start, reached = text.rfind("\n", 0, mark.start()) + 1, _line_end(text, mark.end())
            if reached - start <= LONGEST_ENTRY:
                yield start, reached


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end
