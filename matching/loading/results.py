"""The engine's result as rows: written by COPY, one row for each graduate and each opening."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from django.db import connection, models
from numpy.typing import NDArray

from matching import engine
from matching.loading.market import LoadedMarket
from matching.models import GraduateMatches, MatchRun, OpeningMatches

LINES_AT_ONCE = 10_000


def store_matching(run: MatchRun, loaded: LoadedMarket, matching: engine.Matching) -> int:
    """Write the lists of a run; return how many matches the graduates' lists hold."""
    _copy(
        GraduateMatches,
        ("run_id", "profile_id", "opening_ids", "points", "blocked_by_unknown"),
        _graduate_lines(run, loaded, matching),
    )
    _copy(
        OpeningMatches,
        ("run_id", "opening_id", "profile_ids", "points"),
        _opening_lines(run, loaded, matching),
    )
    return int((matching.graduate_lists.indices >= 0).sum())


def _graduate_lines(
    run: MatchRun, loaded: LoadedMarket, matching: engine.Matching
) -> Iterator[str]:
    lists = matching.graduate_lists
    for row, profile_id in enumerate(loaded.profile_ids):
        ids, points = _entries(lists, row, loaded.opening_ids)
        unknown = _unknown(matching.graduate_unknowns[row])
        yield f"{run.pk}\t{profile_id}\t{ids}\t{points}\t{unknown}\n"


def _opening_lines(run: MatchRun, loaded: LoadedMarket, matching: engine.Matching) -> Iterator[str]:
    for row, opening_id in enumerate(loaded.opening_ids):
        ids, points = _entries(matching.opening_lists, row, loaded.profile_ids)
        yield f"{run.pk}\t{opening_id}\t{ids}\t{points}\n"


def _entries(lists: engine.TopK, row: int, ids: NDArray[np.int64]) -> tuple[str, str]:
    kept = lists.indices[row] >= 0
    return _array(ids[lists.indices[row][kept]]), _array(lists.points[row][kept])


def _array(numbers: NDArray) -> str:
    return "{" + ",".join(map(str, numbers.tolist())) + "}"


def _unknown(counts: Sequence[int]) -> str:
    """Name the gates that an answer of the graduate would decide, with how many openings."""
    named = {gate.name.lower(): int(counts[gate]) for gate in engine.Gate}
    return json.dumps({name: count for name, count in named.items() if count})


def _copy(model: type[models.Model], columns: Sequence[str], lines: Iterable[str]) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor:
        for chunk in _chunks(lines):
            cursor.copy_expert(statement, chunk)


def _chunks(lines: Iterable[str]) -> Iterator[io.StringIO]:
    chunk, held = io.StringIO(), 0
    for line in lines:
        chunk.write(line)
        held += 1
        if held == LINES_AT_ONCE:
            chunk.seek(0)
            yield chunk
            chunk, held = io.StringIO(), 0
    chunk.seek(0)
    yield chunk
