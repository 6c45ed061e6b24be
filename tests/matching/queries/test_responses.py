"""The response rate of a company and its days to the first answer."""

from datetime import UTC, datetime, timedelta

import pytest

from matching.models import Application
from matching.queries.responses import Responses, responses_of, responses_to
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import ApplicationFactory, ApplicationStepFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def opening(company):
    return OpeningFactory(company=company, published=True)


def sent(opening, days_ago: float, **steps: float) -> Application:
    """An application sent so many days ago; `shortlisted=3` is a step taken three days later."""
    submitted_at = NOW - timedelta(days=days_ago)
    state = list(steps)[-1] if steps else "submitted"
    application = ApplicationFactory(
        opening=opening, submitted_at=submitted_at, state=state, refusal_reason="filled"
    )
    for name, days in {"submitted": 0, **steps}.items():
        taken_at = submitted_at + timedelta(days=days)
        ApplicationStepFactory(application=application, state=name, taken_at=taken_at)
    return application


def test_the_share_answered_within_thirty_days_and_the_median_of_the_days(company, opening):
    sent(opening, 100, shortlisted=2, interviewing=9)
    sent(opening, 90, refused=4)
    sent(opening, 80, shortlisted=30)
    sent(opening, 70, refused=31)
    sent(opening, 60)
    sent(opening, 65, lapsed=60)

    found = responses_of(company.pk, NOW)

    assert found == Responses(counted=6, answered=3, answers=4, days=17)
    assert (found.rate, found.median_days) == (0.5, None)


def test_what_still_has_time_or_was_withdrawn_before_is_not_counted(company, opening):
    sent(opening, 10)
    sent(opening, 29.9)
    sent(opening, 100, withdrawn=20)

    assert responses_of(company.pk, NOW) == Responses(0, 0, 0, None)


def test_who_withdraws_after_thirty_days_of_silence_was_not_answered(company, opening):
    sent(opening, 100, withdrawn=31)

    assert responses_of(company.pk, NOW) == Responses(1, 0, 0, None)


def test_who_withdraws_after_an_answer_was_answered(company, opening):
    sent(opening, 100, shortlisted=3, withdrawn=31)

    assert responses_of(company.pk, NOW) == Responses(1, 1, 1, 3)


def test_applications_of_more_than_half_a_year_ago_do_not_count(company, opening):
    sent(opening, 180, refused=1)
    sent(opening, 181, refused=1)

    assert responses_of(company.pk, NOW).counted == 0


def test_drafts_and_the_applications_of_other_companies_do_not_count(company, opening):
    ApplicationFactory(opening=opening, state="draft", submitted_at=None)
    sent(OpeningFactory(company=CompanyFactory(), published=True), 50, refused=1)

    assert responses_of(company.pk, NOW) == Responses(0, 0, 0, None)


def test_one_opening_can_be_counted_alone(company, opening):
    sent(opening, 50, refused=1)
    other = OpeningFactory(company=company, published=True)
    sent(other, 50)

    found = responses_to(Application.objects.filter(opening=other), NOW)

    assert found == Responses(counted=1, answered=0, answers=0, days=None)


@pytest.mark.parametrize(("applications", "rate"), [(4, None), (5, 1.0)])
def test_so_few_that_they_say_nothing_give_no_rate(applications, rate, company, opening):
    for _number in range(applications):
        sent(opening, 50, refused=6)

    found = responses_of(company.pk, NOW)

    assert found.rate == rate
    assert found.median_days == (6 if rate else None)


def test_it_takes_one_query(company, opening, django_assert_num_queries):
    for _number in range(3):
        sent(opening, 50, refused=6)

    with django_assert_num_queries(1):
        responses_of(company.pk, NOW)
