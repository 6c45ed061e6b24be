"""Places of a base given out at once on a real database: never more than there are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from matching.actions.base_stays import begin_stay, call_off_stay
from matching.models import BaseStay
from parks.actions.bases import BaseError
from tests.factories.agreements import AgreementFactory, BaseFactory, MentorFactory, QuotaFactory
from tests.factories.parks import UserFactory
from tests.factories.talent import ProfileFactory
from tests.factories.vocabulary import DegreeLevelFactory
from tests.parks.brokers import broker

THREADS, STUDENTS, DAYS = 4, 8, 10


@pytest.mark.django_db(transaction=True)
@settings(max_examples=6)
@given(
    capacity=some.integers(0, 4),
    places=some.integers(0, 6),
    at_most=some.integers(1, 4),
    seed=some.integers(0, 9999),
)
def test_base_agreement_and_mentor_are_never_oversold(capacity, places, at_most, seed):
    today, by, degree = timezone.localdate(), UserFactory(), DegreeLevelFactory()
    agreement = AgreementFactory(
        in_force=True, starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=900)
    )
    for year in (today.year, today.year + 1):
        QuotaFactory(agreement=agreement, degree=degree, year=year, places=places)
    base = BaseFactory(agreement=agreement, capacity=capacity)
    mentor = MentorFactory(base=base, students_at_most=at_most)
    random = Random(seed)  # noqa: S311 - draws a story, keeps no secret

    def comes(keeps: bool, first: int, last: int) -> Callable[[], None]:
        profile = ProfileFactory(degree=degree)

        def run() -> None:
            try:
                stay = begin_stay(
                    base=base,
                    profile=profile,
                    mentor=mentor,
                    starts_on=today + timedelta(days=first),
                    ends_on=today + timedelta(days=last),
                    by=by,
                )
                if not keeps:
                    call_off_stay(stay=stay, reason="Ill.", by=by)
            except BaseError:
                return
            finally:
                connection.close()

        return run

    jobs = []
    for _student in range(STUDENTS):
        first = random.randrange(DAYS)
        jobs.append(comes(random.random() < 0.7, first, random.randrange(first, DAYS)))
    with broker(), ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda job: job(), jobs))

    stays = list(BaseStay.objects.filter(base=base))
    assert fullest_day(stays, today) <= min(capacity, at_most)
    for quota in agreement.quotas.all():
        assert quota.used == sum(stay.quota_id == quota.pk for stay in stays) <= quota.places


def fullest_day(stays: list[BaseStay], today: date) -> int:
    """Count day by day, as a person would with the list in hand."""
    days = [today + timedelta(days=number) for number in range(DAYS)]
    return max(sum(stay.starts_on <= day <= stay.ends_on for stay in stays) for day in days)
