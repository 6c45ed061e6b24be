"""Both sides and their vocabulary together, checked against each other."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.graduates import Graduates
from matching.engine.openings import Openings
from matching.engine.tables import EngineInputError, Lists
from matching.engine.vocabulary import Vocabulary


@dataclass(frozen=True, eq=False)
class Market:
    """Graduates, openings and the vocabulary their indices refer to.

    Raises `EngineInputError` when an index points outside its table.
    """

    graduates: Graduates
    openings: Openings
    vocabulary: Vocabulary

    def __post_init__(self) -> None:
        for name, values, limit in self._references():
            if values.max(initial=-1) >= limit:
                raise EngineInputError(f"{name} holds {values.max()}, but there are only {limit}")

    def _references(self) -> list[tuple[str, NDArray, int]]:
        skills = self.vocabulary.skill_count
        places = len(self.vocabulary.place_ancestors)
        disciplines = len(self.vocabulary.discipline_ancestors)
        return [
            ("Graduates.places", self.graduates.places.values, places),
            ("Graduates.discipline", self.graduates.discipline, disciplines),
            ("Graduates.claims.skill", self.graduates.claims.skill, skills),
            ("Graduates.excluded", self.graduates.excluded.values, len(self.openings)),
            ("Openings.place", self.openings.place, places),
            ("Openings.disciplines", self.openings.disciplines.values, disciplines),
            ("Openings.requirements.skill", self.openings.requirements.skill, skills),
        ]

    def select(self, graduate_rows: ArrayLike, opening_rows: ArrayLike) -> "Market":
        """The smaller market of these rows, int (n,) and int (m,), in the order given.

        Raises `EngineInputError` when there is no such row or an opening is named twice.
        """
        chosen = self.graduates.take(_rows(graduate_rows, len(self.graduates), "graduate"))
        opening_rows = _rows(opening_rows, len(self.openings), "opening")
        if np.unique(opening_rows).size < opening_rows.size:
            raise EngineInputError("an opening is selected twice")
        excluded = _renumbered(chosen.excluded, opening_rows, len(self.openings))
        return Market(
            replace(chosen, excluded=excluded), self.openings.take(opening_rows), self.vocabulary
        )


def _rows(rows: ArrayLike, count: int, side: str) -> NDArray[np.int64]:
    rows = np.asarray(rows, np.int64)
    missing = rows[(rows < 0) | (rows >= count)]
    if missing.size:
        raise EngineInputError(f"there is no {side} {missing[0]} among {count}")
    return rows


def _renumbered(excluded: Lists, opening_rows: NDArray, opening_count: int) -> Lists:
    new_rows = np.full(opening_count, -1)
    new_rows[opening_rows] = np.arange(opening_rows.size)
    kept = excluded.only(new_rows[excluded.values] >= 0)
    return Lists(kept.offsets, new_rows[kept.values])
