"""A matching run: what it keeps, and what it leaves as it is."""

from datetime import date
from uuid import UUID

import pytest

from matching import engine
from matching.actions.runs import run_park
from matching.choices.runs import RunPhase, RunState
from matching.loading import snapshots
from matching.loading.market import load_park
from matching.models import MatchRun, MatchWeights
from parks.models import LogEntry
from talent.models import Profile
from tests.factories.matching import ApplicationFactory, MatchRunFactory
from tests.factories.parks import ParkFactory, SkillFactory, UserFactory
from tests.factories.talent import SkillClaimFactory
from tests.matching.markets import (
    ANN_ANALYST,
    BOB_ANALYST,
    BOB_OPERATOR,
    SILENT_UNKNOWN,
    SmallMarket,
    small_market,
)
from tests.matching.random_markets import random_market
from tests.matching.stored import all_runs, lists_of

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)


@pytest.fixture
def market(park) -> SmallMarket:
    return small_market(park)


def test_a_run_keeps_the_lists_that_were_worked_out_by_hand(market):
    run = run_park(market.park, night=NIGHT)

    ann, bob, silent = market.ann.pk, market.bob.pk, market.silent.pk
    analyst, operator = market.analyst.pk, market.operator.pk
    graduates, openings = lists_of(run)
    assert graduates == {
        ann: ([analyst], [ANN_ANALYST], {}),
        bob: ([operator, analyst], [BOB_OPERATOR, BOB_ANALYST], {}),
        silent: ([], [], SILENT_UNKNOWN),
    }
    assert openings == {
        analyst: ([ann, bob], [ANN_ANALYST, BOB_ANALYST]),
        operator: ([bob], [BOB_OPERATOR]),
    }


def test_the_stored_lists_are_those_of_the_engine_on_the_same_input(market):
    SkillClaimFactory(profile=market.bob, skill=market.elisa, level=1)
    run = run_park(market.park, night=NIGHT)

    loaded = load_park(market.park, night=NIGHT)
    matching = engine.match(loaded.market, engine.Weights(), 50)

    graduates, openings = lists_of(run)
    for row, profile in enumerate(loaded.profile_ids):
        kept = matching.graduate_lists.indices[row] >= 0
        ids = loaded.opening_ids[matching.graduate_lists.indices[row][kept]].tolist()
        assert graduates[profile][:2] == (ids, matching.graduate_lists.points[row][kept].tolist())
    for row, opening in enumerate(loaded.opening_ids):
        kept = matching.opening_lists.indices[row] >= 0
        ids = loaded.profile_ids[matching.opening_lists.indices[row][kept]].tolist()
        assert openings[opening] == (ids, matching.opening_lists.points[row][kept].tolist())


def test_a_run_tells_its_figures_and_what_they_rest_on(market):
    user, batch = UserFactory(), UUID(int=7)

    run = run_park(market.park, night=NIGHT, batch=batch, by=user)

    assert (run.state, run.night, run.batch, run.started_by) == ("published", NIGHT, batch, user)
    assert (run.graduates, run.openings, run.pairs_scored, run.matches) == (3, 2, 3, 3)
    assert run.peak_rss_mb > 10
    assert min(run.load_seconds, run.score_seconds, run.store_seconds) >= 0
    assert run.load_seconds + run.score_seconds + run.store_seconds > 0
    assert run.finished_at >= run.started_at
    assert len(run.input_hash) == 64
    assert run.engine_version == engine.VERSION
    assert (run.weights, run.weights_version) == (None, engine.Weights().version)
    assert (run.phase, run.done) == ("ended", 3)
    assert (run.error, run.confirmed_at) == ("", None)
    entry = LogEntry.objects.about(run).get()
    assert (entry.verb, entry.actor, entry.park) == ("published", user, market.park)


def test_a_park_without_anybody_has_an_empty_run():
    run = run_park(ParkFactory(), night=NIGHT)

    assert (run.state, run.graduates, run.openings, run.matches) == ("published", 0, 0, 0)


def test_a_run_reads_its_own_park_only(market):
    elsewhere = run_park(ParkFactory(), night=NIGHT)
    here = run_park(market.park, night=NIGHT)

    assert (elsewhere.graduates, here.graduates) == (0, 3)
    assert set(MatchRun.objects.published()) == {elsewhere, here}


def test_progress_is_told_phase_by_phase_up_to_the_end(market):
    told = []

    run_park(market.park, night=NIGHT, progress=lambda *progress: told.append(progress))

    phases = list(dict.fromkeys(phase for phase, _done, _total in told))
    assert phases == [RunPhase.LOADING, RunPhase.SCORING, RunPhase.FINISHING]
    assert told[-1] == (RunPhase.FINISHING, 3, 3)


def test_a_second_run_of_the_night_with_the_same_input_changes_nothing(market):
    first = run_park(market.park, night=NIGHT)
    before, lists = all_runs(), lists_of(first)

    second = run_park(market.park, night=NIGHT)

    after = all_runs()
    confirmed_at = after[0].pop("confirmed_at")
    assert before[0].pop("confirmed_at") is None
    assert confirmed_at > first.finished_at
    assert after == before
    assert (second.pk, second.confirmed_at) == (first.pk, confirmed_at)
    assert lists_of(second) == lists
    assert LogEntry.objects.filter(verb="published").count() == 1


