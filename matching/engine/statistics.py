"""What is counted once over a whole market and then held fast, so that single pairs stay exact."""

from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.graduates import Graduates
from matching.engine.openings import Openings
from matching.engine.tables import Table, column
from matching.engine.texts import BUCKETS, squared_rarity, term_weights

COMMON, RAREST = 1, 255
STEEPNESS = 4


@dataclass(frozen=True, eq=False)
class Statistics(Table):
    """Counts over all graduates and openings of a market.

    - `rarity` uint8 (skills,), 1..255: a skill that fewer hold and fewer openings ask for weighs
      more among those an opening asks for
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
            rarity=_rarity(graduates, openings, skill_count),
            term_weights=term_weights(graduates.texts, openings.texts),
            mean_length=max(int(written.sum()) // max(written.size, 1), 1),
        )

    @classmethod
    def neutral(cls, skill_count: int) -> Self:
        """Before anything was counted: every skill is as rare as every other, terms weigh alike."""
        return cls(np.full(skill_count, COMMON), np.full(BUCKETS, 64), 100)


def _rarity(graduates: Graduates, openings: Openings, skill_count: int) -> NDArray[np.uint8]:
    """Four times the squared rarity of a skill among graduates and openings, 1 to 255."""
    named = np.bincount(graduates.claims.strongest().skill, minlength=skill_count)
    named += np.bincount(openings.requirements.skill, minlength=skill_count)
    raw = STEEPNESS * squared_rarity(named, len(graduates) + len(openings))
    return np.clip(np.rint(raw), COMMON, RAREST).astype(np.uint8)
