"""What people change reaches the lists within a minute, by a real beat and a real worker."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from matching.actions.changes import WAITING_SINCE
from matching.actions.nights import night_at
from matching.actions.runs import run_park
from matching.models import MatchChange, MatchRun
from parks.models import Park
from tests.factories.parks import ParkFactory
from tests.journeys.conftest import wait_for
from tests.matching.markets import SmallMarket, small_market
from tests.matching.stored import lists_of

QUICK = {"MATCHING_REFRESH_SECONDS": "1", "MATCHING_DEBOUNCE_SECONDS": "2"}


@pytest.fixture
def market(transactional_db) -> SmallMarket:
    cache.delete(WAITING_SINCE)
    return small_market(ParkFactory())


def matched(park: Park) -> MatchRun:
    return run_park(park, night=night_at(park, timezone.now()))


def test_an_edited_profile_reaches_the_lists_by_itself(market, start_worker, start_beat):
    run = matched(market.park)
    start_worker(**QUICK)
    start_beat(**QUICK)
    wait_for(lambda: not MatchChange.objects.exists())
    before = lists_of(run)[0][market.ann.pk]

    changed_at = timezone.now()
    # A claim lowered, not deleted: a full run counts anew who holds a skill, a refresh does not.
    market.ann.skill_claims.filter(skill=market.elisa).update(level=1)
    wait_for(lambda: lists_of(run)[0][market.ann.pk] != before)

    run.refresh_from_db()
    anew = run_park(market.park, night=run.night, full=True)
    assert (timezone.now() - changed_at).total_seconds() < 60
    assert run.refreshes == 1
    assert lists_of(run) == lists_of(anew)


def test_a_change_while_a_run_is_under_way_is_not_lost(market, start_worker, start_beat):
    first = matched(market.park)
    start_worker(**QUICK)
    start_beat(**QUICK)
    before = lists_of(first)[0][market.ann.pk]

    market.ann.skill_claims.filter(skill=market.elisa).delete()
    second = run_park(market.park, night=first.night, full=True)
    market.ann.skill_claims.all().delete()
    wait_for(lambda: not MatchChange.objects.exists())

    third = run_park(market.park, night=first.night, full=True)
    assert lists_of(second) == lists_of(third)
    assert lists_of(third)[0][market.ann.pk] != before
