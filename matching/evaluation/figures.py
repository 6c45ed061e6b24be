"""The measures of many rankings: means, how sure they are, and how many could not be measured."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.collection import Collection
from matching.evaluation.metrics import MEASURES

RESAMPLES = 1_000
SEED = 20_260_101
INTERVAL = (2.5, 97.5)
DIGITS = 4


class Figures(NamedTuple):
    """Means by measure, None where no ranking could be measured; 95 % intervals; counts.

    `left_out` is the number of openings for which a measure has no meaning.
    """

    means: dict[str, float | None]
    intervals: dict[str, tuple[float, float] | None]
    openings: int
    graduates: int
    left_out: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        counts = {"openings": self.openings, "graduates": self.graduates}
        return {**self.means, "ci": self.intervals, **counts, "left_out": self.left_out}


def overall(collection: Collection, order: NDArray[np.int32]) -> Figures:
    """Return the figures of rankings, int (openings, graduates): rows of graduates, best first."""
    openings, graduates = range(len(collection.openings)), range(len(collection.graduates))
    return _figures(_grades(collection), order, openings, graduates)


def by_language(collection: Collection, order: NDArray[np.int32]) -> dict[str, Figures]:
    """Return the figures by pair of languages, the opening's first, as in "zh-en".

    In each only the graduates of its language are ranked, and compared with their best order.
    """
    demand = _rows_by_language([one.language for one in collection.openings])
    supply = _rows_by_language([one.language for one in collection.graduates])
    grades = _grades(collection)
    return {
        f"{asked}-{written}": _figures(grades, order, openings, graduates)
        for asked, openings in demand.items()
        for written, graduates in supply.items()
    }


def _rows_by_language(languages: Sequence[str]) -> dict[str, list[int]]:
    names = sorted(set(languages), reverse=True)
    return {name: [row for row, one in enumerate(languages) if one == name] for name in names}


def _grades(collection: Collection) -> NDArray[np.int8]:
    grades = np.zeros((len(collection.openings), len(collection.graduates)), np.int8)
    for (opening, graduate), grade in collection.grades.items():
        grades[opening, graduate] = grade
    return grades


def _figures(
    grades: NDArray[np.int8],
    order: NDArray[np.int32],
    openings: Sequence[int],
    graduates: Sequence[int],
) -> Figures:
    is_candidate = np.zeros(grades.shape[1], bool)
    is_candidate[list(graduates)] = True
    measured: dict[str, list[float]] = {name: [] for name in MEASURES}
    for row in openings:
        ranked = order[row][is_candidate[order[row]]]
        for name, measure in MEASURES.items():
            measured[name].append(measure(grades[row, ranked]))
    values = {name: _known(found) for name, found in measured.items()}
    return Figures(
        means={name: _mean(found) for name, found in values.items()},
        intervals={name: bootstrap(found) for name, found in values.items()},
        openings=len(openings),
        graduates=len(graduates),
        left_out={name: len(openings) - found.size for name, found in values.items()},
    )


def _known(values: Sequence[float]) -> NDArray[np.float64]:
    found = np.array(values, np.float64)
    return found[~np.isnan(found)]


def _mean(values: NDArray[np.float64]) -> float | None:
    return round(float(values.mean()), DIGITS) if values.size else None


def bootstrap(values: NDArray[np.float64]) -> tuple[float, float] | None:
    """The 95 % percentile interval of the mean, by resampling `values` (Efron 1979); None for none.

    The same values give the same interval: chance has a fixed seed.
    """
    if not values.size:
        return None
    chance = np.random.default_rng(SEED)
    means = [chance.choice(values, values.size).mean() for _resample in range(RESAMPLES)]
    low, high = np.percentile(means, INTERVAL)
    return round(float(low), DIGITS), round(float(high), DIGITS)
