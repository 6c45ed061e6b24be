"""Openings as the engine's columns: one query, no model instances."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from companies.choices.openings import Importance
from companies.models import Opening, OpeningSkill
from matching import engine
from matching.loading.vocabulary import VocabularyIndex
from parks.choices.work import OpeningKind

KIND_NUMBERS = {kind: position for position, kind in enumerate(OpeningKind.values)}
IMPORTANCE = {
    Importance.MUST: engine.Importance.MUST,
    Importance.WANTED: engine.Importance.WANTED,
    Importance.NICE: engine.Importance.NICE,
}


class OpeningRow(NamedTuple):
    """What one opening asks for, in the order of `_columns`."""

    pk: int
    kind: str
    place: int | None
    minimum_degree: int | None
    latest_start: date | None
    disciplines: list[int]
    skills: list[int]
    levels: list[int]
    importance: list[int]


@dataclass(frozen=True)
class LoadedOpenings:
    ids: NDArray[np.int64]
    columns: engine.Openings

    @property
    def rows(self) -> dict[int, int]:
        """The row of each opening by its id."""
        return {int(pk): row for row, pk in enumerate(self.ids)}


def load_openings(openings: QuerySet[Opening], index: VocabularyIndex) -> LoadedOpenings:
    """Read openings, in the order of their ids, into the engine's columns."""
    rows = [OpeningRow(*row) for row in openings.order_by("pk").values_list(*_columns())]
    columns = engine.Openings(
        kind=[KIND_NUMBERS[row.kind] for row in rows],
        place=[index.places.get(row.place, -1) for row in rows],
        minimum_degree=[row.minimum_degree or 0 for row in rows],
        disciplines=engine.Lists.of(
            [(index.disciplines[discipline],) for discipline in row.disciplines] for row in rows
        ),
        latest_start=[
            -1 if row.latest_start is None else row.latest_start.toordinal() for row in rows
        ],
        requirements=engine.Requirements.of(_requirements(row, index) for row in rows),
    )
    return LoadedOpenings(np.array([row.pk for row in rows], np.int64), columns)


def _requirements(row: OpeningRow, index: VocabularyIndex) -> list[tuple[int, int, int]]:
    entries = zip(row.skills, row.levels, row.importance, strict=True)
    return [(index.skills[skill], level, importance) for skill, level, importance in entries]


def _columns() -> list:
    asked = OpeningSkill.objects.filter(opening=OuterRef("pk")).order_by("position", "pk")
    most = engine.REQUIREMENT_LIMIT
    accepted = Opening.disciplines.through.objects.filter(opening=OuterRef("pk"))
    return [
        "pk",
        "kind",
        _place(),
        "min_degree__rank",
        "starts_by",
        ArraySubquery(accepted.order_by("discipline_id").values("discipline_id")),
        ArraySubquery(asked.values("skill_id")[:most]),
        ArraySubquery(asked.values("level")[:most]),
        ArraySubquery(asked.values_list(_importance())[:most]),
    ]


def _place() -> Case:
    """Where the work is: a place that is written but not recognised stays unknown."""
    nearest = Coalesce("region_id", "company__region_id", "park__region_id")
    return Case(When(place_text="", then=nearest), default=F("region_id"))


def _importance() -> Case:
    cases = [When(importance=name, then=Value(int(rank))) for name, rank in IMPORTANCE.items()]
    return Case(*cases, output_field=IntegerField())
