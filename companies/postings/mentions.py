"""Which finds of the vocabulary are asked for, and which are only named beside."""

import re
from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from .colleagues import (
    is_department,
    is_function,
    is_togetherness,
    people,
    reporting_lines,
    worked_with,
)
from .denials import denied
from .documents import is_only_followed
from .heads import Section
from .organisations import names_an_organisation
from .praise import Praise
from .sections import Clause, clauses
from .stretches import Stretches
from .surroundings import is_a_place_to_work
from .texts import lower_case


class Place(Protocol):
    start: int
    end: int


Named = TypeVar("Named", bound=Place)


class Mentions:
    """Tells, for one text, what its clauses ask for; `lower` is the text in lower case.

    `company` is the name of the company, if it is known.
    """

    def __init__(self, text: str, lower: str, company: str = "") -> None:
        self._text, self._lower = text, lower
        self._praise = Praise(text, company)

    def asked(self, clause: Clause, finds: Sequence[Named]) -> list[Named]:
        """Return those finds of a clause that it asks for."""
        return [] if self.is_praise(clause) else list(self._not_only_named(clause, finds))

    def is_praise(self, clause: Clause) -> bool:
        """Say whether a clause speaks of the company and its offers, not of the work."""
        sentence = self._lower[clause.start : clause.end]
        return clause.section is Section.ADVERTISED or self._praise.holds(sentence)

    def _not_only_named(self, clause: Clause, finds: Sequence[Named]) -> Iterator[Named]:
        where = (self._lower, clause.start, clause.end)
        nothing = Stretches([*denied(*where), *reporting_lines(*where)])
        others = list(worked_with(*where))
        departments, fields = Stretches(others), Stretches(people(self._lower, others))
        for find in finds:
            place, words = (find.start, find.end), self._lower[find.start : find.end]
            is_field = fields.cover(*place) and not is_togetherness(words)
            is_theirs = departments.cover(*place) and self._is_department(*place)
            is_only_named = nothing.cover(*place) or is_field or is_theirs
            if not (is_only_named or self._is_somebody_elses(clause, *place)):
                yield find

    def _is_department(self, start: int, end: int) -> bool:
        return is_function(self._lower[start:end]) or is_department(self._text[start:end])

    def _is_somebody_elses(self, clause: Clause, start: int, end: int) -> bool:
        """Say whether a find names an organisation, a workplace or what others have written."""
        if is_togetherness(self._lower[start:end]):
            is_asked = clause.section in (Section.REQUIRED, Section.WISHED)
            return not is_asked and is_a_place_to_work(self._lower, start, end)
        return names_an_organisation(self._lower, start, end) or is_only_followed(
            self._lower, clause.start, start, end
        )


def sentences_of_demand(text: str, about: re.Pattern[str]) -> Iterator[str]:
    """Yield those clauses naming something `about` that speak of the work or who is wanted."""
    if not about.search(text):
        return
    mentions = Mentions(text, lower_case(text))
    for clause in clauses(text):
        if about.search(text, clause.start, clause.end) and not mentions.is_praise(clause):
            yield text[clause.start : clause.end]
