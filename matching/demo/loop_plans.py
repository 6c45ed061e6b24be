"""Who is in the consortium, and who takes part in which training, of the demo.

Sessions that are over come in blocks of a hundred graduates, so that their number grows with the
size of a demo; those still to come are cast from the first graduates alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from math import floor
from random import Random
from uuid import UUID

from matching.choices.enrolments import AssessmentPart, Attendance, EnrolmentState
from matching.demo.companies import CompanyPlan, Standing, plan_company
from matching.demo.draws import draw, uuid_of, weighted
from matching.demo.graduate_plans import PERSONA, GraduatePlan, plan_graduate
from matching.demo.reading import Pair, parks, words
from parks.choices.consortium import Choice

BLOCK, LOOKED_AT = 100, 45
PAST_CAPACITY, TAKES_PART_SHARE, PASSES_SHARE = 40, 0.5, 0.88
PASS_MARK, MEETINGS = 60, 3
LAST_PAST, FIRST_PAST, FIRST_CLASS, APART, YEAR = 30, 175, 60, 17, 280  # days
ORDER_CLASS = "order-class"
MARKS = {Attendance.PRESENT: 17, Attendance.LATE: 2, Attendance.EXCUSED: 1}
LEVELS = (1, 1, 2, 1, 2, 3)
CLASSES = 5  # order classes at most, within the term of their agreement


@dataclass(frozen=True)
class PastSession:
    """A session of a block of graduates at a park, with those who took part, in order.

    `schools`: of an order class, where its people study.
    """

    seed: int
    block: int
    park: str
    schools: tuple[str, ...] = ()

    @property
    def uuid(self) -> UUID:
        kind = "order class" if self.schools else "past session"
        return uuid_of(kind, self.seed, self.block, self.park)

    @property
    def programme(self) -> str:
        if self.schools:
            return ORDER_CLASS
        return f"preparations-{LEVELS[self.block % len(LEVELS)]}"

    @property
    def ended_ago(self) -> timedelta:
        first = FIRST_CLASS if self.schools else FIRST_PAST
        return timedelta(days=LAST_PAST + (first + self.block * APART) % YEAR)

    def takers(self) -> list[GraduatePlan]:
        """Return all of the block, those included whom a smaller demo has not yet."""
        indexes = range(self.block * BLOCK, (self.block + 1) * BLOCK)
        found = _trained(self.seed, indexes, self.park)
        if self.schools:
            plans = [plan_graduate(self.seed, index) for index in indexes]
            found = [plan for plan in plans if _is_of(plan, self.park, self.schools)]
        return found[:PAST_CAPACITY]


@dataclass(frozen=True)
class Result:
    """What became of somebody in a session that is over; points by part."""

    state: EnrolmentState
    points: dict[AssessmentPart, int]
    rating: int


def result_of(graduate: GraduatePlan, session: UUID) -> Result:
    source = draw("result", *graduate.source, session)
    passed = graduate.index == PERSONA or source.random() < PASSES_SHARE
    points = {part: source.randint(PASS_MARK, 98) for part in AssessmentPart}
    if not passed:
        points[AssessmentPart.PRACTICE] = source.randint(30, PASS_MARK - 1)
    state = EnrolmentState.PASSED if passed else EnrolmentState.FAILED
    return Result(state, points, source.randint(3, 5))


def marks_of(graduate: GraduatePlan, session: UUID) -> list[Attendance]:
    """Return the attendance of all meetings; enough of them count for everybody."""
    source = draw("marks", *graduate.source, session)
    return [weighted(source, MARKS) for _ in range(MEETINGS)]


def past_sessions(seed: int, graduates: int) -> list[PastSession]:
    """Return the sessions of all blocks that a demo of so many graduates has begun."""
    blocks = range((max(graduates, 1) + BLOCK - 1) // BLOCK)
    found = [PastSession(seed, block, park.slug) for block in blocks for park in parks()]
    return found + [_order_class(seed, block) for block in range(min(len(blocks), CLASSES))]


@lru_cache(maxsize=10)
def cast(seed: int, park: str) -> dict[str, tuple[GraduatePlan, ...]]:
    """Give the sessions still to come the first graduates of a park, waiting ones last."""
    found = [
        plan
        for index in range(1, LOOKED_AT)
        if park in (plan := plan_graduate(seed, index)).parks and not plan.sparse
    ]
    sessions = sorted(words("loop")["session"], key=lambda row: row["key"] != "full")
    roles: dict[str, tuple[GraduatePlan, ...]] = {}
    for row in sessions:
        number = row.get("cast", 0) + row.get("waiting", 0)
        roles[row["key"]], found = tuple(found[:number]), found[number:]
    return roles


def session_uuid(park: str, key: str) -> UUID:
    return uuid_of("session", park, key)


def _trained(seed: int, indexes: range, park: str) -> list[GraduatePlan]:
    plans = [plan_graduate(seed, index) for index in indexes]
    home = parks()[0].slug
    return [
        plan
        for plan in plans
        if (plan.index == PERSONA and park == home) or (plan.index and _takes_part(plan, park))
    ]


def _order_class(seed: int, block: int) -> PastSession:
    facts = next(row for row in words("loop")["agreement"] if row["key"] == ORDER_CLASS)
    return PastSession(seed, block, facts["park"], tuple(facts["schools"]))


def _is_of(plan: GraduatePlan, park: str, schools: Collection[str]) -> bool:
    there = plan.index != PERSONA and park in plan.parks and not plan.sparse
    return there and plan.university.code in schools


def _takes_part(plan: GraduatePlan, park: str) -> bool:
    source: Random = draw("trained", *plan.source, park)
    return park in plan.parks and not plan.sparse and source.random() < TAKES_PART_SHARE


# --- the consortium ---


def member_companies() -> list[CompanyPlan]:
    """Return the companies of the lead park that are members: verified ones, the first so many."""
    facts, found, index = words("loop")["consortium"], [], 0
    while len(found) < facts["companies"]:
        plan = plan_company(index)
        if plan.park == facts["park"] and plan.standing == Standing.VERIFIED:
            found.append(plan)
        index += 1
    return found


def other_slug(name: Pair) -> str:
    """Return the address of a made-up member, from its English name."""
    return name[1].lower().replace(" (demo)", "").replace(" ", "-") + "-demo"


def votes(voters: int, voted: float, yes: float, no: float) -> list[Choice]:
    """Return the votes that were cast, in the order of the members: shares are of those cast."""
    number = floor(voters * voted)
    ayes, noes = floor(number * yes), floor(number * no)
    return [Choice.YES] * ayes + [Choice.NO] * noes + [Choice.ABSTAIN] * (number - ayes - noes)
