"""What is new for saved searches, and what a search that lost its meaning does not bring."""

from datetime import UTC, datetime, timedelta

import pytest

from matching.queries.news import collect_news
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import SavedSearchFactory
from tests.matching.searchable import make_searchable

pytestmark = pytest.mark.django_db

SAVED = datetime(2026, 11, 11, 4, 0, tzinfo=UTC)
UNTIL = SAVED + timedelta(days=5)


def publish(number: int, **values):
    made = [
        OpeningFactory(
            state="published", published_at=SAVED + timedelta(hours=hour), **({} | values)
        )
        for hour in range(1, number + 1)
    ]
    make_searchable()
    return made


def collected(*searches):
    return collect_news(searches[0].profile, searches, until=UNTIL)


def test_what_waits_is_counted_where_it_was_found():
    jobs = SavedSearchFactory(query="kind=job", alerts_since=SAVED)
    rest = SavedSearchFactory(profile=jobs.profile, alerts_since=SAVED)
    company = CompanyFactory()
    first = publish(5, company=company, kind="job")
    publish(2, company=company, kind="postdoc")

    of_jobs, of_all = collected(jobs, rest)

    shown = {*of_jobs.openings, *of_all.openings}
    assert len(shown) == 3
    assert first[0] in shown
    held = [(rest.company, rest.count) for news in (of_jobs, of_all) for rest in news.rests]
    assert {each for each, _count in held} == {company}
    assert sum(count for _company, count in held) == 4


def test_a_search_without_news_is_not_there():
    empty = SavedSearchFactory(query="kind=postdoc", alerts_since=SAVED)
    full = SavedSearchFactory(profile=empty.profile, query="kind=job", alerts_since=SAVED)
    publish(1, kind="job")

    assert [news.search for news in collected(empty, full)] == [full]


@pytest.mark.parametrize("query", ["park=gone", "kind=job&park=gone", "skill=999999999"])
def test_a_search_whose_condition_is_no_longer_known_brings_nothing_rather_than_everything(query):
    search = SavedSearchFactory(query=query, alerts_since=SAVED)
    publish(2, kind="job")

    assert collected(search) == []


def test_a_condition_of_which_a_part_is_known_still_brings_that_part():
    search = SavedSearchFactory(query="kind=job&kind=astronaut", alerts_since=SAVED)
    (job,) = publish(1, kind="job")
    publish(1, kind="postdoc")

    (news,) = collected(search)

    assert news.openings == [job]


def test_words_find_what_the_market_finds():
    search = SavedSearchFactory(query="q=purification", alerts_since=SAVED)
    (found,) = publish(1, title_en="Protein purification specialist")
    publish(1, title_en="Accountant")

    (news,) = collected(search)

    assert news.openings == [found]
