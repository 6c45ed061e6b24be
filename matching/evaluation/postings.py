"""Openings of a collection, read as an import reads postings, as the engine's columns."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from companies.choices.openings import Importance
from companies.postings.reading import Posting, PostingReader
from companies.postings.requirements import AskedSkill
from companies.postings.rows import LONGEST_WORDS, RowError
from companies.postings.texts import shorten
from companies.postings.vocabulary import load_vocabulary
from matching import engine
from matching.engine.openings import CERTIFICATE_LIMIT
from matching.evaluation.collection import LabelledOpening
from matching.evaluation.names import Names
from matching.evaluation.remarks import Remarks
from matching.evaluation.words import lists_of, texts_of
from matching.loading.openings import IMPORTANCE
from matching.loading.vocabulary import VocabularyIndex
from parks.choices.work import OpeningKind
from parks.imports.headings import Column
from parks.imports.lines import Line
from parks.models import DegreeLevel, Park

TITLE_COUNTS = 3
FIELDS = ("title", "description", "degree", "location", "kind")
GIVEN = {"degree": "degree", "location": "place", "kind": "kind"}
"""The optional fields of a collection, by the field of a posting; an unreadable one is left out."""

Requirement = tuple[int, int, int]
NOT_STATED = -1


def posting_reader() -> PostingReader:
    """Return the reader that imports use, for lines of `posting_line`.

    Its park is nowhere: of places with one name none is nearer than the others.
    """
    columns = {name: (Column(at, name),) for at, name in enumerate(FIELDS)}
    return PostingReader(columns, len(FIELDS), load_vocabulary(Park()))


def posting_line(**cells: str) -> Line:
    """Return a row of a table with these cells, by field; the others are empty."""
    return Line(0, [cells.get(name, "") for name in FIELDS])


class OpeningReader:
    """Reads openings by the reader of postings; `remarks` gathers what it did not understand."""

    def __init__(self, names: Names, remarks: Remarks) -> None:
        self._reader = posting_reader()
        self._names, self._remarks = names, remarks
        self._labels = dict(DegreeLevel.objects.order_by("rank").values_list("code", "label_zh"))

    def read(self, opening: LabelledOpening) -> Posting:
        """Return what an opening says; raise RowError where its title or text cannot be read."""
        degree = self._names.degree(opening.degree)
        given = replace(opening, degree=self._labels[degree]) if degree else opening
        try:
            return self._read(given)
        except RowError as error:
            field = GIVEN.get(error.column)
            if field is None:
                raise
            self._remarks.add(field, getattr(opening, field))
            return self.read(replace(opening, **{field: ""}))

    def _read(self, opening: LabelledOpening) -> Posting:
        title = shorten(" ".join(opening.title.split()), LONGEST_WORDS)
        given = {column: getattr(opening, field) for column, field in GIVEN.items()}
        return self._reader.read(posting_line(title=title, description=opening.text, **given))


def opening_columns(postings: Sequence[Posting], index: VocabularyIndex) -> engine.Openings:
    """The postings as the engine's openings, one row each; the same rules as when openings load."""
    ranks = dict(DegreeLevel.objects.order_by("rank").values_list("pk", "rank"))
    kinds = list(OpeningKind.values)
    demands = [posting.demands for posting in postings]
    terms = [posting.terms for posting in postings]
    return engine.Openings(
        kind=[kinds.index(one.kind) for one in terms],
        place=[index.places.get(one.region_id, NOT_STATED) for one in terms],
        minimum_degree=[ranks.get(one.degree_id, 0) for one in demands],
        disciplines=lists_of(
            sorted(index.disciplines[pk] for pk in one.discipline_ids) for one in demands
        ),
        latest_start=[one.starts_by.toordinal() if one.starts_by else NOT_STATED for one in terms],
        channel=[NOT_STATED] * len(terms),
        pay=[NOT_STATED] * len(terms),
        certificates=lists_of(_certificates(one.skills, index) for one in demands),
        requirements=engine.Requirements.of(_requirements(one.skills, index) for one in demands),
        texts=texts_of((_with_title(posting) for posting in postings), asked=True),
        headcount=[one.headcount for one in terms],
    )


def _certificates(asked: Iterable[AskedSkill], index: VocabularyIndex) -> list[int]:
    """The certificates and licences that must be held, which are a gate and earn no points."""
    positions = (index.skills[one.skill_id] for one in asked if _is_gate(one, index))
    return sorted(positions)[:CERTIFICATE_LIMIT]


def _requirements(asked: Iterable[AskedSkill], index: VocabularyIndex) -> list[Requirement]:
    return [
        (index.skills[one.skill_id], int(one.level), int(IMPORTANCE[one.importance]))
        for one in asked
        if not _is_gate(one, index)
    ][: engine.REQUIREMENT_LIMIT]


def _is_gate(asked: AskedSkill, index: VocabularyIndex) -> bool:
    is_must = asked.importance == Importance.MUST
    return is_must and bool(index.certificates[index.skills[asked.skill_id]])


def _with_title(posting: Posting) -> str:
    """The text that a run reads of an opening: what the title names counts three times."""
    return "\n".join([*TITLE_COUNTS * [posting.title], posting.text])
