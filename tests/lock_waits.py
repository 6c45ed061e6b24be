"""Waiting until others stand before a lock that a test holds."""

from time import monotonic, sleep

from django.db import connection

LONGEST_WAIT = 20.0
# `pg_locks` would count those of other test databases of the same server too.
WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def sessions_waiting() -> int:
    """Return how many sessions of this database wait for a lock at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # or a transaction sees its first look
        cursor.execute(WAITING)
        return cursor.fetchone()[0]


def wait_until_waiting(number: int = 1) -> None:
    """Return once so many sessions wait for a lock; fail when they never do."""
    deadline = monotonic() + LONGEST_WAIT
    while sessions_waiting() < number:
        if monotonic() > deadline:
            raise AssertionError(f"there were never {number} waiting for a lock")
        sleep(0.02)
