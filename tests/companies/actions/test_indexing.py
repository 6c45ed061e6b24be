"""Search entries written anew, by several workers at once too."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection, transaction

from companies.actions.indexing import index_openings, note_all_openings
from companies.models import Opening, OpeningIndex
from tests.companies.searches import find_as_indexed, offered
from tests.factories.companies import OpeningFactory

pytestmark = pytest.mark.django_db


def stale() -> int:
    return OpeningIndex.objects.filter(is_stale=True).count()


def test_what_is_out_of_date_is_written_anew_once():
    offered("Analyst")
    OpeningFactory()

    assert (index_openings(), index_openings()) == (2, 0)
    assert find_as_indexed("q=analyst").count == 1


def test_at_most_so_many_are_written_those_that_wait_longest_first():
    first, second, third = (offered(f"Analyst {number}") for number in range(3))
    index_openings()
    for opening in (second, third, first):
        Opening.objects.filter(pk=opening.pk).update(title_en="Scientist")

    assert index_openings(most=2) == 2
    assert OpeningIndex.objects.get(is_stale=True).opening == first


def test_the_progress_is_told_batch_by_batch():
    for number in range(5):
        offered(f"Analyst {number}")
    told: list[int] = []

    index_openings(at_once=2, progress=told.append)

    assert told == [2, 4, 5]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_batch_costs_the_same_for_one_or_three(rows, django_assert_num_queries):
    for number in range(rows):
        offered(f"Analyst {number}")

    with django_assert_num_queries(11):
        index_openings()


def test_all_entries_can_be_asked_for_even_those_that_are_not_there():
    opening, other = offered("Analyst"), offered("Operator")
    index_openings()
    OpeningIndex.objects.filter(opening=opening).delete()

    assert note_all_openings() == 2
    assert (stale(), index_openings()) == (2, 2)
    assert find_as_indexed().ids == [other.pk, opening.pk]


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_write_every_entry_once():
    for number in range(40):
        offered(f"Analyst {number}")
    together = Barrier(4)

    def work(_number: int) -> int:
        together.wait()
        try:
            return sum(iter(lambda: index_openings(most=5), 0))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(work, range(4)))

    assert sum(written) == 40
    assert (stale(), find_as_indexed("q=analyst").count) == (0, 40)


@pytest.mark.django_db(transaction=True)
def test_an_opening_that_is_being_changed_is_left_for_later():
    changing, waiting = offered("Analyst"), offered("Operator")
    changed, looked_at = Event(), Event()

    def change() -> None:
        try:
            with transaction.atomic():
                Opening.objects.filter(pk=changing.pk).update(title_en="Scientist")
                changed.set()
                looked_at.wait(timeout=30)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(change)
        changed.wait(timeout=30)
        meanwhile = index_openings()
        looked_at.set()
        done.result()

    assert meanwhile == 1
    assert OpeningIndex.objects.get(is_stale=True).opening == changing
    index_openings()
    assert find_as_indexed("q=scientist").ids == [changing.pk]
    assert find_as_indexed("q=operator").ids == [waiting.pk]
