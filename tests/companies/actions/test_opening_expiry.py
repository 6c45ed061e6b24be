"""The last day of an opening: a reminder a week before, one on the day, then the end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from companies.actions.opening_expiry import expire_openings
from companies.models import Opening
from companies.tasks import expire_openings as task
from parks.choices.organisations import MembershipRole
from parks.models import Notice
from tests.factories.companies import CompanyFactory, OpeningFactory
from tests.factories.parks import MembershipFactory, ParkFactory

pytestmark = pytest.mark.django_db

LAST = date(2026, 11, 30)
MORNING = datetime(2026, 11, 30, 0, 25, tzinfo=UTC)


@pytest.fixture
def opening(company, recruiter):
    return OpeningFactory(
        company=company, published=True, closes_on=LAST, title_en="Analyst", title_zh="分析员"
    )


def told() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("text_en", flat=True))


@pytest.mark.parametrize(
    ("days", "notices"),
    [
        (-8, []),
        (-7, ["7 days left to apply: Analyst"]),
        (-3, ["3 days left to apply: Analyst"]),
        (-1, ["1 day left to apply: Analyst"]),
        (0, ["Today is the last day: Analyst"]),
    ],
)
def test_the_company_is_told_seven_days_before_and_on_the_day(opening, days, notices):
    for _delivery in range(2):
        expire_openings(MORNING + timedelta(days=days))

    assert told() == notices
    assert Opening.objects.get().state == "published"


def test_both_reminders_come_once_each_though_it_runs_every_day(opening):
    for days in range(-10, 1):
        expire_openings(MORNING + timedelta(days=days))

    assert told() == ["7 days left to apply: Analyst", "Today is the last day: Analyst"]


def test_a_later_last_day_is_reminded_of_anew(opening):
    expire_openings(MORNING - timedelta(days=7))
    Opening.objects.update(closes_on=LAST + timedelta(days=30))

    expire_openings(MORNING + timedelta(days=23))

    assert told() == ["7 days left to apply: Analyst"] * 2


@pytest.mark.parametrize("state", ["published", "paused"])
def test_an_opening_expires_after_its_last_day(opening, state):
    Opening.objects.update(state=state)

    ended = expire_openings(MORNING + timedelta(days=1))

    assert ended == 1
    assert Opening.objects.get().state == "expired"
    assert expire_openings(MORNING + timedelta(days=1)) == 0


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "closed", "expired"])
def test_what_is_not_on_show_does_not_expire(opening, state):
    Opening.objects.update(state=state, review_comment="Before")

    ended = expire_openings(MORNING + timedelta(days=1))

    assert (ended, told()) == (0, [])
    assert Opening.objects.get().state == state


def test_an_opening_without_a_last_day_stays():
    OpeningFactory(published=True)

    assert expire_openings(MORNING) == 0


def test_the_day_is_that_of_the_park():
    evening = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    for zone in ("Asia/Shanghai", "Europe/Berlin"):
        company = CompanyFactory(park=ParkFactory(time_zone=zone))
        OpeningFactory(company=company, published=True, closes_on=LAST)

    expire_openings(evening)

    states = dict(Opening.objects.values_list("park__time_zone", "state"))
    assert states == {"Asia/Shanghai": "expired", "Europe/Berlin": "published"}


def test_interviewers_and_people_who_left_are_told_nothing(opening, company):
    MembershipFactory(organisation=company, role=MembershipRole.INTERVIEWER)
    MembershipFactory(organisation=company, left_at=timezone.now())

    expire_openings(MORNING)

    assert Notice.objects.count() == 1


def test_beat_has_it_done_once_a_day(settings, opening):
    entries = [
        entry
        for entry in settings.CELERY_BEAT_SCHEDULE.values()
        if entry["task"] == "companies.expire_openings"
    ]
    Opening.objects.update(closes_on=timezone.localdate() - timedelta(days=2))

    task()

    assert len(entries) == 1
    assert Opening.objects.get().state == "expired"
