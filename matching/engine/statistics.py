"""What is counted once over a whole market and then held fast, so that single pairs stay exact."""

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.graduates import Graduates
from matching.engine.openings import Openings
from matching.engine.tables import Table, column
from matching.engine.texts import BUCKETS, term_weights

COMMON, RAREST = 4, 12


@dataclass(frozen=True, eq=False)
class Statistics(Table):
    """Counts over all graduates and openings of a market.

    - `rarity` uint8 (skills,): 4 = a skill that many hold, up to 12 = one that hardly anybody
      holds; a rarer skill weighs more among those an opening asks for
    - `term_weights` uint8 (65536,): weight of each bucket of terms
    - `mean_length`: how much a graduate's text says on average (`Texts.sizes`), at least 1
    """

    rarity: Annotated[NDArray, column(np.uint8, COMMON, RAREST)]
    term_weights: Annotated[NDArray, column(np.uint8)]
    mean_length: int

    @classmethod
    def of(cls, graduates: Graduates, openings: Openings, skill_count: int) -> Self:
        """Count over these graduates and openings."""
        written = graduates.texts.sizes()
        written = written[written > 0]
        return cls(
            rarity=_rarity(graduates, skill_count),
            term_weights=term_weights(graduates.texts, openings.texts),
            mean_length=max(int(written.sum()) // max(written.size, 1), 1),
        )

    @classmethod
    def neutral(cls, skill_count: int) -> Self:
        """Before anything was counted: every skill is as rare as every other, terms weigh alike."""
        return cls(np.full(skill_count, COMMON), np.full(BUCKETS, 64), 100)


def _rarity(graduates: Graduates, skill_count: int) -> NDArray[np.uint8]:
    """One step for each time the holders are halved, from one graduate in eight on."""
    claims = graduates.claims.strongest()
    holders = np.bincount(claims.skill, minlength=skill_count).astype(np.int64)
    halvings = np.zeros(skill_count, np.int64)
    for step in range(1, RAREST - COMMON + 1):
        halvings += (holders + 1) * (4 << (step - 1)) * 2 <= len(graduates)
    return (COMMON + halvings).astype(np.uint8)
