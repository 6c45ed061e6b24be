"""What somebody typed, as a query on the words of openings.

A query is text in the notation of PostgreSQL's tsquery, made of quoted words alone: nothing that
was typed can act as an operator.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from companies.choices.searching import Facet
from companies.queries.terms import Lexicon, Terms
from parks.segmenting import is_han, runs_of, ways_to_ask

IN_TITLE = "t:"
"""Stands before a word of the title or of the company's name; no word has a colon."""
SHORTEST_PREFIX = 4
NOTHING = "'nothing:'"
"""What finds nothing, for words without a letter or figure."""


class Word(NamedTuple):
    text: str
    is_prefix: bool = False


Run = tuple[tuple[Word, ...], ...]
"""Ways to ask for one run of letters; of one way every word must be there."""
Phrase = tuple[Run, ...]


class Unit(NamedTuple):
    """One thing asked for: a word, or a skill in any of its names.

    `phrases` are alternatives, the first of them as it was typed.
    """

    text: str
    phrases: tuple[Phrase, ...]
    skill: int | None = None


def units_of(words: str, lexicon: Lexicon) -> tuple[Unit, ...]:
    """Take typed words apart into skills and other words; all of them must be met."""
    units: list[Unit] = []
    reached = 0
    for span in lexicon.matcher.find(words):
        units += _plain_units(words[reached : span.start])
        units.append(_skill_unit(words[span.start : span.end], span.payload, lexicon.terms))
        reached = span.end
    rest = _plain_units(words[reached:])
    return (*units, *rest[:-1], *map(_begun, rest[-1:]))


def tsquery_of(units: Sequence[Unit], *, mark: str = "", with_skills: bool = True) -> str:
    """Return what finds all units; `mark` stands before each word that is looked for."""
    if not units:
        return NOTHING
    return " & ".join(_either(_ways_to_meet(unit, mark, with_skills)) for unit in units)


def lexeme(facet: Facet, number: int) -> str:
    """Return the word under which an opening with this choice of a facet is found."""
    return f"{facet.value}:{number}"


def quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _plain_units(text: str) -> list[Unit]:
    return [Unit(run, ((_run(run),),)) for run in runs_of(text)]


def _skill_unit(text: str, skill: int, terms: Terms) -> Unit:
    term = terms.get(Facet.SKILL, skill)
    names = (text, term.zh, term.en) if term else (text,)
    phrases = dict.fromkeys(tuple(_run(run) for run in runs_of(str(name))) for name in names)
    return Unit(" ".join(runs_of(text)), tuple(filter(None, phrases)), skill)


def _run(run: str) -> Run:
    """A single Chinese character finds the words that begin with it."""
    is_prefix = is_han(run) and len(run) == 1
    return tuple(tuple(Word(word, is_prefix) for word in way) for way in ways_to_ask(run))


def _begun(unit: Unit) -> Unit:
    """Take the last Latin word for the beginning of one: somebody may still be typing it."""
    *_parts, last = unit.phrases[0][0][0]
    if is_han(unit.text) or len(last.text) < SHORTEST_PREFIX:
        return unit
    way = (*_parts, Word(last.text, is_prefix=True))
    return unit._replace(phrases=(((way,),),))


def _ways_to_meet(unit: Unit, mark: str, with_skills: bool) -> Iterator[str]:
    for phrase in unit.phrases:
        yield " & ".join(_either(_all(way, mark) for way in run) for run in phrase)
    if with_skills and unit.skill is not None:
        yield quoted(lexeme(Facet.SKILL, unit.skill))


def _all(way: tuple[Word, ...], mark: str) -> str:
    return " & ".join(quoted(mark + word.text) + (":*" if word.is_prefix else "") for word in way)


def _either(alternatives: Iterable[str]) -> str:
    """Join alternatives; & binds more tightly than |."""
    several = list(alternatives)
    return several[0] if len(several) == 1 else f"({' | '.join(several)})"
