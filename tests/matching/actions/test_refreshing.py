"""Changes worked into the shown lists: the same bytes as everything computed anew."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from matching import engine
from matching.actions.changes import WAITING_SINCE
from matching.actions.locks import LISTS_LOCK_CLASS
from matching.actions.nights import night_at
from matching.actions.publishing import LIST_LENGTH
from matching.actions.refreshing import refresh_matches
from matching.actions.runs import run_park
from matching.choices.runs import RunState
from matching.loading import snapshots
from matching.loading.market import load_park
from matching.loading.terms import refresh_terms
from matching.models import MatchChange, MatchRun, MatchWeights
from matching.queries.weights import engine_weights, strength_of
from parks.models import Park
from talent.models import Profile
from tests.factories.matching import MatchRunFactory
from tests.factories.parks import ParkFactory, SkillFactory
from tests.factories.talent import SkillClaimFactory
from tests.matching.random_markets import RandomMarket, random_market
from tests.matching.stored import lists_of
from tests.matching.workers import queue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_has_waited():
    cache.delete(WAITING_SINCE)


@pytest.fixture
def market(park) -> RandomMarket:
    """Thirty people and twenty openings; the journal is empty."""
    made = random_market(park, seed=11, people=30, openings=20)
    MatchChange.objects.all().delete()
    return made


@pytest.fixture
def run(market) -> MatchRun:
    return run_park(market.park, night=night_at(market.park, timezone.now()))


@pytest.fixture
def passed(django_capture_on_commit_callbacks):
    """Let a pass over the journal go by a minute from now; return what it asked the workers."""

    def one_pass() -> list[tuple[str, dict]]:
        with queue() as messages:
            with django_capture_on_commit_callbacks(execute=True):
                refresh_matches(timezone.now() + timedelta(minutes=1))
            return messages.taken()

    return one_pass


def computed_anew(run: MatchRun) -> tuple[str, dict, dict]:
    """Everything from the database with the statistics of the run: digest and both sides' lists."""
    refresh_terms(run.park)
    statistics = snapshots.load_market_of(run).market.statistics
    loaded = load_park(run.park, night=run.night, statistics=statistics)
    matching = engine.match(
        loaded.market,
        engine_weights(run.weights),
        LIST_LENGTH,
        strength=strength_of(run.weights),
    )
    return (
        matching.digest(),
        by_owner(matching.graduate_lists, loaded.profile_ids, loaded.opening_ids),
        by_owner(matching.opening_lists, loaded.opening_ids, loaded.profile_ids),
    )


def by_owner(lists: engine.TopK, owners, members) -> dict:
    found = {}
    for owner, indices, points in zip(owners, lists.indices, lists.points, strict=True):
        kept = indices >= 0
        found[int(owner)] = (members[indices[kept]].tolist(), points[kept].tolist())
    return found


def shown_lists(run: MatchRun) -> tuple[dict, dict]:
    graduates, openings = lists_of(run)
    return {owner: found[:2] for owner, found in graduates.items()}, openings


@pytest.mark.parametrize("strength", [0, 60])
@pytest.mark.parametrize("seed", range(4))
def test_any_changes_lead_to_the_bytes_of_a_full_run(seed, strength, park, passed):
    MatchWeights.objects.create(park=park, version=1, congestion=strength)
    market = random_market(park, seed=seed, people=30, openings=20)
    run = run_park(park, night=night_at(park, timezone.now()))
    passed()

    for refreshes in range(1, 4):
        for _change in range(4):
            market.change_something()
        before = run.refreshes
        asked = passed()

        run.refresh_from_db()
        assert asked == []
        assert run.refreshes in (before, before + 1), refreshes
        assert (run.result_hash, *shown_lists(run)) == computed_anew(run)
        assert not MatchChange.objects.exists()


def test_a_changed_profile_changes_its_lists_and_says_so_on_the_run(market, run, passed):
    person = market.profiles[0]
    before = run.result_hash
    Profile.objects.filter(pk=person.pk).update(in_matching=False)

    passed()

    run.refresh_from_db()
    assert (run.refreshes, run.graduates, run.state) == (1, 29, "published")
    assert run.refreshed_at > run.finished_at
    assert run.result_hash != before
    assert person.pk not in lists_of(run)[0]
    assert all(person.pk not in ids for ids, _points in lists_of(run)[1].values())


