"""Thirty days of saved searches by a clock of our own, two workers at once every morning.

People save, change and stop searches at any hour; openings appear, and some close the same day.
What must come is worked out here from the days alone, and compared with the mails as written.
"""

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from django.db import connection

from companies.models import Company, Opening
from matching.actions.alerts import people_to_tell, tell_news
from matching.actions.unsubscribing import resume_alerts, stop_alerts
from matching.actions.wishes import change_search, save_search
from matching.models import SavedSearch
from parks.models import OutboxMail
from talent.models import Profile
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.talent import ProfileFactory
from tests.matching.searchable import make_searchable
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db(transaction=True)

FIRST_MORNING = datetime(2026, 11, 1, 22, 30, tzinfo=UTC)  # Monday 2 November, 6:30 in China
DAY, DAYS = timedelta(days=1), 30
QUIET_DAYS = 8
"""After so many mornings without a mail nothing waits any more, for a weekly mail either."""
KINDS = ("job", "internship", "training_place", "postdoc")
ADDRESS = re.compile(r"/openings/([0-9a-f-]{36})/")
PERIODS = ("daily", "weekly")


@dataclass
class Wanted:
    """A search as this test understands it: kinds, from when to when, and how often."""

    row: SavedSearch
    kinds: frozenset[str]
    since: datetime
    period: str

    def finds(self, opening: Opening) -> bool:
        return opening.kind in self.kinds and opening.published_at > self.since


@dataclass
class Month:
    """What happened, and every mail with the morning it was written on."""

    random: Random
    worker: ThreadPoolExecutor
    people: list[Profile]
    companies: list[Company]
    wanted: dict[int, list[Wanted]] = field(default_factory=dict)
    lasting: list[Opening] = field(default_factory=list)
    mails: list[tuple[datetime, int, set[UUID]]] = field(default_factory=list)

    def hour_after(self, morning: datetime) -> datetime:
        return morning + timedelta(minutes=self.random.randrange(1, 24 * 60))

    def save(self, person: Profile, moment: datetime) -> None:
        kinds = self.random.sample(KINDS, self.random.randint(1, 2))
        period = self.random.choice(PERIODS)
        query = "&".join(f"kind={kind}" for kind in kinds)
        row = save_search(person, query=query, name=query, now=moment, period=period)
        if row.alerts_since == moment:
            wanted = Wanted(row, frozenset(kinds), moment, period)
            self.wanted.setdefault(person.pk, []).append(wanted)

    def publish(self, morning: datetime) -> None:
        for _number in range(self.random.randint(0, 5)):
            made = OpeningFactory(
                company=self.random.choice(self.companies),
                kind=self.random.choice(KINDS),
                state="published",
                published_at=self.hour_after(morning),
            )
            if self.random.random() < 0.2:  # closed before anybody could be told
                Opening.objects.filter(pk=made.pk).update(state="closed")
            else:
                self.lasting.append(made)

    def send(self, morning: datetime) -> None:
        """Two workers go through everybody at once; on Mondays one of them again."""
        before = OutboxMail.objects.count()
        other = self.worker.submit(work, morning)
        work(morning)
        other.result()
        if morning.weekday() == FIRST_MORNING.weekday():
            work(morning)
        for mail in OutboxMail.objects.order_by("pk")[before:]:
            found = [UUID(each) for each in ADDRESS.findall(mail.text)]
            assert len(found) == len(set(found))
            self.mails.append((morning, mail.user.profile.pk, set(found)))

    def told(self, person: Profile) -> list[UUID]:
        return [uuid for _day, pk, uuids in self.mails if pk == person.pk for uuid in uuids]

    def expected(self, person: Profile) -> set[UUID]:
        searches = self.wanted.get(person.pk, [])
        return {
            each.uuid for each in self.lasting if any(search.finds(each) for search in searches)
        }


def work(morning: datetime) -> None:
    for profile_id in people_to_tell(morning):
        tell_news(profile_id, now=morning)


@pytest.fixture
def month() -> Iterator[Month]:
    random = Random(30)  # noqa: S311  not for secrets
    people, companies = ProfileFactory.create_batch(4), CompanyFactory.create_batch(4)
    with broker(), ThreadPoolExecutor(1) as worker:
        yield Month(random, worker, people, companies)
        worker.submit(lambda: connection.close()).result()  # of its own thread


def live_through(month: Month, days: range) -> None:
    for number in days:
        morning = FIRST_MORNING + number * DAY
        make_searchable()
        month.send(morning)
        month.publish(morning)


