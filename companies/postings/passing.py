"""Technical terms that English postings drop in passing: fields, products, other departments.

A competence (communication) or a program (SAS) is asked for wherever it stands. A method or a
field of knowledge that the whole text names once, and not among its requirements, is doubtful in
the introduction, in an endless sentence, when it is a wide term, and when nothing else the posting
asks for is of its group. Chinese postings name hardly anything in passing.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar

from .heads import Section
from .sections import Clause

LONGEST_SENTENCE = 300
"""Longer ones are lists that have lost their lines: of departments, products and partners."""
OF_THE_PERSON = re.compile(
    r"\byour?\b|candidate|responsib|seeking|looking for|experience|expertise|knowledge|exposure"
    r"|familiar|proficien|skill|background|track record|degree|desirab|eligib|\bmust\b"
    r"|\brequired|prefer|\ba plus\b|advantage|\basset\b"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Find(Protocol):
    payload: int
    start: int
    end: int


Named = TypeVar("Named", bound=Find)
Clauses = Sequence[tuple[Clause, list[Named]]]


class Terms(NamedTuple):
    """What is special of some skills, by their ids.

    `certificates`; `technical`: methods, instruments, knowledge and rules; of these `fields` of
    knowledge and those `wide` ones that have many special cases; the `groups` that skills are of.
    """

    certificates: frozenset[int] = frozenset()
    technical: frozenset[int] = frozenset()
    fields: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()
    groups: Mapping[int, int] = MappingProxyType({})


NO_TERMS = Terms()


def without_passing(text: str, clauses: Clauses, terms: Terms) -> Iterator[tuple[Clause, list]]:
    """Yield the clauses with those finds that are more than a word in passing.

    `text` is in lower case and its first line the title, whose words always count.
    """
    times = Counter(find.payload for _clause, finds in clauses for find in finds)
    once = {skill for skill, number in times.items() if number == 1}
    lonely = terms.technical & _without_company(times, terms)
    body = text.find("\n") if "\n" in text else len(text)
    for clause, finds in clauses:
        is_open = clause.section is Section.DESCRIBED and clause.start > body
        if not finds or not is_open or CHINESE.search(text, clause.start, clause.end):
            yield clause, finds
        else:
            passing = once & _doubtful(text, clause, terms, lonely)
            yield clause, [find for find in finds if find.payload not in passing]


def _without_company(skills: Counter[int], terms: Terms) -> set[int]:
    """Return those skills that are the only one of their group."""
    groups = Counter(terms.groups.get(skill) for skill in skills)
    return {skill for skill in skills if groups[terms.groups.get(skill)] == 1}


def _doubtful(text: str, clause: Clause, terms: Terms, lonely: frozenset[int]) -> frozenset[int]:
    """Return the terms that count for nothing when this clause is all that names them."""
    if clause.end - clause.start > LONGEST_SENTENCE:
        return terms.technical
    is_of_person = OF_THE_PERSON.search(text, clause.start, clause.end) is not None
    if clause.is_introduction:
        return terms.fields if is_of_person else terms.technical
    return frozenset() if is_of_person else terms.wide | lonely
