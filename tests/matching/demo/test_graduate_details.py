import datetime
from collections import Counter
from itertools import pairwise

import pytest

from matching.demo.companies import plan_company
from matching.demo.graduate_details import (
    Held,
    Study,
    available_from,
    first_two_skills,
    goes_anywhere,
    graduates_on,
    skills_held,
    studies,
    wanted_places,
    works,
)
from matching.demo.graduate_plans import GraduatePlan, plan_graduate
from matching.demo.reading import parks
from parks.choices.work import OpeningKind
from talent.choices.profiles import ClaimSource

TODAY = datetime.date(2026, 11, 20)
PLANS = [plan_graduate(3, index) for index in range(1, 1501)]
FULL = [plan for plan in PLANS if not plan.sparse]
SPARSE = [plan for plan in PLANS if plan.sparse]


def held_share(level_of: str, plans: list[GraduatePlan]) -> float:
    """How much of what the nearer role asks for in one part is held, over all these people."""
    asked = held = 0
    for plan in plans:
        codes = {skill.skill for skill in getattr(plan.roles[0], level_of)}
        asked += len(codes)
        held += len(codes & {skill.skill for skill in skills_held(plan)})
    return held / asked


@pytest.mark.parametrize(
    ("season", "day"),
    [
        (-1, datetime.date(2026, 6, 30)),
        (0, datetime.date(2027, 6, 30)),
        (1, datetime.date(2028, 6, 30)),
    ],
)
def test_people_graduate_in_june_of_their_season(season, day):
    assert {graduates_on(plan, TODAY) for plan in PLANS if plan.season == season} == {day}


def test_who_has_graduated_can_start_within_two_months():
    days = [available_from(plan, TODAY) for plan in FULL if plan.season == -1]

    assert {(day - TODAY).days for day in days if day} <= set(range(61))


def test_who_looks_for_a_job_alone_starts_after_graduation():
    looking = [plan for plan in FULL if plan.season == 0 and plan.kinds == (OpeningKind.JOB,)]

    days = [available_from(plan, TODAY) for plan in looking]

    assert [day for day in days if day and day <= datetime.date(2027, 6, 30)] == []


def test_interns_can_start_before_they_graduate():
    looking = [plan for plan in FULL if plan.season == 1 and OpeningKind.INTERNSHIP in plan.kinds]

    days = [available_from(plan, TODAY) for plan in looking]

    assert max(day for day in days if day) < datetime.date(2027, 2, 1)


def test_some_people_do_not_say_when_they_can_start():
    silent = [plan for plan in FULL if available_from(plan, TODAY) is None]

    assert 0.08 < len(silent) / len(FULL) < 0.17


def test_sparse_profiles_say_neither_when_nor_where():
    assert {available_from(plan, TODAY) for plan in SPARSE} == {None}
    assert [plan.index for plan in SPARSE if wanted_places(plan) or goes_anywhere(plan)] == []


def test_wanted_places_are_ordered_and_none_is_named_twice():
    for plan in PLANS:
        places = wanted_places(plan)
        assert len(set(places)) == len(places) <= 4


def test_most_people_would_work_where_their_park_is():
    homes = {park.slug: park.wanted[0] for park in parks()}
    first = [wanted_places(plan)[:1] == [homes[plan.parks[-1]]] for plan in FULL]

    assert sum(first) / len(first) > 0.8


def test_a_few_people_go_anywhere():
    anywhere = [plan for plan in FULL if goes_anywhere(plan)]

    assert 0.1 < len(anywhere) / len(FULL) < 0.2


def test_a_skill_is_held_once():
    twice = [
        plan.index
        for plan in PLANS
        if len({skill.skill for skill in skills_held(plan)}) < len(skills_held(plan))
    ]

    assert twice == []


def test_people_hold_most_of_what_their_work_requires_and_less_of_what_is_a_plus():
    must, wanted, nice = (held_share(part, FULL) for part in ("must", "wanted", "nice"))

    assert must > 0.7
    assert must > wanted > nice > 0.3


def test_levels_held_lie_around_those_asked_for():
    differences = Counter()
    for plan in FULL:
        held = {skill.skill: skill.level for skill in skills_held(plan)}
        for asked in plan.roles[0].must:
            if held.get(asked.skill):
                differences[held[asked.skill] - asked.level] += 1

    assert differences[0] == max(differences.values())
    assert differences[-1] > 0
    assert differences[1] > 0