def test_a_full_run_computes_anew_and_finds_the_same(market):
    first = run_park(market.park, night=NIGHT)
    expected = lists_of(first)

    second = run_park(market.park, night=NIGHT, full=True)

    assert second.pk != first.pk
    assert lists_of(second) == expected
    assert second.input_hash == first.input_hash
    assert MatchRun.objects.get(pk=first.pk).state == RunState.SUPERSEDED


def test_a_changed_profile_makes_a_new_run_of_the_same_night(market):
    first = run_park(market.park, night=NIGHT)
    Profile.objects.filter(pk=market.ann.pk).update(in_matching=False)

    second = run_park(market.park, night=NIGHT)

    assert second.pk != first.pk
    assert set(lists_of(second)[0]) == {market.bob.pk, market.silent.pk}
    assert list(MatchRun.objects.published()) == [second]


def test_the_next_night_is_a_run_of_its_own(market):
    first = run_park(market.park, night=NIGHT)

    second = run_park(market.park, night=date(2026, 11, 23))

    assert second.pk != first.pk
    assert list(MatchRun.objects.published()) == [second]


def test_a_skill_that_people_add_to_the_vocabulary_does_not_break_the_next_run(market):
    run_park(market.park, night=NIGHT)
    SkillClaimFactory(profile=market.ann, skill=SkillFactory(code="AAA-0"))

    run = run_park(market.park, night=NIGHT)

    assert lists_of(run)[0][market.ann.pk][:2] == ([market.analyst.pk], [ANN_ANALYST])


def test_of_older_runs_only_the_last_keeps_its_lists(market):
    nights = [date(2026, 11, day) for day in (20, 21, 22)]

    oldest, older, newest = (run_park(market.park, night=night) for night in nights)

    assert lists_of(oldest) == ({}, {})
    assert lists_of(older) == lists_of(newest)
    assert MatchRun.objects.count() == 3


def test_runs_that_failed_or_were_cancelled_cost_no_older_run_its_lists(market):
    older = run_park(market.park, night=date(2026, 11, 20))
    for state in ("failed", "cancelled", "failed"):
        MatchRunFactory(park=market.park, state=state)

    newest = run_park(market.park, night=NIGHT)

    assert lists_of(older) == lists_of(newest)
    assert lists_of(newest)[0]


def test_a_person_who_applied_is_not_shown_the_opening_again(market):
    ApplicationFactory(profile=market.ann, opening=market.analyst)

    run = run_park(market.park, night=NIGHT)

    graduates, openings = lists_of(run)
    assert graduates[market.ann.pk][0] == []
    assert openings[market.analyst.pk][0] == [market.bob.pk]


def test_a_run_weighs_as_the_newest_version_of_the_parks_weights_says(market):
    MatchWeights.objects.create(park=market.park, version=1)
    other = {"all_musts": 2148, "skills": engine.Weights().skills - 100}
    newest = MatchWeights.objects.create(park=market.park, version=2, congestion=30, **other)
    MatchWeights.objects.create(park=ParkFactory(), version=3)

    run = run_park(market.park, night=NIGHT)

    assert run.weights == newest
    assert run.weights_version == engine.Weights(**other).version


def test_other_weights_make_a_new_run_of_the_same_night(market):
    first = run_park(market.park, night=NIGHT)
    MatchWeights.objects.create(park=market.park, version=1, congestion=50)

    second = run_park(market.park, night=NIGHT)

    assert second.pk != first.pk
    assert second.input_hash != first.input_hash


def test_the_hash_of_the_result_tells_the_same_result_from_another(market):
    first = run_park(market.park, night=NIGHT)
    same = run_park(market.park, night=NIGHT, full=True)
    market.bob.skill_claims.all().delete()
    other = run_park(market.park, night=NIGHT)

    assert len(first.result_hash) == 64
    assert same.result_hash == first.result_hash
    assert other.result_hash != first.result_hash


def test_a_published_run_keeps_what_a_refresh_goes_on_from(market):
    run = run_park(market.park, night=NIGHT)

    loaded = snapshots.load_market_of(run)
    base, matching = snapshots.load_base(run), snapshots.load_matching(run)

    assert loaded.profile_ids.tolist() == [market.ann.pk, market.bob.pk, market.silent.pk]
    assert base.graduate_lists.lengths.tolist() == [1, 2, 0]
    assert matching.digest() == run.result_hash


def test_the_files_of_the_run_before_are_dropped(market):
    first = run_park(market.park, night=NIGHT)

    run_park(market.park, night=NIGHT, full=True)

    with pytest.raises(snapshots.SnapshotGoneError):
        snapshots.load_base(first)


@pytest.mark.parametrize("threads", [1, 2])
def test_the_number_of_threads_changes_nothing(park, settings, threads):
    random_market(park, seed=4, people=40, openings=20)
    expected = run_park(park, night=NIGHT)
    settings.MATCHING_THREADS = threads

    run = run_park(park, night=NIGHT, full=True)

    assert run.result_hash == expected.result_hash
