"""Days, places, skills and history of a graduate, as rows to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from matching.demo.companies import FIRST_COMPANIES, plan_company
from matching.demo.days import after, graduation, term_begin
from matching.demo.draws import draw, spread, weighted
from matching.demo.graduate_plans import GraduatePlan
from matching.demo.reading import Asked, Role, asked, parks, words
from parks.choices.work import OpeningKind
from talent.choices.profiles import ClaimSource

SOURCES = {ClaimSource.SELF: 78, ClaimSource.ROSTER: 14, ClaimSource.ASSESSED: 8}
# How the level held differs from the one that work asks for: what is essential was practised most.
STEPS = {-1: 20, 0: 55, 1: 25}
ESSENTIAL_STEPS = {-1: 6, 0: 60, 1: 34}
GENERAL = ("GEN-", "BIO-13", "REG-19")  # what no roster or certificate tells
WITHOUT_LEVEL_SHARE = 0.06
LOWEST_LEVEL, HIGHEST_LEVEL = 1, 4
YEARS = {"college": 3, "bachelor": 4, "master": 3, "doctor": 4}
BEFORE = {"master": ("bachelor",), "doctor": ("bachelor", "master")}


@dataclass(frozen=True)
class Held:
    """A skill held; `level` is None where the person states none."""

    skill: str
    level: int | None
    source: ClaimSource


@dataclass(frozen=True)
class Study:
    degree: str
    discipline: str
    started_on: date
    ended_on: date


@dataclass(frozen=True)
class Work:
    """A piece of work in `role` (0 or 1 of the plan): at a company, or else in the laboratory."""

    role: int
    company: int | None
    started_on: date
    ended_on: date


def graduates_on(plan: GraduatePlan, today: date) -> date:
    return graduation(today, plan.season)


def available_from(plan: GraduatePlan, today: date) -> date | None:
    """Return the first day of work: soon for interns and the graduated, else after graduation."""
    source = draw(*plan.source, "available")
    if plan.sparse or source.random() < 0.12:
        return None
    soon = after(today, source.randint(0, 60))
    if plan.season < 0 or OpeningKind.INTERNSHIP in plan.kinds:
        return soon
    return after(graduates_on(plan, today), source.randint(1, 40))


def wanted_places(plan: GraduatePlan) -> list[str]:
    """Return codes of regions, the dearest first; most people begin with the place of the park."""
    source = draw(*plan.source, "places")
    if plan.sparse or source.random() < 0.05:
        return []
    home, *others = next(park.wanted for park in parks() if park.slug == plan.parks[-1])
    drawn = source.sample(others, source.randint(0, 3))
    return [home, *drawn] if source.random() < 0.9 or not drawn else drawn


def goes_anywhere(plan: GraduatePlan) -> bool:
    return not plan.sparse and draw(*plan.source, "anywhere").random() < 0.15


def skills_held(plan: GraduatePlan) -> list[Held]:
    """Return each skill once; they follow from the roles, so that matches mean something."""
    source = draw(*plan.source, "skills")
    near, far = plan.roles
    if plan.sparse:
        few = source.sample(near.must, source.randint(0, 2))
        return [_held(source, skill, STEPS) for skill in few]
    care, more = source.uniform(0.7, 1), int(plan.degree == "doctor")
    essential = spread(source, near.must, 0.5 + care / 2)
    other = [
        *spread(source, near.wanted, 0.8 * care),
        *spread(source, near.nice, 0.6 * care),
        *spread(source, far.must, 0.8 * care),
        *spread(source, far.wanted, 0.4 * care),
        *spread(source, _common_skills(), 0.5),
    ]
    once = {skill.skill: skill for skill in reversed((*essential, *other))}
    return [
        _held(source, skill, ESSENTIAL_STEPS if skill in essential else STEPS, more)
        for skill in once.values()
    ]


def _common_skills() -> list[Asked]:
    return [asked(text) for text in words("phrases")["profile"]["common_skills"]]


def _held(source: Random, skill: Asked, steps: Mapping[int, int], more: int = 0) -> Held:
    level = min(max(skill.level + weighted(source, steps) + more, LOWEST_LEVEL), HIGHEST_LEVEL)
    stated = source.random() >= WITHOUT_LEVEL_SHARE
    general = skill.skill.startswith(GENERAL)
    proof = ClaimSource.SELF if general else weighted(source, SOURCES)
    return Held(skill.skill, level if stated else None, proof)


def studies(plan: GraduatePlan, today: date) -> list[Study]:
    """Return the stays at schools, the latest first; each ends before the next one begins."""
    if plan.sparse and draw(*plan.source, "studies").random() < 0.5:
        return []
    ended_on = graduates_on(plan, today)
    rows = []
    for degree, discipline in _degrees(plan):
        started_on = term_begin(ended_on, YEARS[degree])
        rows.append(Study(degree, discipline, started_on, ended_on))
        ended_on = graduation(started_on, -1)
    return rows


def _degrees(plan: GraduatePlan) -> list[tuple[str, str]]:
    source, studied = draw(*plan.source, "degrees"), plan.track.studied
    before = BEFORE.get(plan.degree, ())
    earlier = [(degree, source.choice(studied[degree])) for degree in before]
    return [(plan.degree, plan.discipline), *reversed(earlier)]


def works(plan: GraduatePlan, today: date) -> list[Work]:
    """Return up to two pieces of work of the last two years, the latest first."""
    source = draw(*plan.source, "works")
    if plan.sparse:
        return []
    rows, ended_on = [], after(today, -source.randint(20, 150))
    alike = len(set(plan.roles)) == 1
    for role in range(source.choice((0, 1, 1) if alike else (0, 1, 1, 2, 2))):
        started_on = after(ended_on, -source.randint(60, 180))
        company = _company(source, plan.roles[role]) if source.random() < 0.55 else None
        rows.append(Work(role, company, started_on, ended_on))
        ended_on = after(started_on, -source.randint(20, 120))
    return rows


def _company(source: Random, role: Role) -> int:
    """Draw a company that has such work."""
    kinds = [plan_company(index).kind for index in range(FIRST_COMPANIES)]
    return source.choice([index for index, kind in enumerate(kinds) if kind in role.companies])


def first_two_skills(plan: GraduatePlan, held: Sequence[Held]) -> tuple[str, str] | None:
    """Return the two skills that a summary names: of those for the first role, the best held."""
    near = {skill.skill for skill in plan.roles[0].skills if not skill.skill.startswith(GENERAL)}
    known = [skill for skill in held if skill.skill in near]
    best = sorted(known, key=lambda skill: -(skill.level or 0))[:2]
    return (best[0].skill, best[1].skill) if len(best) == 2 else None