def test_doctors_know_more_than_masters_of_the_same_role():
    def mean(degree: str) -> float:
        levels = [
            skill.level
            for plan in FULL
            if plan.degree == degree and plan.track.code == "discovery"
            for skill in skills_held(plan)
            if skill.level and not skill.skill.startswith("GEN")
        ]
        return sum(levels) / len(levels)

    assert mean("doctor") > mean("master")


def test_levels_are_levels_of_the_portal_or_not_stated():
    levels = {skill.level for plan in PLANS for skill in skills_held(plan)}

    assert levels == {None, 1, 2, 3, 4}


def test_most_skills_are_somebodys_own_word_some_are_proved():
    sources = Counter(skill.source for plan in FULL for skill in skills_held(plan))

    assert set(sources) == {ClaimSource.SELF, ClaimSource.ROSTER, ClaimSource.ASSESSED}
    assert sources[ClaimSource.SELF] > 0.7 * sources.total()


def test_nobody_has_a_certificate_of_being_communicative():
    proved = {
        skill.skill
        for plan in PLANS
        for skill in skills_held(plan)
        if skill.skill.startswith("GEN-") and skill.source != ClaimSource.SELF
    }

    assert proved == set()


def test_sparse_profiles_hold_two_skills_at_most():
    assert {len(skills_held(plan)) for plan in SPARSE} == {0, 1, 2}


@pytest.mark.parametrize(
    ("degree", "stays"),
    [
        ("college", ["college"]),
        ("bachelor", ["bachelor"]),
        ("master", ["master", "bachelor"]),
        ("doctor", ["doctor", "master", "bachelor"]),
    ],
)
def test_studies_lead_up_to_the_highest_degree(degree, stays):
    found = {
        tuple(study.degree for study in studies(plan, TODAY))
        for plan in FULL
        if plan.degree == degree
    }

    assert found == {tuple(stays)}


def test_studies_follow_each_other_without_overlap():
    for plan in FULL:
        rows = studies(plan, TODAY)
        assert rows[0].ended_on == graduates_on(plan, TODAY)
        assert [row for row in rows if row.started_on >= row.ended_on] == []
        assert [late for late, early in pairwise(rows) if early.ended_on > late.started_on] == []


def test_a_masters_degree_takes_three_years_after_four_as_a_bachelor():
    plan = next(plan for plan in FULL if plan.degree == "master" and plan.season == 0)

    rows = studies(plan, TODAY)

    assert [(row.started_on, row.ended_on) for row in rows] == [
        (datetime.date(2024, 9, 1), datetime.date(2027, 6, 30)),
        (datetime.date(2020, 9, 1), datetime.date(2024, 6, 30)),
    ]


def test_some_sparse_profiles_name_no_school():
    named = Counter(bool(studies(plan, TODAY)) for plan in SPARSE)

    assert set(named) == {True, False}


def test_work_lies_in_the_past_and_in_order():
    for plan in FULL:
        rows = works(plan, TODAY)
        assert [row for row in rows if not row.started_on < row.ended_on < TODAY] == []
        assert [late for late, early in pairwise(rows) if early.ended_on > late.started_on] == []


def test_nobody_tells_the_same_work_twice():
    for plan in FULL:
        roles = [plan.roles[row.role].code for row in works(plan, TODAY)]
        assert len(set(roles)) == len(roles)


def test_internships_were_at_companies_that_do_such_work():
    wrong = [
        plan.index
        for plan in FULL
        for row in works(plan, TODAY)
        if row.company is not None
        and plan_company(row.company).kind not in plan.roles[row.role].companies
    ]

    assert wrong == []


def test_the_two_skills_a_summary_names_are_the_best_of_the_role():
    plan = next(plan for plan in FULL if plan.roles[0].code == "upstream")
    held = [
        Held("CEL-02", 1, ClaimSource.SELF),
        Held("USP-02", 3, ClaimSource.SELF),
        Held("MIC-02", 2, ClaimSource.SELF),
        Held("BIO-13", 4, ClaimSource.SELF),
    ]

    assert first_two_skills(plan, held) == ("USP-02", "MIC-02")


def test_one_skill_of_the_role_is_not_enough_for_a_summary():
    plan = next(plan for plan in FULL if plan.roles[0].code == "upstream")

    assert first_two_skills(plan, [Held("CEL-02", 1, ClaimSource.SELF)]) is None


def test_details_follow_from_the_plan_alone():
    plan = FULL[0]

    assert skills_held(plan) == skills_held(plan)
    assert works(plan, TODAY) == works(plan, TODAY)
    assert studies(plan, TODAY)[0] == Study(
        plan.degree,
        plan.discipline,
        studies(plan, TODAY)[0].started_on,
        graduates_on(plan, TODAY),
    )
