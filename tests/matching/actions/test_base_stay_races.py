"""Places of a base given out at once on a real database: never more than there are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from matching.actions.base_stays import begin_stay, call_off_stay
from matching.actions.enrolments import enrol, withdraw_enrolment
from matching.actions.erasure import erase_account
from matching.models import BaseStay, Enrolment
from parks.actions.agreements import move_on
from parks.actions.bases import BaseError
from tests.factories.agreements import AgreementFactory, BaseFactory, MentorFactory, QuotaFactory
from tests.factories.parks import UserFactory
from tests.factories.talent import ProfileFactory
from tests.factories.training import SessionFactory
from tests.factories.vocabulary import DegreeLevelFactory
from tests.lock_waits import wait_until_waiting
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


@pytest.mark.django_db(transaction=True)
def test_who_leaves_a_class_in_one_tab_while_a_base_takes_them_keeps_the_place():
    today = timezone.localdate()
    agreement = AgreementFactory(
        in_force=True, starts_on=today - timedelta(days=1), ends_on=today + timedelta(days=60)
    )
    base, person = BaseFactory(agreement=agreement), ProfileFactory(degree=DegreeLevelFactory())
    for year in (today.year, today.year + 1):
        QuotaFactory(agreement=agreement, degree=person.degree, year=year)
    session = SessionFactory(programme__agreement=agreement)

    def leave(row: Enrolment) -> None:
        try:
            withdraw_enrolment(enrolment=row, by=person.user)
        finally:
            connection.close()

    with broker(), ThreadPoolExecutor(1) as pool:
        row = enrol(profile=person, session=session, by=person.user)
        with transaction.atomic():
            stay = begin_stay(base=base, profile=person, starts_on=today, by=person.user)
            left = pool.submit(leave, row)
            wait([left], timeout=1)
        left.result()

    stay.refresh_from_db()
    assert stay.quota is not None
    assert sum(quota.used for quota in agreement.quotas.all()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("english")
def test_who_waits_while_a_renewal_takes_the_base_over_is_asked_to_try_again():
    today, by = timezone.localdate(), UserFactory()
    old = AgreementFactory(in_force=True)
    new = AgreementFactory(
        park=old.park,
        state="signed",
        signed_on=today,
        starts_on=today,
        ends_on=today + timedelta(days=300),
        renews=old,
    )
    base, profile = BaseFactory(agreement=old), ProfileFactory()

    def begins() -> str:
        try:
            begin_stay(base=base, profile=profile, starts_on=today, by=by)
        except BaseError as error:
            return str(error)
        finally:
            connection.close()
        return "begun"

    with broker(), ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            move_on(new, today)
            answer = pool.submit(begins)
            wait_until_waiting(1)
        said = answer.result()
        base.refresh_from_db()
        stay = begin_stay(base=base, profile=profile, starts_on=today, by=by)

    assert said != "begun"
    assert (base.agreement, stay.base) == (new, base)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("english")
def test_who_is_erased_while_a_base_gives_them_a_place_is_waited_for():
    today, by = timezone.localdate(), UserFactory()
    quota = QuotaFactory(
        places=5,
        year=today.year,
        agreement__starts_on=date(today.year, 1, 1),
        agreement__ends_on=date(today.year, 12, 31),
    )
    profile = ProfileFactory(degree=quota.degree)
    user = profile.user
    session = SessionFactory(programme__agreement=quota.agreement, starts_on=today, enrol_by=today)
    base = BaseFactory(agreement=quota.agreement)

    def at_once(action: Callable[[], object]) -> str:
        try:
            action()
        except BaseError as error:
            return str(error)
        finally:
            connection.close()
        return ""

    with broker(), ThreadPoolExecutor(2) as pool:
        row = enrol(profile=profile, session=session, by=user)
        with transaction.atomic():
            Enrolment.objects.select_for_update(of=("self",)).get(pk=row.pk)
            erased = pool.submit(at_once, lambda: erase_account(user, now=timezone.now()))
            wait_until_waiting(1)
            begun = pool.submit(
                at_once, lambda: begin_stay(base=base, profile=profile, starts_on=today, by=by)
            )
            wait_until_waiting(2)
        said = [erased.result(), begun.result()]

    quota.refresh_from_db()
    assert (said[0] == "", said[1] == "") == (True, False)
    assert (quota.used, BaseStay.objects.count()) == (0, 0)
