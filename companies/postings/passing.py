"""Technical terms that English postings drop in passing: fields, products, other departments.

A competence (communication) or a program (SAS) is asked for wherever it stands. A method or a
field of knowledge that the whole text names once, and not among its requirements, is asked for
unless it stands in the introduction, in an endless sentence or is a wide term, and nothing around
it speaks of the person. Chinese postings name hardly anything in passing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from .heads import Section
from .sections import Clause

LONGEST_SENTENCE = 300
"""Longer ones are lists that have lost their lines: of departments, products and partners."""
OF_THE_PERSON = re.compile(
    r"\byour?\b|candidate|responsib|seeking|looking for|experience|expertise|knowledge|exposure"
    r"|familiar|proficien|skill|background|track record|degree|desirab|eligib|\bmust\b"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Find(Protocol):
    payload: int
    start: int
    end: int


Named = TypeVar("Named", bound=Find)
Clauses = Sequence[tuple[Clause, list[Named]]]


class Terms(NamedTuple):
    """Ids of skills: certificates; methods, knowledge and rules; those of many special cases."""

    certificates: frozenset[int] = frozenset()
    technical: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()


NO_TERMS = Terms()


def without_passing(text: str, clauses: Clauses, terms: Terms) -> Iterator[tuple[Clause, list]]:
    """Yield the clauses with those finds that are more than a word in passing.

    `text` is in lower case and its first line the title, whose words always count.
    """
    times = Counter(find.payload for _clause, finds in clauses for find in finds)
    body = text.find("\n")
    for clause, finds in clauses:
        passing = _passing(text, clause, terms) if clause.start > body else frozenset()
        yield (
            clause,
            [find for find in finds if find.payload not in passing or times[find.payload] > 1],
        )


def _passing(text: str, clause: Clause, terms: Terms) -> frozenset[int]:
    """Return the terms that count for nothing when this clause is all that names them."""
    if clause.section is not Section.DESCRIBED or CHINESE.search(text, clause.start, clause.end):
        return frozenset()
    if clause.end - clause.start > LONGEST_SENTENCE:
        return terms.technical
    if OF_THE_PERSON.search(text, clause.start, clause.end):
        return frozenset()
    return terms.technical if clause.is_introduction else terms.wide
