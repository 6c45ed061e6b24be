"""Places in training sessions: taken in turn, waited for, given back, never more than there are."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from companies.actions.sessions import change_session
from companies.models import Session
from matching.actions.enrolments import (
    EnrolmentError,
    cancel_session,
    enrol,
    give_feedback,
    promote_waiting,
    remove_enrolment,
    withdraw_enrolment,
)
from matching.choices.enrolments import EnrolmentState
from matching.models import Enrolment
from parks.models import Notice, OutboxMail, Quota
from parks.workflow import IllegalMoveError
from tests.factories.agreements import QuotaFactory
from tests.factories.certificates import CertificateSchemeFactory
from tests.factories.parks import UserFactory
from tests.factories.talent import ProfileFactory
from tests.factories.training import EnrolmentFactory, SessionFactory
from tests.parks.brokers import broker

pytestmark = pytest.mark.usefixtures("english")
PEOPLE, PLACES, THREADS = 200, 20, 16


def enrolled(session: Session, *profiles) -> list[Enrolment]:
    return [enrol(profile=each, session=session, by=each.user) for each in profiles]


def states(rows) -> list[str]:
    return [Enrolment.objects.get(pk=row.pk).state for row in rows]


def held(session: Session) -> tuple[int, int]:
    """Places counted on the session, and people who hold one."""
    session.refresh_from_db()
    return session.taken, session.enrolments.holding_a_place().count()


@pytest.mark.django_db
def test_who_comes_when_all_is_taken_waits_and_moves_up_in_turn():
    session = SessionFactory(capacity=1)
    first, second, third = people = ProfileFactory.create_batch(3)
    rows = enrolled(session, *people)
    before = states(rows)

    withdraw_enrolment(enrolment=rows[0], by=first.user)

    assert before == ["enrolled", "waiting", "waiting"]
    assert states(rows) == ["withdrawn", "enrolled", "waiting"]
    assert held(session) == (1, 1)
    assert Notice.objects.filter(user=second.user).count() == 2
    assert OutboxMail.objects.filter(recipient=second.user.email).count() == 2
    assert Notice.objects.filter(user=third.user).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("park", "reader", "is_open"),
    [
        ("Pacific/Pago_Pago", "Pacific/Kiritimati", True),
        ("Pacific/Kiritimati", "Pacific/Pago_Pago", False),
    ],
)
def test_the_last_day_to_enrol_is_over_by_the_clock_of_the_park(park, reader, is_open, client):
    """The two islands never have the same day; a person chooses the clock they read by."""
    last_day = timezone.localdate(timezone=ZoneInfo("Pacific/Pago_Pago"))
    session = SessionFactory(programme__park__time_zone=park, enrol_by=last_day)
    person = ProfileFactory(user__time_zone=reader)
    client.force_login(person.user)

    shown = client.get(session.get_absolute_url()).context["standing"].is_open
    client.post(reverse("matching:enrol", args=[session.uuid]))

    assert (shown, session.enrolments.exists()) == (is_open, is_open)


@pytest.mark.django_db
def test_more_places_go_to_those_who_wait_and_fewer_than_are_taken_are_refused():
    session = SessionFactory(capacity=1)
    rows = enrolled(session, *ProfileFactory.create_batch(4))

    change_session(session=session, by=UserFactory(), trainers=(), capacity=3)
    promote_waiting(session=session)

    assert states(rows) == ["enrolled", "enrolled", "enrolled", "waiting"]
    with pytest.raises(Exception, match="3 places are taken"):
        change_session(session=session, by=UserFactory(), trainers=(), capacity=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"state": "draft"},
        {"state": "running"},
        {"state": "cancelled"},
        {"programme__listed": False},
        {"enrol_by": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_nobody_enrols_in_what_takes_no_enrolments(fields):
    session = SessionFactory(**fields)

    with pytest.raises(EnrolmentError):
        enrolled(session, ProfileFactory())

    assert not Enrolment.objects.exists()


@pytest.mark.django_db
def test_nobody_without_a_name_enrols_in_what_leads_to_a_certificate():
    nameless = ProfileFactory(user__full_name="")
    certified = SessionFactory(programme__scheme=CertificateSchemeFactory())

    with pytest.raises(EnrolmentError, match="name"):
        enrolled(certified, nameless)
    enrolled(SessionFactory(), nameless)

    assert Enrolment.objects.get().session != certified


@pytest.mark.django_db
def test_a_second_click_is_refused_and_after_leaving_one_may_come_again():
    session = SessionFactory()
    person = ProfileFactory()
    (row,) = enrolled(session, person)

    with pytest.raises(EnrolmentError, match="already"):
        enrolled(session, person)
    withdraw_enrolment(enrolment=row, by=person.user)
    enrolled(session, person)

    assert held(session) == (1, 1)
    with pytest.raises(IllegalMoveError):
        withdraw_enrolment(enrolment=row, by=person.user)


@pytest.mark.django_db
def test_who_is_taken_off_the_list_is_told_why_and_the_next_one_moves_up():
    session = SessionFactory(capacity=1)
    person, other = ProfileFactory.create_batch(2)
    row, waiting = enrolled(session, person, other)

    with pytest.raises(EnrolmentError):
        remove_enrolment(enrolment=row, by=UserFactory(), reason=" ")
    remove_enrolment(enrolment=row, by=UserFactory(), reason="Came to no meeting")

    assert states([row, waiting]) == ["removed", "enrolled"]
    assert (
        "Came to no meeting" in OutboxMail.objects.filter(recipient=person.user.email).last().text
    )


@pytest.mark.django_db
def test_a_session_that_is_called_off_lets_all_go_and_gives_the_places_back():
    quota = QuotaFactory(places=5, year=timezone.localdate().year)
    session = session_of(quota, capacity=1)
    people = [ProfileFactory(degree=quota.degree) for _person in range(2)]
    rows = enrolled(session, *people)
    used = Quota.objects.get(pk=quota.pk).used

    cancel_session(session=session, by=UserFactory(), reason="The trainer is ill")

    assert used == 1
    assert states(rows) == ["removed", "removed"]
    assert held(session) == (0, 0)
    assert Quota.objects.get(pk=quota.pk).used == 0
    assert all(
        "The trainer is ill" in OutboxMail.objects.filter(recipient=each.user.email).last().text
        for each in people
    )


@pytest.mark.django_db
def test_who_has_failed_so_far_hears_that_the_session_is_called_off_and_uses_no_place_any_more():
    quota = QuotaFactory(places=5, year=timezone.localdate().year)
    session = session_of(quota, capacity=2)
    failed, passed = ProfileFactory(degree=quota.degree), ProfileFactory(degree=quota.degree)
    rows = enrolled(session, failed, passed)
    for row, state in zip(rows, ("failed", "passed"), strict=True):
        Enrolment.objects.filter(pk=row.pk).update(state=state)
    Session.objects.filter(pk=session.pk).update(state="running")

    cancel_session(session=session, by=UserFactory(), reason="The trainer is ill")

    mails = OutboxMail.objects.filter(recipient=failed.user.email)
    assert "The trainer is ill" in mails.last().text
    assert states(rows) == ["failed", "passed"]
    assert Quota.objects.get(pk=quota.pk).used == 1


def session_of(quota: Quota, **fields) -> Session:
    """A session of a programme of the agreement, held while it is in force."""
    today = timezone.localdate()
    agreement = quota.agreement
    agreement.starts_on, agreement.ends_on = (
        today.replace(month=1, day=1),
        today.replace(month=12, day=31),
    )
    agreement.save()
    return SessionFactory(programme__agreement=agreement, **fields)


@pytest.mark.django_db
def test_where_the_agreement_has_no_place_left_one_waits_until_one_is_given_back():
    quota = QuotaFactory(places=1, year=timezone.localdate().year)
    session = session_of(quota, capacity=5)
    first, second = (ProfileFactory(degree=quota.degree) for _person in range(2))
    rows = enrolled(session, first, second)
    before = states(rows)

    withdraw_enrolment(enrolment=rows[0], by=first.user)

    assert before == ["enrolled", "waiting"]
    assert states(rows) == ["withdrawn", "enrolled"]
    assert Quota.objects.get(pk=quota.pk).used == 1


@pytest.mark.django_db
def test_feedback_is_given_by_those_who_took_part_and_can_be_changed():
    held_one = SessionFactory(state="assessed", starts_on=timezone.localdate() - timedelta(10))
    under_way = SessionFactory(state="running", starts_on=timezone.localdate() - timedelta(9))
    early = EnrolmentFactory(session=under_way)
    row = EnrolmentFactory(session=held_one, state="passed")
    waiting = EnrolmentFactory(session=held_one, state="waiting")

    give_feedback(enrolment=row, rating=3, feedback="Too fast", by=row.profile.user)
    give_feedback(enrolment=row, rating=5, feedback=" Good ", by=row.profile.user)

    row.refresh_from_db()
    assert (row.rating, row.feedback) == (5, "Good")
    with pytest.raises(EnrolmentError):
        give_feedback(enrolment=row, rating=6, feedback="", by=row.profile.user)
    with pytest.raises(EnrolmentError):
        give_feedback(enrolment=waiting, rating=4, feedback="", by=waiting.profile.user)
    with pytest.raises(EnrolmentError, match="from the last day on"):
        give_feedback(enrolment=early, rating=4, feedback="", by=early.profile.user)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(capacity=some.integers(1, 4), places=some.integers(0, 4), seed=some.integers(0, 9999))
def test_whatever_people_do_places_are_those_who_hold_them(capacity, places, seed):
    random = Random(seed)  # noqa: S311 - draws a story, keeps no secret
    quota = QuotaFactory(places=places, year=timezone.localdate().year)
    session = session_of(quota, capacity=capacity)
    people = [ProfileFactory(degree=quota.degree) for _person in range(6)]

    for _step in range(14):
        person = random.choice(people)
        live = Enrolment.objects.live().filter(session=session, profile=person).first()
        if live is None:
            enrolled(session, person)
        else:
            withdraw_enrolment(enrolment=live, by=person.user)

        taken, holders = held(session)
        used = Quota.objects.get(pk=quota.pk).used
        assert taken == holders == used == min(capacity, places, len(live_rows(session)))


def live_rows(session: Session) -> list[Enrolment]:
    return list(session.enrolments.live())


def at_once(jobs: list[Callable[[], object]]) -> list:
    def run(job):
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool, broker():
        return list(pool.map(run, jobs))


@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_at_once_twenty_have_a_place_and_the_others_wait_in_order():
    session = SessionFactory(capacity=PLACES)
    people = ProfileFactory.create_batch(PEOPLE)

    def asking(person) -> Callable[[], Enrolment]:
        return lambda: enrol(profile=person, session=session, by=person.user)

    rows = at_once([asking(person) for person in people])

    assert Counter(row.state for row in rows) == {"enrolled": PLACES, "waiting": PEOPLE - PLACES}
    assert held(session) == (PLACES, PLACES)
    waiting = list(Enrolment.objects.waiting_in_turn().filter(session=session))
    last_in = max(row.enrolled_at for row in session.enrolments.holding_a_place())
    assert [row.enrolled_at for row in waiting] == sorted({row.enrolled_at for row in waiting})
    assert last_in < waiting[0].enrolled_at


@pytest.mark.django_db(transaction=True)
def test_places_that_are_given_back_at_once_each_go_to_the_next_one_once():
    session = SessionFactory(capacity=4)
    people = ProfileFactory.create_batch(10)
    rows = enrolled(session, *people)

    def leaving(row) -> Callable[[], Enrolment]:
        return lambda: withdraw_enrolment(enrolment=row, by=row.profile.user)

    at_once([leaving(row) for row in rows[:4]])

    assert (
        states(rows)
        == [EnrolmentState.WITHDRAWN] * 4
        + [EnrolmentState.ENROLLED] * 4
        + [EnrolmentState.WAITING] * 2
    )
    assert held(session) == (4, 4)
