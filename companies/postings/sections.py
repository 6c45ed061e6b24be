"""The clauses of a posting, each with the section it stands in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .heads import Section, ends_introduction, find_heads


class Clause(NamedTuple):
    """A piece of a text; an introduction is what stands before the first tasks or requirements."""

    start: int
    end: int
    section: Section
    is_introduction: bool = False


SIGN = re.compile(r"[。；;！!？?\n•●▪·∙]+|(?<=\s)[*o-]\s?(?=[\u4e00-\u9fff])|(?<=\s)[*]\s(?=[A-Z])")
STOP = re.compile(r"\.(?=\s+[A-Z\u4e00-\u9fff]|\s*\Z)(?<![^A-Za-z][A-Z]\.)(?<!e\.g\.)(?<!i\.e\.)")
NUMBER = re.compile(r"\d{1,2}[、.)）](?!\d|\s*(?:years?|年))")
IN_NUMBER = re.compile(r"[\d.A-Za-z-]")
LONGEST_INTRODUCTION = 1_500
"""Further down the tasks have begun, though no heading said so."""
Mark = tuple[int, int, Section | None]
"""Where something ends, where the next thing begins, and the section that then holds."""
DEMANDS = re.compile(
    r"熟[悉练]|掌握|精通|具[备有][^，,]{0,30}?(?:经[验历]|能力|知识|背景)|\d年[^，,]{0,12}?经验"
    r"|\b(?:strong|extensive|proven|in-depth|solid|deep|excellent|sound|thorough"
    r"|demonstrated)\b[^.;]{0,60}?"
    r"\b(?:knowledge|experience|understanding|background|expertise|skills?|ability)\b"
    r"|\bproficien|\bexperience (?:in|with|of|working)\b|\bknowledge of\b|\bfamiliar"
    r"|\b\d+\+? years\b|^\W*ability to\b",
    re.IGNORECASE,
)


def sorted_out(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text; where no heading tells what is required, its wording does."""
    found = list(clauses(text))
    has_heads = any(clause.section in (Section.REQUIRED, Section.WISHED) for clause in found)
    for clause in found:
        is_demand = clause.section is Section.DESCRIBED and not has_heads
        if is_demand and DEMANDS.search(text[clause.start : clause.end]):
            yield clause._replace(section=Section.REQUIRED)
        else:
            yield clause


def clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text in their order; what stands before any heading describes."""
    section, start, marks = Section.DESCRIBED, 0, _marks(text)
    introduced = _end_of_introduction(text, marks)
    for end, next_start, new_section in marks:
        if end > start:
            yield Clause(start, end, section, end <= introduced)
        start = max(start, next_start)
        section = new_section or section
    if start < len(text):
        yield Clause(start, len(text), section)


def _end_of_introduction(text: str, marks: list[Mark]) -> int:
    heads = (start for start, end, new in marks if ends_introduction(new, text[start:end]))
    return min(next(heads, 0), LONGEST_INTRODUCTION)


def _marks(text: str) -> list[Mark]:
    """Return where clauses end and the next begin, in order; a heading changes the section."""
    ends = [*SIGN.finditer(text), *STOP.finditer(text), *_numbers(text)]
    marks = [*find_heads(text), *((end.start(), end.end(), None) for end in ends)]
    return sorted(marks, key=lambda mark: mark[:2])


def _numbers(text: str) -> Iterator[re.Match[str]]:
    for number in NUMBER.finditer(text):
        if number.start() == 0 or not IN_NUMBER.match(text[number.start() - 1]):
            yield number
