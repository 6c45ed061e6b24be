"""Changes worked into the lists that are shown, within a minute: equal to a full run's bytes."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from matching import engine
from matching.actions.changes import (
    Change,
    Touched,
    are_due,
    forget_changes,
    read_changes,
    touching,
)
from matching.actions.locks import LISTS_LOCK_CLASS, PASS_LOCK_CLASS, try_lock
from matching.actions.nights import night_at
from matching.actions.publishing import LIST_LENGTH
from matching.choices.runs import RunState
from matching.loading import snapshots
from matching.loading.market import LoadedMarket, load_park
from matching.loading.results import store_changed
from matching.loading.terms import refresh_terms_of
from matching.models import MatchRun
from matching.queries.weights import engine_weights, strength_of, weights_in_force
from parks.queue import enqueue

FEW_OPENINGS = 100
LARGE_SHARE = 0.02
"""Above so many changed openings a full run is cheaper, says the plan of the engine."""
ASKED_AGAIN_AFTER = 15 * 60
"""Seconds until a full run that was asked for, and did not come, is asked for again."""
GONE, NOBODY = -2, -1


class NotNowError(Exception):
    """The changes cannot be worked into these lists now; they stay in the journal."""


@dataclass(frozen=True)
class Kept:
    """What the shown lists were made from, as the last run or refresh left it."""

    loaded: LoadedMarket
    base: engine.Base
    matching: engine.Matching

    @classmethod
    def of(cls, run: MatchRun) -> "Kept":
        """Raises SnapshotGoneError when a file is missing."""
        base, matching = snapshots.load_base(run), snapshots.load_matching(run)
        return cls(snapshots.load_market_of(run), base, matching)


def refresh_matches(now: datetime) -> None:
    """Work the changes of the journal into the lists of every park they touch.

    An entry is deleted when each of these parks has it in its lists. A park that fails does not
    hold up the others; what went wrong is raised at the end.
    """
    with try_lock(PASS_LOCK_CLASS, 0) as held:
        changes = read_changes() if held else []
        if are_due(changes, now):
            _work_in(changes)


def _work_in(changes: list[Change]) -> None:
    touched, waiting, failures = Touched.by(changes), [], []
    # A run under way may have read its market before a change, and is not shown yet.
    if MatchRun.objects.filter(state=RunState.RUNNING).exists():
        waiting.append(touched)
    for run in MatchRun.objects.published().select_related("park", "weights").order_by("park"):
        ours = touching(run, touched)
        try:
            if ours:
                refresh_run(run, ours)
        except NotNowError:
            waiting.append(ours)
        except Exception as failure:
            waiting.append(ours)
            failures.append(failure)
    forget_changes(each for each in changes if not any(each in ours for ours in waiting))
    if failures:
        raise ExceptionGroup("some parks could not be refreshed", failures)


def refresh_run(run: MatchRun, touched: Touched) -> MatchRun:
    """Bring the lists of a published run up to date with these profiles and openings.

    Raises NotNowError while the park is being matched, or when a full run has to be made, which
    is asked for.
    """
    with try_lock(LISTS_LOCK_CLASS, run.park_id) as held:
        if not held or MatchRun.objects.filter(park=run.park, state=RunState.RUNNING).exists():
            raise NotNowError
        run = MatchRun.objects.select_related("park", "weights").get(pk=run.pk)
        if run.state != RunState.PUBLISHED:
            raise NotNowError
        _refresh(run, touched)
    return run


def _refresh(run: MatchRun, touched: Touched) -> None:
    try:
        kept = Kept.of(run)
    except snapshots.SnapshotGoneError:
        _ask_for_full_run(run)
    if weights_in_force(run.park) != run.weights or run.engine_version != engine.VERSION:
        _ask_for_full_run(run)
    refresh_terms_of(touched.profiles, touched.openings)
    night = night_at(run.park, timezone.now())
    loaded = load_park(run.park, night=night, statistics=kept.loaded.market.statistics)
    if _input_hash(run, loaded) == run.input_hash:
        return
    openings = changed_rows(loaded.opening_ids, kept.loaded.opening_ids, touched.openings)
    if _needs_full_run(kept.loaded, loaded, openings.size):
        _ask_for_full_run(run)
    graduates = changed_rows(loaded.profile_ids, kept.loaded.profile_ids, touched.profiles)
    _rework(run, kept, loaded, graduates, openings)


def _needs_full_run(before: LoadedMarket, now: LoadedMarket, changed_openings: int) -> bool:
    sides = (before.profile_ids, before.opening_ids, now.profile_ids, now.opening_ids)
    is_large = changed_openings > max(FEW_OPENINGS, LARGE_SHARE * now.opening_ids.size)
    return is_large or not all(map(len, sides)) or not now.has_vocabulary_of(before)


def _ask_for_full_run(run: MatchRun) -> None:
    """Queue a full run, once for each run that it replaces, and leave the changes to it."""
    if cache.add(f"matching:full-run-after:{run.uuid}", True, timeout=ASKED_AGAIN_AFTER):
        enqueue("matching.run_park", park_id=run.park_id, full=True)
    raise NotNowError


def _rework(
    run: MatchRun,
    kept: Kept,
    loaded: LoadedMarket,
    graduates: NDArray[np.int64],
    openings: NDArray[np.int64],
) -> None:
    graduate_rows = old_rows(loaded.profile_ids, kept.loaded.profile_ids)
    opening_rows = old_rows(loaded.opening_ids, kept.loaded.opening_ids)
    weights, threads = engine_weights(run.weights), settings.MATCHING_THREADS
    base = engine.rematch(
        loaded.market,
        weights,
        engine.renumbered(kept.base, graduate_rows, opening_rows),
        changed_graduates=graduates,
        changed_openings=openings,
        threads=threads,
    )
    strength = strength_of(run.weights)
    matching = engine.finish(
        loaded.market, weights, base, LIST_LENGTH, strength=strength, threads=threads
    )
    # The files go first and come last: a process cut off between leaves none, and a full run.
    snapshots.forget(run)
    _store(run, kept, loaded, matching, graduate_rows, opening_rows)
    snapshots.save_market(run, loaded)
    snapshots.save_matching(run, matching)
    snapshots.save_base(run, base)


@transaction.atomic
def _store(
    run: MatchRun,
    kept: Kept,
    loaded: LoadedMarket,
    matching: engine.Matching,
    graduate_rows: NDArray[np.int64],
    opening_rows: NDArray[np.int64],
) -> None:
    before = kept.matching
    unknown = (before.graduate_unknowns[graduate_rows] != matching.graduate_unknowns).any(axis=1)
    mine = differing(before.graduate_lists, matching.graduate_lists, graduate_rows, opening_rows)
    theirs = differing(before.opening_lists, matching.opening_lists, opening_rows, graduate_rows)
    store_changed(run, loaded, matching, np.flatnonzero(mine | unknown), np.flatnonzero(theirs))
    run.refreshes += 1
    run.refreshed_at = timezone.now()
    run.input_hash, run.result_hash = _input_hash(run, loaded), matching.digest()
    run.graduates, run.openings = loaded.profile_ids.size, loaded.opening_ids.size
    run.matches = int(matching.graduate_lists.lengths.sum())
    hashes = ("input_hash", "result_hash")
    counts = ("graduates", "openings", "matches")
    run.save(update_fields=["refreshes", "refreshed_at", *hashes, *counts])


def _input_hash(run: MatchRun, loaded: LoadedMarket) -> str:
    return loaded.hash(engine_weights(run.weights), strength=strength_of(run.weights))


def old_rows(ids: NDArray[np.int64], old_ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The old row of each of `ids`, int64 (n,), -1 for a new one; both ascend."""
    places = np.searchsorted(old_ids, ids)
    known = np.append(old_ids, NOBODY)[places] == ids
    return np.where(known, places, NOBODY)


def changed_rows(
    ids: NDArray[np.int64], old_ids: NDArray[np.int64], touched: frozenset[int]
) -> NDArray[np.int64]:
    """The rows of `ids` that were touched or are new, int64 (n,), ascending."""
    changed = np.isin(ids, np.fromiter(touched, np.int64))
    return np.flatnonzero(changed | ~np.isin(ids, old_ids))


def differing(
    before: engine.TopK, after: engine.TopK, owners: NDArray[np.int64], members: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Whether each list of `after` is another than before, bool (owners,).

    `owners`, `members`: the old row of each row of the two sides, -1 for new ones.
    """
    oldest = int(max(before.indices.max(), members.max()))
    new_row = np.full(oldest + 2, GONE, np.int32)
    new_row[members[members >= 0]] = np.flatnonzero(members >= 0)
    new_row[NOBODY] = NOBODY
    moved = new_row[before.indices[owners]]
    same = (moved == after.indices) & (before.points[owners] == after.points)
    return (owners < 0) | ~same.all(axis=1)
