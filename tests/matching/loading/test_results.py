"""Lists and counts as rows, and what comes back of them."""

import numpy as np
import pytest
from django.db import IntegrityError

from companies.models import Opening
from matching import engine
from matching.loading import results
from matching.loading.market import LoadedMarket, load_market
from matching.loading.results import (
    load_statistics,
    statistics_of,
    store_changed,
    store_matching,
    store_statistics,
)
from matching.models import GraduateMatches, MatchRun, OpeningMatches, RunStatistics
from matching.queries.matches import unpacked_ids, unpacked_points
from talent.models import Profile
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    GraduateMatchesFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.parks import ParkFactory
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db

GATES = len(engine.Gate)
K = 3


@pytest.fixture
def run(park) -> MatchRun:
    return MatchRunFactory(park=park, state="running", finished_at=None)


def market_of(people: int, offers: int) -> LoadedMarket:
    ProfileFactory.create_batch(people)
    OpeningFactory.create_batch(offers)
    return load_market(Profile.objects.all(), Opening.objects.all())


def lists(*rows: list[tuple[int, int]]) -> engine.TopK:
    """Lists of (row of the other side, points), padded to the same length."""
    best = engine.TopK(np.full((len(rows), K), -1, np.int32), np.zeros((len(rows), K), np.int16))
    for row, entries in enumerate(rows):
        for place, (member, points) in enumerate(entries):
            best.indices[row, place], best.points[row, place] = member, points
    return best


def matching_of(graduates: engine.TopK, openings: engine.TopK) -> engine.Matching:
    people, offers = len(graduates.indices), len(openings.indices)
    return engine.Matching(
        graduate_lists=graduates,
        opening_lists=openings,
        pairs_eligible=0,
        graduate_unknowns=np.zeros((people, GATES), np.int64),
        opening_unknowns=np.zeros((offers, GATES), np.int64),
        graduate_prices=np.zeros(people, np.int16),
        opening_prices=np.zeros(offers, np.int16),
    )


def graduate_rows(run: MatchRun) -> dict[int, tuple[list[int], list[int], dict[str, int]]]:
    return {
        row.profile_id: (
            unpacked_ids(row.opening_ids),
            unpacked_points(row.points),
            row.blocked_by_unknown,
        )
        for row in GraduateMatches.objects.filter(run=run)
    }


def opening_rows(run: MatchRun) -> dict[int, tuple[list[int], list[int]]]:
    return {
        row.opening_id: (unpacked_ids(row.profile_ids), unpacked_points(row.points))
        for row in OpeningMatches.objects.filter(run=run)
    }


def test_lists_of_any_length_are_stored_under_the_ids_of_their_rows(run):
    loaded = market_of(3, 2)
    people, offers = loaded.profile_ids.tolist(), loaded.opening_ids.tolist()
    matching = matching_of(
        lists([(1, 4096), (0, 7)], [], [(0, 300)]), lists([(2, 300), (0, 7)], [(0, 4096)])
    )

    matches = store_matching(run, loaded, matching)

    assert matches == 3
    assert graduate_rows(run) == {
        people[0]: ([offers[1], offers[0]], [4096, 7], {}),
        people[1]: ([], [], {}),
        people[2]: ([offers[0]], [300], {}),
    }
    assert opening_rows(run) == {
        offers[0]: ([people[2], people[0]], [300, 7]),
        offers[1]: ([people[0]], [4096]),
    }


def test_the_bytes_are_those_the_models_promise(run):
    loaded = market_of(1, 1)

    store_matching(run, loaded, matching_of(lists([(0, 258)]), lists([(0, 258)])))

    row = GraduateMatches.objects.get()
    assert bytes(row.opening_ids) == int(loaded.opening_ids[0]).to_bytes(8, "little")
    assert bytes(row.points) == b"\x02\x01"
    assert bytes(OpeningMatches.objects.get().points) == b"\x02\x01"


def test_what_an_answer_would_open_up_is_stored_by_gate(run):
    loaded = market_of(3, 1)
    matching = matching_of(lists([], [], []), lists([]))
    matching.graduate_unknowns[1, engine.Gate.PLACE] = 12
    matching.graduate_unknowns[2, engine.Gate.DEGREE] = 100_000
    matching.graduate_unknowns[2, engine.Gate.CERTIFICATES] = 1

    store_matching(run, loaded, matching)

    people = loaded.profile_ids.tolist()
    stored = {pk: unknown for pk, (_ids, _points, unknown) in graduate_rows(run).items()}
    assert stored == {
        people[0]: {},
        people[1]: {"place": 12},
        people[2]: {"degree": 100_000, "certificates": 1},
    }


def test_more_rows_than_go_at_once_are_all_stored(run, monkeypatch):
    monkeypatch.setattr(results, "ROWS_AT_ONCE", 2)
    loaded = market_of(5, 3)
    graduates = lists(*([(row % 3, 10 + row)] for row in range(5)))
    openings = lists(*([(row, 20 + row)] for row in range(3)))

    store_matching(run, loaded, matching_of(graduates, openings))

    people, offers = loaded.profile_ids.tolist(), loaded.opening_ids.tolist()
    assert graduate_rows(run) == {
        people[row]: ([offers[row % 3]], [10 + row], {}) for row in range(5)
    }
    assert opening_rows(run) == {offers[row]: ([people[row]], [20 + row]) for row in range(3)}


def test_an_empty_market_leaves_no_rows(run):
    loaded = market_of(0, 0)

    matches = store_matching(run, loaded, matching_of(lists(), lists()))

    assert (matches, graduate_rows(run), opening_rows(run)) == (0, {}, {})


