"""Profiles as the engine's columns: one query, no model instances."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from matching import engine
from matching.choices.applications import ApplicationState
from matching.loading.vocabulary import VocabularyIndex
from matching.models import Application
from parks.choices.work import OpeningKind
from talent.choices.profiles import ClaimSource, Visibility
from talent.models import Profile, SkillClaim, WantedPlace

KIND_BITS = {kind: 1 << position for position, kind in enumerate(OpeningKind.values)}
EVIDENCE = {
    ClaimSource.SELF: engine.Evidence.SELF,
    ClaimSource.ROSTER: engine.Evidence.ROSTER,
    ClaimSource.ASSESSED: engine.Evidence.ASSESSED,
    ClaimSource.CERTIFICATE: engine.Evidence.CERTIFICATE,
}


class GraduateRow(NamedTuple):
    """What one profile brings, in the order of `_columns`."""

    pk: int
    wanted_kinds: list[str]
    anywhere: bool
    matchable: bool
    shown: bool
    degree: int | None
    discipline: int | None
    available: date | None
    places: list[int]
    skills: list[int]
    levels: list[int]
    evidence: list[int]
    excluded: list[int]


@dataclass(frozen=True)
class LoadedGraduates:
    ids: NDArray[np.int64]
    columns: engine.Graduates


def load_graduates(
    profiles: QuerySet[Profile], index: VocabularyIndex, opening_rows: dict[int, int]
) -> LoadedGraduates:
    """Read profiles, in the order of their ids, into the engine's columns.

    `opening_rows` maps the id of each loaded opening to its row, for the pairs to leave out.
    """
    rows = [GraduateRow(*row) for row in profiles.order_by("pk").values_list(*_columns())]
    columns = engine.Graduates(
        wanted_kinds=[sum(KIND_BITS[kind] for kind in set(row.wanted_kinds)) for row in rows],
        places=engine.Lists.of([(index.places[place],) for place in row.places] for row in rows),
        anywhere=np.array([row.anywhere for row in rows], bool),
        degree=[-1 if row.degree is None else row.degree for row in rows],
        discipline=[index.disciplines.get(row.discipline, -1) for row in rows],
        available_from=[-1 if row.available is None else row.available.toordinal() for row in rows],
        claims=engine.Claims.of(_claims(row, index) for row in rows),
        matchable=np.array([row.matchable for row in rows], bool),
        shown=np.array([row.shown for row in rows], bool),
        excluded=engine.Lists.of(_excluded(row.excluded, opening_rows) for row in rows),
    )
    return LoadedGraduates(np.array([row.pk for row in rows], np.int64), columns)


def _claims(row: GraduateRow, index: VocabularyIndex) -> list[tuple[int, int, int]]:
    entries = zip(row.skills, row.levels, row.evidence, strict=True)
    return [(index.skills[skill], level, evidence) for skill, level, evidence in entries]


def _excluded(openings: Sequence[int], rows: dict[int, int]) -> list[tuple[int]]:
    return [(rows[opening],) for opening in openings if opening in rows]


def _columns() -> list:
    mine = Q(profile=OuterRef("pk"))
    claims = SkillClaim.objects.filter(mine).order_by("pk")
    places = WantedPlace.objects.filter(mine).order_by("position", "pk")
    applied = Application.objects.filter(mine).exclude(state=ApplicationState.DRAFT)
    hired = Application.objects.filter(mine, state=ApplicationState.HIRED)
    return [
        "pk",
        "wanted_kinds",
        "anywhere",
        Q(in_matching=True) & ~Exists(hired),
        Q(visibility=Visibility.PARK_COMPANIES),
        "degree__rank",
        "discipline_id",
        Coalesce("available_from", "graduates_on"),
        ArraySubquery(places.values("region_id")),
        ArraySubquery(claims.values("skill_id")),
        ArraySubquery(claims.values_list(Coalesce("level", Value(1)))),
        ArraySubquery(claims.values_list(_evidence())),
        ArraySubquery(applied.order_by("opening_id").values("opening_id")),
    ]


def _evidence() -> Case:
    cases = [When(source=source, then=Value(int(rank))) for source, rank in EVIDENCE.items()]
    return Case(*cases, output_field=IntegerField())
