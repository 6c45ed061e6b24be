"""What differs between two runs, worked out by hand."""

from datetime import date

import pytest

from matching.actions.runs import run_park
from matching.models import MatchRun
from matching.queries.run_differences import PairChange, compare_runs
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    GraduateMatchesFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.talent import ProfileFactory
from tests.matching.markets import small_market

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)


@pytest.fixture
def runs(park) -> tuple[MatchRun, MatchRun]:
    """Two runs of one graduate and one opening each."""
    sizes = {"park": park, "graduates": 1, "openings": 1}
    return MatchRunFactory(state="superseded", **sizes), MatchRunFactory(**sizes)


def graduate_lists(runs, *lists) -> int:
    """Give one graduate a list in each run: points by opening."""
    profile = ProfileFactory()
    opening = OpeningFactory(published=True)
    for run, points in zip(runs, lists, strict=True):
        given = {"opening_ids": list(points), "points": list(points.values())}
        GraduateMatchesFactory(run=run, profile=profile, **given)
        OpeningMatchesFactory(run=run, opening=opening)
    return profile.pk


def test_equal_runs_do_not_differ(park):
    market = small_market(park)
    first = run_park(market.park, night=NIGHT)
    second = run_park(market.park, night=NIGHT, full=True)

    found = compare_runs(first, second)

    figures = {"load_seconds", "score_seconds", "store_seconds", "peak_rss_mb"}
    assert set(found.facts) <= figures
    assert (found.lists.graduates_changed, found.lists.openings_changed) == (0, 0)
    assert (found.lists.overlap, found.lists.largest) == (1.0, [])


def test_versions_and_figures_that_differ_are_told_before_and_after(runs):
    first, second = runs
    first.weights_version, second.weights_version = "2-a", "2-b"
    first.matches, second.matches = 100, 90

    found = compare_runs(first, second)

    assert found.facts == {"weights_version": ("2-a", "2-b"), "matches": (100, 90)}


def test_pairs_are_gone_new_or_have_other_points(runs):
    profile = graduate_lists(runs, {1: 4000, 2: 3000, 3: 2000}, {1: 4000, 2: 3500, 4: 100})

    lists = compare_runs(*runs).lists

    assert (lists.gone, lists.new, lists.other_points) == (1, 1, 1)
    assert lists.largest == [
        PairChange(profile, 3, 2000, None),
        PairChange(profile, 2, 3000, 3500),
        PairChange(profile, 4, None, 100),
    ]
    assert (lists.graduates_changed, lists.openings_changed) == (1, 0)


def test_the_overlap_is_that_of_the_first_ten(runs):
    first = {opening: 100 - opening for opening in range(1, 13)}
    second = {opening: 100 - opening for opening in (*range(3, 11), 21, 22, 11, 12)}
    graduate_lists(runs, first, second)

    assert compare_runs(*runs).lists.overlap == 0.8


def test_the_overlap_is_a_mean_over_all_graduates(runs):
    graduate_lists(runs, {1: 10}, {2: 10})
    for run in runs:
        run.graduates = 4

    assert compare_runs(*runs).lists.overlap == 0.75


def test_an_order_that_changed_is_a_list_that_changed(runs):
    graduate_lists(runs, {1: 10, 2: 10}, {2: 10, 1: 10})

    lists = compare_runs(*runs).lists

    assert (lists.graduates_changed, lists.gone, lists.new, lists.other_points) == (1, 0, 0, 0)
    assert lists.overlap == 1.0


def test_a_graduate_of_one_run_only_counts_with_the_whole_list(runs):
    first, second = runs
    graduate_lists(runs, {1: 10}, {1: 10})
    newcomer = ProfileFactory()
    GraduateMatchesFactory(run=second, profile=newcomer, opening_ids=[5], points=[70])
    second.graduates = 2

    lists = compare_runs(first, second).lists

    assert (lists.graduates_changed, lists.new, lists.overlap) == (1, 1, 0.5)
    assert lists.largest == [PairChange(newcomer.pk, 5, None, 70)]


def test_only_the_ten_largest_changes_are_named(runs):
    graduate_lists(runs, {}, {opening: opening for opening in range(1, 31)})

    largest = compare_runs(*runs).lists.largest

    assert [pair.opening_id for pair in largest] == list(range(30, 20, -1))


def test_lists_of_openings_that_changed_are_counted(runs):
    graduate_lists(runs, {1: 10}, {1: 10})
    opening = OpeningFactory(published=True)
    for run, ids in zip(runs, ([1, 2], [2, 1]), strict=True):
        OpeningMatchesFactory(run=run, opening=opening, profile_ids=ids, points=[5, 5])

    assert compare_runs(*runs).lists.openings_changed == 1


def test_lists_that_are_no_longer_kept_cannot_be_compared(runs):
    first, second = runs
    GraduateMatchesFactory(run=second)

    assert compare_runs(first, second).lists is None


def test_a_run_of_nobody_has_lists_to_compare_all_the_same(park):
    empty = MatchRunFactory.create_batch(2, park=park, state="superseded")

    assert compare_runs(*empty).lists.graduates_changed == 0
