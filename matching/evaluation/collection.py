"""A labelled collection: openings, graduates, and somebody's grade for each pair."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from matching.evaluation.lines import BrokenCollectionError, Line, read_file, read_lines

HIGHEST_GRADE = 3
HEADINGS = ("opening_id", "graduate_id", "grade")


@dataclass(frozen=True)
class LabelledOpening:
    """A posting; what is not given is ""."""

    id: str
    language: str
    title: str
    text: str
    degree: str = ""
    place: str = ""
    kind: str = ""


@dataclass(frozen=True)
class LabelledGraduate:
    """A person's text; what is not given is "" or empty."""

    id: str
    language: str
    text: str
    degree: str = ""
    discipline: str = ""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Collection:
    """`grades`: 0 to 3 by the rows of opening and graduate; a pair that is not there has 0."""

    openings: tuple[LabelledOpening, ...]
    graduates: tuple[LabelledGraduate, ...]
    grades: Mapping[tuple[int, int], int]


Labelled = TypeVar("Labelled", LabelledOpening, LabelledGraduate)


def read_collection(folder: Path) -> Collection:
    """Read openings.jsonl, graduates.jsonl and qrels.tsv of a folder.

    Raise BrokenCollectionError with file, line and field for the first thing that is wrong.
    """
    if not folder.is_dir():
        raise BrokenCollectionError(f"There is no folder “{folder}”.")
    openings = _labelled(folder / "openings.jsonl", _opening)
    graduates = _labelled(folder / "graduates.jsonl", _graduate)
    return Collection(openings, graduates, _grades(folder / "qrels.tsv", openings, graduates))


def _opening(line: Line) -> LabelledOpening:
    return LabelledOpening(
        id=line.identifier("id"),
        language=line.language("lang"),
        title=line.text("title"),
        text=line.text("text", may_be_empty=True),
        **{field: line.optional_text(field) for field in ("degree", "place", "kind")},
    )


def _graduate(line: Line) -> LabelledGraduate:
    return LabelledGraduate(
        id=line.identifier("id"),
        language=line.language("lang"),
        text=line.text("text", may_be_empty=True),
        degree=line.optional_text("degree"),
        discipline=line.optional_text("discipline"),
        skills=line.names("skills"),
    )


def _labelled(path: Path, read: Callable[[Line], Labelled]) -> tuple[Labelled, ...]:
    found: dict[str, Labelled] = {}
    for line in read_lines(path):
        labelled = read(line)
        if labelled.id in found:
            raise line.fault("id", f"“{labelled.id}” stands twice")
        found[labelled.id] = labelled
    return tuple(found.values())


def _grades(
    path: Path, openings: Iterable[LabelledOpening], graduates: Iterable[LabelledGraduate]
) -> dict[tuple[int, int], int]:
    """Read judgements: tab-separated, with the headings of HEADINGS in any order."""
    rows = {
        "opening_id": {opening.id: row for row, opening in enumerate(openings)},
        "graduate_id": {graduate.id: row for row, graduate in enumerate(graduates)},
    }
    grades: dict[tuple[int, int], int] = {}
    for line in _table(path):
        pair = (_row_of(line, "opening_id", rows), _row_of(line, "graduate_id", rows))
        if pair in grades:
            raise line.fault("graduate_id", "this pair stands twice")
        grades[pair] = _grade(line)
    if not grades:
        raise BrokenCollectionError(f"{path.name} holds no judgements.")
    return grades


def _table(path: Path) -> Iterable[Line]:
    first, *rest = read_file(path).split("\n")
    headings = [heading.strip() for heading in first.split("\t")]
    if sorted(headings) != sorted(HEADINGS):
        wanted = ", ".join(HEADINGS)
        raise BrokenCollectionError(
            f"{path.name}, line 1 must be the headings {wanted}, with tabs."
        )
    for number, words in enumerate(rest, start=2):
        if words.strip():
            cells = [cell.strip() for cell in words.split("\t")]
            if len(cells) != len(headings):
                reason = f"{path.name}, line {number} has {len(cells)} cells instead of 3."
                raise BrokenCollectionError(reason)
            yield Line(path.name, number, dict(zip(headings, cells, strict=True)))


def _row_of(line: Line, field: str, rows: Mapping[str, Mapping[str, int]]) -> int:
    if line.cells[field] not in rows[field]:
        raise line.fault(field, f"there is no “{line.cells[field]}”")
    return rows[field][line.cells[field]]


def _grade(line: Line) -> int:
    if line.cells["grade"] not in map(str, range(HIGHEST_GRADE + 1)):
        raise line.fault("grade", f"it must be a whole number from 0 to {HIGHEST_GRADE}")
    return int(line.cells["grade"])
