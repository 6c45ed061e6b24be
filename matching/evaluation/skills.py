"""Labelled texts for skill extraction, and how well the readers of the portal find their skills."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from companies.postings.rows import RowError
from matching.evaluation.lines import BrokenCollectionError, Line, read_lines
from matching.evaluation.names import Names
from matching.evaluation.postings import posting_line, posting_reader
from matching.evaluation.reading_kinds import is_of_a_person
from parks.choices.taxonomy import SkillKind
from parks.imports.reports import Progress
from parks.models import Skill
from talent.cv.errors import CvError
from talent.recognition import read_person_text

UNTITLED = "-"
DIGITS = 4
SIDE_KINDS = frozenset((SkillKind.GENERAL, SkillKind.LANGUAGE, SkillKind.CERTIFICATE))
"""Kinds that many collections do not label: who names none of a kind asks for none."""


class LabelledText(NamedTuple):
    """`skills`: as they are named there."""

    file: str
    line: int
    language: str
    text: str
    skills: tuple[str, ...]


@dataclass
class Counts:
    """How many skills are named by labels, how many were found, and how many of these are right."""

    named: int = 0
    found: int = 0
    right: int = 0

    def add(self, named: int, found: int, right: int) -> None:
        self.named += named
        self.found += found
        self.right += right

    def as_json(self) -> dict[str, float | int]:
        """Return precision, recall and F1 over all skills of all texts alike (micro)."""
        shares = {
            "precision": _share(self.right, self.found),
            "recall": _share(self.right, self.named),
            "f1": _share(2 * self.right, self.named + self.found),
        }
        return {**shares, "named": self.named, "found": self.found, "right": self.right}


@dataclass
class SkillFigures:
    """`unknown`: names of skills that the vocabulary does not have, by how often they are named."""

    overall: Counts = field(default_factory=Counts)
    by_language: dict[str, Counts] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        languages = {name: counts.as_json() for name, counts in sorted(self.by_language.items())}
        return {"overall": self.overall.as_json(), "by_language": languages}


def read_texts(path: Path) -> list[LabelledText]:
    """Read a file of labelled texts; raise BrokenCollectionError for the first thing wrong."""
    return [_labelled(line) for line in read_lines(path)]


def _labelled(line: Line) -> LabelledText:
    if "skills" not in line.cells:
        raise line.fault("skills", "there must be a list of texts here")
    text = line.text("text", may_be_empty=True)
    return LabelledText(line.file, line.number, line.language("lang"), text, line.names("skills"))


class SkillReader:
    """Finds the skills of a text: those a person claims, or those a posting asks for."""

    def __init__(self) -> None:
        self._postings = posting_reader()

    def read(self, text: str) -> set[int]:
        """Return ids of skills; raise RowError or CvError for a text that no reader takes."""
        if is_of_a_person(text):
            return {skill.payload.value for skill in read_person_text(text).skills}
        posting = self._postings.read(posting_line(title=UNTITLED, description=text))
        return {skill.skill_id for skill in posting.demands.skills}


def evaluate(texts: Sequence[LabelledText], progress: Progress = lambda done: None) -> SkillFigures:
    """Compare what the readers find in each text with its labels.

    A label that is no skill of the vocabulary is a miss. `progress` is told how many texts are
    done. Raise BrokenCollectionError for a text that cannot be read, or without a vocabulary.
    """
    names, kinds = Names.load(), dict(Skill.objects.order_by("pk").values_list("pk", "kind"))
    if not kinds:
        raise BrokenCollectionError("The vocabulary is empty: run load_vocabulary first.")
    named = [{name: names.skill(name) for name in text.skills} for text in texts]
    asked_kinds = {kinds[pk] for labels in named for pk in labels.values() if pk is not None}
    left_out = SIDE_KINDS - asked_kinds
    figures, reader = SkillFigures(), SkillReader()
    for number, (text, labels) in enumerate(zip(texts, named, strict=True), start=1):
        found = {pk for pk in _found(reader, text) if kinds[pk] not in left_out}
        _count(figures, text.language, labels, found)
        progress(number)
    return figures


def _found(reader: SkillReader, text: LabelledText) -> set[int]:
    try:
        return reader.read(text.text)
    except (RowError, CvError) as error:
        where = f"{text.file}, line {text.line}, “text”"
        raise BrokenCollectionError(f"{where} cannot be read: {error}") from error


def _count(
    figures: SkillFigures, language: str, labels: dict[str, int | None], found: set[int]
) -> None:
    unknown = [name for name, pk in labels.items() if pk is None]
    named = {pk for pk in labels.values() if pk is not None}
    for name in unknown:
        figures.unknown[name] = figures.unknown.get(name, 0) + 1
    for counts in (figures.overall, figures.by_language.setdefault(language, Counts())):
        counts.add(len(named) + len(unknown), len(found), len(named & found))


def unknown_names(figures: SkillFigures, most: int = 5) -> Iterable[str]:
    """Return the most frequent unknown names."""
    return sorted(figures.unknown, key=lambda name: (-figures.unknown[name], name))[:most]


def _share(part: int, whole: int) -> float:
    return round(part / whole, DIGITS) if whole else 0.0
