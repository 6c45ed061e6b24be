"""The first page of the web admin: what waits, how long, and the last runs."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from parks.models import Verification
from tests.factories.admin import address
from tests.factories.agreements import AgreementFactory
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningReportFactory
from tests.factories.matching import MatchAlarmFactory, MatchRunFactory
from tests.factories.parks import (
    ImportJobFactory,
    OutboxMailFactory,
    ParkFactory,
    VerificationFactory,
)
from tests.matching.admin.loop_rows import TITLES, one_of_each

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

OF_AN_OFFICE = [
    "Organisations to verify",
    "Declines to confirm",
    "Openings to review",
    "Reported postings",
    "Matching alarms",
    "Failed imports of the last 14 days",
    *TITLES,
]


def ask_for_verification(park, name, days):
    """A company asked some days ago."""
    company = CompanyFactory(park=park, name_en=name)
    row = VerificationFactory(organisation=company, state="pending", decided_at=None)
    asked_at = timezone.now() - datetime.timedelta(days=days, hours=1)
    Verification.objects.filter(pk=row.pk).update(submitted_at=asked_at)
    return row


def heaps(client):
    """Return the heaps of the first page by their titles."""
    return {heap.title: heap for heap in client.get(reverse("admin:index")).context["heaps"]}


def one_of_everything(park, company):
    """A row in each heap, by its title, and beside each a row that does not wait."""
    VerificationFactory(organisation=CompanyFactory(park=park))
    OpeningFactory(company=company, published=True)
    OpeningReportFactory(opening__company=company, settled=True)
    MatchAlarmFactory(park=park, kind="failed", settled_at=timezone.now())
    ImportJobFactory(park=park, organisation=None)
    OutboxMailFactory()
    proposed = ask_for_verification(park, "Proposed", days=2)
    Verification.objects.filter(pk=proposed.pk).update(decline_proposed_at=timezone.now())
    return {
        "Organisations to verify": ask_for_verification(park, "Late", days=4),
        "Declines to confirm": proposed,
        "Openings to review": OpeningFactory(company=company, state="submitted"),
        "Reported postings": OpeningReportFactory(opening__company=company),
        "Matching alarms": MatchAlarmFactory(park=park),
        "Failed imports of the last 14 days": ImportJobFactory(
            park=park, organisation=None, state="failed", error="x"
        ),
        "Failed mails of the last 14 days": OutboxMailFactory(state="failed"),
    } | one_of_each(park)


def test_what_waits_is_counted_and_the_oldest_comes_first(sign_in, park_officer, park):
    late = ask_for_verification(park, "Late", days=4)
    ask_for_verification(park, "New", days=1)

    heap = heaps(sign_in(park_officer))["Organisations to verify"]

    assert (heap.count, heap.oldest) == (2, "the oldest has waited for 4\xa0days")
    assert [row["name"] for row in heap.rows] == ["Late", "New"]
    assert heap.rows[0]["link"] == address(late, "change")


def test_only_the_top_of_a_heap_is_shown_but_all_of_it_is_counted(sign_in, park_officer, park):
    company = CompanyFactory(park=park)
    OpeningFactory.create_batch(7, company=company, state="submitted")

    heap = heaps(sign_in(park_officer))["Openings to review"]

    assert (heap.count, len(heap.rows)) == (7, 5)


@pytest.mark.parametrize(("person", "titles"), [("park_officer", OF_AN_OFFICE), ("operator", None)])
def test_the_link_below_a_heap_opens_exactly_the_heap(
    sign_in, request, park, company, person, titles
):
    waiting = one_of_everything(park, company)
    client = sign_in(request.getfixturevalue(person))

    shown = heaps(client)
    found = {
        title: list(client.get(heap.link).context["cl"].queryset) for title, heap in shown.items()
    }

    assert found == {title: [waiting[title]] for title in titles or waiting}
    assert {heap.count for heap in shown.values()} == {1}


def test_the_oldest_of_a_heap_stands_against_the_days_that_the_park_promises(
    sign_in, park_officer, park
):
    park.answer_days = 3
    park.save()
    states = {}
    client = sign_in(park_officer)
    for days, name in ((0, "Just in"), (30, "Forgotten")):
        ask_for_verification(park, name, days=days)
        heap = heaps(client)["Organisations to verify"]
        states[name] = (heap.state, heap.state_words)

    page = client.get(reverse("admin:index")).content.decode()

    assert states == {"Just in": ("in_time", "on time"), "Forgotten": ("late", "late")}
    assert "heap-late" in page
    assert "working days late" in page


def test_failures_of_long_ago_have_left_the_heap(sign_in, operator, park):
    job = ImportJobFactory(park=park, organisation=None, state="failed", error="x")
    long_ago = timezone.now() - datetime.timedelta(days=20)
    type(job).objects.filter(pk=job.pk).update(created_at=long_ago)

    assert heaps(sign_in(operator))["Failed imports of the last 14 days"].count == 0


def test_what_ends_in_days_to_come_says_in_how_many(sign_in, park_officer, park):
    today = timezone.localdate()
    for days in (20, 0):
        ends_on = today + datetime.timedelta(days=days)
        AgreementFactory(
            park=park, in_force=True, ends_on=ends_on, starts_on=today.replace(year=2025)
        )

    heap = heaps(sign_in(park_officer))["Agreements about to end"]

    assert heap.oldest == "the next: today"
    assert [row["age"] for row in heap.rows] == ["today", "in 2\xa0weeks"]


def test_an_officer_is_not_told_what_waits_in_other_parks(sign_in, park_officer, park):
    ask_for_verification(ParkFactory(), "Elsewhere", days=9)
    OpeningFactory(state="submitted")
    OpeningReportFactory()
    MatchAlarmFactory(park=ParkFactory())
    MatchRunFactory(park=ParkFactory())
    OutboxMailFactory(state="failed")
    one_of_each(ParkFactory())

    response = sign_in(park_officer).get(reverse("admin:index"))

    found = {heap.title: heap.count for heap in response.context["heaps"]}
    assert found == dict.fromkeys(OF_AN_OFFICE, 0)
    assert response.context["runs"] == []


def test_the_operator_sees_what_waits_everywhere(sign_in, operator, park):
    ask_for_verification(ParkFactory(), "Elsewhere", days=9)
    ask_for_verification(park, "Here", days=1)

    assert heaps(sign_in(operator))["Organisations to verify"].count == 2


def test_an_empty_heap_says_so(sign_in, park_officer):
    page = sign_in(park_officer).get(reverse("admin:index")).content.decode()

    assert "No organisation waits for verification." in page
    assert "No opening waits for review." in page
    assert "Nothing is wrong with the matching." in page
    assert "No matching run yet." in page


def test_an_open_alarm_says_what_is_wrong_where(sign_in, park_officer, park):
    alarm = MatchAlarmFactory(park=park)

    heap = heaps(sign_in(park_officer))["Matching alarms"]

    assert (heap.count, heap.rows[0]["link"]) == (1, address(alarm, "change"))
    assert heap.rows[0]["name"] == "Late · BioBAY"
    assert heap.rows[0]["detail"] == "At 04:00 there were no new match lists yet."


def test_the_newest_run_of_each_park_is_shown(sign_in, operator, park):
    other = ParkFactory()
    MatchRunFactory(park=park, state="superseded")
    MatchRunFactory(park=other)
    newest = MatchRunFactory(park=park, state="failed")

    runs = sign_in(operator).get(reverse("admin:index")).context["runs"]

    assert [(run.park, run.state) for run in runs] == [(park, "failed"), (other, "published")]
    assert runs[0] == newest


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_or_three_rows(
    sign_in, park_officer, park, company, rows, django_assert_num_queries
):
    for number in range(rows):
        ask_for_verification(park, f"Company {number}", days=number)
    OpeningFactory.create_batch(rows, company=company, state="submitted")
    MatchRunFactory.create_batch(rows, park=park, state="superseded")
    for night in range(rows):
        MatchAlarmFactory(park=park, night=datetime.date(2026, 11, 1 + night))
    client = sign_in(park_officer)

    for opening in Opening.objects.all():
        OpeningReportFactory(opening=opening)
    ImportJobFactory.create_batch(rows, park=park, organisation=None, state="failed", error="x")
    for _number in range(rows):
        one_of_each(park)

    with django_assert_num_queries(15):
        response = client.get(reverse("admin:index"))

    found = {heap.title: len(heap.rows) for heap in response.context["heaps"]}
    assert found == dict.fromkeys(OF_AN_OFFICE, rows) | {"Declines to confirm": 0}
    assert Opening.objects.count() == rows
