"""One row of a table of postings → what it says, or the cell that cannot be read."""

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import NamedTuple

from parks.choices.work import OpeningKind
from parks.imports.cells import read_date, read_words
from parks.imports.headings import Columns
from parks.imports.lines import Line
from parks.vocabulary.folding import fold_term

from .days import closing_day, starting_day
from .degrees import degree_in_chinese, degree_in_line, read_degree
from .english_degrees import degree_in_english
from .headcounts import headcount_in_text, read_headcount
from .kinds import read_kind
from .majors import accepted
from .requirements import AskedSkill, asked_skills
from .rows import LONGEST_WORDS, Row, RowError
from .salaries import Salary, read_salary, tells_more
from .stretches import Stretches
from .texts import is_chinese, join_sections, numbers_apart, shorten, with_facts
from .vocabulary import Vocabulary
from .years import years_in_cell, years_in_text

LONGEST_ID = 120
LONGEST_TEXT = 50_000
TEXTS_KEPT = 1_000
"""Many postings of a file differ in their place or day alone: such a text is read once."""
WHOLE_FLOAT = re.compile(r"(\d+)\.0")


@dataclass(frozen=True)
class Terms:
    """What a posting offers, and until when; days that are not stated are None."""

    kind: OpeningKind
    place: str
    region_id: int | None
    headcount: int
    salary: Salary | None
    posted: datetime.date | None
    closes: datetime.date | None
    starts_by: datetime.date | None = None


@dataclass(frozen=True)
class Demands:
    """What a posting asks for, as ids of the vocabulary; no disciplines means any.

    `min_years` are years of experience, None where nothing is said of them.
    """

    degree_id: int | None
    discipline_ids: frozenset[int]
    skills: tuple[AskedSkill, ...]
    min_years: int | None = None


Asked = tuple[frozenset[int], tuple[AskedSkill, ...], int | None]


@dataclass(frozen=True)
class Posting:
    external_id: str
    company: str
    title: str
    text: str
    is_chinese: bool
    terms: Terms
    demands: Demands


class Reading(NamedTuple):
    """What a row says, and which cells cannot be read, which count as empty.

    `stated` are the fields of which a cell says something; no posting: the row is out of shape.
    """

    posting: Posting | None
    errors: tuple[RowError, ...] = ()
    stated: frozenset[str] = frozenset()


