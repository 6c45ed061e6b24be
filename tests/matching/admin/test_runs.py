"""Matching runs in the web admin: read with their figures, and started for a park."""

from datetime import date

import pytest
from django.urls import reverse

from companies.models import Opening
from matching.actions.run_differences import keep_difference, kept_difference
from matching.actions.runs import run_park
from matching.models import MatchRun
from parks.models import LogEntry
from talent.models import Profile
from tests.factories.admin import address
from tests.factories.matching import (
    GraduateMatchesFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.parks import ParkFactory
from tests.matching.random_markets import random_market
from tests.parks.brokers import broker

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

START = "admin:matching_matchrun_start_run"


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def test_a_run_is_shown_with_its_figures(sign_in, park_officer, park):
    figures = {"load_seconds": 1.25, "score_seconds": 3.5, "store_seconds": 2.0}
    run = MatchRunFactory(park=park, graduates=2310, pairs_scored=951720, **figures)

    page = sign_in(park_officer).get(address(run, "change")).content.decode()

    assert [text in page for text in ("2,310", "951,720", "6.8")] == [True, True, True]


def test_opening_the_start_page_starts_nothing(sign_in, park_officer, park, commits):
    with broker() as sent:
        with commits(execute=True):
            response = sign_in(park_officer).get(reverse(START))

        assert sent.tasks() == []

    assert list(response.context["form"].fields["park"].queryset) == [park]


def test_an_officer_queues_a_run_for_their_park(sign_in, park_officer, park, commits, said):
    with broker() as sent:
        with commits(execute=True):
            response = sign_in(park_officer).post(reverse(START), {"park": park.pk})

        ids = {"park_id": park.pk, "started_by_id": park_officer.pk}
        assert sent.tasks() == [("matching.run_park", ids)]

    assert said(response) == [
        ("success", "The run for BioBAY is queued; it appears here when it starts.")
    ]
    entry = LogEntry.objects.get()
    assert (entry.park, entry.actor) == (park, park_officer)


def test_an_officer_starts_no_run_for_a_neighbour(sign_in, park_officer, commits):
    neighbour = ParkFactory()

    with broker() as sent:
        with commits(execute=True):
            response = sign_in(park_officer).post(reverse(START), {"park": neighbour.pk})

        assert sent.tasks() == []

    assert list(response.context["form"].errors) == ["park"]
    assert LogEntry.objects.count() == 0


def test_the_operator_chooses_among_all_parks(sign_in, operator, park):
    other = ParkFactory()

    response = sign_in(operator).get(reverse(START))

    assert set(response.context["form"].fields["park"].queryset) == {park, other}


def test_a_run_cannot_be_written_by_hand(sign_in, operator, park):
    run = MatchRunFactory(park=park, matches=3)
    client = sign_in(operator)

    answers = [
        client.post(address(run, "change"), {"matches": 4}).status_code,
        client.post(address(run, "delete"), {"post": "yes"}).status_code,
        client.post(address(MatchRun, "add"), {"park": park.pk}).status_code,
    ]

    run.refresh_from_db()
    assert (answers, run.matches) == ([403, 403, 403], 3)


def test_a_list_of_matches_is_summed_up(sign_in, operator, park):
    run = MatchRunFactory(park=park)
    GraduateMatchesFactory(run=run, opening_ids=[7, 8], points=[4096, 2048])
    GraduateMatchesFactory(run=run)
    OpeningMatchesFactory(run=run, profile_ids=[9], points=[1024])
    client = sign_in(operator)

    graduates = client.get(address(type(GraduateMatchesFactory.build()), "changelist"))
    openings = client.get(address(type(OpeningMatchesFactory.build()), "changelist"))

    office, rows = graduates.context["cl"].model_admin, graduates.context["cl"].result_list
    assert [(office.kept(row), office.best(row)) for row in rows] == [(2, "100%"), (0, "–")]
    assert "25%" in openings.content.decode()


def test_the_page_of_a_list_names_the_gates_that_wait_for_an_answer(sign_in, operator):
    row = GraduateMatchesFactory(blocked_by_unknown={"degree": 3})

    page = sign_in(operator).get(address(row, "change")).content.decode()

    assert "degree: 3" in page


AGAIN = "admin:matching_matchrun_run_again"


def test_a_run_is_made_again_after_a_question(sign_in, park_officer, park, commits, said):
    run = MatchRunFactory(park=park, state="failed", error="the disk is full")
    client, link = sign_in(park_officer), reverse(AGAIN, args=[run.pk])

    with broker() as sent:
        with commits(execute=True):
            asked = client.get(link)
        assert (asked.status_code, sent.tasks()) == (200, [])
        with commits(execute=True):
            response = client.post(link, {"answered": "yes"})

        ids = {"park_id": park.pk, "started_by_id": park_officer.pk}
        assert sent.tasks() == [("matching.run_park", ids)]

    assert said(response) == [("success", "Run again: done for 1.")]
    assert "the disk is full" in client.get(address(run, "change")).content.decode()


def test_no_second_run_is_asked_for_while_one_is_under_way(
    sign_in, park_officer, park, commits, said, refused
):
    ended = MatchRunFactory(park=park)
    under_way = MatchRunFactory(park=park, state="running", finished_at=None)
    client = sign_in(park_officer)

    with broker() as sent:
        with commits(execute=True):
            again = client.post(reverse(AGAIN, args=[ended.pk]), {"answered": "yes"})
            started = client.post(reverse(START), {"park": park.pk})
        assert sent.tasks() == []

    assert len(refused(again)) == 1
    assert {level for level, _text in said(started)} == {"error"}
    assert reverse(AGAIN, args=[under_way.pk]) not in (
        client.get(address(under_way, "change")).content.decode()
    )


def test_the_page_of_a_run_says_what_it_changed(sign_in, park_officer, operator, park):
    market = random_market(park, seed=11, people=20, openings=8)
    first = run_park(park, night=date(2026, 11, 21))
    market.add_people(3)
    second = run_park(park, night=date(2026, 11, 22))
    keep_difference(second.pk)

    response = sign_in(park_officer).get(address(second, "change"))
    alone = sign_in(park_officer).get(address(first, "change"))

    found = kept_difference(second).difference
    page = response.content.decode()
    assert (response.context["run_before"], alone.context["difference"]) == (first, None)
    assert ["graduates", "20", "23"] in response.context["facts_table"]["rows"]
    rows = {row[0]: row[1:] for row in response.context["difference"]["summary"]["rows"]}
    assert rows["Lists compared"] == ["23", "8"]
    assert rows["Pairs new in the whole lists"] == [
        str(found.graduates.new),
        str(found.openings.new),
    ]
    shown = response.context["difference"]["openings"]["rows"]
    assert len(shown) == len(found.openings.most) > 0
    assert address(Opening.objects.get(pk=found.openings.most[0].owner), "change") in page
    assert "There is nothing to compare" in alone.content.decode()


def test_people_are_named_to_the_operator_alone(sign_in, park_officer, operator, park):
    market = random_market(park, seed=11, people=20, openings=8)
    run_park(park, night=date(2026, 11, 21))
    market.add_people(3)
    run = run_park(park, night=date(2026, 11, 22))
    keep_difference(run.pk)
    changed = kept_difference(run).difference.graduates.most
    names = {str(Profile.objects.get(pk=each.owner)) for each in changed}

    pages = [
        sign_in(person).get(address(run, "change")).content.decode()
        for person in (park_officer, operator)
    ]

    assert [any(name in page for name in names) for page in pages] == [False, True]


def test_the_page_of_a_run_with_its_difference_stays_cheap(
    sign_in, park_officer, park, django_assert_max_num_queries
):
    market = random_market(park, seed=11, people=20, openings=8)
    run_park(park, night=date(2026, 11, 21))
    market.add_openings(2)
    run = run_park(park, night=date(2026, 11, 22))
    keep_difference(run.pk)
    client = sign_in(park_officer)

    with django_assert_max_num_queries(12):
        client.get(address(run, "change"))
