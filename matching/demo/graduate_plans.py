"""Who graduate number `index` of a seed is: name, studies and wishes; no day and no text."""

from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any
from uuid import UUID

from matching.demo.draws import draw, uuid_of, weighted
from matching.demo.people import Person, person
from matching.demo.reading import Role, Track, UniversityWords, parks, roles, tracks, universities
from parks.choices.accounts import Language
from parks.choices.work import OpeningKind
from talent.choices.profiles import Visibility

PERSONA = 0  # the first graduate is the one behind the demo's sign-in button
RISING_DEGREES = ("college", "bachelor", "master", "doctor")
SPARSE_SHARE, ENGLISH_SHARE, BOTH_PARKS_SHARE, AT_HOME_SHARE = 0.12, 0.15, 0.1, 0.8
PARK_WEIGHTS = (3, 2)
SEASONS = {-1: 30, 0: 50, 1: 20}  # years until the graduation that comes next
ALUMNI = {3: -1, 9: -1, 7: -2, 13: -4}  # the season of those of twenty who found work before
VISIBILITIES = {Visibility.PARK_COMPANIES: 58, Visibility.APPLIED: 34, Visibility.NOBODY: 8}
SPARSE_KINDS: dict[tuple[OpeningKind, ...], int] = {(): 2, (OpeningKind.JOB,): 1}


@dataclass(frozen=True)
class GraduatePlan:
    """`roles` are the two kinds of work that the skills point to, the nearer one first."""

    index: int
    source: tuple[object, ...]
    person: Person
    language: Language
    track: Track
    roles: tuple[Role, Role]
    degree: str
    discipline: str
    university: UniversityWords
    parks: tuple[str, ...]
    season: int
    kinds: tuple[OpeningKind, ...]
    visibility: Visibility
    sparse: bool

    @property
    def uuid(self) -> UUID:
        return uuid_of(*self.source)

    @property
    def email(self) -> str:
        _, seed, index = self.source
        return f"{self.person.handle}.{seed}-{index}@demo.example"

    @property
    def found_work(self) -> bool:
        """Whether they were hired in the spring before they graduated."""
        return self.index % 20 in ALUMNI and not self.sparse

    @property
    def rank(self) -> int:
        return RISING_DEGREES.index(self.degree)


def graduate_uuid(seed: int, index: int) -> UUID:
    return uuid_of(*_source(seed, index))


@lru_cache(maxsize=5_000)
def plan_graduate(seed: int, index: int) -> GraduatePlan:
    """Return the plan; number 0 is the persona, whose facts come from elsewhere."""
    source = draw(*_source(seed, index))
    season, sparse = weighted(source, SEASONS), source.random() < SPARSE_SHARE
    season = ALUMNI.get(index % 20, season)
    studied = _studied(source)
    wishes = SPARSE_KINDS if sparse else _wishes(studied["degree"], season)
    return GraduatePlan(
        index=index,
        source=_source(seed, index),
        person=person(source),
        language=Language.ENGLISH if source.random() < ENGLISH_SHARE else Language.CHINESE,
        season=season,
        kinds=weighted(source, wishes),
        visibility=weighted(source, VISIBILITIES),
        sparse=sparse,
        **studied,
    )


def _source(seed: int, index: int) -> tuple[object, ...]:
    return ("graduate", "persona" if index == PERSONA else seed, index)


def _studied(source: Random) -> dict[str, Any]:
    """Draw what was studied, where, and for which work it is good."""
    first, second = _roles(source)
    track = tracks()[first.track]
    degree = weighted(source, track.degrees)
    home = source.choices(parks(), PARK_WEIGHTS)[0].slug
    both = source.random() < BOTH_PARKS_SHARE
    return {
        "track": track,
        "roles": (first, second),
        "degree": degree,
        "discipline": source.choice(track.studied[degree]),
        "university": _university(source, degree, home),
        "parks": tuple(park.slug for park in parks()) if both else (home,),
    }


def _roles(source: Random) -> tuple[Role, Role]:
    first = weighted(source, {role: role.share for role in roles().values()})
    alike = [role for role in roles().values() if role.track == first.track and role != first]
    return first, source.choice(alike or [first])


def _university(source: Random, degree: str, home: str) -> UniversityWords:
    kind = "college" if degree == "college" else "university"
    possible = [school for school in universities() if school.kind == kind]
    near = [school for school in possible if school.park == home]
    return source.choice(near if source.random() < AT_HOME_SHARE else possible)


def _wishes(degree: str, season: int) -> dict[tuple[OpeningKind, ...], int]:
    """What people look for depends on when they graduate and on their degree."""
    job, internship = OpeningKind.JOB, OpeningKind.INTERNSHIP
    if season > 0:
        return {(internship,): 3, (internship, OpeningKind.TRAINING_PLACE): 2}
    if degree == "doctor":
        return {(OpeningKind.POSTDOC, job): 3, (job,): 2, (OpeningKind.POSTDOC,): 1}
    if degree == "college":
        return {(job, OpeningKind.TRAINING_PLACE): 3, (job,): 2, (job, internship): 1}
    return {(job,): 3, (job, internship): 3, (job, OpeningKind.TRAINING_PLACE): 1}
