"""After small changes: only what changed is scored, and merged into the lists that were kept."""

from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.engine.lists import joined, merged, packed, unpacked
from matching.engine.market import Market
from matching.engine.parts import CANDIDATES, KEPT, Base, Part
from matching.engine.ranking import NOBODY, TopK
from matching.engine.scoring import score
from matching.engine.tables import rows_of
from matching.engine.weights import Weights


def renumbered(base: Base, graduate_rows: ArrayLike, opening_rows: ArrayLike) -> Base:
    """The same lists by the rows of another market.

    `graduate_rows`, int (new graduates,), and `opening_rows`, int (new openings,): the old row of
    each, -1 for one that is new. Relative order must be the same. Members who are gone leave
    their lists; lists of new rows are empty.
    """
    graduates, openings = np.asarray(graduate_rows, np.int64), np.asarray(opening_rows, np.int64)
    return Base(
        _moved(base.graduate_lists, graduates, openings, len(base.opening_lists.indices)),
        _moved(base.opening_lists, openings, graduates, len(base.graduate_lists.indices)),
        np.append(base.graduates_cut, False)[graduates],
        np.append(base.openings_cut, False)[openings],
        base.pairs_eligible,
    )


def rematch(
    market: Market,
    weights: Weights,
    base: Base,
    *,
    changed_graduates: ArrayLike,
    changed_openings: ArrayLike,
    threads: int = 1,
) -> Base:
    """Bring the lists up to date: their first 64 are those of `score` and `merge` over everything.

    `base` is `renumbered` to the rows of `market`; `changed_…`, int (n,), are the rows whose
    columns differ from those that `base` was made from, or that are new.
    """
    people, offers = len(market.graduates), len(market.openings)
    graduates = _mask(changed_graduates, people, "graduate")
    openings = _mask(changed_openings, offers, "opening")
    of_graduates = score(market, weights, np.flatnonzero(graduates), threads=threads)
    of_openings = _against(
        market, weights, np.flatnonzero(openings), np.flatnonzero(~graduates), threads
    )
    fresh = np.full((people, KEPT), -1, np.int64)
    for part in (of_graduates, of_openings):
        fresh[part.rows] = packed(part.graduate_lists)
    theirs = merged(packed(of_graduates.opening_lists), packed(of_openings.opening_lists))
    mine, mine_cut = _joined(base.graduate_lists, base.graduates_cut, graduates, openings, fresh)
    their, their_cut = _joined(base.opening_lists, base.openings_cut, openings, graduates, theirs)
    joint = Base(mine, their, mine_cut, their_cut, base.pairs_eligible)
    return _refilled(market, weights, joint, threads)


def _mask(rows: ArrayLike, count: int, side: str) -> NDArray[np.bool_]:
    mask = np.zeros(count, bool)
    mask[rows_of(rows, count, side)] = True
    return mask


def _against(
    market: Market, weights: Weights, openings: NDArray, graduates: NDArray, threads: int
) -> Part:
    """Score these graduates against these openings only, in the rows of the whole market."""
    small = market.select(graduates, openings)
    part = score(small, weights, threads=threads)
    lists, theirs = part.graduate_lists, TopK.empty(len(market.openings), KEPT)
    theirs.indices[openings] = _whole(part.opening_lists.indices, graduates)
    theirs.points[openings] = part.opening_lists.points
    return replace(
        part,
        rows=graduates,
        graduate_lists=TopK(_whole(lists.indices, openings), lists.points),
        opening_lists=theirs,
    )


def _whole(members: NDArray[np.int32], rows: NDArray) -> NDArray[np.int32]:
    """Members by their rows in the whole market; -1 stays."""
    return np.append(rows, NOBODY).astype(np.int32)[members]


def _joined(
    lists: TopK,
    cut: NDArray[np.bool_],
    owners: NDArray[np.bool_],
    members: NDArray[np.bool_],
    fresh: NDArray[np.int64],
) -> tuple[TopK, NDArray[np.bool_]]:
    """Old lists without what changed, joined with the fresh keys; and where they are cut."""
    keys = joined(lists.indices, lists.points, cut, owners, members, fresh)
    return unpacked(keys), (cut & ~owners) | (keys[:, -1] >= 0)


def _refilled(market: Market, weights: Weights, base: Base, threads: int) -> Base:
    """Compute anew the lists that lost more than their reserve."""
    short = base.graduates_cut & (base.graduate_lists.indices[:, CANDIDATES - 1] == NOBODY)
    scanty = base.openings_cut & (base.opening_lists.indices[:, CANDIDATES - 1] == NOBODY)
    if short.any():
        part = score(market, weights, np.flatnonzero(short), threads=threads)
        _replace(base.graduate_lists, part.rows, part.graduate_lists)
        base.graduates_cut[part.rows] = part.graduate_lists.indices[:, -1] != NOBODY
    if scanty.any():
        rows = np.flatnonzero(scanty)
        everybody = np.arange(len(market.graduates))
        found = _against(market, weights, rows, everybody, threads).opening_lists.take(rows)
        _replace(base.opening_lists, rows, found)
        base.openings_cut[rows] = found.indices[:, -1] != NOBODY
    return base


def _replace(lists: TopK, rows: NDArray, fresh: TopK) -> None:
    lists.indices[rows], lists.points[rows] = fresh.indices, fresh.points


def _moved(lists: TopK, owners: NDArray, members: NDArray, old_members: int) -> TopK:
    """Lists of the new owners with the new rows of their members, gaps closed."""
    new_row = np.full(old_members + 1, NOBODY)
    new_row[members[members >= 0]] = np.flatnonzero(members >= 0)
    nobody = np.full((1, KEPT), NOBODY, np.int32)
    indices = new_row[np.concatenate([lists.indices, nobody])[owners]].astype(np.int32)
    points = np.where(indices == NOBODY, 0, np.concatenate([lists.points, nobody])[owners])
    order = np.argsort(indices == NOBODY, axis=1, kind="stable")
    points = np.take_along_axis(points.astype(np.int16), order, 1)
    return TopK(np.take_along_axis(indices, order, 1), points)
