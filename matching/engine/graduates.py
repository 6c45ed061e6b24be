"""The supply side: what the engine may know about graduates, and nothing else."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import Lists, Ragged, Records, column
from matching.engine.texts import Texts


class Level(IntEnum):
    """How well a skill is held or asked for: 了解, 熟悉, 掌握, 精通."""

    AWARE = 1
    FAMILIAR = 2
    PROFICIENT = 3
    EXPERT = 4


class Evidence(IntEnum):
    """Who says that the skill is held, from the weakest word to the strongest."""

    SELF = 0
    ROSTER = 1
    ASSESSED = 2
    CERTIFICATE = 3


LAST_DAY = 2**31 - 2
"""The largest day number; the kernel keeps one more for "never"."""


@dataclass(frozen=True, eq=False)
class Claims(Ragged):
    """The skills held, one row per graduate.

    `skill` int32, index into the vocabulary; `level` int8, a `Level` (a claim that states none
    counts as AWARE: never more than was said); `evidence` uint8, an `Evidence`. A skill may be
    claimed more than once: the highest level counts, then the strongest evidence.
    """

    skill: Annotated[NDArray, column(np.int32)]
    level: Annotated[NDArray, column(np.int8, Level.AWARE, Level.EXPERT)]
    evidence: Annotated[NDArray, column(np.uint8, Evidence.SELF, Evidence.CERTIFICATE)]

    def strongest(self) -> "Claims":
        """Each skill once per row, ascending by skill, by its strongest claim."""
        if self.ascends():
            return self
        order = np.lexsort((-self.evidence.astype(int), -self.level, self.skill, self.owners()))
        owner, skill = self.owners()[order], self.skill[order]
        first = np.ones(order.size, bool)
        first[1:] = (owner[1:] != owner[:-1]) | (skill[1:] != skill[:-1])
        return self._with(self.offsets, order).only(first)


@dataclass(frozen=True, eq=False)
class Graduates(Records):
    """Graduates as columns, one entry each; the order of rows settles ties (smaller row first).

    - `kinds`: wanted kinds of openings, 0..7, in order of preference; none = not stated
    - `places`: accepted places in order of preference, indices into the vocabulary's places
    - `anywhere` bool: places not listed are accepted too, after those listed;
      no place and not anywhere = not stated
    - `degree` int8: rank of the highest degree, -1 = not stated
    - `discipline` int32: index into the vocabulary's disciplines, -1 = not stated
    - `available_from` int32: day number (`date.toordinal`), -1 = not stated
    - `channel` int8: 0 or 1, the career channel wanted, -1 = not stated
    - `pay` int32: least pay per month wanted, 0 = any, -1 = not stated
    - `claims`: the skills held
    - `texts`: what the graduate has written of themselves
    - `matchable` bool: has agreed to be matched and is not placed
    - `shown` bool: may stand in the lists of openings, which companies read
    - `excluded`: rows of the openings already applied to, declined or filled by this graduate

    Name, sex, age, ethnicity, hukou, photo, marital status and rank of school have no column and
    therefore no influence. Raises `EngineInputError`.
    """

    kinds: Lists
    places: Lists
    anywhere: Annotated[NDArray, column(np.bool_)]
    degree: Annotated[NDArray, column(np.int8, -1)]
    discipline: Annotated[NDArray, column(np.int32, -1)]
    available_from: Annotated[NDArray, column(np.int32, -1, LAST_DAY)]
    channel: Annotated[NDArray, column(np.int8, -1, 1)]
    pay: Annotated[NDArray, column(np.int32, -1)]
    claims: Claims
    texts: Texts
    matchable: Annotated[NDArray, column(np.bool_)]
    shown: Annotated[NDArray, column(np.bool_)]
    excluded: Lists
