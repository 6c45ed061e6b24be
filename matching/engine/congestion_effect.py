"""What a price of congestion changes: who is seen, how well it fits, and who would find a place."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.compiling import compiled
from matching.engine.congestion import Priced, checked_headcount, checked_shown
from matching.engine.ranking import NOBODY, TopK

TOP = 10
APPLICATIONS = 5


@dataclass(frozen=True)
class Attention:
    """Figures of the lists shown; every share is a fraction of 1, and 0 where there is nobody.

    - `mean_points`: raw points of the first 10 of each graduate's list, on average
    - `openings_unlisted`, `openings_off_top`: share of openings in no graduate's list, and in no
      graduate's first 10
    - `graduates_unlisted`, `graduates_off_top`: the same of shown graduates in openings' lists
    - `inequality`: Gini coefficient of how often openings stand in a graduate's first 10
    - `seats_filled`: share of all seats taken in the simulated round of `filled_seats`
    """

    mean_points: float
    openings_unlisted: float
    openings_off_top: float
    graduates_unlisted: float
    graduates_off_top: float
    inequality: float
    seats_filled: float

    @classmethod
    def of(cls, priced: Priced, headcount: ArrayLike, shown_graduates: ArrayLike) -> Self:
        """The figures of one result of `price`, with `headcount` and `shown_graduates` as there."""
        seats = checked_headcount(headcount, priced.opening_prices.size)
        shown = checked_shown(shown_graduates, priced.graduate_prices.size)
        by_graduate, by_opening = priced.graduate_lists, priced.opening_lists
        seen = exposure(by_graduate, seats.size, TOP)
        first = by_graduate.indices[:, :TOP] != NOBODY
        return cls(
            mean_points=_share(by_graduate.points[:, :TOP].sum(where=first), first.sum()),
            openings_unlisted=_unseen(exposure(by_graduate, seats.size)),
            openings_off_top=_unseen(seen),
            graduates_unlisted=_unseen(exposure(by_opening, shown.size)[shown]),
            graduates_off_top=_unseen(exposure(by_opening, shown.size, TOP)[shown]),
            inequality=gini(seen),
            seats_filled=_share(filled_seats(by_graduate, seats), seats.sum(dtype=np.int64)),
        )


@dataclass(frozen=True)
class Effect:
    """The same market before and after a change of strength."""

    before: Attention
    after: Attention

    @property
    def fit_change(self) -> float:
        """The relative change of the mean points shown: -0.05 is five per cent less."""
        return _share(self.after.mean_points - self.before.mean_points, self.before.mean_points)


def effect(
    before: Priced, after: Priced, *, headcount: ArrayLike, shown_graduates: ArrayLike
) -> Effect:
    """Compare two results of `price` for one market of n graduates and m openings.

    `headcount`, whole numbers (m,), and `shown_graduates`, bool (n,), as given to `price`; raises
    `EngineInputError` when they do not fit either result.
    """
    return Effect(
        Attention.of(before, headcount, shown_graduates),
        Attention.of(after, headcount, shown_graduates),
    )


def exposure(lists: TopK, members: int, top: int | None = None) -> NDArray[np.int64]:
    """How many lists each of `members` stands in, among the first `top`, int64 (members,)."""
    listed = lists.indices[:, :top]
    return np.bincount(listed[listed != NOBODY], minlength=members)


def gini(counts: NDArray[np.int64]) -> float:
    """Gini's coefficient of `counts`: 0 when all are equal, near 1 when one has everything."""
    ranks = 2 * np.arange(1, counts.size + 1) - counts.size - 1
    return _share((ranks * np.sort(counts)).sum(), counts.size * counts.sum())


def filled_seats(graduate_lists: TopK, seats: NDArray[np.int32]) -> int:
    """Seats taken when graduates apply to their first 5 and openings take the best by raw points.

    Deferred acceptance (Gale & Shapley 1962) with applications in the order shown; of equal points
    the smaller row is taken. `seats` (m,), at least 1 each.
    """
    ends = np.cumsum(seats, dtype=np.int64)
    held = np.full(ends[-1] if ends.size else 0, NOBODY, np.int64)
    wishes = graduate_lists.indices[:, :APPLICATIONS], graduate_lists.points[:, :APPLICATIONS]
    _defer(*wishes, ends - seats, ends, held)
    return int((held != NOBODY).sum())


def _unseen(counts: NDArray[np.int64]) -> float:
    return _share((counts == 0).sum(), counts.size)


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else 0.0


@compiled
def _defer(wishes: NDArray, points: NDArray, starts: NDArray, ends: NDArray, held: NDArray) -> None:
    """Fill `held`, a run of seats per opening, with the applications accepted in the end.

    An application is one number, points first and then the smaller row; a free seat is below all.
    """
    graduates = wishes.shape[0]
    made = np.zeros(graduates, np.int64)
    for first in range(graduates):
        applicant = first
        while applicant != NOBODY and made[applicant] < wishes.shape[1]:
            opening = wishes[applicant, made[applicant]]
            if opening == NOBODY:
                break
            application = points[applicant, made[applicant]] * graduates + graduates - 1 - applicant
            made[applicant] += 1
            seat = starts[opening] + held[starts[opening] : ends[opening]].argmin()
            if held[seat] > application:
                continue
            applicant = NOBODY
            if held[seat] != NOBODY:
                applicant = graduates - 1 - held[seat] % graduates
            held[seat] = application
