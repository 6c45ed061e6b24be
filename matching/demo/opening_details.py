"""The days and the pay of an opening, and how many people it wants."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from companies.choices.openings import OpeningState, SalaryPeriod
from matching.demo.days import after, graduation, office_hour
from matching.demo.draws import draw, weighted
from matching.demo.opening_plans import OpeningPlan
from parks.choices.work import OpeningKind

NEVER_PUBLISHED = {OpeningState.DRAFT, OpeningState.SUBMITTED, OpeningState.RETURNED}
OVER = {OpeningState.CLOSED, OpeningState.EXPIRED}
PUBLISHED_WITHIN = 60  # days
STAYED_OPEN = 90  # days, of what is over for long
HEADCOUNTS = {
    OpeningKind.JOB: (1, 3),
    OpeningKind.INTERNSHIP: (1, 5),
    OpeningKind.TRAINING_PLACE: (6, 20),
    OpeningKind.POSTDOC: (1, 2),
}
# Pay of what is not a job: from, to at most, rounded to, per
PAY = {
    OpeningKind.INTERNSHIP: (150, 300, 10, SalaryPeriod.DAY),
    OpeningKind.TRAINING_PLACE: (2500, 4500, 500, SalaryPeriod.MONTH),
    OpeningKind.POSTDOC: (220_000, 380_000, 10_000, SalaryPeriod.YEAR),
}
MONTHLY_STEP = 500
SENIOR_RAISE = 1.4


@dataclass(frozen=True)
class Schedule:
    published_at: datetime | None
    closes_on: date | None
    starts_by: date | None


@dataclass(frozen=True)
class Pay:
    """In CNY; empty bounds mean that the company does not say."""

    salary_min: int | None
    salary_max: int | None
    salary_period: SalaryPeriod


def headcount(plan: OpeningPlan) -> int:
    return draw(*plan.source, "headcount").randint(*HEADCOUNTS[plan.kind])


def pay(plan: OpeningPlan) -> Pay:
    """Return the pay; one opening in ten names none."""
    source = draw(*plan.source, "pay")
    low, high, step, period = PAY.get(plan.kind, _monthly(plan))
    if source.random() < 0.1:
        return Pay(None, None, period)
    low += source.randint(0, (high - low) // step // 3) * step
    return Pay(low, high - source.randint(0, (high - low) // step // 3) * step, period)


def _monthly(plan: OpeningPlan) -> tuple[int, int, int, SalaryPeriod]:
    raised = SENIOR_RAISE if plan.senior else 1
    low, high = (round(pay * raised / MONTHLY_STEP) * MONTHLY_STEP for pay in plan.role.monthly)
    return low, high, MONTHLY_STEP, SalaryPeriod.MONTH


def schedule(plan: OpeningPlan, today: date) -> Schedule:
    """Return days that fit the state: what is published is still open, what is over has ended."""
    source = draw(*plan.source, "days")
    ago, part = source.randint(1, PUBLISHED_WITHIN), source.random()
    over = plan.state in OVER
    if over:
        ago = source.randint(30, PUBLISHED_WITHIN)
    ago = plan.published_ago or ago
    closes_on = after(today, -source.randint(1, 12) if over else source.randint(5, 75))
    if over and ago > STAYED_OPEN:
        closes_on = after(today, STAYED_OPEN - ago)
        return Schedule(office_hour(after(today, -ago), part), closes_on, starts_by=None)
    without_end = not over and source.random() < 0.15
    never_published = plan.state in NEVER_PUBLISHED
    return Schedule(
        published_at=None if never_published else office_hour(after(today, -ago), part),
        closes_on=None if without_end else closes_on,
        starts_by=_starts_by(plan.kind, source, today),
    )


def _starts_by(kind: OpeningKind, source: Random, today: date) -> date | None:
    """Half of all openings can wait; most other jobs begin after the next graduation."""
    campus = after(graduation(today), source.randint(45, 80))
    if source.random() < 0.5:
        return None
    if kind == OpeningKind.JOB:
        return weighted(source, {campus: 3, after(today, source.randint(75, 150)): 1})
    if kind == OpeningKind.POSTDOC:
        return max(campus, after(today, source.randint(120, 300)))
    return after(today, source.randint(80, 180))
