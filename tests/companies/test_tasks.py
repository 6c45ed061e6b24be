"""What beat asks for; each message may come twice."""

import pytest
from django.conf import settings

from companies import tasks
from tests.companies.searches import find_as_indexed, offered

pytestmark = pytest.mark.django_db


def test_entries_that_are_out_of_date_are_written_however_often_it_is_asked_for():
    opening = offered("Analyst")

    for _delivery in range(2):
        tasks.index_openings()

    assert find_as_indexed("q=analyst").ids == [opening.pk]


def test_where_nothing_is_out_of_date_beat_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(3):  # two of them are the borders of a transaction
        tasks.index_openings()


def test_beat_asks_every_few_seconds_and_no_requests_pile_up():
    (entry,) = (
        entry
        for entry in settings.CELERY_BEAT_SCHEDULE.values()
        if entry["task"] == tasks.index_openings.name
    )

    assert entry["schedule"] == entry["options"]["expires"] <= 10