def test_the_figures_of_a_refreshed_run_are_those_of_its_lists(market, run, passed):
    market.add_people(3)
    market.add_openings(2)

    passed()

    run.refresh_from_db()
    graduates, openings = lists_of(run)
    assert (run.graduates, run.openings) == (len(graduates), len(openings)) == (33, 22)
    assert run.matches == sum(len(ids) for ids, _points, _unknown in graduates.values())


def test_lists_that_did_not_change_are_not_written(market, run, passed):
    person = market.profiles[0]
    rows = "SELECT profile_id, ctid::text FROM matching_graduatematches WHERE run_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(rows, [run.pk])
        before = dict(cursor.fetchall())
    lists = lists_of(run)[0]
    SkillClaimFactory(profile=person, skill=market.skills[0], source="roster", level=4)

    passed()

    with connection.cursor() as cursor:
        cursor.execute(rows, [run.pk])
        after = dict(cursor.fetchall())
    changed = {owner for owner, found in lists_of(run)[0].items() if found != lists[owner]}
    assert changed <= {person.pk}
    assert {owner for owner in after if after[owner] != before[owner]} == changed


def test_the_answers_that_are_waited_for_are_brought_up_to_date(market, run, passed):
    """An opening that names a degree waits for the people who have stated none."""
    silent = market.add_people(1)[0]
    blank = {"degree": None, "wanted_kinds": ["job"], "anywhere": True, "discipline": None}
    Profile.objects.filter(pk=silent.pk).update(available_from=None, **blank)
    market.openings[0].disciplines.clear()
    type(market.openings[0]).objects.filter(pk=market.openings[0].pk).update(
        kind="job", min_degree=market.degrees[0], starts_by=None
    )
    passed()
    before = lists_of(run)[0][silent.pk][2]
    type(market.openings[0]).objects.filter(pk=market.openings[0].pk).update(min_degree=None)

    passed()

    after = lists_of(run)[0][silent.pk][2]
    assert before["degree"] == after.get("degree", 0) + 1


def test_nothing_that_matches_rest_on_means_no_refresh(market, run, passed):
    person = market.profiles[0]
    Profile.objects.filter(pk=person.pk).update(summary="", headline=person.summary)
    Profile.objects.filter(pk=person.pk).update(summary=person.summary, headline="")

    passed()

    run.refresh_from_db()
    assert (run.refreshes, MatchChange.objects.count()) == (0, 0)


def test_a_fresh_change_waits_until_it_is_quiet(market, run):
    market.edit_person()

    refresh_matches(timezone.now())

    run.refresh_from_db()
    assert run.refreshes == 0
    assert MatchChange.objects.exists()


def test_while_a_run_is_under_way_the_changes_wait_for_it(market, run, passed):
    MatchRunFactory(park=market.park, state=RunState.RUNNING, finished_at=None)
    market.edit_person()

    asked = passed()

    run.refresh_from_db()
    assert (asked, run.refreshes) == ([], 0)
    assert MatchChange.objects.exists()


def test_a_run_under_way_elsewhere_holds_up_nobody_but_the_forgetting(market, run, passed):
    MatchRunFactory(state=RunState.RUNNING, finished_at=None)
    market.edit_person()

    passed()

    run.refresh_from_db()
    assert run.refreshes == 1
    assert MatchChange.objects.exists()


def test_what_is_left_in_the_journal_is_worked_in_once(market, run, passed):
    elsewhere = MatchRunFactory(state=RunState.RUNNING, finished_at=None)
    market.edit_person()
    passed()
    MatchRun.objects.filter(pk=elsewhere.pk).update(state="failed", finished_at=timezone.now())

    passed()

    run.refresh_from_db()
    assert (run.refreshes, MatchChange.objects.count()) == (1, 0)


