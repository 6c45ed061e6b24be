"""How far a worker is with an import, told past the transaction that it is in."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from django.db import connection

from parks.models import ImportJob

LOCK_CLASS = 7201
"""A process is checking, writing or reverting this import."""
SECONDS = 1.0
TELL = "UPDATE parks_importjob SET rows_done = %s, beat_at = now() WHERE id = %s"


class Heartbeat:
    """Tells at most once a second, through a connection of its own, the rows that are done."""

    def __init__(self, job: ImportJob) -> None:
        self._job_id, self._told_at = job.pk, 0.0

    def __enter__(self) -> Self:
        self._connection = connection.copy()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def note(self, rows: int) -> None:
        now = time.monotonic()
        if now - self._told_at < SECONDS:
            return
        self._told_at = now
        with self._connection.cursor() as cursor:
            cursor.execute(TELL, [rows, self._job_id])


@contextmanager
def only_worker(job_id: int) -> Iterator[bool]:
    """Hold an import, if no other process does; the lock goes with the process that dies."""
    held = _ask("SELECT pg_try_advisory_lock(%s, %s)", job_id)
    try:
        yield held
    finally:
        if held:
            _ask("SELECT pg_advisory_unlock(%s, %s)", job_id)


def _ask(statement: str, job_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [LOCK_CLASS, job_id])
        return cursor.fetchone()[0] is True
