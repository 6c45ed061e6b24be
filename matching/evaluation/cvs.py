"""Graduates of a collection, read as a CV is read, as the engine's columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from matching import engine
from matching.evaluation.collection import LabelledGraduate
from matching.evaluation.names import Names
from matching.evaluation.remarks import Remarks
from matching.evaluation.words import lists_of, texts_of
from matching.loading.vocabulary import VocabularyIndex
from parks.choices.taxonomy import VocabularyKind
from parks.loading import load_matcher, load_term_matcher
from parks.models import DegreeLevel, Discipline
from talent.actions.filling import SCHEMES, fill_profile
from talent.cv.degrees import find_degrees, highest
from talent.cv.texts import read_text
from talent.cv.values import CvFields, Found

NOT_STATED = -1
SELF, AWARE = int(engine.Evidence.SELF), int(engine.Level.AWARE)


@dataclass(frozen=True)
class ReadGraduate:
    """What the engine asks of a graduate: ids of the vocabulary, None for what is not stated.

    `levels` are those of the skills held, by their ids; `text` is without name and contact data.
    """

    degree_rank: int | None
    discipline_id: int | None
    available_on: int | None
    place_ids: tuple[int, ...]
    levels: dict[int, int]
    text: str


class _Stated(NamedTuple):
    """What is read in the text of a graduate, before given facts win over it."""

    fields: CvFields
    facts: dict[str, object]
    levels: dict[int, int]


class GraduateReader:
    """Reads graduates by the reader of CVs; `remarks` gathers what it did not understand."""

    def __init__(self, names: Names, remarks: Remarks) -> None:
        self._names, self._remarks = names, remarks
        self._skills = load_matcher()
        self._disciplines = load_term_matcher(VocabularyKind.DISCIPLINE)
        self._regions = load_term_matcher(VocabularyKind.REGION)
        self._degrees = {level.code: level for level in DegreeLevel.objects.order_by("rank")}
        self._catalogue = dict(Discipline.objects.order_by("pk").values_list("pk", "scheme"))

    def read(self, graduate: LabelledGraduate) -> ReadGraduate:
        """Return what a graduate says; raise CvError for a text that is too long."""
        read = self._stated(graduate.text)
        degree = self._degree(graduate.degree) or read.facts.get("degree")
        major = read.facts.get("discipline")
        end = read.facts.get("graduates_on")
        return ReadGraduate(
            degree_rank=degree.rank if degree else None,
            discipline_id=self._discipline(graduate.discipline, degree) or (major and major.pk),
            available_on=end.toordinal() if end else None,
            place_ids=tuple(pk for one in read.fields.places.wanted for pk in one.value),
            levels=self._with_given(read.levels, graduate.skills),
            text=without_contact(read.fields),
        )

    def _stated(self, text: str) -> _Stated:
        fields = read_text(
            text, skills=self._skills, disciplines=self._disciplines, regions=self._regions
        )
        filled = fill_profile(fields)
        levels = {claim.skill.pk: int(claim.level or AWARE) for claim in filled.claims}
        return _Stated(fields, filled.facts, levels)

    def _degree(self, name: str) -> DegreeLevel | None:
        """Return the degree of a name, or the highest one that its words name."""
        found = highest(list(find_degrees(name)))
        code = self._names.degree(name) or (found.value if found else "")
        if name and not code:
            self._remarks.add("degree", name)
        return self._degrees.get(code)

    def _discipline(self, name: str, degree: DegreeLevel | None) -> int | None:
        """Return the discipline of a name: of its rows in several catalogues that of the degree."""
        ids = self._names.discipline(name) or self._named_in(name)
        if name and not ids:
            self._remarks.add("discipline", name)
        scheme = SCHEMES.get(degree.code) if degree else None
        return min(ids, key=lambda pk: (self._catalogue[pk] != scheme, pk), default=None)

    def _named_in(self, name: str) -> Sequence[int]:
        found = self._disciplines.find(name)
        return found[0].payload if found else ()

    def _with_given(self, levels: dict[int, int], given: Iterable[str]) -> dict[int, int]:
        """Add the skills given; no level is given with them, so one that is read stays."""
        for name in given:
            ids = self._skills_named(name)
            if not ids:
                self._remarks.add("skills", name)
            levels |= {pk: max(levels.get(pk, AWARE), AWARE) for pk in ids}
        return levels

    def _skills_named(self, name: str) -> list[int]:
        """Return the skill of this name, else those that its words name."""
        skill = self._names.skill(name)
        return [span.payload for span in self._skills.find(name)] if skill is None else [skill]


def without_contact(fields: CvFields) -> str:
    """Return the text of a CV without the name and the contact data that were read in it."""
    found: Iterator[Found[str]] = filter(None, (fields.name, fields.email, fields.phone))
    text = fields.text
    for one in found:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def graduate_columns(people: Sequence[ReadGraduate], index: VocabularyIndex) -> engine.Graduates:
    """The people as the engine's graduates, one row each; all of them look for work."""
    nothing = [()] * len(people)
    return engine.Graduates(
        kinds=lists_of(nothing),
        places=lists_of(_places(person, index) for person in people),
        anywhere=[False] * len(people),
        degree=[_or_not_stated(person.degree_rank) for person in people],
        discipline=[index.disciplines.get(person.discipline_id, NOT_STATED) for person in people],
        available_from=[_or_not_stated(person.available_on) for person in people],
        channel=[NOT_STATED] * len(people),
        pay=[NOT_STATED] * len(people),
        claims=engine.Claims.of(_claims(person, index) for person in people),
        texts=texts_of((person.text for person in people), asked=False),
        matchable=[True] * len(people),
        shown=[True] * len(people),
        excluded=lists_of(nothing),
    )


def _places(person: ReadGraduate, index: VocabularyIndex) -> list[int]:
    return list(dict.fromkeys(index.places[pk] for pk in person.place_ids))


def _claims(person: ReadGraduate, index: VocabularyIndex) -> list[tuple[int, int, int]]:
    return sorted((index.skills[pk], level, SELF) for pk, level in person.levels.items())


def _or_not_stated(value: int | None) -> int:
    return NOT_STATED if value is None else value
