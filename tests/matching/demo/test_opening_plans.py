from collections import Counter

import pytest

from companies.choices.openings import Importance, OpeningState
from matching.demo.companies import Standing, company_count
from matching.demo.opening_plans import (
    OpeningPlan,
    flagships,
    opening_uuid,
    plan_opening,
)
from matching.demo.reading import parks, roles
from parks.choices.work import OpeningKind

SEED = 3
PLANS = [plan_opening(SEED, index) for index in range(414)]
DRAWN = PLANS[14:]
LEARNING = (OpeningKind.INTERNSHIP, OpeningKind.TRAINING_PLACE)


def levels(plan: OpeningPlan, importance: Importance) -> dict[str, int]:
    return {asked.skill: asked.level for asked, part in plan.requirements if part == importance}


def of_kind(kind: OpeningKind, *, senior: bool = False) -> list[OpeningPlan]:
    return [plan for plan in PLANS if plan.kind == kind and plan.senior == senior]


def test_every_ten_openings_are_six_jobs_two_internships_a_training_place_and_a_postdoc():
    tens = [Counter(plan.kind for plan in DRAWN[start : start + 10]) for start in range(0, 400, 10)]

    assert {tuple(sorted(ten.items())) for ten in tens} == {
        (
            (OpeningKind.INTERNSHIP, 2),
            (OpeningKind.JOB, 6),
            (OpeningKind.POSTDOC, 1),
            (OpeningKind.TRAINING_PLACE, 1),
        )
    }


def test_every_forty_openings_fill_every_queue_of_the_park_office():
    forty = Counter(plan.state for plan in DRAWN[:40])

    assert forty == {
        OpeningState.PUBLISHED: 33,
        OpeningState.SUBMITTED: 2,
        OpeningState.DRAFT: 1,
        OpeningState.RETURNED: 1,
        OpeningState.PAUSED: 1,
        OpeningState.CLOSED: 1,
        OpeningState.EXPIRED: 1,
    }


def test_a_role_has_the_kind_of_opening_it_is_offered_as():
    assert [plan.index for plan in PLANS if plan.kind not in plan.role.kinds] == []


def test_all_roles_are_on_offer():
    assert {plan.role.code for plan in PLANS} == set(roles())


def test_an_opening_asks_for_each_skill_once():
    repeated = [
        plan.index
        for plan in PLANS
        if len({asked.skill for asked, _ in plan.requirements}) < len(plan.requirements)
    ]

    assert repeated == []


@pytest.mark.parametrize("kind", OpeningKind)
def test_an_opening_of_any_kind_has_at_least_three_essential_skills(kind):
    assert {plan.index for plan in of_kind(kind) if len(levels(plan, Importance.MUST)) < 3} == set()


def test_a_job_asks_for_what_the_role_asks_for():
    plan = of_kind(OpeningKind.JOB)[0]

    assert levels(plan, Importance.MUST) == dict(plan.role.must)
    assert levels(plan, Importance.WANTED) == dict(plan.role.wanted)
    assert levels(plan, Importance.NICE) == dict(plan.role.nice)


def test_a_senior_job_asks_for_a_level_more_of_what_is_essential():
    plan = of_kind(OpeningKind.JOB, senior=True)[0]

    assert levels(plan, Importance.MUST) == {
        skill: min(level + 1, 4) for skill, level in plan.role.must
    }


def test_an_intern_must_know_a_level_less():
    plan = of_kind(OpeningKind.INTERNSHIP)[0]

    assert levels(plan, Importance.MUST) == {
        skill: max(level - 1, 1) for skill, level in plan.role.must
    }
    assert levels(plan, Importance.NICE) == {}


def test_somebody_to_be_trained_need_only_be_aware_of_the_skills():
    asked = [level for plan in of_kind(OpeningKind.TRAINING_PLACE) for level in plan.requirements]

    assert {skill.level for skill, _ in asked} == {1}


