"""The skills a posting asks for: what the vocabulary finds in it, with importance and level."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from companies.choices.openings import Importance
from parks.choices.work import SkillLevel

from .importance import Wording
from .mentions import Mentions
from .passing import NO_TERMS, Terms, without_passing
from .sections import Clause, sorted_out
from .texts import lower_case

MOST_SKILLS = 40
HELD = re.compile(
    r"必须|须|需|要求|持|具[有备]|取得|拥有|获得|有\S{0,12}证|required|\bmust\b|\bhold|\bhave\b"
    r"|possess"
    r"|registered|registration|\bvalid\b|\bcurrent\b|licen[sc]ed|essential|mandatory|minimum"
)
"""Says that a certificate must be there."""
RISING = (Importance.NICE, Importance.WANTED, Importance.MUST)


class Span(Protocol):
    """A find of the matcher: text[start:end] names the skill with the id `payload`."""

    payload: int
    start: int
    end: int


class AskedSkill(NamedTuple):
    skill_id: int
    importance: Importance
    level: SkillLevel

    def at_most_wanted(self) -> "AskedSkill":
        return self._replace(importance=min(self.importance, Importance.WANTED, key=RISING.index))


def asked_skills(
    text: str,
    spans: Sequence[Span],
    *,
    terms: Terms = NO_TERMS,
    company: str = "",
) -> tuple[AskedSkill, ...]:
    """Return the skills a text asks for, each once, the most important first, at most 40.

    `terms` tells which skills are certificates: they shut people out, so one is required only
    where the text says that it must be held. `company` is the company's name.

    A skill named several times counts with its greatest importance and highest level. What a
    company says of itself and its benefits asks for nothing, nor does what is only named.
    """
    best: dict[int, AskedSkill] = {}
    lower = lower_case(text)
    mentions = Mentions(text, lower, company)
    asked_in = [
        (clause, mentions.asked(clause, inside)) for clause, inside in _by_clause(text, spans)
    ]
    for clause, finds in without_passing(lower, asked_in, terms):
        for asked in _in_clause(lower, clause, finds):
            if asked.skill_id in terms.certificates and not HELD.search(
                lower, clause.start, clause.end
            ):
                asked = asked.at_most_wanted()
            best[asked.skill_id] = _greater(best.get(asked.skill_id, asked), asked)
    ranked = sorted(best.values(), key=lambda asked: -RISING.index(asked.importance))
    return tuple(ranked[:MOST_SKILLS])


def _by_clause(text: str, spans: Iterable[Span]) -> Iterator[tuple[Clause, list[Span]]]:
    waiting = sorted(spans, key=lambda span: span.start, reverse=True)
    for clause in sorted_out(text):
        inside = []
        while waiting and waiting[-1].start < clause.end:
            inside.append(waiting.pop())
        if inside:
            yield clause, inside


def _in_clause(text: str, clause: Clause, spans: list[Span]) -> Iterator[AskedSkill]:
    places = [(span.start, span.end) for span in spans]
    wording = Wording(text, (clause.start, clause.end), clause.section, places)
    for span, *asked in zip(spans, wording.importances(), wording.levels(), strict=True):
        yield AskedSkill(span.payload, *asked)


def _greater(known: AskedSkill, other: AskedSkill) -> AskedSkill:
    importance = max(known.importance, other.importance, key=RISING.index)
    return AskedSkill(known.skill_id, importance, max(known.level, other.level))
