"""What a run has found: of some graduates, of all, and the lists that are shown."""

import hashlib
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.engine.ranking import TopK

CANDIDATES = 64
"""The best by the first stage; they are what the second stage chooses from."""
RESERVE = 14
KEPT = CANDIDATES + RESERVE


class Arrays:
    """Base of dataclasses of arrays and lists that go to files and come back."""

    def arrays(self) -> dict[str, NDArray]:
        """Every array by a name of its own, as `numpy.savez` wants them."""
        found: dict[str, NDArray] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, TopK):
                found[f"{each.name}.indices"], found[f"{each.name}.points"] = (
                    value.indices,
                    value.points,
                )
            else:
                found[each.name] = np.asarray(value)
        return found

    @classmethod
    def from_arrays(cls, arrays: dict[str, NDArray]) -> Self:
        """The opposite of `arrays`; raises KeyError when one is missing."""
        values = {}
        for each in fields(cls):
            if each.type is TopK:
                name = each.name
                values[name] = TopK(arrays[f"{name}.indices"], arrays[f"{name}.points"])
            else:
                value = arrays[each.name]
                values[each.name] = value if value.ndim else value.item()
        return cls(**values)


@dataclass(frozen=True, eq=False)
class Part(Arrays):
    """The first stage for the graduates `rows`, int64 (n,).

    - `graduate_lists` (n, 78): the best openings of each by the points of the first stage
    - `opening_lists` (m, 78): the best of these graduates for each opening
    - `eligible` int64 (n,): openings that meet every gate, for each of these graduates
    """

    rows: NDArray[np.int64]
    graduate_lists: TopK
    opening_lists: TopK
    eligible: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Base(Arrays):
    """The first stage for all graduates: 64 candidates for each list and 14 in reserve.

    - `graduate_lists` (n, 78), `opening_lists` (m, 78)
    - `graduates_cut` bool (n,), `openings_cut` bool (m,): there may be eligible pairs beyond the
      last one kept
    - `pairs_eligible`: pairs that meet every gate, as counted by the last full run
    """

    graduate_lists: TopK
    opening_lists: TopK
    graduates_cut: NDArray[np.bool_]
    openings_cut: NDArray[np.bool_]
    pairs_eligible: int


@dataclass(frozen=True, eq=False)
class Matching(Arrays):
    """The result of a run over n graduates and m openings, as it is published.

    - `graduate_lists` (n, k): openings for each graduate; `opening_lists` (m, k): graduates for
      each opening; only pairs that meet every gate, with all their points
    - `pairs_eligible`: number of pairs that meet every gate, as counted by the last full run
    - `graduate_unknowns` int64 (n, gates): openings that no gate refuses, but that this gate
      cannot decide because the graduate has not stated it ("tell us … to open up to N more")
    - `opening_unknowns` int64 (m, gates): the same for graduates and what an opening has not stated
    - `graduate_prices`, `opening_prices` int16: the congestion prices in points, 0 without
    """

    graduate_lists: TopK
    opening_lists: TopK
    pairs_eligible: int
    graduate_unknowns: NDArray[np.int64]
    opening_unknowns: NDArray[np.int64]
    graduate_prices: NDArray[np.int16]
    opening_prices: NDArray[np.int16]

    def digest(self) -> str:
        """SHA-256 of all lists, counts and prices, 64 hexadecimal digits."""
        digest = hashlib.sha256()
        for name, array in sorted(self.arrays().items()):
            if name != "pairs_eligible":
                digest.update(f"{name}{array.shape}{array.dtype}".encode())
                digest.update(np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()
