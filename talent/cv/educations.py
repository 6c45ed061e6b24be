"""Studies: school, degree, discipline and dates, put together from what stands in one entry."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from talent.cv.dates import FoundPeriod, find_dates
from talent.cv.degrees import find_degrees, highest
from talent.cv.disciplines import find_code, find_discipline
from talent.cv.schools import find_schools
from talent.cv.sections import Section, SectionKind
from talent.cv.values import CvEducation, Found, MatchedSpan, Period

SCHOOL, DEGREE, DATE = "school", "degree", "date"
# Courses, theses and marks name other subjects, years and schools than those of the study.
DETAIL = re.compile(
    r"(?:主修|核心|相关|主要|专业)?课程|毕业论文|毕业设计|论文题目|研究方向|奖学金"
    r"|导师|交换生"
    r"|\b(?:(?:relevant )?coursework|(?:main |core )?courses|thesis|dissertation"
    r"|study focused on|minor in"
    r"|specializations? in|supervis\w+|teaching assistant|various courses|exchange|scholarship)\b",
    re.IGNORECASE,
)
HEADER_LABEL = re.compile(
    r"(?:毕业(?:院校|学校|学院)|(?:就读)?(?:院校|学校)|(?:最高)?(?:学历|学位)(?:[/／](?:学位"
    r"|学历))?|Degree|School"
    r"|毕业(?:时间|日期|年份)|(?:所学|毕业)?专业)[ \t:：|]{0,4}"
)
LOOSE_SECTIONS = (SectionKind.HEADER, SectionKind.SUMMARY, SectionKind.OTHER)
# "大专/硕士学位": two words this near to each other speak of one study.
SAME_STUDY = 4
REACH = 40
MOST_STUDIES = 30


@dataclass(frozen=True, slots=True)
class Part:
    """A school, degree or date at `text[start:end]`."""

    kind: str
    found: Found[str] | FoundPeriod
    start: int
    end: int


@dataclass(slots=True)
class Entry:
    """The parts of one study, in their order; `last` holds the latest of each kind."""

    parts: list[Part] = field(default_factory=list)
    last: dict[str, Part] = field(default_factory=dict)

    def add(self, part: Part) -> None:
        self.parts.append(part)
        self.last[part.kind] = part

    def takes(self, part: Part) -> bool:
        """A second school, unlike degree or period belongs to the next study."""
        earlier = self.last.get(part.kind)
        if earlier is None or part.kind == SCHOOL:
            return earlier is None
        if part.kind == DATE:
            return self.parts[-1] is earlier and _complete(earlier, part)
        near = part.start - earlier.end <= SAME_STUDY
        return near or part.found.value == earlier.found.value


def _complete(one: Part, other: Part) -> bool:
    """A period and, beside it, the single date of the degree: "Sep 2021 – Present (June 2026)"."""
    return one.found.is_range != other.found.is_range and other.start - one.end <= REACH


def find_educations(
    text: str, sections: Sequence[Section], disciplines: Sequence[MatchedSpan]
) -> tuple[CvEducation, ...]:
    """Return the studies of a CV in the order they stand there; each has a school or a degree."""
    bodies = [section for section in sections if section.kind is SectionKind.EDUCATION]
    studies = [study for body in bodies for study in _studies(text, body, disciplines)]
    for section in sections:
        if section.kind in LOOSE_SECTIONS:
            studies += _labelled_study(text, section, disciplines)
            studies += [] if bodies else _loose_studies(text, section, disciplines)
    return _without_repeats(studies[:MOST_STUDIES])


def _studies(text: str, body: Section, disciplines: Sequence[MatchedSpan]) -> Iterator[CvEducation]:
    entries = _entries(text, body)[:MOST_STUDIES]
    firsts = [entry.parts[0].start for entry in entries]
    previous_end = body.start
    for entry, limit in zip(entries, [*firsts, body.end][1:], strict=True):
        first, end = entry.parts[0].start, _line_end(text, entry.parts[-1].end, limit)
        line = _line_start(text, first, body.start)
        study = _study(text, entry, first if line < previous_end else line, end, disciplines)
        previous_end = end
        if study.school or study.degree:
            yield study


def _study(
    text: str, entry: Entry, start: int, end: int, disciplines: Sequence[MatchedSpan]
) -> CvEducation:
    schools, degrees, dates = (
        [part.found for part in entry.parts if part.kind == kind] for kind in (SCHOOL, DEGREE, DATE)
    )
    school = schools[0] if schools else None
    study = CvEducation(school, highest(degrees), period=_period_of(dates))
    study = replace(study, discipline=find_discipline(text, start, end, study))
    code = find_code(text, disciplines, start, end, study)
    if code and not study.discipline:
        words = Found(text[code.start : code.end], code.start, code.end)
        study = replace(study, discipline=words)
    return replace(study, discipline_code=code)


def _period_of(dates: Sequence[FoundPeriod]) -> Period:
    """The range, with the single date beside it as its end where it is still open."""
    ranges = [date.period for date in dates if date.is_range]
    ends = [date.period.end for date in dates if not date.is_range]
    if not ranges:
        return Period(end=ends[0]) if ends else Period()
    is_open = ranges[0].ongoing and bool(ends)
    return Period(ranges[0].start, ends[0]) if is_open else ranges[0]


def _entries(text: str, body: Section) -> list[Entry]:
    """A line that repeats what the present study has begins a new one; in a line see `takes`."""
    entries = [Entry()]
    for start, end in _lines(text, body.start, body.end):
        parts = _parts(text, start, end)
        if {part.kind for part in parts} & set(entries[-1].last):
            entries.append(Entry())
        for part in parts:
            if not entries[-1].takes(part):
                entries.append(Entry())
            entries[-1].add(part)
    return [entry for entry in entries if entry.parts]


def _parts(text: str, start: int, end: int) -> list[Part]:
    """Return the schools, the degrees and dates outside them, of one line up to its details."""
    detail = DETAIL.search(text, start, end)
    end = detail.start() if detail else end
    parts = [Part(SCHOOL, one, one.start, one.end) for one in find_schools(text, start, end)]
    free = [*_around(parts, start, end)]
    for first, last in free:
        parts += [Part(DEGREE, one, one.start, one.end) for one in find_degrees(text, first, last)]
        parts += [Part(DATE, one, one.start, one.end) for one in find_dates(text, first, last)]
    return sorted(parts, key=lambda part: part.start)


def _around(parts: Sequence[Part], start: int, end: int) -> Iterator[tuple[int, int]]:
    edges = [start, *(edge for part in parts for edge in (part.start, part.end)), end]
    yield from zip(edges[::2], edges[1::2], strict=True)


def _labelled_study(
    text: str, section: Section, disciplines: Sequence[MatchedSpan]
) -> list[CvEducation]:
    """毕业院校：… 学历：… 专业：… in the head of a CV describe one study, the last."""
    entry, labels = Entry(), list(HEADER_LABEL.finditer(text, section.start, section.end))
    edges = [*(label.start() for label in labels), section.end]
    for label, (_, limit) in zip(labels, pairwise(edges), strict=True):
        near = [part for part in _parts(text, label.end(), limit) if part.start - label.end() <= 3]
        for part in near[:1]:
            if entry.takes(part):
                entry.add(part)
    if not entry.parts:
        return []
    start, end = labels[0].start(), _line_end(text, labels[-1].end(), section.end)
    study = _study(text, entry, start, end, disciplines)
    return [study] if study.school or study.degree else []


def _loose_studies(
    text: str, section: Section, disciplines: Sequence[MatchedSpan]
) -> Iterator[CvEducation]:
    """Without a section of its own a study counts where school and degree share a line.

    A single date there may be that of birth, so only a range is kept.
    """
    for study in _studies(text, section, disciplines):
        if study.school and study.degree:
            first, last = sorted((study.school.start, study.degree.start))
            if "\n" not in text[first:last]:
                yield study if study.period.start else replace(study, period=Period())


def _without_repeats(studies: Sequence[CvEducation]) -> tuple[CvEducation, ...]:
    kept: list[CvEducation] = []
    for study in studies:
        same = next((one for one in kept if _is_same(one, study)), None)
        if same:
            kept[kept.index(same)] = _merged(same, study)
        else:
            kept.append(study)
    return tuple(kept)


def _is_same(one: CvEducation, other: CvEducation) -> bool:
    """Nothing that both know may differ, and they must share a school or a degree."""
    if _differ(one.school, other.school) or _differ(one.discipline, other.discipline):
        return False
    if _differ(one.degree, other.degree) or _differ(one.period.end, other.period.end):
        return False
    shared_school = bool(one.school and other.school)
    return shared_school or bool(one.degree and other.degree)


def _differ(one: Found | None, other: Found | None) -> bool:
    return bool(one and other and one.value != other.value)


def _merged(one: CvEducation, other: CvEducation) -> CvEducation:
    return CvEducation(
        one.school or other.school,
        one.degree or other.degree,
        one.discipline or other.discipline,
        one.discipline_code or other.discipline_code,
        one.period if one.period != Period() else other.period,
    )


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = _line_end(text, start, end)
        yield start, stop
        start = stop + 1


def _line_start(text: str, position: int, limit: int) -> int:
    return max(limit, text.rfind("\n", 0, position) + 1)


def _line_end(text: str, position: int, limit: int) -> int:
    end = text.find("\n", position, limit)
    return limit if end < 0 else end
