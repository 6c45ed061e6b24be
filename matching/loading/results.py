"""The engine's result as rows: written by COPY, one row for each graduate and each opening."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Model
from numpy.typing import ArrayLike, NDArray

from matching import engine
from matching.loading.copying import copy_in, copy_table
from matching.models import GraduateMatches, MatchRun, OpeningMatches, RunStatistics
from parks.models import Park

if TYPE_CHECKING:
    from matching.loading.market import LoadedMarket

ROWS_AT_ONCE = 20_000
JSONB_VERSION = b"\x01"


def store_matching(run: MatchRun, loaded: LoadedMarket, matching: engine.Matching) -> int:
    """Write the lists of a run; return how many matches the graduates' lists hold."""
    _store_graduates(run, loaded, matching, np.arange(loaded.profile_ids.size))
    _store_openings(run, loaded, matching, np.arange(loaded.opening_ids.size))
    return int((matching.graduate_lists.indices >= 0).sum())


def store_changed(
    run: MatchRun,
    loaded: LoadedMarket,
    matching: engine.Matching,
    graduate_rows: ArrayLike,
    opening_rows: ArrayLike,
) -> None:
    """Replace the lists of these rows, int (n,) and int (m,), and drop those of rows that are gone.

    Afterwards the run has a list for exactly the profiles and openings loaded, if it had one for
    each that is in neither of the rows.
    """
    graduates, openings = np.asarray(graduate_rows, np.int64), np.asarray(opening_rows, np.int64)
    _drop(GraduateMatches, "profile", run, loaded.profile_ids, graduates)
    _drop(OpeningMatches, "opening", run, loaded.opening_ids, openings)
    _store_graduates(run, loaded, matching, graduates)
    _store_openings(run, loaded, matching, openings)


def _drop(
    model: type[Model], owner: str, run: MatchRun, ids: NDArray[np.int64], rows: NDArray[np.int64]
) -> None:
    lists = model.objects.filter(run=run)
    stored = copy_table(lists.values_list(f"{owner}_id"), {owner: "i8"})[owner]
    gone = np.setdiff1d(stored, np.delete(ids, rows), assume_unique=True)
    for some in _chunks(gone):
        lists.filter(**{f"{owner}__in": some.tolist()}).delete()


def _store_graduates(
    run: MatchRun, loaded: LoadedMarket, matching: engine.Matching, rows: NDArray[np.int64]
) -> None:
    columns = ("run_id", "profile_id", "opening_ids", "points", "blocked_by_unknown")
    ids = run.pk, loaded.profile_ids, loaded.opening_ids
    copy_in(
        GraduateMatches,
        columns,
        (
            _rows(*ids, matching.graduate_lists, some, _unknown(matching.graduate_unknowns[some]))
            for some in _chunks(rows)
        ),
    )


def _store_openings(
    run: MatchRun, loaded: LoadedMarket, matching: engine.Matching, rows: NDArray[np.int64]
) -> None:
    columns = ("run_id", "opening_id", "profile_ids", "points")
    ids = run.pk, loaded.opening_ids, loaded.profile_ids
    chunks = (_rows(*ids, matching.opening_lists, some) for some in _chunks(rows))
    copy_in(OpeningMatches, columns, chunks)


def _chunks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for start in range(0, rows.size, ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]


def _unknown(counts: NDArray[np.int64]) -> NDArray[np.bytes_]:
    """For each row of counts by gate, as JSON, the gates that an answer of the graduate decides.

    All are of one length; PostgreSQL drops the spaces at their ends.
    """
    texts = [b"{}"] * len(counts)
    for row in np.flatnonzero(counts.any(axis=1)):
        named = {gate.name.lower(): int(counts[row, gate]) for gate in engine.Gate}
        texts[row] = json.dumps({name: count for name, count in named.items() if count}).encode()
    width = max(map(len, texts))
    return np.array([JSONB_VERSION + text.ljust(width) for text in texts])


def _rows(
    run_id: int,
    owner_ids: NDArray[np.int64],
    member_ids: NDArray[np.int64],
    lists: engine.TopK,
    rows: NDArray[np.int64],
    texts: NDArray[np.bytes_] | None = None,
) -> bytes:
    """The lists of these rows as binary COPY wants them: run, owner, members, points, text.

    Rows whose lists are equally long have the same layout and are made together.
    """
    indices, points = lists.indices[rows], lists.points[rows]
    lengths = (indices >= 0).sum(axis=1)
    parts = []
    for length in np.unique(lengths):
        same = lengths == length
        values = [
            np.full(np.count_nonzero(same), run_id, ">i8"),
            owner_ids[rows[same]].astype(">i8"),
            member_ids[indices[same, :length]].astype("<i8"),
            points[same, :length].astype("<i2"),
        ]
        parts.append(_fields(values if texts is None else [*values, texts[same]]).tobytes())
    return b"".join(parts)


def _fields(values: Sequence[NDArray]) -> NDArray[np.void]:
    """Records of the number of fields, then of each its length in bytes and its value."""
    layout = [("fields", ">i2")]
    for number, value in enumerate(values):
        layout += [(f"length {number}", ">i4"), (f"value {number}", value.dtype, value.shape[1:])]
    records = np.empty(len(values[0]), layout)
    records["fields"] = len(values)
    for number, value in enumerate(values):
        records[f"length {number}"] = value.itemsize * value[:1].size
        records[f"value {number}"] = value
    return records


def store_statistics(run: MatchRun, statistics: engine.Statistics) -> None:
    """Keep what a run counted, for the pages and the refreshes until the next one."""
    RunStatistics.objects.update_or_create(
        run=run,
        defaults={
            "rarity": statistics.rarity.tobytes(),
            "term_weights": statistics.term_weights.tobytes(),
            "mean_length": statistics.mean_length,
        },
    )
    _counted.cache_clear()


def load_statistics(park: Park) -> engine.Statistics | None:
    """What the published run of a park counted; None when there is no such run."""
    run = MatchRun.objects.published().filter(park=park).values_list("pk", flat=True).first()
    return None if run is None else statistics_of(run)


def statistics_of(run_id: int) -> engine.Statistics | None:
    """What a run counted; None when it kept nothing. Remembered, as a run counts once."""
    try:
        return _counted(run_id)
    except RunStatistics.DoesNotExist:
        return None


@lru_cache(maxsize=16)
def _counted(run_id: int) -> engine.Statistics:
    row = RunStatistics.objects.get(pk=run_id)
    return engine.Statistics(
        rarity=np.frombuffer(row.rarity, np.uint8),
        term_weights=np.frombuffer(row.term_weights, np.uint8),
        mean_length=row.mean_length,
    )
