"""Searching the market, so that what was published a moment ago is found."""

import pytest
from django.utils import timezone

from companies.actions.openings import create_opening, move_opening
from companies.choices.openings import OpeningState
from companies.models import Opening, OpeningIndex
from companies.queries.searching import FEW_STALE
from tests.companies.searches import answer, found, offered
from tests.factories.companies import CompanyFactory
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db


def test_what_was_published_a_moment_ago_is_found_at_once():
    company = CompanyFactory()
    opening = create_opening(company=company, park=company.park, title_en="Analyst", by=None)
    before = found("q=analyst")

    move_opening(opening, state=OpeningState.PUBLISHED, by=None)

    assert (before, found("q=analyst")) == ([], ["Analyst"])


def test_what_was_changed_a_moment_ago_is_found_by_its_new_words_alone():
    opening = offered("Analyst")
    assert found("q=analyst") == ["Analyst"]

    Opening.objects.filter(pk=opening.pk).update(title_en="Scientist")

    assert (found("q=analyst"), found("q=scientist")) == ([], ["Scientist"])


def test_nobody_waits_for_an_import_that_has_just_come_in():
    old = offered("Analyst")
    assert found("") == ["Analyst"]
    Opening.objects.bulk_create(
        Opening(
            company=old.company,
            park=old.park,
            title_en=f"Imported {number}",
            state="published",
            published_at=timezone.now(),
        )
        for number in range(FEW_STALE + 1)
    )

    assert found("") == ["Analyst"]
    assert OpeningIndex.objects.filter(is_stale=True).count() == FEW_STALE + 1


def test_where_nothing_is_out_of_date_a_search_is_one_query(django_assert_num_queries):
    offered("Analyst")
    answer("q=analyst")

    with django_assert_num_queries(5):  # four of them read a vocabulary that is not loaded
        reply = answer("q=analyst")

    assert (reply.found.count, reply.hints) == (1, None)


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_told_of_what_was_published():
    company = CompanyFactory()

    with broker() as sent:
        opening = create_opening(company=company, park=company.park, title_en="A", by=None)
        move_opening(opening, state=OpeningState.PUBLISHED, by=None)

        assert sent.tasks() == [("companies.index_openings", {})] * 2
