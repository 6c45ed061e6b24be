"""What opening number `index` of a seed is: role, kind, state and company; no day and no text."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from uuid import UUID

from companies.choices.openings import Importance, OpeningState
from matching.demo.companies import CompanyPlan, Standing, company_count, plan_company
from matching.demo.draws import dealt, draw, uuid_of, weighted
from matching.demo.reading import Asked, Role, parks, roles, words
from parks.choices.work import OpeningKind

KINDS = (
    *[OpeningKind.JOB] * 6,
    *[OpeningKind.INTERNSHIP] * 2,
    OpeningKind.TRAINING_PLACE,
    OpeningKind.POSTDOC,
)
STATES = (
    *[OpeningState.PUBLISHED] * 33,
    *[OpeningState.SUBMITTED] * 2,
    OpeningState.DRAFT,
    OpeningState.RETURNED,
    OpeningState.PAUSED,
    OpeningState.CLOSED,
    OpeningState.EXPIRED,
)
WRITTEN_BY_RECRUITERS = {OpeningState.DRAFT, OpeningState.SUBMITTED}
SENIOR_SHARE = 0.1
SENIOR_DEGREES = {"college": "bachelor", "bachelor": "master", "master": "master"}
TRIES = 24
HIGHEST_LEVEL = 4
Requirement = tuple[Asked, Importance]


@dataclass(frozen=True)
class OpeningPlan:
    """`source` are the words that further draws about this opening start from.

    `published_ago`, in days, is told of some that others' stories hang on.
    """

    index: int
    source: tuple[object, ...]
    role: Role
    kind: OpeningKind
    state: OpeningState
    company: CompanyPlan
    region: str
    senior: bool
    is_template: bool = False
    published_ago: int | None = None

    @property
    def uuid(self) -> UUID:
        return uuid_of(*self.source)

    @property
    def degree(self) -> str:
        """The code of the least degree."""
        if self.kind == OpeningKind.POSTDOC:
            return "doctor"
        if self.kind == OpeningKind.TRAINING_PLACE:
            return "college"
        return SENIOR_DEGREES[self.role.degree] if self.senior else self.role.degree

    @property
    def requirements(self) -> list[Requirement]:
        """The skills asked for, the musts first; an intern must know less than a colleague."""
        role = self.role
        if self.kind == OpeningKind.TRAINING_PLACE:
            parts = [(role.must, Importance.MUST, -3), (role.wanted[:1], Importance.NICE, -3)]
        elif self.kind == OpeningKind.INTERNSHIP:
            parts = [(role.must, Importance.MUST, -1), (role.wanted, Importance.WANTED, -1)]
        else:
            more = int(self.senior or self.kind == OpeningKind.POSTDOC)
            parts = [
                (role.must, Importance.MUST, more),
                (role.wanted, Importance.WANTED, 0),
                (role.nice, Importance.NICE, 0),
            ]
        return [
            (Asked(skill, min(max(level + more, 1), HIGHEST_LEVEL)), importance)
            for skills, importance, more in parts
            for skill, level in skills
        ]


def flagships() -> int:
    """Return how many openings come first, with the recruiter of the demo; they need no seed."""
    return len(words("personas")["flagship"])


def opening_uuid(seed: int, index: int) -> UUID:
    return uuid_of(*_source(seed, index))


@lru_cache(maxsize=50_000)
def plan_opening(seed: int, index: int) -> OpeningPlan:
    if index < flagships():
        return _flagship(seed, index)
    source = draw(*_source(seed, index))
    kind = dealt(KINDS, index - flagships(), "kind", seed)
    state = dealt(STATES, index - flagships(), "state", seed)
    shares = {role: role.share for role in roles().values() if kind in role.kinds}
    role = weighted(source, shares)
    company = _company(source, role, state, index)
    return OpeningPlan(
        index=index,
        source=_source(seed, index),
        role=role,
        kind=kind,
        state=state,
        company=company,
        region=source.choice([company.region, *_park_regions(company)]),
        senior=kind == OpeningKind.JOB and source.random() < SENIOR_SHARE,
    )


def _source(seed: int, index: int) -> tuple[object, ...]:
    return ("opening", "flagship" if index < flagships() else seed, index)


def _flagship(seed: int, index: int) -> OpeningPlan:
    row, company = words("personas")["flagship"][index], plan_company(0)
    return OpeningPlan(
        index=index,
        source=_source(seed, index),
        role=roles()[row["role"]],
        kind=OpeningKind(row["kind"]),
        state=OpeningState(row.get("state", OpeningState.PUBLISHED)),
        company=company,
        region=company.region,
        senior=False,
        is_template=row.get("template", False),
        published_ago=row.get("published"),
    )


def _company(source: Random, role: Role, state: OpeningState, index: int) -> CompanyPlan:
    """Draw a company that may have an opening in this state, if possible one that has such work."""
    drawn = [plan_company(source.randrange(company_count(index))) for _ in range(TRIES)]
    able = [company for company in drawn if _may_have(company, state)] or [plan_company(0)]
    return next((company for company in able if company.kind in role.companies), able[0])


def _may_have(company: CompanyPlan, state: OpeningState) -> bool:
    if state in WRITTEN_BY_RECRUITERS:
        return company.standing in (Standing.VERIFIED, Standing.PENDING)
    if state == OpeningState.PUBLISHED:
        return company.standing.publishes
    return company.standing == Standing.VERIFIED


def _park_regions(company: CompanyPlan) -> tuple[str, ...]:
    return next(park.regions for park in parks() if park.slug == company.park)
