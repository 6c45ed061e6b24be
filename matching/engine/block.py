"""Some graduates against all openings: how far each pair is from what either side asked for."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.demand import Demand
from matching.engine.graduates import Graduates
from matching.engine.tables import Lists

FURTHEST = 3
NOT_ACCEPTED = 4


@dataclass(frozen=True, eq=False)
class Block:
    """Graduates, prepared openings, and for every pair the steps away from the first choice.

    Each of the three is int8 (graduates, openings): 0 = exactly what was asked, 1 to 3 = that many
    steps off (further counts as 3), 4 = not accepted. Unknown is 4: it is never treated as met.

    - `discipline_steps`: levels of the tree between the discipline held and the node accepted
    - `degree_steps`: ranks of the degree above the one asked for
    - `place_steps`: position of the opening's place among those the graduate accepts
    """

    graduates: Graduates
    demand: Demand
    discipline_steps: NDArray[np.int8]
    degree_steps: NDArray[np.int8]
    place_steps: NDArray[np.int8]

    @classmethod
    def of(cls, graduates: Graduates, demand: Demand) -> Self:
        return cls(
            graduates,
            demand,
            discipline_steps=_discipline_steps(graduates, demand),
            degree_steps=_degree_steps(graduates, demand),
            place_steps=_place_steps(graduates, demand),
        )


def _discipline_steps(graduates: Graduates, demand: Demand) -> NDArray[np.int8]:
    disciplines, inverse = np.unique(graduates.discipline, return_inverse=True)
    steps = np.full((disciplines.size, len(demand.openings)), NOT_ACCEPTED, np.int8)
    known = np.flatnonzero(disciplines >= 0)
    chains = demand.vocabulary.discipline_ancestors.take(disciplines[known])
    steps[known] = _least_steps(chains, demand.accepting, steps[known])
    return steps[inverse]


def _degree_steps(graduates: Graduates, demand: Demand) -> NDArray[np.int8]:
    above = graduates.degree[:, None] - demand.openings.minimum_degree[None, :]
    return np.where(above < 0, NOT_ACCEPTED, np.minimum(above, FURTHEST)).astype(np.int8)


def _place_steps(graduates: Graduates, demand: Demand) -> NDArray[np.int8]:
    after_listed = np.minimum(graduates.places.lengths, FURTHEST)
    otherwise = np.where(graduates.anywhere, after_listed, NOT_ACCEPTED).astype(np.int8)
    steps = np.repeat(otherwise[:, None], demand.places.size, axis=1)
    steps = _least_steps(graduates.places, demand.located, steps)
    return steps[:, demand.place_columns]


def _least_steps(choices: Lists, holders: Lists, otherwise: NDArray[np.int8]) -> NDArray[np.int8]:
    """`otherwise`, (rows, columns), lowered where a choice of the row is held by the column.

    `choices`: nodes chosen per row, best first; `holders`: columns per node.
    """
    steps, owners = otherwise.copy(), choices.owners()
    positions = np.minimum(choices.positions(), FURTHEST)
    for step in range(FURTHEST, -1, -1):
        chosen = positions == step
        columns = holders.take(choices.values[chosen])
        steps[np.repeat(owners[chosen], columns.lengths), columns.values] = step
    return steps
