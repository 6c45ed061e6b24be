"""What must hold before a pair is scored at all; three-valued, unknown is never met."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from matching.engine.block import NOT_ACCEPTED, Block
from matching.engine.graduates import Graduates
from matching.engine.openings import Openings


class Gate(IntEnum):
    """The conditions of a match, in the order in which they are shown."""

    KIND = 0
    PLACE = 1
    DEGREE = 2
    DISCIPLINE = 3
    DATES = 4
    OPEN_TO_MATCHING = 5
    NOT_ALREADY_DEALT_WITH = 6


class State(IntEnum):
    """Truth in Kleene's strong three-valued logic: "all gates" is the smallest of their states."""

    NOT_MET = 0
    UNKNOWN = 1
    MET = 2


def block_states(block: Block) -> NDArray[np.int8]:
    """The `State` of every gate for every pair, int8 (gates, graduates, openings)."""
    graduates, openings = block.graduates, block.demand.openings
    silent, mute = silent_graduates(graduates)[:, :, None], silent_openings(openings)[:, None, :]
    states = np.empty((len(Gate), len(graduates), len(openings)), np.int8)
    for gate, met in _met(block).items():
        unknown = silent[gate] | mute[gate]
        np.maximum(unknown * np.int8(State.UNKNOWN), met * np.int8(State.MET), out=states[gate])
    return states


def silent_graduates(graduates: Graduates) -> NDArray[np.bool_]:
    """Whether a graduate has not stated what a gate needs to know, bool (gates, graduates)."""
    silent = np.zeros((len(Gate), len(graduates)), bool)
    silent[Gate.KIND] = graduates.wanted_kinds == 0
    silent[Gate.PLACE] = (graduates.places.lengths == 0) & ~graduates.anywhere
    silent[Gate.DEGREE] = graduates.degree < 0
    silent[Gate.DISCIPLINE] = graduates.discipline < 0
    silent[Gate.DATES] = graduates.available_from < 0
    return silent


def silent_openings(openings: Openings) -> NDArray[np.bool_]:
    """Whether an opening has not stated what a gate needs to know, bool (gates, openings).

    Only its place: where it asks for no degree, discipline or date, anyone meets that.
    """
    silent = np.zeros((len(Gate), len(openings)), bool)
    silent[Gate.PLACE] = openings.place < 0
    return silent


def _met(block: Block) -> dict[Gate, NDArray[np.bool_]]:
    openings = block.demand.openings
    any_discipline = openings.disciplines.lengths == 0
    return {
        Gate.KIND: _kind_wanted(block.graduates, openings),
        Gate.PLACE: block.place_steps < NOT_ACCEPTED,
        Gate.DEGREE: (block.degree_steps < NOT_ACCEPTED) | (openings.minimum_degree == 0),
        Gate.DISCIPLINE: (block.discipline_steps < NOT_ACCEPTED) | any_discipline,
        Gate.DATES: _in_time(block.graduates, openings),
        Gate.OPEN_TO_MATCHING: block.graduates.matchable[:, None],
        Gate.NOT_ALREADY_DEALT_WITH: _not_excluded(block.graduates, openings),
    }


def _kind_wanted(graduates: Graduates, openings: Openings) -> NDArray[np.bool_]:
    return (graduates.wanted_kinds[:, None] >> openings.kind & 1).astype(bool)


def _in_time(graduates: Graduates, openings: Openings) -> NDArray[np.bool_]:
    available_from = graduates.available_from[:, None]
    known_in_time = (available_from >= 0) & (available_from <= openings.latest_start)
    return known_in_time | (openings.latest_start < 0)


def _not_excluded(graduates: Graduates, openings: Openings) -> NDArray[np.bool_]:
    free = np.ones((len(graduates), len(openings)), bool)
    free[graduates.excluded.owners(), graduates.excluded.values] = False
    return free
