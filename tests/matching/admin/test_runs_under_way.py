"""A run under way in the web admin: how far it is, its parts, and how it is cancelled."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.models import MatchRun
from parks.models import LogEntry
from tests.factories.admin import address
from tests.factories.matching import MatchRunFactory, MatchShardFactory
from tests.factories.parks import ParkFactory

pytest_plugins = ["tests.unfold"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unfold", "english")]

POLLS = 'hx-trigger="every 3s"'


@pytest.fixture
def run(park) -> MatchRun:
    """Two parts of 1,500 graduates: one done, one begun."""
    run = MatchRunFactory(
        park=park, state="running", phase="scoring", finished_at=None, graduates=3000
    )
    MatchShardFactory(
        run=run,
        number=0,
        graduates=1500,
        done=1500,
        state="done",
        worker="alpha 4711",
        attempts=2,
        seconds=12.34,
        peak_rss_mb=321,
    )
    MatchShardFactory(run=run, number=1, graduates=1500, done=300, state="running", attempts=1)
    return run


def cancelling(run: MatchRun) -> str:
    return reverse("admin:matching_matchrun_cancel_run", args=[run.pk])


def test_how_far_a_run_is_is_shown_in_words_and_as_a_bar(sign_in, park_officer, run):
    page = sign_in(park_officer).get(address(run, "change")).content.decode()

    assert "1,800 of 3,000 graduates (60%)" in page
    assert 'max="3000" value="1800"' in page
    assert "Scoring" in page


def test_each_part_is_shown_with_its_worker_and_figures(sign_in, park_officer, run):
    rows = sign_in(park_officer).get(address(run, "change")).context["shards_table"]["rows"]

    assert rows == [
        ["1", "Done", "alpha 4711", "1,500 / 1,500", "12.3", "321", "2"],
        ["2", "Running", "–", "300 / 1,500", "0.0", "–", "1"],
    ]


def test_what_all_workers_took_is_added_up(sign_in, park_officer, run):
    run.shards.filter(number=1).update(seconds=7.7)

    page = sign_in(park_officer).get(address(run, "change")).content.decode()

    assert "All workers together have scored for 20.0 seconds." in page


def test_a_page_of_a_run_under_way_asks_for_news(sign_in, park_officer, run):
    page = sign_in(park_officer).get(address(run, "change")).content.decode()

    assert POLLS in page
    assert "Look again now" in page  # for whoever has no JavaScript


def test_a_page_of_a_run_that_is_over_asks_for_nothing(sign_in, park_officer, run):
    MatchRun.objects.filter(pk=run.pk).update(state="published", finished_at=timezone.now())

    page = sign_in(park_officer).get(address(run, "change")).content.decode()

    assert POLLS not in page
    assert "Parts of the run" in page


def test_a_run_that_still_loads_shows_that_without_numbers(sign_in, park_officer, park):
    run = MatchRunFactory(park=park, state="running", phase="loading", finished_at=None)

    page = sign_in(park_officer).get(address(run, "change")).content.decode()

    assert "Loading" in page
    assert "graduates (" not in page


def test_a_page_that_watched_is_loaded_anew_when_the_run_has_ended(sign_in, park_officer, run):
    client = sign_in(park_officer)

    meanwhile = client.get(address(run, "change"), headers={"HX-Request": "true"})
    MatchRun.objects.filter(pk=run.pk).update(state="published", finished_at=timezone.now())
    ended = client.get(address(run, "change"), headers={"HX-Request": "true"})

    assert "HX-Refresh" not in meanwhile.headers
    assert ended.headers["HX-Refresh"] == "true"


def test_opening_the_page_that_asks_cancels_nothing(sign_in, park_officer, run):
    response = sign_in(park_officer).get(cancelling(run))

    run.refresh_from_db()
    assert (response.status_code, run.state) == (200, "running")


def test_an_officer_cancels_a_run_and_the_trail_says_who(sign_in, park_officer, run, said):
    response = sign_in(park_officer).post(cancelling(run), {"answered": "yes"})

    run.refresh_from_db()
    assert run.state == "cancelled"
    assert said(response) == [("success", "Cancel the run: done for 1.")]
    entry = LogEntry.objects.about(run).get()
    assert (entry.verb, entry.actor) == ("cancelled", park_officer)


def test_a_run_that_has_ended_meanwhile_says_so(sign_in, park_officer, run, refused):
    MatchRun.objects.filter(pk=run.pk).update(state="failed", finished_at=timezone.now())

    response = sign_in(park_officer).post(cancelling(run), {"answered": "yes"})

    run.refresh_from_db()
    assert run.state == "failed"
    assert len(refused(response)) == 1


def test_only_a_run_under_way_offers_to_be_cancelled(sign_in, park_officer, run, park):
    ended = MatchRunFactory(park=park, state="superseded")
    client = sign_in(park_officer)

    pages = [client.get(address(each, "change")).content.decode() for each in (run, ended)]

    assert [cancelling(each) in page for each, page in zip((run, ended), pages, strict=True)] == [
        True,
        False,
    ]


def test_a_neighbours_run_cannot_be_cancelled(sign_in, park_officer):
    run = MatchRunFactory(park=ParkFactory(), state="running", finished_at=None)

    sign_in(park_officer).post(cancelling(run), {"answered": "yes"})

    run.refresh_from_db()
    assert run.state == "running"
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("shards", [1, 20])
def test_the_page_costs_the_same_for_one_part_or_twenty(
    sign_in, park_officer, park, shards, django_assert_max_num_queries
):
    run = MatchRunFactory(park=park, state="running", finished_at=None, graduates=100)
    for number in range(shards):
        MatchShardFactory(run=run, number=number)
    client = sign_in(park_officer)

    with django_assert_max_num_queries(12):
        response = client.get(address(run, "change"))

    assert len(response.context["shards_table"]["rows"]) == shards