class PostingReader:
    """Reads the rows of one table; `company` stands in where a row names none, and may be ""."""

    def __init__(
        self, columns: Columns, width: int, vocabulary: Vocabulary, company: str = ""
    ) -> None:
        self._columns, self._width = columns, width
        self._vocabulary, self._company = vocabulary, company
        self._asked_in = lru_cache(maxsize=TEXTS_KEPT)(self._read_document)

    def read(self, line: Line) -> Posting:
        """Return what a row says; raise RowError with the first cell that cannot be read."""
        return self._posting(Row(line, self._columns, self._width))

    def read_all(self, line: Line) -> Reading:
        """Return what can be read of a row, and everything that is wrong with it."""
        errors: list[RowError] = []
        try:
            row = Row(line, self._columns, self._width, errors=errors)
        except RowError as error:
            return Reading(None, (error,))
        posting = self._posting(row)
        return Reading(posting, tuple(errors), row.stated())

    def _posting(self, row: Row) -> Posting:
        title, company = row.required("title"), row.words("company") or self._company
        description = join_sections(row.sections("description", longest=LONGEST_TEXT))
        in_chinese = is_chinese(f"{title} {description} {row.facts('tags')}")
        terms = self._terms(row, title, description, in_chinese)
        text = with_facts(description, _facts(row, terms.salary), in_chinese=in_chinese)
        given_id = row.read("id", _read_id)
        return Posting(
            external_id=given_id or _content_id(company, title, terms.place, text),
            company=company,
            title=title,
            text=text,
            is_chinese=in_chinese,
            terms=terms,
            demands=self._demands(row, title, description, in_chinese),
        )

    def _terms(self, row: Row, title: str, description: str, in_chinese: bool) -> Terms:
        place = row.read("location", read_words)
        return Terms(
            kind=read_kind(title, row.facts("kind"), row.facts("experience")),
            place=shorten(place, LONGEST_WORDS),
            region_id=self._vocabulary.places.find(place),
            headcount=_headcount(row, description),
            salary=row.read("salary", partial(read_salary, is_chinese=in_chinese)),
            posted=row.read("posted", read_date),
            closes=row.read("closes", partial(read_date, at_end=True)) or closing_day(description),
            starts_by=starting_day(description),
        )

    def _demands(self, row: Row, title: str, description: str, in_chinese: bool) -> Demands:
        degree = _degree(row, description, in_chinese)
        chosen = row.read("disciplines", self._vocabulary.majors.in_cell)
        company = row.words("company") or self._company
        listed, skills, years = self._asked_in(_document(row, title, description), company)
        in_cell = years_in_cell(row.facts("experience"))
        return Demands(
            degree_id=self._vocabulary.degree_ids.get(degree),
            discipline_ids=chosen or listed,
            skills=skills,
            min_years=years if in_cell is None else in_cell,
        )

    def _read_document(self, document: str, company: str) -> Asked:
        """Return the majors, skills and years asked for.

        A list of majors names no skills, nor does the name of the company.
        """
        lists = self._vocabulary.majors.lists(document)
        listed = [(one.start, one.end) for one in lists]
        no_skills = Stretches([*listed, *_names_of(company, document)])
        named = [*self._vocabulary.skills.find(document), *self._vocabulary.phrases.find(document)]
        spans = [span for span in named if not no_skills.cover(span.start, span.end)]
        skills = asked_skills(document, spans, terms=self._vocabulary.terms, company=company)
        return accepted(lists), skills, years_in_text(document)


def _document(row: Row, title: str, description: str) -> str:
    """Join what may name skills; tags stand first, where no heading makes them required."""
    skills = row.facts("skills")
    asked = f"{row.heading('skills')}：{skills}" if skills else ""
    parts = (title, row.facts("tags"), description, asked)
    return numbers_apart("\n".join(filter(None, parts)))


def _names_of(company: str, document: str) -> Iterator[tuple[int, int]]:
    if company:
        for found in re.finditer(re.escape(company), document, re.IGNORECASE):
            yield found.span()


def _facts(row: Row, salary: Salary | None) -> dict[str, str]:
    pay = row.read("salary", read_words)
    return {
        "experience": row.facts("experience"),
        "salary": pay if tells_more(pay, salary) else "",
        "kind": row.facts("kind"),
        "industry": row.facts("industry"),
        "tags": row.facts("tags"),
    }


def _degree(row: Row, description: str, in_chinese: bool) -> str:
    """Return the degree of its own cell, else of a line of facts, else of the text."""
    if row.read("degree", read_words):
        return row.read("degree", read_degree)
    lines = (row.read(field, read_words) for field in ("experience", "tags"))
    in_text = degree_in_chinese if in_chinese else degree_in_english
    return next(filter(None, map(degree_in_line, lines)), "") or in_text(description)


def _headcount(row: Row, description: str) -> int:
    if row.read("headcount", read_words):
        return row.read("headcount", read_headcount) or 1
    return headcount_in_text(row.facts("experience")) or headcount_in_text(description) or 1


def _read_id(cell: str) -> str:
    words = read_words(cell, longest=LONGEST_ID)
    whole = WHOLE_FLOAT.fullmatch(words)
    return whole[1] if whole else words


def _content_id(*parts: str) -> str:
    """Return an id for a posting that has none: the same words give the same id."""
    words = "\x00".join(map(fold_term, parts))
    return f"row-{hashlib.sha256(words.encode()).hexdigest()[:32]}"
