"""What somebody is not interested in leaves their lists, by the next run and by a refresh alike."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from matching.actions.changes import WAITING_SINCE
from matching.actions.nights import night_at
from matching.actions.refreshing import refresh_matches
from matching.actions.runs import run_park
from matching.actions.wishes import dismiss_opening, undo_dismissal
from matching.models import MatchChange, MatchRun
from matching.queries.matches import openings_for
from tests.matching.actions.test_refreshing import computed_anew, shown_lists
from tests.matching.markets import SmallMarket, small_market
from tests.matching.stored import lists_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_has_waited():
    cache.delete(WAITING_SINCE)


@pytest.fixture
def market(park) -> SmallMarket:
    made = small_market(park)
    MatchChange.objects.all().delete()
    return made


@pytest.fixture
def run(market) -> MatchRun:
    return run_park(market.park, night=night_at(market.park, timezone.now()))


def a_minute_later() -> None:
    refresh_matches(timezone.now() + timedelta(minutes=1))


def openings_of(run: MatchRun, profile) -> list[int]:
    return lists_of(run)[0][profile.pk][0]


def graduates_of(run: MatchRun, opening) -> list[int]:
    return lists_of(run)[1][opening.pk][0]


def test_the_next_run_leaves_the_pair_out_on_both_sides(market, run):
    before = openings_of(run, market.bob)
    dismiss_opening(market.bob, opening=market.operator, reason="place")

    again = run_park(market.park, night=run.night + timedelta(days=1))

    assert before == [market.operator.pk, market.analyst.pk]
    assert openings_of(again, market.bob) == [market.analyst.pk]
    assert market.bob.pk not in graduates_of(again, market.operator)
    assert market.bob.pk in graduates_of(again, market.analyst)


def test_nobody_elses_list_loses_the_opening(market, run):
    dismiss_opening(market.bob, opening=market.analyst, reason="pay")

    again = run_park(market.park, night=run.night + timedelta(days=1))

    assert openings_of(again, market.ann) == [market.analyst.pk]


def test_within_a_minute_the_lists_are_those_of_a_full_run(market, run):
    dismiss_opening(market.bob, opening=market.operator, reason="work")

    a_minute_later()

    run.refresh_from_db()
    assert run.refreshes == 1
    assert openings_of(run, market.bob) == [market.analyst.pk]
    assert (run.result_hash, *shown_lists(run)) == computed_anew(run)
    assert not MatchChange.objects.exists()


def test_taken_back_everything_is_as_it_was_to_the_byte(market, run):
    before = run.result_hash
    dismiss_opening(market.bob, opening=market.operator, reason="work")
    a_minute_later()

    undo_dismissal(market.bob, opening=market.operator)
    a_minute_later()

    run.refresh_from_db()
    assert run.refreshes == 2
    assert run.result_hash == before
    assert openings_of(run, market.bob) == [market.operator.pk, market.analyst.pk]


def test_before_any_run_took_it_in_the_list_a_person_reads_is_without_it(market, run):
    dismiss_opening(market.bob, opening=market.operator, reason="level")

    read = openings_for(market.bob).ids
    undo_dismissal(market.bob, opening=market.operator)

    assert read == [market.analyst.pk]
    assert openings_of(run, market.bob) == [market.operator.pk, market.analyst.pk]
    assert openings_for(market.bob).ids == [market.operator.pk, market.analyst.pk]


def test_another_reason_for_the_same_opening_asks_for_no_other_lists(market, run):
    dismiss_opening(market.bob, opening=market.operator, reason="work")
    a_minute_later()
    dismiss_opening(market.bob, opening=market.operator, reason="pay")

    a_minute_later()

    run.refresh_from_db()
    assert run.refreshes == 1
