"""The clauses of a posting, each with the section it stands in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .heads import Section, find_heads


class Clause(NamedTuple):
    start: int
    end: int
    section: Section


SIGN = re.compile(r"[。；;！!？?\n•●▪·∙]+")
STOP = re.compile(r"\.(?=\s+[A-Z\u4e00-\u9fff]|\s*\Z)(?<![^A-Za-z][A-Z]\.)(?<!e\.g\.)(?<!i\.e\.)")
NUMBER = re.compile(r"\d{1,2}[、.)）](?!\d)")
IN_NUMBER = re.compile(r"[\d.A-Za-z-]")


def clauses(text: str) -> Iterator[Clause]:
    """Yield the clauses of a text in their order; what stands before any heading describes."""
    section, start = Section.DESCRIBED, 0
    for end, next_start, new_section in _marks(text):
        if end > start:
            yield Clause(start, end, section)
        start = max(start, next_start)
        section = new_section or section
    if start < len(text):
        yield Clause(start, len(text), section)


def _marks(text: str) -> list[tuple[int, int, Section | None]]:
    """Return where clauses end and the next begin, in order; a heading changes the section."""
    ends = [*SIGN.finditer(text), *STOP.finditer(text), *_numbers(text)]
    marks = [*find_heads(text), *((end.start(), end.end(), None) for end in ends)]
    return sorted(marks, key=lambda mark: mark[:2])


def _numbers(text: str) -> Iterator[re.Match[str]]:
    for number in NUMBER.finditer(text):
        if number.start() == 0 or not IN_NUMBER.match(text[number.start() - 1]):
            yield number
