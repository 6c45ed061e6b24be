"""Who is told of which new openings, when and how; the clock is handed in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from companies.models import Opening
from matching.actions.alerts import due_at, people_to_tell, tell_news
from matching.models import Alert, AlertedOpening
from matching.queries.news import MOST_IN_A_MAIL
from parks.models import Notice, NoticePreference, OutboxMail
from talent.models import Profile
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.matching import (
    ApplicationFactory,
    DismissalFactory,
    SavedSearchFactory,
)
from tests.matching.searchable import make_searchable
from tests.parks.brokers import broker

pytestmark = pytest.mark.django_db

# 6:30 in the morning in China is 22:30 of the day before in UTC. 16 November 2026 is a Monday.
SAVED = datetime(2026, 11, 11, 4, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 15, 22, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def search(**values):
    return SavedSearchFactory(**({"alerts_since": SAVED} | values))


def opening(published_at: datetime = SAVED + timedelta(hours=1), **values) -> Opening:
    made = OpeningFactory(state="published", published_at=published_at, **values)
    make_searchable()
    return made


def told(profile: Profile) -> list[Opening]:
    rows = AlertedOpening.objects.filter(profile=profile).order_by("pk")
    return [row.opening for row in rows.select_related("opening")]


def mail_texts() -> list[str]:
    return list(OutboxMail.objects.order_by("pk").values_list("text", flat=True))


@pytest.mark.parametrize(
    ("now", "daily", "weekly"),
    [
        ("2026-11-18T22:29", date(2026, 11, 18), date(2026, 11, 16)),
        ("2026-11-18T22:30", date(2026, 11, 19), date(2026, 11, 16)),
        ("2026-11-15T22:29", date(2026, 11, 15), date(2026, 11, 9)),
        ("2026-11-15T22:30", date(2026, 11, 16), date(2026, 11, 16)),
    ],
)
def test_mail_is_due_at_half_past_six_in_china_and_on_mondays(now, daily, weekly):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    days = [timezone.localdate(due_at(period, moment)) for period in ("daily", "weekly")]

    assert days == [daily, weekly]


def test_one_mail_holds_the_new_openings_of_all_searches_of_the_period():
    jobs = search(query="kind=job", name="Jobs")
    search(profile=jobs.profile, query="kind=postdoc", name="Research")
    job, postdoc, other = (opening(kind=kind) for kind in ("job", "postdoc", "internship"))

    alerts = tell_news(jobs.profile_id, now=MONDAY)

    assert [alert.day for alert in alerts] == [date(2026, 11, 16)]
    assert set(told(jobs.profile)) == {job, postdoc}
    mail = OutboxMail.objects.get()
    assert mail.recipient == jobs.profile.user.email
    parts = ["“Jobs”", job.get_absolute_url(), "“Research”", postdoc.get_absolute_url()]
    assert sorted(parts, key=mail.text.index) == parts
    assert other.get_absolute_url() not in mail.text


def test_an_opening_that_two_searches_find_stands_in_the_mail_once():
    first = search(query="kind=job", name="Jobs")
    search(profile=first.profile, name="Everything")
    found = opening()

    tell_news(first.profile_id, now=MONDAY)

    assert OutboxMail.objects.get().text.count(found.get_absolute_url()) == 1
    assert "“Everything”" not in OutboxMail.objects.get().text


def test_only_what_is_published_after_the_search_was_saved_is_news():
    mine = search()
    opening(SAVED - timedelta(seconds=1))
    opening(SAVED)
    new = opening(SAVED + timedelta(seconds=1))

    tell_news(mine.profile_id, now=MONDAY)

    assert told(mine.profile) == [new]


def test_what_is_published_after_the_mail_was_due_comes_with_the_next():
    mine = search()
    late = opening(MONDAY + timedelta(minutes=1))

    first = tell_news(mine.profile_id, now=MONDAY + timedelta(hours=2))
    second = tell_news(mine.profile_id, now=MONDAY + DAY)

    assert (first, [alert.day for alert in second]) == ([], [date(2026, 11, 17)])
    assert told(mine.profile) == [late]


def test_without_news_there_is_no_mail():
    mine = search()

    assert tell_news(mine.profile_id, now=MONDAY) == []
    assert [model.objects.count() for model in (Alert, OutboxMail, Notice)] == [0, 0, 0]


def test_of_each_period_there_is_one_mail_and_no_opening_stands_in_both():
    daily = search(query="kind=job")
    search(profile=daily.profile, period="weekly")
    opening(kind="job")
    opening(kind="postdoc")

    alerts = tell_news(daily.profile_id, now=MONDAY)

    assert [alert.period for alert in alerts] == ["daily", "weekly"]
    assert [alert.openings.count() for alert in alerts] == [1, 1]
    assert OutboxMail.objects.count() == 2


def test_a_weekly_search_saved_in_the_week_is_told_of_on_monday():
    weekly = search(period="weekly")
    opening()

    before = [tell_news(weekly.profile_id, now=MONDAY - days * DAY) for days in (4, 3, 2, 1)]
    monday = tell_news(weekly.profile_id, now=MONDAY)

    assert before == [[]] * 4
    assert [alert.day for alert in monday] == [date(2026, 11, 16)]


def test_a_monday_without_workers_is_made_up_for_on_tuesday():
    weekly = search(period="weekly")
    told_late = opening()
    opening(MONDAY + timedelta(hours=1))

    tell_news(weekly.profile_id, now=MONDAY + DAY)

    assert told(weekly.profile) == [told_late]
    assert Alert.objects.get().day == date(2026, 11, 16)


def test_three_of_a_company_stand_in_a_mail_and_the_rest_comes_later():
    mine, company = search(), CompanyFactory(name_en="Alpha Biologics", slug="alpha")
    ours = [opening(SAVED + timedelta(hours=hour), company=company) for hour in range(1, 8)]
    other = opening(SAVED + timedelta(hours=9))

    for day in range(4):
        tell_news(mine.profile_id, now=MONDAY + day * DAY)

    texts = mail_texts()
    in_mails = [{each for each in [*ours, other] if each.get_absolute_url() in t} for t in texts]
    assert in_mails == [{*ours[:3], other}, {*ours[3:6]}, {ours[6]}]
    assert "/companies/alpha/" in texts[0]
    assert ["4" in texts[0], "1" in texts[1]] == [True, True]


def test_the_rest_at_a_company_is_told_in_the_readers_language():
    mine, company = search(), CompanyFactory(name_en="Alpha", name_zh="阿尔法", slug="alpha")
    mine.profile.user.language = "en"
    mine.profile.user.save(update_fields=["language"])
    for _number in range(5):
        opening(company=company)

    tell_news(mine.profile_id, now=MONDAY)

    mail = OutboxMail.objects.get()
    assert "3 new openings for your saved searches" in mail.subject
    assert "And 2 more at Alpha; they come with the next mail: http" in mail.text


def test_a_long_mail_ends_and_what_waited_longest_comes_first():
    mine = search()
    companies = CompanyFactory.create_batch(MOST_IN_A_MAIL + 2)
    made = [
        OpeningFactory(
            company=company, state="published", published_at=SAVED + timedelta(minutes=1 + minute)
        )
        for minute, company in enumerate(companies)
    ]
    make_searchable()

    for day in range(3):
        tell_news(mine.profile_id, now=MONDAY + day * DAY)

    first, second = Alert.objects.order_by("day")
    assert [row.opening for row in second.openings.order_by("pk")] == made[MOST_IN_A_MAIL:]
    assert first.openings.count() == MOST_IN_A_MAIL


@pytest.mark.parametrize("factory", [DismissalFactory, ApplicationFactory])
def test_what_a_person_has_dealt_with_is_no_news(factory):
    mine = search()
    factory(profile=mine.profile, opening=opening())
    new = opening()
    factory(opening=new)

    tell_news(mine.profile_id, now=MONDAY)

    assert told(mine.profile) == [new]


def test_an_application_only_begun_does_not_hide_the_opening():
    mine, found = search(), opening()
    ApplicationFactory(profile=mine.profile, opening=found, state="draft", submitted_at=None)

    tell_news(mine.profile_id, now=MONDAY)

    assert told(mine.profile) == [found]


def test_what_has_closed_before_the_mail_is_no_news():
    mine, closed = search(), opening()
    Opening.objects.filter(pk=closed.pk).update(state="closed")
    make_searchable()

    assert tell_news(mine.profile_id, now=MONDAY) == []


def test_what_is_published_again_is_not_told_again():
    mine, found = search(), opening()
    tell_news(mine.profile_id, now=MONDAY)
    Opening.objects.filter(pk=found.pk).update(published_at=MONDAY + timedelta(hours=1))
    make_searchable()

    assert tell_news(mine.profile_id, now=MONDAY + DAY) == []


def test_a_search_without_mail_is_never_told_of():
    mine = search(period="never")
    opening()

    assert people_to_tell(MONDAY) == []
    assert tell_news(mine.profile_id, now=MONDAY) == []


@pytest.mark.parametrize("leaving", ["erased", "inactive"])
def test_who_has_left_is_told_nothing(leaving):
    mine = search()
    opening()
    if leaving == "erased":
        Profile.objects.filter(pk=mine.profile_id).update(erased_at=MONDAY)
    else:
        mine.profile.user.is_active = False
        mine.profile.user.save(update_fields=["is_active"])

    assert people_to_tell(MONDAY) == []
    assert tell_news(mine.profile_id, now=MONDAY) == []
    assert not OutboxMail.objects.exists()


def test_somebody_who_is_gone_is_no_error():
    assert tell_news(0, now=MONDAY) == []


def test_who_has_their_mail_is_not_asked_for_again():
    told_already, waiting = search(), search()
    weekly = search(period="weekly")
    too_new = search(alerts_since=MONDAY)
    opening()

    before = people_to_tell(MONDAY)
    tell_news(told_already.profile_id, now=MONDAY)
    after = people_to_tell(MONDAY)

    assert before == [told_already.profile_id, waiting.profile_id, weekly.profile_id]
    assert after == [waiting.profile_id, weekly.profile_id]
    assert too_new.profile_id in people_to_tell(MONDAY + DAY)


def test_the_mail_can_be_stopped_by_one_click_and_the_notice_leads_to_its_openings():
    mine = search()
    opening()

    (alert,) = tell_news(mine.profile_id, now=MONDAY)

    mail, notice = OutboxMail.objects.get(), Notice.objects.get()
    assert "/alerts/unsubscribe/" in mail.unsubscribe_url
    assert mail.unsubscribe_url in mail.text
    assert notice.kind == "alert"
    assert notice.address == f"/me/alerts/{alert.pk}/"


def test_who_wants_to_be_told_here_only_gets_no_mail():
    mine = search()
    NoticePreference.objects.create(user=mine.profile.user, kind="alert", by_mail=False)
    found = opening()

    tell_news(mine.profile_id, now=MONDAY)

    assert (OutboxMail.objects.count(), Notice.objects.count()) == (0, 1)
    assert told(mine.profile) == [found]


class CutOffError(Exception):
    """The worker is killed before its transaction ends."""


def test_a_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_writes_the_mail():
    mine, found = search(), opening()

    with pytest.raises(CutOffError), transaction.atomic():
        tell_news(mine.profile_id, now=MONDAY)
        raise CutOffError
    left = [model.objects.count() for model in (Alert, AlertedOpening, OutboxMail, Notice)]
    tell_news(mine.profile_id, now=MONDAY)

    assert left == [0, 0, 0, 0]
    assert told(mine.profile) == [found]
    assert OutboxMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_write_one_mail():
    mine = search()
    for _number in range(5):
        opening()
    together = Barrier(8)

    def work(_number: int) -> int:
        together.wait()
        try:
            return len(tell_news(mine.profile_id, now=MONDAY))
        finally:
            connection.close()

    with broker(), ThreadPoolExecutor(8) as pool:
        written = list(pool.map(work, range(8)))

    assert sorted(written) == [0] * 7 + [1]
    assert OutboxMail.objects.count() == 1
    assert AlertedOpening.objects.count() == 5


@pytest.mark.parametrize("number", [1, 5])
def test_the_mail_costs_the_same_for_one_opening_or_five(number, django_assert_num_queries):
    mine, other = search(), search()
    for _number in range(number):
        opening(company=CompanyFactory())
    tell_news(other.profile_id, now=MONDAY)

    with django_assert_num_queries(20):
        tell_news(mine.profile_id, now=MONDAY)