@pytest.mark.parametrize(
    ("kind", "degrees"),
    [
        (OpeningKind.POSTDOC, {"doctor"}),
        (OpeningKind.TRAINING_PLACE, {"college"}),
        (OpeningKind.JOB, {"college", "bachelor", "master"}),
        (OpeningKind.INTERNSHIP, {"college", "bachelor", "master"}),
    ],
)
def test_the_least_degree_fits_the_kind(kind, degrees):
    assert {plan.degree for plan in of_kind(kind)} == degrees


def test_a_senior_job_wants_a_degree_more_but_no_doctor():
    found = {(plan.role.degree, plan.degree) for plan in of_kind(OpeningKind.JOB, senior=True)}

    assert found == {("college", "bachelor"), ("bachelor", "master"), ("master", "master")}


def test_about_one_job_in_ten_is_a_senior_one():
    jobs = [plan for plan in DRAWN if plan.kind == OpeningKind.JOB]

    assert 0.04 < sum(plan.senior for plan in jobs) / len(jobs) < 0.16


def test_only_jobs_are_senior():
    assert [plan.index for plan in PLANS if plan.senior and plan.kind in LEARNING] == []


@pytest.mark.parametrize(
    ("state", "standings"),
    [
        (OpeningState.PUBLISHED, {Standing.VERIFIED, Standing.UNCLAIMED}),
        (OpeningState.SUBMITTED, {Standing.VERIFIED, Standing.PENDING}),
        (OpeningState.DRAFT, {Standing.VERIFIED, Standing.PENDING}),
        (OpeningState.RETURNED, {Standing.VERIFIED}),
        (OpeningState.PAUSED, {Standing.VERIFIED}),
        (OpeningState.CLOSED, {Standing.VERIFIED}),
        (OpeningState.EXPIRED, {Standing.VERIFIED}),
    ],
)
def test_a_company_has_only_openings_that_its_standing_allows(state, standings):
    found = {plan.company.standing for plan in PLANS if plan.state == state}

    assert found
    assert found <= standings


def test_nearly_all_work_is_offered_by_companies_that_do_such_work():
    fitting = [plan for plan in DRAWN if plan.company.kind in plan.role.companies]

    assert len(fitting) >= 0.95 * len(DRAWN)


def test_the_company_of_an_opening_is_there_when_the_opening_is():
    early = [plan for plan in PLANS if plan.company.index >= company_count(plan.index)]

    assert early == []


def test_an_opening_lies_in_a_place_of_its_park():
    places = {park.slug: set(park.regions) for park in parks()}

    assert [plan.index for plan in PLANS if plan.region not in places[plan.company.park]] == []


def test_the_first_openings_belong_to_the_recruiter_and_are_in_every_state():
    first = PLANS[: flagships()]

    assert flagships() == 14
    assert {plan.company.index for plan in first} == {0}
    assert {plan.state for plan in first[:8]} == {OpeningState.PUBLISHED}
    assert {plan.kind for plan in first[:8]} == set(OpeningKind)
    assert {plan.state for plan in first[8:]} == {
        OpeningState.DRAFT,
        OpeningState.SUBMITTED,
        OpeningState.RETURNED,
        OpeningState.PAUSED,
        OpeningState.EXPIRED,
    }
    assert [plan.state for plan in first if plan.is_template] == [OpeningState.DRAFT]


def test_the_first_openings_are_the_same_for_every_seed():
    assert [plan_opening(1, index) for index in range(14)] == PLANS[:14]
    assert [opening_uuid(1, index) for index in range(14)] == [plan.uuid for plan in PLANS[:14]]


def test_other_openings_differ_from_seed_to_seed():
    shared = {opening_uuid(1, index) for index in range(14, 400)} & {plan.uuid for plan in DRAWN}

    assert shared == set()


def test_every_opening_has_a_uuid_of_its_own_known_without_its_plan():
    assert [opening_uuid(SEED, plan.index) for plan in PLANS] == [plan.uuid for plan in PLANS]
    assert len({plan.uuid for plan in PLANS}) == len(PLANS)


def test_a_plan_does_not_depend_on_what_was_planned_before():
    plan_opening.cache_clear()

    again = [plan_opening(SEED, index) for index in reversed(range(414))]

    assert again[::-1] == PLANS
