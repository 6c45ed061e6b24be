"""The skills a posting asks for: what the vocabulary finds in it, with importance and level."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from companies.choices.openings import Importance
from parks.choices.work import SkillLevel

from .heads import Section
from .importance import Wording
from .sections import Clause, clauses
from .texts import lower_case

MOST_SKILLS = 40
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


def asked_skills(text: str, spans: Sequence[Span]) -> tuple[AskedSkill, ...]:
    """Return the skills a text asks for, each once, the most important first, at most 40.

    A skill named several times counts with its greatest importance and highest level. What a
    company says of itself and its benefits asks for nothing.
    """
    best: dict[int, AskedSkill] = {}
    lower = lower_case(text)
    for clause, inside in _by_clause(text, spans):
        if clause.section is not Section.ADVERTISED:
            for asked in _in_clause(lower, clause, inside):
                best[asked.skill_id] = _greater(best.get(asked.skill_id, asked), asked)
    ranked = sorted(best.values(), key=lambda asked: -RISING.index(asked.importance))
    return tuple(ranked[:MOST_SKILLS])


def _by_clause(text: str, spans: Iterable[Span]) -> Iterator[tuple[Clause, list[Span]]]:
    waiting = sorted(spans, key=lambda span: span.start, reverse=True)
    for clause in clauses(text):
        inside = []
        while waiting and waiting[-1].start < clause.end:
            inside.append(waiting.pop())
        if inside:
            yield clause, inside


def _in_clause(text: str, clause: Clause, spans: list[Span]) -> Iterator[AskedSkill]:
    wording = Wording(text, clause.start, clause.end, clause.section)
    levels = wording.levels([(span.start, span.end) for span in spans])
    for span, level in zip(spans, levels, strict=True):
        yield AskedSkill(span.payload, wording.importance(span.start, span.end), level)


def _greater(known: AskedSkill, other: AskedSkill) -> AskedSkill:
    importance = max(known.importance, other.importance, key=RISING.index)
    return AskedSkill(known.skill_id, importance, max(known.level, other.level))
