"""The demand side: what openings ask for."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from matching.engine.graduates import LAST_DAY, Level
from matching.engine.tables import EngineInputError, Lists, Ragged, Records, column
from matching.engine.texts import Texts

REQUIREMENT_LIMIT = 256
KIND_LIMIT = 8
CERTIFICATE_LIMIT = 64


class Importance(IntEnum):
    """How much a required skill matters; a must is essential, the others are desirable."""

    NICE = 1
    WANTED = 2
    MUST = 3


@dataclass(frozen=True, eq=False)
class Requirements(Ragged):
    """The skills asked for, one row per opening, each skill once, at most 256 in a row.

    `skill` int32, index into the vocabulary; `level` int8, a `Level` (a posting that states none
    asks for AWARE); `importance` int8, an `Importance`. Raises `EngineInputError`.
    """

    skill: Annotated[NDArray, column(np.int32)]
    level: Annotated[NDArray, column(np.int8, Level.AWARE, Level.EXPERT)]
    importance: Annotated[NDArray, column(np.int8, Importance.NICE, Importance.MUST)]

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.lengths.max(initial=0) > REQUIREMENT_LIMIT:
            row = self.lengths.argmax()
            raise EngineInputError(
                f"opening {row} asks for {self.lengths[row]} skills, more than {REQUIREMENT_LIMIT}"
            )
        self._check_named_once()

    def _check_named_once(self) -> None:
        order = np.lexsort((self.skill, self.owners()))
        owner, skill = self.owners()[order], self.skill[order]
        again = np.flatnonzero((owner[1:] == owner[:-1]) & (skill[1:] == skill[:-1]))
        if again.size:
            first = again[0]
            raise EngineInputError(f"opening {owner[first]} asks twice for skill {skill[first]}")

    def musts(self) -> NDArray[np.int64]:
        """The number of essential skills per opening, int64 (openings,)."""
        return np.bincount(self.owners()[self.importance == Importance.MUST], minlength=len(self))


@dataclass(frozen=True, eq=False)
class Openings(Records):
    """Openings as columns, one entry each; the order of rows settles ties (smaller row first).

    - `kind` uint8: 0..7, as in `Graduates.kinds`
    - `place` int32: index into the vocabulary's places, -1 = not stated
    - `minimum_degree` int8: rank of the lowest degree accepted, 0 = none asked
    - `disciplines`: accepted nodes of the discipline tree, a node stands for all below it;
      empty = any
    - `latest_start` int32: day number of the latest start, -1 = none asked
    - `channel` int8: 0 or 1, the career channel offered, -1 = not stated
    - `pay` int32: highest pay per month offered, -1 = not stated
    - `certificates`: skills that must be held whatever their level (licences), at most 64, each
      once, ascending; they are no requirements
    - `requirements`: the skills asked for
    - `texts`: title and text
    - `headcount` int32: how many people are wanted, at least 1; only the congestion price asks

    Raises `EngineInputError`.
    """

    kind: Annotated[NDArray, column(np.uint8, 0, KIND_LIMIT - 1)]
    place: Annotated[NDArray, column(np.int32, -1)]
    minimum_degree: Annotated[NDArray, column(np.int8)]
    disciplines: Lists
    latest_start: Annotated[NDArray, column(np.int32, -1, LAST_DAY)]
    channel: Annotated[NDArray, column(np.int8, -1, 1)]
    pay: Annotated[NDArray, column(np.int32, -1)]
    certificates: Lists
    requirements: Requirements
    texts: Texts
    headcount: Annotated[NDArray, column(np.int32, 1)]

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.certificates.lengths.max(initial=0) > CERTIFICATE_LIMIT:
            row = self.certificates.lengths.argmax()
            raise EngineInputError(
                f"opening {row} asks for more than {CERTIFICATE_LIMIT} certificates"
            )
        if not self.certificates.ascends():
            raise EngineInputError("the certificates of an opening must ascend")
