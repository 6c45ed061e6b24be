"""Why an opening stands where it stands in a person's list, or does not, after real runs."""

from datetime import date, timedelta

import pytest

from companies.models import Opening
from matching.actions.runs import run_park
from matching.loading.pairs import explain_pair
from matching.models import GraduateMatches
from matching.queries.matches import openings_for, openings_in_order, unpacked_points
from matching.queries.places_in_lists import LIST_LENGTH, PlaceInList, Reason, place_in_list
from talent.models import Profile
from tests.factories.companies import CompanyFactory, OpeningFactory, OpeningSkillFactory
from tests.factories.matching import (
    DismissalFactory,
    GraduateMatchesFactory,
    MatchRunFactory,
)
from tests.factories.parks import ParkFactory
from tests.factories.talent import SkillClaimFactory
from tests.factories.vocabulary import RegionFactory
from tests.matching.markets import BOB_ANALYST, SmallMarket, small_market

pytestmark = pytest.mark.django_db

NIGHT = date(2026, 11, 22)


@pytest.fixture
def market(park) -> SmallMarket:
    return small_market(park)


@pytest.fixture
def ran(market) -> SmallMarket:
    run_park(market.park, night=NIGHT)
    return market


def place_of(profile: Profile, opening: Opening, *, today: date = NIGHT) -> PlaceInList:
    profile = Profile.objects.for_explaining().get(pk=profile.pk)
    opening = Opening.objects.with_company().with_requirements().get(pk=opening.pk)
    told = explain_pair(profile, opening)
    return place_in_list(
        profile, opening, points=told.points, meets_conditions=told.in_lists, today=today
    )


def test_what_is_listed_has_its_number(ran):
    places = [place_of(ran.bob, ran.operator), place_of(ran.bob, ran.analyst)]

    assert places == [PlaceInList(Reason.LISTED, 1, 0), PlaceInList(Reason.LISTED, 2, 0)]


def test_the_number_is_that_of_the_list_a_person_reads_with_all_their_parks(ran):
    elsewhere = ParkFactory()
    ran.bob.parks.add(elsewhere)
    opening = OpeningFactory(
        company=CompanyFactory(park=elsewhere), published=True, region=RegionFactory()
    )
    OpeningSkillFactory(opening=opening, skill=ran.culture, importance="must", level=2)
    run_park(elsewhere, night=NIGHT)

    shown = openings_in_order(openings_for(ran.bob).ids)

    assert shown == [ran.operator, opening, ran.analyst]
    assert [place_of(ran.bob, each).rank for each in shown] == [1, 2, 3]


def test_what_has_ended_since_the_run_does_not_count_in_the_numbers(ran):
    Opening.objects.filter(pk=ran.operator.pk).update(state="closed")

    assert place_of(ran.bob, ran.analyst) == PlaceInList(Reason.LISTED, rank=1)


@pytest.mark.parametrize(
    "change",
    [
        {"state": "closed"},
        {"state": "paused"},
        {"state": "expired"},
        {"closes_on": NIGHT - timedelta(days=1)},
    ],
)
def test_what_is_no_longer_on_offer_says_so_even_if_the_run_listed_it(change, ran):
    Opening.objects.filter(pk=ran.operator.pk).update(**change)

    assert place_of(ran.bob, ran.operator) == PlaceInList(Reason.ENDED)


def test_what_somebody_is_not_interested_in_says_so_before_and_after_the_next_run(ran):
    profile = Profile.objects.for_explaining().get(pk=ran.bob.pk)
    DismissalFactory(profile=profile, opening=ran.operator)
    known = {"points": 4096, "meets_conditions": False, "dismissed": True, "today": NIGHT}

    before = place_in_list(profile, ran.operator, **known)
    run_park(ran.park, night=NIGHT + timedelta(days=1))

    assert before == PlaceInList(Reason.DISMISSED)
    assert place_in_list(profile, ran.operator, **known) == PlaceInList(Reason.DISMISSED)
    assert place_of(ran.bob, ran.analyst) == PlaceInList(Reason.LISTED, rank=1)


