"""Lists ordered by fit less a price of congestion, so that the popular do not hide the rest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.compiling import compiled
from matching.engine.congestion_equilibrium import PRICE_LIMIT, balance
from matching.engine.congestion_pairs import Pairs, check_lists
from matching.engine.ranking import NOBODY, TopK
from matching.engine.tables import EngineInputError, column

FULL_STRENGTH = 100
SCALE = 256
SCALES = (32, 4096)
HEADCOUNT, SHOWN = column(np.int32, lowest=1), column(np.bool_)
POINT_BITS, ROW_BITS = 13, 31
POINT_MASK, ROW_MASK = (1 << POINT_BITS) - 1, (1 << ROW_BITS) - 1


@dataclass(frozen=True, eq=False)
class Priced:
    """What is shown of the lists of n graduates and m openings, and the prices behind the order.

    `graduate_lists` (n, shown) and `opening_lists` (m, shown) hold raw points. Each list is ordered
    by points less the other's price, then points, then the smaller row. `opening_prices` int16 (m,)
    and `graduate_prices` int16 (n,) are in points, as charged at the strength asked for; the lowest
    is 0, as is that of a graduate who is not shown. `iterations`: rounds until prices settled.
    """

    graduate_lists: TopK
    opening_lists: TopK
    opening_prices: NDArray[np.int16]
    graduate_prices: NDArray[np.int16]
    iterations: int


def price(
    graduate_lists: TopK,
    opening_lists: TopK,
    *,
    headcount: ArrayLike,
    shown_graduates: ArrayLike,
    strength: int,
    shown: int = 50,
    scale: int = SCALE,
) -> Priced:
    """The best `shown` of each list and of those who list its owner, popularity priced in.

    `headcount`, whole numbers (m,), seats of each opening; `shown_graduates` bool (n,), who may
    stand in an opening's list; `strength` 0..100, the percentage of the equilibrium's prices that
    is charged, 0 leaves the lists as they are; `scale` 32..4096, the points that make a match
    e times as likely. Raises `EngineInputError` for lists that break the promises of `TopK`, are
    shorter than `shown`, contradict each other or name a hidden graduate, and for other bad input.
    """
    _check_settings(strength, scale)
    _check_sides(graduate_lists, opening_lists, shown)
    seats = checked_headcount(headcount, len(opening_lists.indices))
    visible = checked_shown(shown_graduates, len(graduate_lists.indices))
    _check_hidden(opening_lists, visible)
    if strength == 0:
        return _unpriced(graduate_lists.first(shown), opening_lists.first(shown))
    return _priced(Pairs.of(graduate_lists, opening_lists), seats, visible, strength, shown, scale)


def _priced(
    pairs: Pairs,
    seats: NDArray[np.int32],
    visible: NDArray[np.bool_],
    strength: int,
    shown: int,
    scale: int,
) -> Priced:
    equilibrium = balance(pairs, seats, scale)
    by_opening = equilibrium.opening_prices(pairs.openings_paired())
    by_graduate = equilibrium.graduate_prices(pairs.graduates_paired() & visible)
    charges = _charged(by_opening, strength), _charged(by_graduate, strength)
    lists = _reordered(pairs, *charges, visible, shown)
    return Priced(*lists, *charges, equilibrium.rounds)


def checked_headcount(headcount: ArrayLike, openings: int) -> NDArray[np.int32]:
    """The seats of each of `openings`, at least 1; else `EngineInputError`."""
    seats = HEADCOUNT.checked("headcount", headcount)
    if seats.size != openings:
        raise EngineInputError(f"headcount has {seats.size} entries for {openings} openings")
    return seats


def checked_shown(shown_graduates: ArrayLike, graduates: int) -> NDArray[np.bool_]:
    """Whether each of `graduates` is shown to openings; else `EngineInputError`."""
    shown = SHOWN.checked("shown_graduates", shown_graduates)
    if shown.size != graduates:
        raise EngineInputError(f"shown_graduates has {shown.size} entries for {graduates}")
    return shown


def _check_hidden(opening_lists: TopK, shown: NDArray[np.bool_]) -> None:
    listed = np.zeros(shown.size, bool)
    listed[opening_lists.indices[opening_lists.indices != NOBODY]] = True
    hidden = np.flatnonzero(listed & ~shown)
    if hidden.size:
        raise EngineInputError(f"opening_lists hold graduate {hidden[0]}, who is not shown")


def _check_settings(strength: int, scale: int) -> None:
    limits = {"strength": (strength, 0, FULL_STRENGTH), "scale": (scale, *SCALES)}
    for name, (value, lowest, highest) in limits.items():
        if not lowest <= value <= highest:
            raise EngineInputError(f"{name} is {value}, outside {lowest}..{highest}")


def _check_sides(graduate_lists: TopK, opening_lists: TopK, shown: int) -> None:
    check_lists("graduate_lists", graduate_lists, len(opening_lists.indices), shown)
    check_lists("opening_lists", opening_lists, len(graduate_lists.indices), shown)


def _unpriced(graduate_lists: TopK, opening_lists: TopK) -> Priced:
    return Priced(
        graduate_lists=graduate_lists,
        opening_lists=opening_lists,
        opening_prices=np.zeros(len(opening_lists.indices), np.int16),
        graduate_prices=np.zeros(len(graduate_lists.indices), np.int16),
        iterations=0,
    )


def _charged(prices: NDArray[np.int16], strength: int) -> NDArray[np.int16]:
    half = FULL_STRENGTH // 2
    return ((prices.astype(np.int64) * strength + half) // FULL_STRENGTH).astype(np.int16)


def _reordered(
    pairs: Pairs,
    opening_prices: NDArray[np.int16],
    graduate_prices: NDArray[np.int16],
    visible: NDArray[np.bool_],
    shown: int,
) -> tuple[TopK, TopK]:
    by_graduate = np.full((pairs.graduate_count, shown), NOBODY, np.int64)
    by_opening = np.full((pairs.opening_count, shown), NOBODY, np.int64)
    columns = pairs.offsets, pairs.openings, pairs.points
    prices = opening_prices, graduate_prices
    _offer_pairs(columns, prices, visible, by_graduate, by_opening)
    return _unpacked(by_graduate), _unpacked(by_opening)


def _unpacked(keys: NDArray[np.int64]) -> TopK:
    lists = TopK.empty(*keys.shape)
    _unpack(keys, lists.indices, lists.points)
    return lists


@compiled
def _offer_pairs(
    columns: tuple, prices: tuple, shown: NDArray, by_graduate: NDArray, by_opening: NDArray
) -> None:
    offsets, openings, points = columns
    for graduate in range(offsets.size - 1):
        for entry in range(offsets[graduate], offsets[graduate + 1]):
            opening, score = openings[entry], points[entry]
            _offer(by_graduate[graduate], _key(score, prices[0][opening], opening))
            if shown[graduate]:
                _offer(by_opening[opening], _key(score, prices[1][graduate], graduate))


@compiled
def _key(points: int, charge: int, row: int) -> int:
    """The rank of a pair as one number: points less charge, then points, then the smaller row."""
    rank = (np.int64(points) - charge + PRICE_LIMIT) << POINT_BITS | points
    return rank << ROW_BITS | (ROW_MASK - row)


@compiled
def _offer(best: NDArray, key: int) -> None:
    """Put `key` in its place among the best, highest first, if it is one of them."""
    place = best.size - 1
    if key < best[place]:
        return
    while place > 0 and best[place - 1] < key:
        best[place] = best[place - 1]
        place -= 1
    best[place] = key


@compiled
def _unpack(keys: NDArray, indices: NDArray, points: NDArray) -> None:
    for row in range(keys.shape[0]):
        for place in range(keys.shape[1]):
            key = keys[row, place]
            if key == NOBODY:
                break
            indices[row, place] = ROW_MASK - (key & ROW_MASK)
            points[row, place] = (key >> ROW_BITS) & POINT_MASK