def test_a_run_keeps_one_list_per_graduate(run):
    loaded, matching = market_of(1, 0), matching_of(lists([]), lists())
    store_matching(run, loaded, matching)

    with pytest.raises(IntegrityError, match="one_list_per_graduate"):
        store_matching(run, loaded, matching)


@pytest.mark.django_db(transaction=True)
def test_a_graduate_who_has_left_meanwhile_stops_the_storing():
    park = ParkFactory()
    run = MatchRunFactory(park=park, state="running", finished_at=None)
    loaded = market_of(1, 0)
    Profile.objects.all().delete()

    with pytest.raises(IntegrityError):
        store_matching(run, loaded, matching_of(lists([]), lists()))

    assert not GraduateMatches.objects.exists()


def test_only_the_lists_of_changed_rows_are_replaced(run):
    loaded = market_of(3, 2)
    store_matching(
        run, loaded, matching_of(lists([(0, 1)], [(0, 2)], [(0, 3)]), lists([(0, 4)], [(1, 5)]))
    )
    before = dict(GraduateMatches.objects.values_list("profile_id", "pk"))
    changed = matching_of(lists([(1, 6)], [(1, 7)], [(1, 8)]), lists([(2, 9)], [(2, 10)]))

    store_changed(run, loaded, changed, [1], np.array([0]))

    people, offers = loaded.profile_ids.tolist(), loaded.opening_ids.tolist()
    after = dict(GraduateMatches.objects.values_list("profile_id", "pk"))
    assert graduate_rows(run) == {
        people[0]: ([offers[0]], [1], {}),
        people[1]: ([offers[1]], [7], {}),
        people[2]: ([offers[0]], [3], {}),
    }
    assert opening_rows(run) == {offers[0]: ([people[2]], [9]), offers[1]: ([people[1]], [5])}
    assert {pk for pk in people if before[pk] == after[pk]} == {people[0], people[2]}


def test_lists_of_who_has_left_the_market_go_and_newcomers_get_theirs(run):
    gone, stays = ProfileFactory.create_batch(2)
    closed = OpeningFactory()
    GraduateMatchesFactory(run=run, profile=gone)
    GraduateMatchesFactory(run=run, profile=stays, opening_ids=[5], points=[6])
    OpeningMatchesFactory(run=run, opening=closed)
    newcomer = ProfileFactory()
    loaded = load_market(Profile.objects.exclude(pk=gone.pk), Opening.objects.none())

    store_changed(run, loaded, matching_of(lists([], []), lists()), [1], [])

    assert graduate_rows(run) == {stays.pk: ([5], [6], {}), newcomer.pk: ([], [], {})}
    assert opening_rows(run) == {}


def test_the_lists_of_other_runs_are_left_alone(run):
    other = GraduateMatchesFactory(opening_ids=[1], points=[2])
    mine = GraduateMatchesFactory(run=run, profile=other.profile)
    loaded = load_market(Profile.objects.none(), Opening.objects.none())

    store_changed(run, loaded, matching_of(lists(), lists()), [], [])

    assert list(GraduateMatches.objects.values_list("pk", flat=True)) == [other.pk]
    assert mine.pk != other.pk


def test_without_changes_nothing_is_written(run):
    loaded, matching = market_of(2, 2), matching_of(lists([], []), lists([], []))
    store_matching(run, loaded, matching)
    before = graduate_rows(run), opening_rows(run)

    store_changed(run, loaded, matching, [], [])

    assert (graduate_rows(run), opening_rows(run)) == before


COUNTED = engine.Statistics(np.array([4, 12, 7]), np.arange(1 << 16) % 251, 123)


def values(statistics: engine.Statistics) -> tuple[list[int], list[int], int]:
    return (
        statistics.rarity.tolist(),
        statistics.term_weights.tolist(),
        statistics.mean_length,
    )


def test_what_a_run_counted_comes_back(park):
    run = MatchRunFactory(park=park)

    store_statistics(run, COUNTED)

    assert values(load_statistics(park)) == values(COUNTED)
    assert values(statistics_of(run.pk)) == values(COUNTED)


def test_a_second_count_of_a_run_takes_the_place_of_the_first(park):
    run = MatchRunFactory(park=park)
    store_statistics(run, engine.Statistics.neutral(3))
    first = load_statistics(park).mean_length

    store_statistics(run, COUNTED)

    assert (first, load_statistics(park).mean_length) == (100, 123)
    assert RunStatistics.objects.count() == 1


def test_counts_are_read_once(park, django_assert_num_queries):
    run = MatchRunFactory(park=park)
    store_statistics(run, COUNTED)
    first = statistics_of(run.pk)

    with django_assert_num_queries(0):
        second = statistics_of(run.pk)

    assert second is first


@pytest.mark.parametrize("state", ["running", "superseded", "failed", "cancelled"])
def test_only_a_published_run_speaks_for_its_park(state, park):
    store_statistics(MatchRunFactory(park=park, state=state), COUNTED)
    store_statistics(MatchRunFactory(park=ParkFactory()), COUNTED)

    assert load_statistics(park) is None


def test_a_run_that_counted_nothing_has_no_counts(park):
    run = MatchRunFactory(park=park)

    before = statistics_of(run.pk)
    store_statistics(run, COUNTED)

    assert before is None
    assert statistics_of(run.pk).mean_length == 123


def test_the_lists_of_each_side_go_in_by_one_statement(run, django_assert_num_queries):
    loaded = market_of(3, 3)
    matching = matching_of(lists([], [], []), lists([], [], []))

    with django_assert_num_queries(2):
        store_matching(run, loaded, matching)

    assert (len(graduate_rows(run)), len(opening_rows(run))) == (3, 3)
