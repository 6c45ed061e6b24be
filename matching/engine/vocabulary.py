"""The trees and counts that both sides' indices refer to."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.tables import EngineInputError, Lists, Lookup, Ragged, column, offsets_of

QUARTERS = 4


@dataclass(frozen=True, eq=False)
class Relations(Ragged):
    """The skill graph, one row per skill held: of which other skills it is a part.

    `asked` int32, index of the other skill; `quarters` int8, 1..3: how much of it, in quarters.
    """

    asked: Annotated[NDArray, column(np.int32)]
    quarters: Annotated[NDArray, column(np.int8, 1, QUARTERS - 1)]

    @classmethod
    def none(cls, skill_count: int) -> Self:
        return cls.of([] for _skill in range(skill_count))


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """What indices of skills, places and disciplines mean to the engine.

    - `skill_count`: number of skills, indices run below it
    - `place_ancestors`: row p lists p itself, then its parent, and so on up to the root
    - `discipline_ancestors`: the same for disciplines
    - `related`: the skill graph, one row per skill

    `ancestors(parents)` makes such a table. Raises `EngineInputError`.
    """

    skill_count: int
    place_ancestors: Lists
    discipline_ancestors: Lists
    related: Relations

    def __post_init__(self) -> None:
        _check_tree("place_ancestors", self.place_ancestors)
        _check_tree("discipline_ancestors", self.discipline_ancestors)
        if len(self.related) != self.skill_count:
            raise EngineInputError(f"Vocabulary.related must have {self.skill_count} rows")
        if self.related.asked.max(initial=-1) >= self.skill_count:
            raise EngineInputError("Vocabulary.related names a skill that is not there")

    @cached_property
    def places_upwards(self) -> Lookup:
        """Where a place stands in the chain of another upwards."""
        return Lookup.of(self.place_ancestors)

    @cached_property
    def disciplines_upwards(self) -> Lookup:
        """Where a discipline stands in the chain of another upwards."""
        return Lookup.of(self.discipline_ancestors)


def ancestors(parents: ArrayLike) -> Lists:
    """The chain from each node to its root, nearest first and starting with the node itself.

    `parents`, int (nodes,): the parent of each node, -1 for a root. Raises `EngineInputError` when
    a parent is no node or a node is its own ancestor.
    """
    parents = np.asarray(parents, np.int64)
    if ((parents < -1) | (parents >= parents.size)).any():
        raise EngineInputError(f"a parent lies outside -1..{parents.size - 1}")
    levels = _levels(parents)
    chains = np.stack(levels, axis=1) if levels else np.empty((0, 0), np.int64)
    return Lists(offsets_of((chains >= 0).sum(axis=1)), chains[chains >= 0])


def _levels(parents: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    levels, current = [], np.arange(parents.size)
    while (current >= 0).any():
        levels.append(current)
        if len(levels) > parents.size:
            raise EngineInputError("a node is its own ancestor")
        current = np.where(current >= 0, parents[current], -1)
    return levels


def _check_tree(name: str, table: Lists) -> None:
    if table.values.max(initial=-1) >= len(table):
        raise EngineInputError(f"Vocabulary.{name} names a node that has no row")
    first = table.positions() == 0
    if not np.array_equal(table.values[first], np.arange(len(table))):
        raise EngineInputError(f"Vocabulary.{name}: each row must start with the node itself")
