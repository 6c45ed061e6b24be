from collections import Counter
from itertools import pairwise

import pytest

from matching.choices.applications import (
    APPLICATION_MOVES,
    ApplicationSource,
    ApplicationState,
    InvitationToApplyState,
    Recommendation,
)
from matching.demo.application_plans import plan_applications
from matching.demo.desk_plans import LOOKED_AT, plan_desk
from matching.demo.opening_details import schedule
from matching.demo.reading import words
from matching.queries.stage_messages import PLACEHOLDER, STAGES
from talent.choices.profiles import Visibility
from tests.matching.demo.conftest import TODAY

SEEDS = (1, 5, 7, 9)
BOARD = ("submitted", "shortlisted", "interviewing", "offered", "accepted", "hired")


@pytest.fixture(params=SEEDS)
def plan(request):
    return plan_desk(request.param)


def test_every_part_is_taken(plan):
    content = words("desk")

    assert [len(parts) for parts in plan] == [
        len(content["applicant"]),
        len(content["invitation"]),
        len(content["pool"]),
    ]


def test_every_column_of_the_board_has_somebody(plan):
    states = Counter(part.steps[-1][0] for part in plan.applicants if part.opening.index == 0)

    assert set(BOARD) <= set(states)
    assert states["submitted"] == 4


def test_some_have_waited_for_thirty_and_some_for_forty_five_days(plan):
    waits = {
        part.facts["days"]
        for part in plan.applicants
        if part.steps[-1][0] == ApplicationState.SUBMITTED
    }

    assert {32, 50} <= waits
    assert max(waits) < 60


def test_the_way_of_each_is_one_that_the_portal_allows(plan):
    for part in plan.applicants:
        states = [state for state, _days in part.steps]
        ago = [days for _state, days in part.steps]
        for before, after in pairwise(states):
            APPLICATION_MOVES.require(before, after)
        assert ago == sorted(ago, reverse=True)
        assert min(ago) > 0


def test_nobody_applied_before_the_opening_was_published(plan):
    for part in plan.applicants:
        published_at = schedule(part.opening, TODAY).published_at
        assert (TODAY - published_at.date()).days > part.facts["days"]


def test_they_apply_nowhere_else_and_nobody_has_two_parts_that_contradict(plan):
    people = [part.graduate for part in (*plan.applicants, *plan.invited)]

    assert [plan_applications(person.source[1], person.index, 1000) for person in people] == [
        [] for _person in people
    ]
    assert len({person.uuid for person in people}) == len(people)
    assert all(0 < person.index < LOOKED_AT for person in people)


def test_who_is_invited_or_kept_in_mind_lets_companies_see_them(plan):
    people = [part.graduate for part in (*plan.invited, *plan.pool)]

    assert {person.visibility for person in people} == {Visibility.PARK_COMPANIES}


def test_the_parts_of_a_seed_are_the_same_each_time():
    first = plan_desk(5)
    plan_desk.cache_clear()

    assert plan_desk(5) == first
    assert plan_desk(6) != first


def test_the_words_name_what_the_portal_knows():
    content = words("desk")
    scores = [
        score
        for row in content["applicant"]
        for score in row.get("interview", {}).get("scores", ())
    ]

    assert {row["source"] for row in content["applicant"]} == set(ApplicationSource.values)
    assert {row["state"] for row in content["invitation"]} <= set(InvitationToApplyState.values)
    assert set(scores) <= set(Recommendation.values)
    assert set(content["templates"]) <= set(STAGES)


def test_templates_are_in_both_languages_and_name_the_person():
    for texts in words("desk")["templates"].values():
        assert [set(PLACEHOLDER.findall(text)) >= {"name", "company"} for text in texts] == [
            True
        ] * 2


def test_no_two_times_are_at_the_same_hour_of_the_day():
    """So that those of a later day never meet those that are there."""
    hours = [slot["hour"] for slot in words("desk")["slot"]]

    assert len(set(hours)) == len(hours)
