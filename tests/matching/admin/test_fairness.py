"""Fairness of the lists in the web admin: read, counted anew, downloaded, by whom it may be."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from matching import tasks
from matching.actions.fairness import count_fairness
from matching.actions.runs import run_park
from matching.models import Snapshot
from parks.models import LogEntry, Park
from talent.models import Profile
from tests.factories.parks import ParkFactory
from tests.factories.talent import RosterEntryFactory
from tests.matching.random_markets import random_market
from tests.parks.brokers import broker

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

PAGE = "admin:matching_matchrun_fairness"
FIGURES = {
    "run": 0,
    "night": "2026-11-22",
    "people": 30,
    "listed": 12,
    "openings": 4,
    "groups": {"sex": [["male", 10, 8], ["female", 20, 4]]},
}


def counted(park: Park, **figures: object) -> Snapshot:
    values = {"figures": FIGURES | figures, "seconds": 0.1, "taken_at": timezone.now()}
    return Snapshot.objects.create(kind="fairness", park=park, **values)


def test_what_was_counted_is_shown_with_its_date_and_in_words(sign_in, park_officer, park):
    counted(park)

    page = sign_in(park_officer).get(reverse(PAGE)).content.decode()

    assert "12 of 30 people stand in the first ten of at least one of 4 openings." in page
    assert "from the lists of the run of 2026-11-22" in page
    assert ["Below four fifths" in page, "Holds" in page, "25.0 %" in page] == [True] * 3


def test_a_run_is_counted_by_its_task_and_shown(sign_in, park_officer, park):
    market = random_market(park, seed=4, people=20, openings=5)
    for number, profile in enumerate(Profile.objects.filter(parks=park).order_by("pk")):
        claimed = {"user": profile.user, "claimed_at": timezone.now()}
        RosterEntryFactory(sex=["female", "male"][number % 2], **claimed)
    run = run_park(market.park, night=date(2026, 11, 22))

    tasks.count_fairness(park_id=park.pk)

    snapshot = Snapshot.objects.get()
    assert (snapshot.kind, snapshot.park, snapshot.figures["run"]) == ("fairness", park, run.pk)
    page = sign_in(park_officer).get(reverse(PAGE)).content.decode()
    assert reverse("admin:matching_matchrun_change", args=[run.pk]) in page


def test_a_park_without_a_run_has_nothing_to_count(park):
    assert count_fairness(park.pk) is None


def test_fewer_than_five_people_are_told_nowhere(sign_in, park_officer, park):
    counted(park, people=None, listed=None, groups={"sex": [["smaller", None, None]]})

    page = sign_in(park_officer).get(reverse(PAGE)).content.decode()

    assert "Fewer than five people could be in a list" in page


def test_an_empty_page_says_what_to_do(sign_in, park_officer, park):
    page = sign_in(park_officer).get(reverse(PAGE)).content.decode()

    assert "you can also have it counted now" in page


def test_an_older_counting_can_be_chosen(sign_in, park_officer, park):
    older, newer = counted(park, night="2026-11-20"), counted(park)
    client = sign_in(park_officer)

    pages = [client.get(reverse(PAGE), {"park": park.pk, "snapshot": pk}) for pk in ("", older.pk)]

    assert [page.context["snapshot"] for page in pages] == [newer, older]
    assert list(pages[0].context["form"].fields["snapshot"].queryset) == [newer, older]


def test_an_officer_has_it_counted_now(
    sign_in, park_officer, park, said, django_capture_on_commit_callbacks
):
    with broker() as sent:
        with django_capture_on_commit_callbacks(execute=True):
            response = sign_in(park_officer).post(reverse(PAGE), {"park": park.pk})

        assert sent.tasks() == [("matching.count_fairness", {"park_id": park.pk})]

    assert [level for level, _text in said(response)] == ["success"]
    entry = LogEntry.objects.about(park).get()
    assert (entry.verb, entry.actor) == ("fairness asked for", park_officer)


def test_the_figures_come_as_files(sign_in, park_officer, park):
    snapshot = counted(park)
    client = sign_in(park_officer)
    context = client.get(reverse(PAGE)).context

    sheet = client.get(context["xlsx_link"])
    lines = client.get(context["csv_link"])

    rows = list(load_workbook(BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert rows[1:] == [
        ("Male", 10, 8, 0.8, 1, "Holds"),
        ("Female", 20, 4, 0.2, 0.25, "Below four fifths"),
    ]
    table = list(csv.reader(StringIO(lines.content.decode("utf-8-sig"))))
    assert ["By sex", "Female", "Rate", "0.2"] in table
    assert f'filename="fairness-{snapshot.figures["night"]}.csv"' in lines["Content-Disposition"]


def test_a_neighbours_figures_are_not_found(sign_in, park_officer, park):
    neighbour = ParkFactory()
    theirs = counted(neighbour)
    client = sign_in(park_officer)

    answers = [
        client.get(reverse(PAGE), {"park": neighbour.pk}).status_code,
        client.get(reverse(PAGE), {"park": park.pk, "snapshot": theirs.pk}).status_code,
        client.get(reverse(PAGE), {"park": "x"}).status_code,
        client.get(reverse(PAGE), {"park": park.pk, "file": "xlsx"}).status_code,
        client.post(reverse(PAGE), {"park": neighbour.pk}).status_code,
    ]

    assert answers == [404] * 5
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("person", ["recruiter", "career_officer", "graduate", "stranger"])
def test_nobody_else_reads_it(sign_in, request, park, person):
    counted(park)

    assert sign_in(request.getfixturevalue(person)).get(reverse(PAGE)).status_code == 302


@pytest.mark.parametrize("countings", [1, 3])
def test_the_page_costs_the_same_for_one_counting_or_three(
    sign_in, park_officer, park, countings, django_assert_num_queries
):
    groups = FIGURES["groups"] | {"region": [["320000", 30, 12]]}
    for _number in range(countings):
        counted(park, groups=groups)
    client = sign_in(park_officer)

    with django_assert_num_queries(12):
        client.get(reverse(PAGE))
