"""Both sides and their vocabulary together, checked against each other."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.graduates import Graduates
from matching.engine.openings import KIND_LIMIT, Openings
from matching.engine.statistics import Statistics
from matching.engine.tables import EngineInputError, Lists, rows_of
from matching.engine.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Market:
    """Graduates, openings, the vocabulary their indices refer to, and what was counted of them.

    Raises `EngineInputError` when an index points outside its table.
    """

    graduates: Graduates
    openings: Openings
    vocabulary: Vocabulary
    statistics: Statistics

    def __post_init__(self) -> None:
        if self.statistics.rarity.size != self.vocabulary.skill_count:
            raise EngineInputError("Statistics.rarity must have one entry per skill")
        for name, values, limit in self._references():
            if values.max(initial=-1) >= limit:
                raise EngineInputError(f"{name} holds {values.max()}, but there are only {limit}")

    def _references(self) -> list[tuple[str, NDArray, int]]:
        skills = self.vocabulary.skill_count
        places = len(self.vocabulary.place_ancestors)
        disciplines = len(self.vocabulary.discipline_ancestors)
        return [
            ("Graduates.kinds", self.graduates.kinds.values, KIND_LIMIT),
            ("Graduates.places", self.graduates.places.values, places),
            ("Graduates.discipline", self.graduates.discipline, disciplines),
            ("Graduates.claims.skill", self.graduates.claims.skill, skills),
            ("Graduates.excluded", self.graduates.excluded.values, len(self.openings)),
            ("Openings.place", self.openings.place, places),
            ("Openings.disciplines", self.openings.disciplines.values, disciplines),
            ("Openings.certificates", self.openings.certificates.values, skills),
            ("Openings.requirements.skill", self.openings.requirements.skill, skills),
        ]

    def select(self, graduate_rows: ArrayLike, opening_rows: ArrayLike) -> "Market":
        """The smaller market of these rows, int (n,) and int (m,), in the order given.

        Raises `EngineInputError` when there is no such row or an opening is named twice.
        """
        chosen = self.graduates.take(rows_of(graduate_rows, len(self.graduates), "graduate"))
        opening_rows = rows_of(opening_rows, len(self.openings), "opening")
        if np.unique(opening_rows).size < opening_rows.size:
            raise EngineInputError("an opening is selected twice")
        excluded = _renumbered(chosen.excluded, opening_rows, len(self.openings))
        openings = self.openings.take(opening_rows)
        return replace(self, graduates=replace(chosen, excluded=excluded), openings=openings)


def _renumbered(excluded: Lists, opening_rows: NDArray, opening_count: int) -> Lists:
    new_rows = np.full(opening_count, -1)
    new_rows[opening_rows] = np.arange(opening_rows.size)
    kept = excluded.only(new_rows[excluded.values] >= 0)
    return Lists(kept.offsets, new_rows[kept.values])