def test_an_opening_of_a_park_that_is_not_ones_own_says_so(ran):
    foreign = OpeningFactory(published=True, region=ran.suzhou)

    assert place_of(ran.ann, foreign) == PlaceInList(Reason.OTHER_PARK)


def test_a_condition_in_the_way_is_the_reason_whatever_the_points(ran):
    assert place_of(ran.ann, ran.operator) == PlaceInList(Reason.CONDITIONS)
    assert place_of(ran.silent, ran.analyst) == PlaceInList(Reason.CONDITIONS)


def test_a_condition_that_fell_after_the_run_leaves_the_list_as_it_was_shown(ran):
    Profile.objects.filter(pk=ran.bob.pk).update(anywhere=False)

    assert place_of(ran.bob, ran.operator).reason == Reason.LISTED


def full_list(market: SmallMarket) -> None:
    """Openings that are Bob's in full, like the operator's, as many as a list holds."""
    for _number in range(LIST_LENGTH):
        opening = OpeningFactory(
            company=market.operator.company, published=True, region=market.wuxi
        )
        OpeningSkillFactory(opening=opening, skill=market.culture, importance="must", level=2)


def test_fifty_better_ones_are_the_reason_with_the_points_of_the_last(market):
    full_list(market)
    run = run_park(market.park, night=NIGHT)

    place = place_of(market.bob, market.analyst)

    stored = unpacked_points(GraduateMatches.objects.get(run=run, profile=market.bob).points)
    assert len(stored) == LIST_LENGTH
    assert place == PlaceInList(Reason.OTHERS_SUIT_BETTER, least_points=stored[-1])
    assert place.least_points > BOB_ANALYST


def test_who_would_be_among_the_fifty_by_now_is_not_matched_yet(market):
    full_list(market)
    run_park(market.park, night=NIGHT)
    SkillClaimFactory(profile=market.bob, skill=market.elisa, level=4, source="certificate")
    SkillClaimFactory(profile=market.bob, skill=market.gmp, level=4, source="certificate")

    assert place_of(market.bob, market.analyst) == PlaceInList(Reason.NOT_MATCHED_YET)


def test_an_opening_newer_than_the_run_is_not_matched_yet(ran):
    opening = OpeningFactory(company=ran.operator.company, published=True, region=ran.wuxi)

    before = place_of(ran.bob, opening)
    run_park(ran.park, night=NIGHT + timedelta(days=1))

    assert before == PlaceInList(Reason.NOT_MATCHED_YET)
    assert place_of(ran.bob, opening).reason == Reason.LISTED


def test_before_the_first_run_nothing_is_matched_yet(market):
    assert place_of(market.bob, market.operator) == PlaceInList(Reason.NOT_MATCHED_YET)


def test_the_list_of_a_run_that_is_not_published_is_none(market):
    run = MatchRunFactory(park=market.park, state="superseded")
    GraduateMatchesFactory(
        run=run, profile=market.bob, opening_ids=[market.operator.pk], points=[4096]
    )

    assert place_of(market.bob, market.operator) == PlaceInList(Reason.NOT_MATCHED_YET)


def test_a_full_list_of_another_park_does_not_count_here(market):
    elsewhere = MatchRunFactory(park=ParkFactory())
    GraduateMatchesFactory(
        run=elsewhere,
        profile=market.bob,
        opening_ids=list(range(10**6, 10**6 + LIST_LENGTH)),
        points=[4096] * LIST_LENGTH,
    )

    assert place_of(market.bob, market.analyst) == PlaceInList(Reason.NOT_MATCHED_YET)


@pytest.mark.parametrize(("opening", "queries"), [("operator", 1), ("analyst", 2)])
def test_the_place_of_a_listed_opening_takes_at_most_two_queries(
    opening, queries, ran, django_assert_num_queries
):
    target = getattr(ran, opening)

    with django_assert_num_queries(queries):
        place_in_list(ran.bob, target, points=0, meets_conditions=True, today=NIGHT)


def test_the_place_of_an_opening_outside_takes_three(ran, django_assert_num_queries):
    outside = OpeningFactory(company=ran.operator.company, published=True)

    with django_assert_num_queries(3):
        place_in_list(ran.bob, outside, points=0, meets_conditions=True, today=NIGHT)
