"""Which applications are counted: the company's own, of a kind or opening, by the park's days."""

from datetime import UTC, datetime, timedelta

import pytest

from matching.choices.numbers import Period
from matching.queries.cohorts import Selection, applications_in
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import ParkFactory

pytestmark = pytest.mark.django_db

# 20 November, 00:30 in Suzhou; still the 19th in Basel and in UTC.
NOW = datetime(2026, 11, 19, 16, 30, tzinfo=UTC)


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True)


def selected(company, **wishes) -> list[int]:
    selection = Selection(frozenset([company.pk]), **wishes)
    return sorted(applications_in(selection, NOW).values_list("pk", flat=True))


def sent_at(opening, moment: datetime):
    return ApplicationFactory(opening=opening, submitted_at=moment)


@pytest.mark.parametrize(
    ("period", "first"),
    [
        (Period.MONTH, datetime(2026, 10, 21, 16, tzinfo=UTC)),
        (Period.QUARTER, datetime(2026, 8, 22, 16, tzinfo=UTC)),
        (Period.YEAR, datetime(2025, 11, 20, 16, tzinfo=UTC)),
    ],
)
def test_a_period_begins_at_midnight_of_the_park(company, opening, period, first):
    """Today is the 20th there, and one of the 30 days: the first is 22 October."""
    sent_at(opening, first - timedelta(seconds=1))
    inside = sent_at(opening, first)

    assert selected(company, period=period) == [inside.pk]


def test_each_park_counts_by_its_own_clock(company, opening):
    basel = ParkFactory(time_zone="Europe/Zurich")
    there = OpeningFactory(company=company, park=basel, published=True)
    # The 30 days of Basel, where it is still the 19th, begin on 21 October, in summer time.
    early = datetime(2026, 10, 20, 22, tzinfo=UTC)
    sent_at(opening, early)
    sent_at(there, early - timedelta(seconds=1))
    inside = sent_at(there, early)

    assert selected(company, period=Period.MONTH) == [inside.pk]


def test_since_the_beginning_means_all(company, opening):
    old = sent_at(opening, datetime(2001, 1, 1, tzinfo=UTC))

    assert selected(company, period=Period.ALL) == [old.pk]
    assert selected(company) == []


def test_drafts_are_not_counted_but_what_was_withdrawn_is(company, opening):
    ApplicationFactory(opening=opening, state="draft", submitted_at=None)
    ApplicationFactory(opening=opening, state="withdrawn", submitted_at=None)
    gone = ApplicationFactory(opening=opening, state="withdrawn", submitted_at=NOW)

    assert selected(company, period=Period.ALL) == [gone.pk]


def test_an_opening_or_a_kind_can_be_chosen(company, opening):
    internship = OpeningFactory(company=company, published=True, kind="internship")
    of_job, of_internship = sent_at(opening, NOW), sent_at(internship, NOW)

    assert selected(company, kind="internship") == [of_internship.pk]
    assert selected(company, opening_id=opening.pk) == [of_job.pk]
    assert selected(company, opening_id=opening.pk, kind="internship") == []


def test_another_companys_applications_are_never_counted(company, opening):
    mine = sent_at(opening, NOW)
    other = OpeningFactory(company=CompanyFactory(), published=True)
    sent_at(other, NOW)

    assert selected(company) == [mine.pk]
    assert selected(company, opening_id=other.pk) == []
