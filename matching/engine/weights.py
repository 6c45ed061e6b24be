"""How many points each part of the score is worth."""

import hashlib
import json
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.openings import REQUIREMENT_LIMIT, Importance
from matching.engine.tables import EngineInputError

FULL_POINTS = 4096
FORMULA = 3
HEAVIEST = 16


@dataclass(frozen=True)
class Weights:
    """Points per term, 4096 in all, and the weight of a required skill by its importance.

    The company's half: `all_musts`, `skills`, `evidence`, `discipline`, `degree`, `text`; the
    graduate's half: `kind`, `place`, `channel`, `pay`, `start`. `all_musts` is earned only when
    every must is met and is at least half of all points, so no other merit outweighs a missing
    must. What an opening does not ask for goes to `skills` and `text` in proportion to them.
    Raises `EngineInputError` when the numbers break one of these promises.
    """

    all_musts: int = 2048
    skills: int = 384
    evidence: int = 128
    discipline: int = 96
    degree: int = 48
    text: int = 912
    kind: int = 96
    place: int = 160
    channel: int = 64
    pay: int = 96
    start: int = 64
    must: int = 4
    wanted: int = 2
    nice: int = 1

    def __post_init__(self) -> None:
        values = asdict(self)
        importance = [values.pop(name) for name in ("must", "wanted", "nice")]
        terms = tuple(values.values())
        if min(terms) < 0 or sum(terms) != FULL_POINTS:
            raise EngineInputError(f"the terms must add up to {FULL_POINTS}, not {terms}")
        if 2 * self.all_musts < FULL_POINTS:
            raise EngineInputError("all_musts must be at least half of all points")
        if self.skills < REQUIREMENT_LIMIT:
            raise EngineInputError("skills is too small for every required skill to earn a point")
        if not HEAVIEST >= importance[0] > importance[1] > importance[2] > 0:
            raise EngineInputError(
                f"{HEAVIEST} >= must > wanted > nice > 0 must hold of the weights of skills"
            )

    @property
    def version(self) -> str:
        """Formula number and digest of the values: equal exactly when all points are equal."""
        values = json.dumps(asdict(self), sort_keys=True).encode()
        return f"{FORMULA}-{hashlib.sha256(values).hexdigest()[:12]}"

    def of_importance(self, importance: NDArray[np.int8]) -> NDArray[np.int64]:
        """The weight of each required skill, int64, in the shape of `importance`."""
        conditions = [importance == Importance.MUST, importance == Importance.WANTED]
        return np.select(conditions, [self.must, self.wanted], self.nice).astype(np.int64)
