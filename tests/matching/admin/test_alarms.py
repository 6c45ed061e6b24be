"""Alarms in the web admin: read in words, filtered, settled; and the journals behind matching."""

import pytest
from django.urls import reverse

from matching.models import MatchAlarm, MatchChange, MatchShard
from parks.models import LogEntry
from tests.factories.admin import address
from tests.factories.matching import MatchAlarmFactory, MatchShardFactory
from tests.factories.parks import ParkFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]


ANSWER = {"answered": "yes", "note": "Two companies have left."}


def settling(alarm: MatchAlarm) -> str:
    return reverse("admin:matching_matchalarm_settle", args=[alarm.pk])


def test_an_alarm_is_read_in_words(sign_in, park_officer, park):
    alarm = MatchAlarmFactory(
        park=park, kind="shrunken", details='{"shrunken": {"openings": [412, 12]}}'
    )
    client = sign_in(park_officer)

    links = (address(alarm, "change"), address(MatchAlarm, "changelist"))
    pages = [client.get(link).content.decode() for link in links]

    words = "More than 20 % fewer than the run before: Openings 412 → 12."
    assert [words in page for page in pages] == [True, True]


def test_an_officer_settles_an_alarm(sign_in, park_officer, park, said):
    alarm = MatchAlarmFactory(park=park)

    response = sign_in(park_officer).post(settling(alarm), ANSWER)

    alarm.refresh_from_db()
    assert alarm.settled_by == park_officer
    assert said(response) == [("success", "Settle: done for 1.")]
    assert LogEntry.objects.about(alarm).get().actor == park_officer
    page = sign_in(park_officer).get(address(alarm, "change")).content.decode()
    assert "Two companies have left." in page


def test_an_alarm_is_not_settled_without_a_word(sign_in, park_officer, park):
    alarm = MatchAlarmFactory(park=park)

    response = sign_in(park_officer).post(settling(alarm), {"answered": "yes", "note": " "})

    alarm.refresh_from_db()
    assert (alarm.settled_at, list(response.context["form"].errors)) == (None, ["note"])


def test_a_settled_alarm_offers_nothing_more(sign_in, park_officer, park):
    open_one = MatchAlarmFactory(park=park)
    settled = MatchAlarmFactory(park=park, kind="failed", details='{"error": "x", "run": ""}')
    client = sign_in(park_officer)
    client.post(settling(settled), ANSWER)

    pages = [client.get(address(each, "change")).content.decode() for each in (open_one, settled)]

    assert [settling(open_one) in pages[0], settling(settled) in pages[1]] == [True, False]


def test_the_list_is_filtered_by_what_is_open(sign_in, park_officer, park):
    open_one = MatchAlarmFactory(park=park)
    settled = MatchAlarmFactory(park=park, kind="failed", details='{"error": "x", "run": ""}')
    client = sign_in(park_officer)
    client.post(settling(settled), ANSWER)

    lists = [
        list(client.get(address(MatchAlarm, "changelist"), query).context["cl"].queryset)
        for query in ({"settled": "no"}, {"settled": "yes"}, {})
    ]

    assert lists == [[open_one], [settled], [settled, open_one]]


def test_a_neighbours_alarm_cannot_be_settled(sign_in, park_officer):
    alarm = MatchAlarmFactory(park=ParkFactory())

    sign_in(park_officer).post(settling(alarm), ANSWER)

    alarm.refresh_from_db()
    assert alarm.settled_at is None


def test_the_operator_reads_the_parts_of_runs_and_what_waits(sign_in, operator):
    MatchShardFactory(worker="alpha 4711")
    MatchChange.objects.create(side="opening", row_id=77)
    client = sign_in(operator)

    parts = client.get(address(MatchShard, "changelist")).content.decode()
    waiting = client.get(address(MatchChange, "changelist")).content.decode()

    assert "alpha 4711" in parts
    assert "77" in waiting


@pytest.mark.parametrize("alarms", [1, 3])
def test_the_list_costs_the_same_for_one_or_three(
    sign_in, operator, alarms, django_assert_max_num_queries
):
    MatchAlarmFactory.create_batch(alarms)
    client = sign_in(operator)

    with django_assert_max_num_queries(8):
        response = client.get(address(MatchAlarm, "changelist"))

    assert len(response.context["cl"].result_list) == alarms
