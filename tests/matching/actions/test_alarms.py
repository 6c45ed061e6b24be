"""What is wrong with matching is told once, to those who can do something, in their language."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.utils import timezone, translation

from matching.actions.alarms import (
    AlarmSettledError,
    alarm_note,
    alarm_words,
    raise_alarm,
    raise_if_shrunken,
    raise_late_alarms,
    receivers,
    settle_alarm,
)
from matching.actions.runs import run_park
from matching.choices.runs import AlarmKind
from matching.models import MatchAlarm, MatchRun
from parks.models import LogEntry, Notice, OutboxMail
from tests.factories.matching import MatchAlarmFactory, MatchRunFactory
from tests.factories.parks import ParkFactory, UserFactory
from tests.matching.random_markets import random_market

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def fail(park) -> MatchAlarm:
    return raise_alarm(park, night=NIGHT, kind=AlarmKind.FAILED, error="the disk is full", run="")


def test_officers_of_the_park_and_operators_are_told(park, park_officer, operator, recruiter):
    UserFactory(is_superuser=True, is_active=False)

    fail(park)

    mails = OutboxMail.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == [park_officer.email, operator.email]


def test_an_officer_who_has_left_is_told_nothing(park, park_officer):
    park_officer.memberships.update(left_at=timezone.now())

    assert list(receivers(park)) == []


def test_the_same_alarm_is_raised_once_a_night(park, operator):
    first = fail(park)

    again = fail(park)
    raise_alarm(park, night=NIGHT + timedelta(days=1), kind=AlarmKind.FAILED, error="x", run="")
    raise_alarm(park, night=NIGHT, kind=AlarmKind.LATE, hour=4)

    assert again == first
    assert MatchAlarm.objects.count() == OutboxMail.objects.count() == 3


def test_a_settled_alarm_is_not_raised_again_the_same_night(park, operator):
    alarm = settle_alarm(fail(park), by=operator)

    assert fail(park).settled_at == alarm.settled_at
    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "night"), [("en", "22 November 2026"), ("zh-hans", "2026年11月22日")]
)
def test_a_mail_is_written_in_the_language_of_its_reader(language, night, park):
    UserFactory(is_superuser=True, language=language)

    alarm = fail(park)

    mail = OutboxMail.objects.get()
    with translation.override(language):
        words = alarm_words(alarm)
    assert str(park.name_en if language == "en" else park.name_zh) in mail.subject
    assert night in mail.subject
    assert mail.text.startswith(words)
    page = f"/admin/matching/matchalarm/{alarm.pk}/change/"
    assert f"\n\n{django_settings.SITE_ADDRESS}{page}\n\n" in mail.text
    notice = Notice.objects.get()
    assert (notice.kind, notice.address) == ("desk", page)
    assert mail.subject == (notice.text_en if language == "en" else notice.text_zh)


@pytest.mark.parametrize(
    ("kind", "details", "words"),
    [
        ("late", '{"hour": 4}', "At 04:00 there were no new match lists yet."),
        (
            "shrunken",
            '{"shrunken": {"graduates": [2000, 900], "matches": [50000, 7]}}',
            "More than 20 % fewer than the run before: "
            "Graduates 2,000 → 900; Matches kept 50,000 → 7.",
        ),
        (
            "failed",
            '{"error": "ValueError: bad.", "run": ""}',
            "The matching run failed: ValueError: bad. The lists before it are still shown.",
        ),
    ],
)
def test_an_alarm_says_what_happened(kind, details, words, english):
    alarm = MatchAlarmFactory(kind=kind, details=details)

    assert alarm_words(alarm) == words


def test_a_late_park_raises_an_alarm_once(park, operator):
    run = MatchRunFactory(park=park)
    MatchRun.objects.filter(pk=run.pk).update(started_at=datetime(2026, 11, 21, 2, tzinfo=SHANGHAI))

    for hour in (3, 4, 5):
        raise_late_alarms(datetime(2026, 11, 22, hour, tzinfo=SHANGHAI))

    alarm = MatchAlarm.objects.get()
    assert (alarm.park, alarm.night, alarm.kind) == (park, NIGHT, "late")
    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize(
    ("before", "now", "is_alarming"),
    [
        ((20, 20, 20), (16, 16, 16), False),
        ((20, 20, 20), (15, 20, 20), True),
        ((20, 20, 20), (20, 15, 20), True),
        ((20, 20, 20), (20, 20, 15), True),
        ((1000, 1000, 1000), (800, 800, 800), False),
        ((1000, 1000, 1000), (1000, 1000, 799), True),
        ((19, 19, 19), (0, 0, 0), False),
        ((20, 19, 19), (20, 0, 0), False),
        ((20, 20, 20), (40, 40, 40), False),
    ],
)
def test_a_run_is_shrunken_when_it_has_lost_over_a_fifth(before, now, is_alarming, park):
    names = ("graduates", "openings", "matches")
    previous = MatchRunFactory.build(park=park, **dict(zip(names, before, strict=True)))
    run = MatchRunFactory.build(park=park, **dict(zip(names, now, strict=True)))

    raise_if_shrunken(run, previous)

    assert MatchAlarm.objects.filter(kind="shrunken").exists() == is_alarming


def test_the_first_run_of_a_park_is_not_shrunken(park):
    raise_if_shrunken(MatchRunFactory.build(park=park), None)

    assert not MatchAlarm.objects.exists()


def test_a_run_that_finds_a_quarter_of_the_people_gone_is_published_and_alarms(park, operator):
    market = random_market(park, seed=3, people=30, openings=5)
    run_park(park, night=NIGHT)
    for profile in market.profiles[:8]:
        profile.parks.clear()

    run = run_park(park, night=NIGHT)

    alarm = MatchAlarm.objects.get(kind="shrunken")
    assert (run.state, alarm.park, alarm.night) == ("published", park, NIGHT)
    assert '"graduates": [30, 22]' in alarm.details
    assert OutboxMail.objects.get().recipient == operator.email
    assert Notice.objects.get().user == operator


def test_settling_says_who_and_when_and_is_done_once(park, park_officer, operator):
    alarm = MatchAlarmFactory(park=park)

    settled = settle_alarm(alarm, by=park_officer, note="The import was taken back.")
    with pytest.raises(AlarmSettledError):
        settle_alarm(alarm, by=operator)

    alarm.refresh_from_db()
    assert (alarm.settled_by, alarm.settled_at) == (park_officer, settled.settled_at)
    entry = LogEntry.objects.about(alarm).get()
    assert (entry.verb, entry.actor, entry.park) == ("settled", park_officer, park)
    assert alarm_note(alarm) == entry.details["note"] == "The import was taken back."
    assert alarm_words(alarm)


def test_a_neighbour_park_has_alarms_of_its_own(park):
    fail(park)

    fail(ParkFactory())

    assert MatchAlarm.objects.count() == 2