def live_until_quiet(month: Month) -> None:
    """Let mornings pass without anything new, until all that waited behind the caps is told."""
    make_searchable()
    morning, quiet = FIRST_MORNING + DAYS * DAY, 0
    while quiet < QUIET_DAYS:
        before = len(month.mails)
        month.send(morning)
        morning, quiet = morning + DAY, quiet + 1 if len(month.mails) == before else 0


def test_in_a_month_nobody_is_told_twice_or_too_often_and_nobody_misses_anything(month):
    for number in range(DAYS):
        for person in month.people:
            few = len(month.wanted.get(person.pk, [])) < 4
            if number == 0 or (few and month.random.random() < 0.1):
                month.save(person, FIRST_MORNING + number * DAY - timedelta(hours=5))
        live_through(month, range(number, number + 1))
    live_until_quiet(month)

    for person in month.people:
        told = month.told(person)
        assert len(told) == len(set(told))
        assert set(told) == month.expected(person)
        check_mornings(month, person)
    assert most_of_a_company(month) == 3
    assert len(month.mails) > 60
    assert sum(len(month.told(person)) for person in month.people) > 100


def check_mornings(month: Month, person: Profile) -> None:
    """One mail of each period on a morning, and on Mondays alone for weekly searches."""
    mornings = [day for day, pk, _told in month.mails if pk == person.pk]
    periods = {wanted.period for wanted in month.wanted[person.pk]}
    assert max(map(mornings.count, mornings)) <= len(periods)
    if periods == {"weekly"}:
        assert {day.weekday() for day in mornings} == {FIRST_MORNING.weekday()}


def most_of_a_company(month: Month) -> int:
    """The largest number of openings of one company in one mail."""
    company = {each.uuid: each.company_id for each in month.lasting}
    return max(
        max(Counter(company[uuid] for uuid in told).values()) for _day, _pk, told in month.mails
    )


def test_nobody_waits_longer_than_the_period_when_no_company_has_many(month):
    month.companies += CompanyFactory.create_batch(40)
    for person in month.people:
        month.save(person, FIRST_MORNING - timedelta(hours=5))
    live_through(month, range(DAYS))
    live_until_quiet(month)

    published = {each.uuid: each.published_at for each in month.lasting}
    for morning, pk, told in month.mails:
        (wanted,) = month.wanted[pk]
        longest = DAY if wanted.period == "daily" else 7 * DAY
        assert all(timedelta(0) < morning - published[uuid] <= longest for uuid in told)


def test_after_somebody_unsubscribed_no_mail_comes_and_the_others_get_theirs(month):
    stopped = {}
    for person in month.people:
        month.save(person, FIRST_MORNING - timedelta(hours=5))
    for number in range(DAYS):
        live_through(month, range(number, number + 1))
        if number in (6, 13, 20):
            leaver = month.people[number % 3]
            stop_alerts(leaver, now=FIRST_MORNING + number * DAY)
            stopped[leaver.pk] = FIRST_MORNING + number * DAY
    live_until_quiet(month)

    assert len(stopped) == 3
    assert all(day <= stopped.get(pk, day) for day, pk, _told in month.mails)
    for person in month.people:
        told, expected = set(month.told(person)), month.expected(person)
        assert told < expected if person.pk in stopped else told == expected


def test_what_was_taken_back_within_a_day_is_as_if_it_had_not_been(month):
    for person in month.people:
        month.save(person, FIRST_MORNING - timedelta(hours=5))
    live_through(month, range(10))
    stopped_at = FIRST_MORNING + 9 * DAY + timedelta(hours=3)
    stops = [(person, stop_alerts(person, now=stopped_at).undo) for person in month.people]
    live_through(month, range(10, 11))
    silent = [day for day, _pk, _told in month.mails if day == FIRST_MORNING + 10 * DAY]
    for person, undo in stops:
        resume_alerts(person, undo, now=stopped_at + DAY)
    live_through(month, range(11, DAYS))
    live_until_quiet(month)

    assert silent == []
    for person in month.people:
        assert sorted(month.told(person)) == sorted(month.expected(person))


def test_who_asks_for_mail_again_later_is_told_of_what_comes_from_then_on(month):
    person, again = month.people[0], FIRST_MORNING + 20 * DAY + timedelta(hours=1)
    month.save(person, FIRST_MORNING - timedelta(hours=5))
    (wanted,) = month.wanted[person.pk]
    live_through(month, range(10))
    stop_alerts(person, now=again - 10 * DAY)
    before = set(month.told(person))
    live_through(month, range(10, 21))
    change_search(wanted.row, name="Again", period="daily", now=again)
    live_through(month, range(21, DAYS))
    live_until_quiet(month)

    wanted.since = again
    assert set(month.told(person)) == before | month.expected(person)
    assert len(month.told(person)) == len(set(month.told(person)))
    assert min(day for day, _pk, told in month.mails if not told <= before) > again
