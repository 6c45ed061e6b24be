import datetime
from collections import Counter

import pytest

from companies.choices.openings import OpeningState
from matching.choices.applications import ApplicationState
from matching.demo.application_plans import (
    ApplicationPlan,
    plan_applications,
    sent_and_changed,
)
from matching.demo.companies import Standing
from matching.demo.days import midnight
from matching.demo.graduate_plans import GraduatePlan, plan_graduate
from matching.demo.opening_plans import flagships

SEED, OPENINGS = 3, 2000
TODAY = datetime.date(2026, 11, 20)
PUBLISHED_AT = datetime.datetime(2026, 11, 1, 2, tzinfo=datetime.UTC)
DRAWN = [
    (plan_graduate(SEED, index), plan)
    for index in range(1, 4001)
    for plan in plan_applications(SEED, index, OPENINGS)
]
PLANS = [plan for _, plan in DRAWN]
RANKS = ("college", "bachelor", "master", "doctor")


def one(state: ApplicationState) -> ApplicationPlan:
    return next(plan for plan in PLANS if plan.state == state)


def wrong(rule) -> list[tuple[int, int]]:
    return [(who.index, plan.opening.index) for who, plan in DRAWN if not rule(who, plan)]


def test_a_good_part_of_the_graduates_has_applied_somewhere():
    applicants = {who.index for who, _ in DRAWN}

    assert 0.1 < len(applicants) / 4000 < 0.4


def test_nobody_applies_for_what_they_do_not_look_for():
    assert wrong(lambda who, plan: plan.opening.kind in who.kinds) == []


def test_nobody_applies_outside_their_parks():
    assert wrong(lambda who, plan: plan.opening.company.park in who.parks) == []


def test_nobody_applies_below_the_least_degree():
    assert wrong(lambda who, plan: who.rank >= RANKS.index(plan.opening.degree)) == []


def test_nobody_applies_for_what_was_never_published():
    states = {plan.opening.state for plan in PLANS}

    assert states == {OpeningState.PUBLISHED, OpeningState.PAUSED, OpeningState.CLOSED}


def test_nobody_applies_twice_for_one_opening():
    pairs = Counter((plan.graduate, plan.opening.uuid) for plan in PLANS)

    assert pairs.most_common(1)[0][1] == 1


def test_nobody_has_accepted_two_places():
    taken = Counter(
        plan.graduate
        for plan in PLANS
        if plan.state in (ApplicationState.ACCEPTED, ApplicationState.HIRED)
    )

    assert taken.most_common(1)[0][1] == 1


def test_nobody_applies_more_than_three_times():
    assert set(Counter(plan.graduate for plan in PLANS).values()) == {1, 2, 3}


def test_every_state_of_an_application_but_the_draft_occurs():
    assert {plan.state for plan in PLANS} == set(ApplicationState) - {ApplicationState.DRAFT}


def test_nobody_answers_at_a_company_that_nobody_has_claimed():
    states = {plan.state for plan in PLANS if plan.opening.company.standing == Standing.UNCLAIMED}

    assert states == {ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN}


def test_applications_for_a_closed_opening_have_ended():
    states = {plan.state for plan in PLANS if plan.opening.state == OpeningState.CLOSED}

    assert states <= {ApplicationState.REFUSED, ApplicationState.HIRED}


def test_the_recruiter_of_the_demo_has_many_applicants():
    hers = [plan for plan in PLANS if plan.opening.index < flagships()]

    assert len(hers) > 100


def test_the_persona_is_left_to_apply_herself():
    assert plan_applications(SEED, 0, OPENINGS) == []


def test_sparse_profiles_have_not_applied():
    assert wrong(lambda who, plan: not who.sparse) == []


@pytest.mark.parametrize("openings", [0, 8, 100, 500])
def test_a_smaller_market_only_leaves_applications_out(openings):
    smaller = [
        plan for index in range(1, 1001) for plan in plan_applications(SEED, index, openings)
    ]

    assert smaller == [
        plan for who, plan in DRAWN if who.index <= 1000 and plan.opening.index < openings
    ]


def test_every_application_has_a_uuid_of_its_own():
    assert len({plan.uuid for plan in PLANS}) == len(PLANS)


def test_an_application_follows_from_its_graduate():
    somebody: GraduatePlan = DRAWN[0][0]

    again = plan_applications(SEED, somebody.index, OPENINGS)

    assert again == [plan for who, plan in DRAWN if who == somebody]


@pytest.mark.parametrize("closes_on", [None, datetime.date(2026, 11, 30)])
def test_an_application_lies_between_publication_and_today(closes_on):
    for plan in PLANS[:300]:
        sent, changed = sent_and_changed(
            plan, published_at=PUBLISHED_AT, closes_on=closes_on, today=TODAY
        )
        assert PUBLISHED_AT <= sent <= changed <= midnight(TODAY)


def test_an_application_was_sent_before_the_opening_closed():
    closed_on = datetime.date(2026, 11, 10)

    for plan in PLANS[:300]:
        sent, changed = sent_and_changed(
            plan, published_at=PUBLISHED_AT, closes_on=closed_on, today=TODAY
        )
        assert PUBLISHED_AT <= sent <= midnight(closed_on)
        assert changed <= midnight(TODAY)


def test_what_nobody_has_answered_has_not_changed_since_it_was_sent():
    sent, changed = sent_and_changed(
        one(ApplicationState.SUBMITTED), published_at=PUBLISHED_AT, closes_on=None, today=TODAY
    )

    assert sent == changed


def test_an_opening_published_after_its_last_day_still_gives_times_in_order():
    late = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)

    sent, changed = sent_and_changed(
        one(ApplicationState.REFUSED), published_at=late, closes_on=None, today=TODAY
    )

    assert sent <= changed <= midnight(TODAY)


def test_nobody_waits_so_long_that_the_application_would_have_lapsed():
    old = datetime.datetime(2026, 8, 1, tzinfo=datetime.UTC)

    for plan in PLANS[:300]:
        sent, _changed = sent_and_changed(plan, published_at=old, closes_on=None, today=TODAY)
        assert midnight(TODAY) - sent < datetime.timedelta(days=60)
