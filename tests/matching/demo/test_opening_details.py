import datetime

import pytest

from companies.choices.openings import OpeningState, SalaryPeriod
from matching.demo.days import midnight
from matching.demo.opening_details import Pay, Schedule, headcount, pay, schedule
from matching.demo.opening_plans import OpeningPlan, plan_opening
from parks.choices.work import OpeningKind

TODAY = datetime.date(2026, 11, 20)
PLANS = [plan_opening(3, index) for index in range(800)]
NEVER = {OpeningState.DRAFT, OpeningState.SUBMITTED, OpeningState.RETURNED}


def days(*states: OpeningState) -> list[Schedule]:
    return [schedule(plan, TODAY) for plan in PLANS if plan.state in states]


def wages(kind: OpeningKind) -> list[tuple[OpeningPlan, Pay]]:
    return [(plan, pay(plan)) for plan in PLANS if plan.kind == kind]


def test_what_is_published_was_published_within_the_last_sixty_days():
    """But for the two that have old applicants on the desk of the recruiter."""
    drawn = [plan for plan in PLANS if plan.published_ago is None]
    rows = [schedule(plan, TODAY) for plan in drawn if plan.state == OpeningState.PUBLISHED]
    ages = {(midnight(TODAY) - row.published_at).days for row in rows}

    assert min(ages) >= 0
    assert max(ages) < 60
    assert len(ages) > 50


def test_nothing_is_published_in_the_future():
    times = [row.published_at for row in days(*OpeningState) if row.published_at]

    assert max(times) < midnight(TODAY)


def test_what_was_never_published_has_no_such_time():
    assert {row.published_at for row in days(*NEVER)} == {None}


def test_what_is_published_or_paused_can_still_be_applied_for():
    rows = days(OpeningState.PUBLISHED, OpeningState.PAUSED)

    assert [row for row in rows if row.closes_on and row.closes_on <= TODAY] == []


def test_some_openings_never_close():
    rows = days(OpeningState.PUBLISHED)

    endless = sum(row.closes_on is None for row in rows)
    assert 0.08 < endless / len(rows) < 0.25


def test_what_is_over_closed_after_its_publication_and_before_today():
    for row in days(OpeningState.CLOSED, OpeningState.EXPIRED):
        assert row.published_at < midnight(row.closes_on)
        assert row.closes_on < TODAY


def test_work_never_starts_before_the_last_day_to_apply():
    early = [
        row
        for row in days(*OpeningState)
        if row.starts_by and row.closes_on and row.starts_by < row.closes_on
    ]

    assert early == []


def test_about_half_of_the_openings_can_wait_for_their_people():
    rows = days(OpeningState.PUBLISHED)

    assert 0.4 < sum(row.starts_by is None for row in rows) / len(rows) < 0.6


def test_jobs_for_new_graduates_start_after_the_next_graduation():
    starts = [schedule(plan, TODAY).starts_by for plan in PLANS if plan.kind == OpeningKind.JOB]

    after_graduation = [day for day in starts if day and day > datetime.date(2027, 6, 30)]
    assert len(after_graduation) > len([day for day in starts if day]) / 2


def test_days_move_with_the_day_they_are_counted_from():
    later = TODAY + datetime.timedelta(days=7)
    plan = next(plan for plan in PLANS if schedule(plan, TODAY).closes_on)

    moved = schedule(plan, later)

    assert moved.closes_on - schedule(plan, TODAY).closes_on == datetime.timedelta(days=7)
    assert moved.published_at - schedule(plan, TODAY).published_at == datetime.timedelta(days=7)


@pytest.mark.parametrize("kind", OpeningKind)
def test_pay_is_a_range_in_order(kind):
    stated = [row for _, row in wages(kind) if row.salary_min is not None]

    assert stated
    assert [row for row in stated if not 0 < row.salary_min <= row.salary_max] == []


@pytest.mark.parametrize("kind", OpeningKind)
def test_a_few_openings_do_not_say_what_they_pay(kind):
    rows = [row for _, row in wages(kind)]

    silent = [row for row in rows if row.salary_min is None]
    assert 0 < len(silent) < 0.25 * len(rows)
    assert {row.salary_max for row in silent} == {None}


@pytest.mark.parametrize(
    ("kind", "period", "least", "most"),
    [
        (OpeningKind.INTERNSHIP, SalaryPeriod.DAY, 150, 300),
        (OpeningKind.TRAINING_PLACE, SalaryPeriod.MONTH, 2500, 4500),
        (OpeningKind.POSTDOC, SalaryPeriod.YEAR, 220_000, 380_000),
    ],
)
def test_pay_of_learners_and_researchers_is_in_its_usual_band(kind, period, least, most):
    rows = [row for _, row in wages(kind)]

    assert {row.salary_period for row in rows} == {period}
    assert min(row.salary_min for row in rows if row.salary_min) >= least
    assert max(row.salary_max for row in rows if row.salary_max) <= most


def test_pay_of_a_job_lies_in_the_band_of_its_role():
    plain = [(plan, row) for plan, row in wages(OpeningKind.JOB) if not plan.senior]

    for plan, row in plain:
        low, high = plan.role.monthly
        if row.salary_min is not None:
            assert low <= row.salary_min <= row.salary_max <= high


def test_a_senior_job_pays_two_fifths_more_at_most():
    senior = [(plan, row) for plan, row in wages(OpeningKind.JOB) if plan.senior and row.salary_max]

    assert senior
    for plan, row in senior:
        assert row.salary_max <= 1.4 * plan.role.monthly[1] + 250  # rounded to 500


@pytest.mark.parametrize(
    ("kind", "least", "most"),
    [
        (OpeningKind.JOB, 1, 3),
        (OpeningKind.INTERNSHIP, 1, 5),
        (OpeningKind.TRAINING_PLACE, 6, 20),
        (OpeningKind.POSTDOC, 1, 2),
    ],
)
def test_how_many_people_are_wanted_fits_the_kind(kind, least, most):
    wanted = {headcount(plan) for plan in PLANS if plan.kind == kind}

    assert (min(wanted), max(wanted)) == (least, most)
