"""One study put together from the parts that stand in one entry: school, degree, subject, dates."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from talent.cv.dates import FoundPeriod, find_dates
from talent.cv.degrees import find_degrees, highest
from talent.cv.disciplines import find_code, find_discipline
from talent.cv.schools import find_schools
from talent.cv.sections import RUN_ON_LENGTH, Section
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
SENTENCE_END = re.compile(r"[。；;]|(?<=[a-z)\d]{2})\.\s+(?=[A-Z])|\n")
# "大专/硕士学位": two words this near to each other speak of one study.
SAME_STUDY = 4
REACH = 40
MOST_STUDIES = 30

Stretch = tuple[int, int]
Split = Callable[[str, int, int], Iterator[Stretch]]


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


def lines(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield the lines of `text[start:end]`."""
    while start < end:
        stop = line_end(text, start, end)
        yield start, stop
        start = stop + 1


def sentences(text: str, start: int, end: int) -> Iterator[Stretch]:
    """Yield the lines of `text[start:end]`, long ones cut into their sentences."""
    for first, last in lines(text, start, end):
        if last - first <= RUN_ON_LENGTH and not SENTENCE_END.search(text, first, last):
            yield first, last
            continue
        for mark in SENTENCE_END.finditer(text, first, last):
            yield first, mark.start()
            first = mark.end()
        yield first, last


def line_end(text: str, position: int, limit: int) -> int:
    """Return where the line of `position` ends, at most `limit`."""
    end = text.find("\n", position, limit)
    return limit if end < 0 else end


def studies_of(
    text: str, body: Section, disciplines: Sequence[MatchedSpan], split: Split = lines
) -> Iterator[CvEducation]:
    """Yield the studies of a section, each from parts that stand together in what `split` gives."""
    entries = _entries(text, body, split)[:MOST_STUDIES]
    firsts = [entry.parts[0].start for entry in entries]
    previous_end = body.start
    for entry, limit in zip(entries, [*firsts, body.end][1:], strict=True):
        first, last = entry.parts[0].start, entry.parts[-1].end
        line, end = _stretch_around(text, first, last, (body.start, limit), split)
        study = make_study(text, entry, first if line < previous_end else line, end, disciplines)
        previous_end = end
        if study.school or study.degree:
            yield study


def _stretch_around(
    text: str, first: int, last: int, limits: Stretch, split: Split
) -> tuple[int, int]:
    start, end = limits
    line = max(start, text.rfind("\n", 0, first) + 1)
    stop = line_end(text, last, end)
    if split is lines:
        return line, stop
    edges = list(split(text, line, stop))
    begins = [one for one, _ in edges if one <= first]
    ends = [other for _, other in edges if other >= last]
    return max(begins, default=line), min(ends, default=stop)


def make_study(
    text: str, entry: Entry, start: int, end: int, disciplines: Sequence[MatchedSpan]
) -> CvEducation:
    """Return the study of `entry`; its subject is looked for in `text[start:end]`."""
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


def _entries(text: str, body: Section, split: Split) -> list[Entry]:
    """A line that repeats what the present study has begins a new one; in a line see `takes`.

    Sentences do not share a study.
    """
    entries = [Entry()]
    for start, end in split(text, body.start, body.end):
        parts = parts_of(text, start, end)
        is_new = split is sentences and entries[-1].parts
        if is_new or {part.kind for part in parts} & set(entries[-1].last):
            entries.append(Entry())
        for part in parts:
            if not entries[-1].takes(part):
                entries.append(Entry())
            entries[-1].add(part)
    return [entry for entry in entries if entry.parts]


def parts_of(text: str, start: int, end: int) -> list[Part]:
    """Return the schools, the degrees and dates outside them, of one line up to its details."""
    detail = DETAIL.search(text, start, end)
    end = detail.start() if detail else end
    parts = [Part(SCHOOL, one, one.start, one.end) for one in find_schools(text, start, end)]
    free = [*_around(parts, start, end)]
    for first, last in free:
        parts += [Part(DEGREE, one, one.start, one.end) for one in find_degrees(text, first, last)]
        parts += [Part(DATE, one, one.start, one.end) for one in find_dates(text, first, last)]
    return sorted(parts, key=lambda part: part.start)


def _around(parts: Sequence[Part], start: int, end: int) -> Iterator[Stretch]:
    edges = [start, *(edge for part in parts for edge in (part.start, part.end)), end]
    yield from zip(edges[::2], edges[1::2], strict=True)
