"""The published lists as pages read them."""

from datetime import UTC, datetime

import pytest

from matching.queries.matches import (
    MatchList,
    candidates_in_order,
    graduates_for,
    newest_run,
    openings_for,
    openings_in_order,
    unpacked_ids,
    unpacked_points,
)
from parks.queries.viewers import viewer_of
from tests.factories.companies import OpeningFactory
from tests.factories.matching import (
    DismissalFactory,
    GraduateMatchesFactory,
    MatchRunFactory,
    OpeningMatchesFactory,
)
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db

EARLY, LATE = (datetime(2026, 11, 22, hour, tzinfo=UTC) for hour in (2, 3))
NOTHING = MatchList([], None, {})


def test_the_lists_of_all_parks_of_a_graduate_are_joined_best_first():
    profile = ProfileFactory()
    GraduateMatchesFactory(
        run__finished_at=LATE,
        profile=profile,
        opening_ids=[11, 12],
        points=[4000, 100],
        blocked_by_unknown={"place": 2, "kind": 1},
    )
    GraduateMatchesFactory(
        run__finished_at=EARLY,
        profile=profile,
        opening_ids=[21, 22],
        points=[4096, 100],
        blocked_by_unknown={"place": 3},
    )
    GraduateMatchesFactory(opening_ids=[99], points=[4096])

    assert openings_for(profile) == MatchList([21, 11, 12, 22], EARLY, {"place": 5, "kind": 1})


def test_what_a_person_left_out_is_not_in_their_list_and_stays_in_those_of_others():
    mine, theirs = ProfileFactory(), ProfileFactory()
    left_out, other = OpeningFactory.create_batch(2, published=True)
    DismissalFactory(profile=mine, opening=left_out)
    for profile in (mine, theirs):
        ids = [left_out.pk, other.pk]
        GraduateMatchesFactory(profile=profile, opening_ids=ids, points=[9, 8])

    assert openings_for(mine).ids == [other.pk]
    assert openings_for(theirs).ids == [left_out.pk, other.pk]


def test_to_know_what_was_left_out_takes_no_query_of_its_own(django_assert_num_queries):
    dismissal = DismissalFactory()
    GraduateMatchesFactory(profile=dismissal.profile, opening_ids=[1], points=[9])

    with django_assert_num_queries(1):
        openings_for(dismissal.profile)


@pytest.mark.parametrize("state", ["running", "superseded", "failed"])
def test_only_published_lists_count(state):
    graduate = GraduateMatchesFactory(run__state=state, opening_ids=[1], points=[1])
    opening = OpeningMatchesFactory(run__state=state, profile_ids=[1], points=[1])

    assert openings_for(graduate.profile) == NOTHING
    assert graduates_for(opening.opening) == NOTHING


def test_stored_bytes_are_numbers_with_the_least_byte_first():
    packed = b"\x01\x02" + bytes(6) + b"\xff" * 7 + b"\x7f"

    assert unpacked_ids(packed) == [0x0201, 2**63 - 1]
    assert unpacked_points(b"\x00\x10\x01\x00") == [4096, 1]
    assert (unpacked_ids(b""), unpacked_points(b"")) == ([], [])


def test_ids_as_large_as_the_database_counts_are_kept():
    profile = ProfileFactory()
    GraduateMatchesFactory(profile=profile, opening_ids=[2**62, 3], points=[5, 4])

    assert openings_for(profile).ids == [2**62, 3]


def test_a_list_without_entries_still_tells_when_it_was_made():
    row = OpeningMatchesFactory(run__finished_at=LATE)

    assert graduates_for(row.opening) == MatchList([], LATE, {})


def test_who_has_no_list_has_no_matches():
    assert openings_for(ProfileFactory()) == NOTHING
    assert graduates_for(OpeningFactory()) == NOTHING


def test_the_list_of_an_opening_keeps_its_order():
    row = OpeningMatchesFactory(run__finished_at=LATE, profile_ids=[9, 3, 5], points=[7, 7, 1])
    OpeningMatchesFactory(profile_ids=[1], points=[1])

    assert graduates_for(row.opening) == MatchList([9, 3, 5], LATE, {})


def test_openings_are_fetched_in_the_order_of_the_list():
    first, second, third = OpeningFactory.create_batch(3, published=True)
    draft = OpeningFactory()
    gone = third.pk + 1000

    ids = [third.pk, gone, first.pk, draft.pk, second.pk]

    assert openings_in_order(ids) == [third, first, second]
    assert openings_in_order([]) == []


def test_candidates_are_fetched_in_the_order_of_the_list_and_only_those_one_may_see(
    park, recruiter
):
    shown, also_shown, hidden = (
        ProfileFactory(visibility=visibility)
        for visibility in ("park_companies", "park_companies", "nobody")
    )
    for profile in (shown, also_shown, hidden):
        profile.parks.add(park)

    ids = [also_shown.pk, hidden.pk, shown.pk]

    assert candidates_in_order(ids, viewer_of(recruiter)) == [also_shown, shown]


def test_the_newest_published_run_is_found():
    MatchRunFactory(finished_at=EARLY)
    newest = MatchRunFactory(finished_at=LATE)
    MatchRunFactory(state="failed")

    assert newest_run() == newest


def test_before_the_first_run_there_is_none():
    assert newest_run() is None
