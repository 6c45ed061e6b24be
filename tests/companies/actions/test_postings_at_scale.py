"""Importing many postings, and importing them twice at once."""

import threading

import pytest
from django.db import connection, transaction

from companies.actions.postings import LOCK, import_postings
from companies.models import Opening
from tests.companies.postings.imports import NOW, ROW, counts, imported, small_vocabulary
from tests.companies.postings.tables import table_with
from tests.factories.parks import ParkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def park():
    return ParkFactory(slug="biobay")


@pytest.fixture
def words():
    return small_vocabulary()


@pytest.mark.parametrize("number", [2, 400])
def test_an_import_costs_the_same_queries_for_two_rows_or_four_hundred(
    park, words, number, django_assert_max_num_queries
):
    rows = [ROW | {"id": f"p-{count}", "company": f"公司{count}"} for count in range(number)]

    with django_assert_max_num_queries(40):
        report = imported(park, *rows)

    assert report.created == number


@pytest.mark.parametrize("number", [2, 400])
def test_changing_costs_the_same_queries_for_two_rows_or_four_hundred(
    park, words, number, django_assert_max_num_queries
):
    rows = [ROW | {"id": f"p-{count}"} for count in range(number)]
    imported(park, *rows)

    with django_assert_max_num_queries(40):
        report = imported(park, *(row | {"headcount": "3"} for row in rows))

    assert report.changed == number


def test_five_thousand_rows_go_in_at_once(park, words):
    duties = "\n具有良好的沟通能力，能承受工作压力，具有团队合作精神。" * 10
    table = table_with(
        *(
            ROW
            | {
                "id": f"p-{number}",
                "company": f"公司{number % 900}",
                "description": f"{number}{ROW['description']}{duties}",
            }
            for number in range(5000)
        )
    )

    report = import_postings(table, park=park, by=None, at=NOW)

    assert report.created == 5000


@pytest.mark.django_db(transaction=True)
def test_two_imports_into_one_park_wait_for_each_other():
    park = ParkFactory(slug="biobay")
    reports = []

    def in_its_own_connection() -> None:
        reports.append(imported(park, ROW))
        connection.close()

    second = threading.Thread(target=in_its_own_connection)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, park.pk])
        second.start()
        second.join(0.5)
        waited = second.is_alive()
    second.join(10)

    assert waited
    assert counts(reports[0]) == (1, 0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_create_each_opening_once():
    park = ParkFactory(slug="biobay")
    rows = [ROW | {"id": f"p-{number}"} for number in range(50)]
    reports = []

    def in_its_own_connection() -> None:
        reports.append(imported(park, *rows))
        connection.close()

    threads = [threading.Thread(target=in_its_own_connection) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(map(counts, reports)) == [(0, 0, 50, 0), (0, 0, 50, 0), (50, 0, 0, 0)]
    assert Opening.objects.count() == 50
