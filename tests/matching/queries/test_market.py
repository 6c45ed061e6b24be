"""What the market tells a person about themselves."""

from datetime import date

import numpy as np
import pytest

from matching.choices.runs import RunState
from matching.models import GraduateMatches
from matching.queries.market import mine_in_market
from parks.access import ANONYMOUS, Viewer
from tests.factories.matching import MatchRunFactory, SavedOpeningFactory
from tests.factories.parks import ParkFactory, UserFactory
from tests.factories.talent import ProfileFactory

pytestmark = pytest.mark.django_db


def keep(profile, points: dict[int, int], state: str = RunState.PUBLISHED) -> None:
    GraduateMatches.objects.create(
        run=MatchRunFactory(park=ParkFactory(), night=date(2026, 11, 22), state=state),
        profile=profile,
        opening_ids=np.array([*points], "<i8").tobytes(),
        points=np.array([*points.values()], "<i2").tobytes(),
    )


def test_the_lists_of_all_parks_are_one_best_first():
    profile = ProfileFactory()
    keep(profile, {11: 4000, 12: 1000})
    keep(profile, {21: 3000, 22: 1000})

    mine = mine_in_market(Viewer(user_id=profile.user_id))

    assert list(mine.points.items()) == [(11, 4000), (21, 3000), (12, 1000), (22, 1000)]


def test_lists_of_others_and_of_earlier_runs_are_left_out():
    profile, other = ProfileFactory(), ProfileFactory()
    keep(other, {11: 4000})
    keep(profile, {12: 1000}, state=RunState.SUPERSEDED)

    assert mine_in_market(Viewer(user_id=profile.user_id)) == ({}, frozenset())


def test_what_a_person_saved_is_theirs_alone():
    mine, other = SavedOpeningFactory(), SavedOpeningFactory()
    keep(mine.profile, {11: 4000})

    found = mine_in_market(Viewer(user_id=mine.profile.user_id))

    assert (found.points, found.saved_ids) == ({11: 4000}, {mine.opening_id})
    assert mine_in_market(Viewer(user_id=other.profile.user_id)).saved_ids == {other.opening_id}


def test_who_has_no_profile_has_nowhere_to_save():
    assert mine_in_market(Viewer(user_id=UserFactory().pk)) == ({}, None)


@pytest.mark.parametrize("lists", [1, 3])
def test_it_is_one_query_however_many_lists(lists, django_assert_num_queries):
    profile = ProfileFactory()
    for number in range(lists):
        keep(profile, {number: 1000})

    with django_assert_num_queries(1):
        mine = mine_in_market(Viewer(user_id=profile.user_id))

    assert len(mine.points) == lists


def test_who_is_signed_out_costs_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert mine_in_market(ANONYMOUS) == ({}, None)
