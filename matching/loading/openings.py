"""Openings as the engine's columns: no model instances."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.db.models import Case, F, IntegerField, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from companies.choices.openings import Importance
from companies.choices.searching import MONTHLY
from companies.models import Opening, OpeningSkill
from matching import engine
from matching.engine.openings import CERTIFICATE_LIMIT
from matching.engine.tables import offsets_of
from matching.loading.columns import (
    NULL,
    OWNER,
    DayNumber,
    Details,
    Positions,
    Whole,
    grouped,
    rank_in,
)
from matching.loading.copying import Table
from matching.loading.reading import Reading, Side
from matching.loading.vocabulary import VocabularyIndex
from matching.models import MatchRun
from parks.choices.work import CareerChannel, OpeningKind

IMPORTANCE = {
    Importance.MUST: engine.Importance.MUST,
    Importance.WANTED: engine.Importance.WANTED,
    Importance.NICE: engine.Importance.NICE,
}
RANKED = sorted(IMPORTANCE, key=IMPORTANCE.get)

CURRENCY = "CNY"


def _place() -> Case:
    """Where the work is: a place that is written but not recognised stays unknown."""
    nearest = Coalesce("region_id", "company__region_id", "park__region_id")
    return Case(When(place_text="", then=nearest), default=F("region_id"))


def _pay() -> Case:
    """The most that is offered, in CNY; another currency is unknown, as no rate is."""
    most = Coalesce("salary_max", "salary_min")
    return Case(When(salary_currency=CURRENCY, then=most), output_field=IntegerField())


def _published_run() -> Subquery:
    runs = MatchRun.objects.published().filter(park=OuterRef("park"))
    return Subquery(runs.values("pk"))


READING = Reading(
    Opening,
    facts={
        "kind": rank_in("kind", OpeningKind.values),
        "place": Whole(_place()),
        "degree": Whole("min_degree__rank", "i2"),
        "latest_start": Whole(DayNumber("starts_by"), "i4"),
        "channel": rank_in("career_channel", CareerChannel.values),
        "pay": Whole(_pay(), "i4"),
        "period": rank_in("salary_period", list(MONTHLY)),
        "headcount": Whole("headcount", "i4"),
        "run": Whole(_published_run()),
    },
    details={
        "disciplines": Details(
            Opening.disciplines.through.objects.order_by(),
            "opening",
            {"discipline": Whole("discipline_id", "i4")},
        ),
        "skills": Details(
            OpeningSkill.objects.order_by(),
            "opening",
            {
                "skill": Whole("skill_id", "i4"),
                "level": Whole("level", "i2"),
                "importance": rank_in("importance", RANKED),
                "position": Whole("position", "i4"),
                "pk": Whole("pk"),
            },
        ),
    },
)


@dataclass(frozen=True)
class LoadedOpenings:
    """Openings in the order of their ids: `ids` int64 (m,) and the engine's columns.

    `runs` int64 (m,) are the ids of the published runs of their parks, -1 where there is none.
    """

    ids: NDArray[np.int64]
    columns: engine.Openings
    runs: NDArray[np.int64]

    @cached_property
    def rows(self) -> dict[int, int]:
        """The row of each opening by its id."""
        return {int(pk): row for row, pk in enumerate(self.ids)}


def load_openings(
    openings: QuerySet[Opening], index: VocabularyIndex, *, few: bool = False
) -> LoadedOpenings:
    """Read openings into the engine's columns; `few` does it by one query instead of four."""
    side = READING.read_few(openings) if few else READING.read(openings)
    return LoadedOpenings(side.ids, _columns(side, index), side.facts["run"])


def _columns(side: Side, index: VocabularyIndex) -> engine.Openings:
    facts, offers = side.facts, Positions.in_order(side.ids)
    certificates, requirements = _skills(side.details["skills"], offers, index)
    return engine.Openings(
        kind=facts["kind"],
        place=index.place_positions.find(facts["place"]),
        minimum_degree=np.maximum(facts["degree"], 0),
        disciplines=_disciplines(side.details["disciplines"], offers, index),
        latest_start=facts["latest_start"],
        channel=facts["channel"],
        pay=_monthly(facts["pay"], facts["period"]),
        certificates=certificates,
        requirements=requirements,
        texts=side.texts,
        headcount=facts["headcount"],
    )


def _monthly(pay: NDArray, period: NDArray) -> NDArray[np.int64]:
    """The pay of a month, rounded down: never more than was said."""
    factors = np.array(list(MONTHLY.values()), np.int64)[period]
    monthly = np.minimum(pay * factors[:, 0] // factors[:, 1], np.iinfo(np.int32).max)
    return np.where((pay < 0) | (period < 0), NULL, monthly)


def _disciplines(table: Table, offers: Positions, index: VocabularyIndex) -> engine.Lists:
    discipline = index.discipline_positions.find(table["discipline"])
    rows = np.where(discipline >= 0, offers.find(table[OWNER]), NULL)
    offsets, order = grouped(rows, offers.ids.size, discipline)
    return engine.Lists(offsets, discipline[order])


def _skills(
    table: Table, offers: Positions, index: VocabularyIndex
) -> tuple[engine.Lists, engine.Requirements]:
    """What must be held whatever its level, and what earns points."""
    skill = index.skill_positions.find(table["skill"])
    rows = np.where(skill >= 0, offers.find(table[OWNER]), NULL)
    importance = table["importance"] + engine.Importance.NICE
    gate = (importance == engine.Importance.MUST) & np.append(index.certificates, False)[skill]
    offsets, order = grouped(np.where(gate, rows, NULL), offers.ids.size, skill)
    kept = _first(offsets, CERTIFICATE_LIMIT)
    certificates = engine.Lists(offsets, skill[order]).only(kept)
    rows = np.where(gate, NULL, rows)
    offsets, order = grouped(rows, offers.ids.size, table["position"], table["pk"])
    order = order[_first(offsets, engine.REQUIREMENT_LIMIT)]
    offsets = offsets_of(np.minimum(np.diff(offsets), engine.REQUIREMENT_LIMIT))
    columns = skill[order], table["level"][order], importance[order]
    return certificates, engine.Requirements(offsets, *columns)


def _first(offsets: NDArray[np.int64], limit: int) -> NDArray[np.bool_]:
    """Whether an entry is among the first `limit` of its row, bool (entries,)."""
    return np.arange(offsets[-1]) - np.repeat(offsets[:-1], np.diff(offsets)) < limit