def test_a_person_of_two_parks_is_refreshed_in_both(market, passed):
    other = random_market(ParkFactory(), seed=12, people=10, openings=10)
    person = market.profiles[0]
    other.park.profiles.add(person)
    night = night_at(market.park, timezone.now())
    runs = [run_park(park, night=night) for park in (market.park, other.park)]
    passed()

    Profile.objects.filter(pk=person.pk).update(in_matching=False)
    passed()

    for run in runs:
        run.refresh_from_db()
        assert run.refreshes == 1
        assert (run.result_hash, *shown_lists(run)) == computed_anew(run)
        assert person.pk not in lists_of(run)[0]
    assert not MatchChange.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_while_another_process_writes_the_lists_the_changes_wait(market, run):
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LISTS_LOCK_CLASS, market.park.pk])
    market.edit_person()

    refresh_matches(timezone.now() + timedelta(minutes=1))

    other.close()
    run.refresh_from_db()
    assert run.refreshes == 0
    assert MatchChange.objects.exists()


def lose_the_base(_market: RandomMarket, run: MatchRun) -> None:
    snapshots.forget(run)


def change_the_weights(market: RandomMarket, _run: MatchRun) -> None:
    MatchWeights.objects.create(park=market.park, version=1, must=5)


def change_the_engine(_market: RandomMarket, run: MatchRun) -> None:
    MatchRun.objects.filter(pk=run.pk).update(engine_version="0")


def change_the_vocabulary(_market: RandomMarket, _run: MatchRun) -> None:
    SkillFactory()


def change_many_openings(market: RandomMarket, _run: MatchRun) -> None:
    market.add_openings(101)


FOR_A_FULL_RUN = (
    lose_the_base,
    change_the_weights,
    change_the_engine,
    change_the_vocabulary,
    change_many_openings,
)


@pytest.mark.parametrize("deed", FOR_A_FULL_RUN)
def test_what_only_a_full_run_can_do_is_asked_of_one(deed, market, run, passed):
    before = shown_lists(run)
    deed(market, run)
    market.edit_person()

    asked = passed()

    run.refresh_from_db()
    assert asked == [("matching.run_park", {"park_id": market.park.pk, "full": True})]
    assert (run.refreshes, shown_lists(run)) == (0, before)
    assert MatchChange.objects.exists()


def test_a_full_run_is_asked_for_once_and_takes_the_changes_along(market, run, passed):
    snapshots.forget(run)
    market.edit_person()
    assert len(passed()) == 1
    assert passed() == []

    newer = run_park(market.park, night=run.night, full=True)

    assert passed() == []
    newer.refresh_from_db()
    assert newer.refreshes == 0
    assert not MatchChange.objects.exists()


def test_a_park_that_was_never_matched_waits_for_its_first_run(market, passed):
    market.edit_person()

    assert passed() == []
    assert not MatchRun.objects.exists()
    assert not MatchChange.objects.exists()


def test_a_park_that_cannot_be_refreshed_does_not_hold_up_the_others(market, passed):
    broken = random_market(ParkFactory(), seed=13, people=5, openings=5)
    night = night_at(market.park, timezone.now())
    run, run_of_broken = (run_park(each.park, night=night) for each in (market, broken))
    passed()
    Park.objects.filter(pk=broken.park.pk).update(time_zone="Nowhere/Land")
    market.edit_person()
    broken.edit_person()

    with pytest.raises(ExceptionGroup) as failure:
        passed()

    run.refresh_from_db()
    run_of_broken.refresh_from_db()
    assert len(failure.value.exceptions) == 1
    assert (run.refreshes, run_of_broken.refreshes) == (1, 0)
    assert {change.row_id for change in MatchChange.objects.all()} <= {
        profile.pk for profile in broken.profiles
    }


def test_a_refreshed_run_can_be_refreshed_after_a_restart(market, run, passed):
    market.add_people(1)
    passed()
    market.add_openings(1)
    passed()

    run.refresh_from_db()
    assert run.refreshes == 2
    assert snapshots.load_matching(run).digest() == run.result_hash
    assert snapshots.load_market_of(run).opening_ids.size == 21
