from collections import Counter

import pytest

from matching.demo.graduate_plans import PERSONA, GraduatePlan, graduate_uuid, plan_graduate
from matching.demo.reading import parks, tracks
from parks.choices.accounts import Language
from parks.choices.work import OpeningKind
from talent.choices.profiles import Visibility

SEED = 3
PLANS = [plan_graduate(SEED, index) for index in range(1, 2001)]
FULL = [plan for plan in PLANS if not plan.sparse]


def share(plans: list[GraduatePlan]) -> float:
    return len(plans) / len(PLANS)


def test_what_was_studied_belongs_to_the_track_and_the_degree():
    strange = [
        plan.index for plan in PLANS if plan.discipline not in plan.track.studied[plan.degree]
    ]

    assert strange == []


def test_both_roles_of_a_graduate_belong_to_the_track():
    tracks_of_roles = {(plan.track.code, role.track) for plan in PLANS for role in plan.roles}

    assert {pair for pair in tracks_of_roles if pair[0] != pair[1]} == set()


def test_the_two_roles_differ_where_a_track_has_more_than_one():
    same = {plan.track.code for plan in PLANS if plan.roles[0] == plan.roles[1]}

    assert same <= {"engineering"}


def test_every_track_has_graduates():
    assert {plan.track.code for plan in PLANS} == set(tracks())


def test_colleges_give_college_degrees_and_universities_the_others():
    found = {(plan.degree == "college", plan.university.kind) for plan in PLANS}

    assert found == {(True, "college"), (False, "university")}


def test_most_graduates_come_from_a_school_near_their_park():
    near = [plan for plan in PLANS if plan.university.park in plan.parks]

    assert share(near) > 0.75


def test_everybody_belongs_to_a_park_and_some_to_both():
    numbers = Counter(len(plan.parks) for plan in PLANS)

    assert set(numbers) == {1, 2}
    assert 0.06 < numbers[2] / len(PLANS) < 0.14


def test_both_parks_have_graduates():
    homes = {slug for plan in PLANS for slug in plan.parks}

    assert homes == {park.slug for park in parks()}


def test_about_one_profile_in_eight_is_sparse():
    assert 0.09 < share([plan for plan in PLANS if plan.sparse]) < 0.15


def test_sparse_profiles_hardly_say_what_they_look_for():
    kinds = {plan.kinds for plan in PLANS if plan.sparse}

    assert kinds == {(), (OpeningKind.JOB,)}


def test_everybody_else_looks_for_something():
    assert [plan.index for plan in FULL if not plan.kinds] == []


def test_who_still_studies_for_more_than_a_year_looks_for_practice_only():
    kinds = {kind for plan in FULL if plan.season == 1 for kind in plan.kinds}

    assert kinds == {OpeningKind.INTERNSHIP, OpeningKind.TRAINING_PLACE}


def test_only_doctors_look_for_post_doctoral_places():
    degrees = {plan.degree for plan in PLANS if OpeningKind.POSTDOC in plan.kinds}

    assert degrees == {"doctor"}


@pytest.mark.parametrize(
    ("visibility", "least", "most"),
    [
        (Visibility.PARK_COMPANIES, 0.5, 0.65),
        (Visibility.APPLIED, 0.28, 0.4),
        (Visibility.NOBODY, 0.05, 0.12),
    ],
)
def test_people_differ_in_who_may_see_them(visibility, least, most):
    assert least < share([plan for plan in PLANS if plan.visibility == visibility]) < most


def test_some_people_use_the_portal_in_english():
    assert 0.1 < share([plan for plan in PLANS if plan.language == Language.ENGLISH]) < 0.2


def test_every_address_is_used_once_and_leads_nowhere():
    addresses = [plan.email for plan in PLANS]

    assert len(set(addresses)) == len(addresses)
    assert {address.rpartition("@")[2] for address in addresses} == {"demo.example"}


def test_addresses_of_two_seeds_do_not_meet():
    others = {plan_graduate(4, index).email for index in range(1, 500)}

    assert others & {plan.email for plan in PLANS} == set()


def test_the_rank_of_a_degree_rises():
    ranks = dict(sorted((plan.rank, plan.degree) for plan in PLANS))

    assert list(ranks.values()) == ["college", "bachelor", "master", "doctor"]


def test_the_uuid_is_known_without_the_plan_and_the_persona_has_one_for_all_seeds():
    assert [graduate_uuid(SEED, plan.index) for plan in PLANS] == [plan.uuid for plan in PLANS]
    assert graduate_uuid(1, PERSONA) == graduate_uuid(2, PERSONA)


def test_a_plan_does_not_depend_on_what_was_planned_before():
    plan_graduate.cache_clear()

    again = [plan_graduate(SEED, index) for index in range(2000, 0, -1)]

    assert again[::-1] == PLANS
