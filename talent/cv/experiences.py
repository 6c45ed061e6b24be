"""Posts and internships: a line with a period opens each, its neighbours name post and employer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from talent.cv.dates import FoundPeriod, find_periods
from talent.cv.posts import PLACEHOLDER, Stretch, name_post
from talent.cv.sections import RUN_ON_LENGTH, Section, SectionKind
from talent.cv.values import CvExperience, Found

BULLET = re.compile(r"\s*[•◆●■\-*·]")
SENTENCE_END = re.compile(r"(?<!Inc)(?<!Ltd)(?<!Corp)(?<!Co)[.;:!?。；！？]\s*$")
# In a text without line ends these words close the heading of a post.
DUTIES = re.compile(r"(?:工作|主要|岗位)?(?:内容|职责|描述|业绩)\s*[:：]?|[;；。]|\d[、.．]")
INTERNSHIP = re.compile(
    r"实习|见习|实训|\b(?:intern(?:ship)?|trainee|co-?op|placement|summer student)s?\b",
    re.IGNORECASE,
)
WORK = re.compile(r"工作|(?i:work|employment)")
HEADING_REACH = 40
PERIOD_LABEL = re.compile(r"时间[:：]$")
LONGEST_HEAD = 110
MOST_POSTS = 60


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a post is `text[start:end]`; `stretches` are its parts beside the period."""

    found: FoundPeriod
    start: int
    end: int
    stretches: tuple[Stretch, ...]
    is_run_on: bool = False


def find_experiences(text: str, sections: Sequence[Section]) -> tuple[CvExperience, ...]:
    """Return the posts of the experience sections in their order; each has a period of its own."""
    posts = (
        post
        for section in sections
        if section.kind is SectionKind.EXPERIENCE
        for post in _posts(text, section)
    )
    return tuple(islice(posts, MOST_POSTS))


def _posts(text: str, section: Section) -> Iterator[CvExperience]:
    heads = _with_neighbours(text, list(islice(_heads(text, section), MOST_POSTS)), section)
    is_for_interns = _is_for_interns(text, section)
    for number, head in enumerate(heads):
        limit = heads[number + 1].start if number + 1 < len(heads) else section.end
        post = _post(text, head, limit)
        if post.title or post.organisation or post.text.value:
            is_internship = is_for_interns or _is_internship(text, head)
            yield replace(post, is_internship=is_internship)


def _is_for_interns(text: str, section: Section) -> bool:
    """The heading speaks of internships alone: 实习经历, but not 工作/实习经历."""
    first = max(0, section.start - HEADING_REACH)
    heading = text[first : section.start].strip().rpartition("\n")[2]
    return bool(INTERNSHIP.search(heading)) and not WORK.search(heading)


def _is_internship(text: str, head: Head) -> bool:
    return any(INTERNSHIP.search(text, *stretch) for stretch in head.stretches)


def _post(text: str, head: Head, limit: int) -> CvExperience:
    title, employer = name_post(text, head.stretches)
    after = head.end
    if not (title or employer or head.is_run_on or text[after:limit].strip()):
        after = head.found.end
    body = text[after:limit].strip()
    start = text.index(body, after) if body else after
    return CvExperience(title, employer, head.found.period, Found(body, start, start + len(body)))


def _heads(text: str, section: Section) -> Iterator[Head]:
    previous_end = section.start
    for found in find_periods(text, section.start, section.end):
        if found.start >= previous_end:
            head = _head(text, found, section)
            if head:
                yield head
                previous_end = head.end


def _head(text: str, found: FoundPeriod, section: Section) -> Head | None:
    start, end = _lines_around(text, found, section)
    if end - start > RUN_ON_LENGTH:
        return _run_on_head(text, found, end)
    stretches = ((start, found.start), (found.end, end))
    return Head(found, start, end, stretches) if _is_head(text, found, start, end) else None


def _lines_around(text: str, found: FoundPeriod, section: Section) -> Stretch:
    start = max(section.start, text.rfind("\n", 0, found.start) + 1)
    end = text.find("\n", found.end, section.end)
    return start, section.end if end < 0 else end


def _run_on_head(text: str, found: FoundPeriod, limit: int) -> Head:
    limit = min(limit, found.end + LONGEST_HEAD)
    duties = DUTIES.search(text, found.end, limit)
    end = duties.start() if duties else limit
    label = PERIOD_LABEL.search(text, max(0, found.start - 4), found.start)
    return Head(
        found, label.start() if label else found.start, end, ((found.end, end),), is_run_on=True
    )


def _is_head(text: str, found: FoundPeriod, start: int, end: int) -> bool:
    """A duty may mention a period as well; it stands in a sentence or behind a bullet."""
    line = text[start:end]
    beside = len(line) - (found.end - found.start)
    return beside <= LONGEST_HEAD and not BULLET.match(line) and not SENTENCE_END.search(line)


def _with_neighbours(text: str, heads: Sequence[Head], section: Section) -> list[Head]:
    """Take in the lines beside each heading; in one CV posts stand all above or all below."""
    done: list[Head] = []
    titles_above: bool | None = None
    for head in heads:
        previous_end = done[-1].end if done else section.start
        if not head.is_run_on:
            head, titles_above = _with_lines(text, head, (previous_end, section.end), titles_above)
        done.append(head)
    return done


def _with_lines(
    text: str, head: Head, bounds: Stretch, titles_above: bool | None
) -> tuple[Head, bool | None]:
    """Return the head with its lines, and whether titles stand above, once that has shown."""
    above = _line_above(text, head.start, bounds[0])
    is_untitled = not name_post(text, head.stretches)[0]
    if is_untitled and above and titles_above is not False:
        head, titles_above = _joined(head, above), True
    below = _line_below(text, head.end, bounds[1])
    if below and _belongs_below(text, head, below, bool(titles_above)):
        head = _joined(head, below)
        titles_above = False if is_untitled and titles_above is None else titles_above
    return head, titles_above


def _joined(head: Head, line: Stretch) -> Head:
    start, end = min(head.start, line[0]), max(head.end, line[1])
    return Head(head.found, start, end, (*head.stretches, line))


def _belongs_below(text: str, head: Head, below: Stretch, titles_above: bool) -> bool:
    """The line below is of the heading if it holds the place or what is still missing."""
    title, employer = name_post(text, head.stretches)
    more_title, more_employer = name_post(text, (below,))
    if PLACEHOLDER.match(text, *below):
        return not (title and more_title)
    if title:
        return bool(more_employer and not employer and not more_title)
    return bool(more_title and not titles_above)


def _line_below(text: str, position: int, limit: int) -> Stretch | None:
    end = text.find("\n", position + 1, limit)
    line = (position + 1, limit if end < 0 else end)
    return line if position < limit and _could_be_heading(text, line) else None


def _line_above(text: str, position: int, limit: int) -> Stretch | None:
    line = (max(limit, text.rfind("\n", 0, max(position - 1, 0)) + 1), position - 1)
    found = line[0] < line[1] and _could_be_heading(text, line) and name_post(text, [line])[0]
    return line if found else None


def _could_be_heading(text: str, line: Stretch) -> bool:
    words = text[slice(*line)]
    is_short = 0 < len(words.strip()) <= LONGEST_HEAD
    return is_short and not BULLET.match(words) and not SENTENCE_END.search(words)
