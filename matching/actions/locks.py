"""Locks that PostgreSQL drops with the connection when a process dies."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LOCK_CLASS = 7101
"""A process is opening, loading or publishing a run of this park."""
LISTS_LOCK_CLASS = 7102
"""A process is writing the lists that people of this park read."""
PASS_LOCK_CLASS = 7103
"""A process is working in the changes of all parks."""


@contextmanager
def try_lock(lock_class: int, number: int) -> Iterator[bool]:
    """Hold a lock if it is free; gives whether it was."""
    held = _ask("SELECT pg_try_advisory_lock(%s, %s)", lock_class, number)
    try:
        yield held
    finally:
        if held:
            _ask("SELECT pg_advisory_unlock(%s, %s)", lock_class, number)


def hold_until_commit(lock_class: int, number: int) -> None:
    """Wait for a lock and keep it to the end of the transaction."""
    _ask("SELECT pg_advisory_xact_lock(%s, %s)", lock_class, number)


def _ask(statement: str, lock_class: int, number: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [lock_class, number])
        return cursor.fetchone()[0] is True
