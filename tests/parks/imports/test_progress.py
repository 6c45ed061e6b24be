"""How far a worker is, seen from outside of its transaction."""

import threading

import pytest
from django.db import connection, transaction

from parks.imports.progress import Heartbeat, only_worker
from tests.factories.parks import ImportJobFactory

pytestmark = pytest.mark.django_db(transaction=True)


def seen_from_outside(job) -> tuple[int, bool]:
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT rows_done, beat_at IS NOT NULL FROM parks_importjob WHERE id = %s", [job.pk]
        )
        row = cursor.fetchone()
    other.close()
    return row


def test_the_rows_done_are_seen_while_the_transaction_is_open():
    job = ImportJobFactory()

    with transaction.atomic(), Heartbeat(job) as heartbeat:
        job.rows.all().delete()
        heartbeat.note(7)
        seen = seen_from_outside(job)

    assert seen == (7, True)


def test_it_is_told_once_a_second_at_most(django_assert_num_queries):
    job = ImportJobFactory()

    with Heartbeat(job) as heartbeat:
        for number in range(1, 1_000):
            heartbeat.note(number)

    assert seen_from_outside(job)[0] == 1


def test_only_one_process_holds_an_import():
    held = []

    def elsewhere() -> None:
        with only_worker(5) as mine:
            held.append(mine)
        connection.close()

    with only_worker(5) as mine:
        held.append(mine)
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
    elsewhere()

    assert held == [True, False, True]
