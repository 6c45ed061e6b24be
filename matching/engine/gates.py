"""What must hold before a pair is scored at all; three-valued, unknown is never met."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from matching.engine.graduates import Graduates
from matching.engine.openings import Openings
from matching.engine.paired import NOT_ACCEPTED, Paired, Spread


class Gate(IntEnum):
    """The conditions of a match, in the order in which they are shown."""

    KIND = 0
    PLACE = 1
    DEGREE = 2
    DISCIPLINE = 3
    DATES = 4
    CERTIFICATES = 5
    OPEN_TO_MATCHING = 6
    NOT_ALREADY_DEALT_WITH = 7


class State(IntEnum):
    """Truth in Kleene's strong three-valued logic: "all gates" is the smallest of their states."""

    NOT_MET = 0
    UNKNOWN = 1
    MET = 2


def states(pairs: Paired) -> NDArray[np.int8]:
    """The `State` of every gate for every pair, int8 (gates, pairs)."""
    silent = silent_graduates(pairs.market.graduates)[:, pairs.graduate]
    mute = silent_openings(pairs.market.openings)[:, pairs.opening]
    found = np.empty((len(Gate), pairs.graduate.size), np.int8)
    for gate, met in _met(pairs).items():
        unknown = silent[gate] | mute[gate]
        np.maximum(unknown * np.int8(State.UNKNOWN), met * np.int8(State.MET), out=found[gate])
    return found


def silent_graduates(graduates: Graduates) -> NDArray[np.bool_]:
    """Whether a graduate has not stated what a gate needs to know, bool (gates, graduates).

    A certificate that is not claimed is not known to be missing.
    """
    silent = np.zeros((len(Gate), len(graduates)), bool)
    silent[Gate.KIND] = graduates.kinds.lengths == 0
    silent[Gate.PLACE] = (graduates.places.lengths == 0) & ~graduates.anywhere
    silent[Gate.DEGREE] = graduates.degree < 0
    silent[Gate.DISCIPLINE] = graduates.discipline < 0
    silent[Gate.DATES] = graduates.available_from < 0
    silent[Gate.CERTIFICATES] = True
    return silent


def silent_openings(openings: Openings) -> NDArray[np.bool_]:
    """Whether an opening has not stated what a gate needs to know, bool (gates, openings).

    Only its place: where it asks for no degree, discipline or date, anyone meets that.
    """
    silent = np.zeros((len(Gate), len(openings)), bool)
    silent[Gate.PLACE] = openings.place < 0
    return silent


def _met(pairs: Paired) -> dict[Gate, NDArray[np.bool_]]:
    any_discipline = pairs.market.openings.disciplines.lengths[pairs.opening] == 0
    return {
        Gate.KIND: pairs.kind_steps < NOT_ACCEPTED,
        Gate.PLACE: pairs.place_steps < NOT_ACCEPTED,
        Gate.DEGREE: (pairs.degree_steps < NOT_ACCEPTED)
        | (pairs.of_opening("minimum_degree") == 0),
        Gate.DISCIPLINE: (pairs.discipline_steps < NOT_ACCEPTED) | any_discipline,
        Gate.DATES: _in_time(pairs),
        Gate.CERTIFICATES: pairs.certificates_missing == 0,
        Gate.OPEN_TO_MATCHING: pairs.of_graduate("matchable"),
        Gate.NOT_ALREADY_DEALT_WITH: _not_excluded(pairs),
    }


def _in_time(pairs: Paired) -> NDArray[np.bool_]:
    available_from, latest = pairs.of_graduate("available_from"), pairs.of_opening("latest_start")
    return ((available_from >= 0) & (available_from <= latest)) | (latest < 0)


def _not_excluded(pairs: Paired) -> NDArray[np.bool_]:
    excluded = pairs.market.graduates.excluded
    listed = Spread.over(excluded, pairs.graduate)
    hit = excluded.values[listed.entry] == pairs.opening[listed.pair]
    return np.bincount(listed.pair[hit], minlength=pairs.graduate.size) == 0
