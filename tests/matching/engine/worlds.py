"""Small markets in plain Python, from which tests build arrays and the oracle reads directly."""

from dataclasses import dataclass, field

import numpy as np
from hypothesis import strategies as st

from matching.engine import (
    Claims,
    Evidence,
    Graduates,
    Importance,
    Lists,
    Market,
    Openings,
    Requirements,
    Vocabulary,
    ancestors,
)

# Places: 0 Jiangsu > 1 Suzhou > 2 Kunshan; 0 > 3 Nanjing; 4 Shanghai > 5 Pudong
PLACE_PARENTS = (-1, 0, 1, 0, -1, 4)
JIANGSU, SUZHOU, KUNSHAN, NANJING, SHANGHAI, PUDONG = range(6)

# Disciplines: 0 science > 1 biology > 2 biotechnology; 0 > 3 chemistry; 4 medicine > 5 pharmacy
DISCIPLINE_PARENTS = (-1, 0, 1, 0, -1, 4)
SCIENCE, BIOLOGY, BIOTECHNOLOGY, CHEMISTRY, MEDICINE, PHARMACY = range(6)

SKILL_COUNT = 5
JOB, INTERNSHIP, TRAINING_PLACE = range(3)
VOCATIONAL, BACHELOR, MASTER, DOCTOR = range(1, 5)


@dataclass(frozen=True)
class Person:
    """A graduate who has stated everything and suits a plain `Job`; skills as (skill, level)."""

    kinds: frozenset[int] = frozenset({JOB})
    places: tuple[int, ...] = ()
    anywhere: bool = True
    degree: int | None = BACHELOR
    discipline: int | None = BIOTECHNOLOGY
    available_from: int | None = 100
    skills: tuple[tuple[int, int, int], ...] = ()
    matchable: bool = True
    shown: bool = True
    excluded: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Post:
    """An opening that asks for nothing; requirements as (skill, level, importance)."""

    kind: int = JOB
    place: int | None = SUZHOU
    degree: int = 0
    disciplines: tuple[int, ...] = ()
    latest_start: int | None = None
    requirements: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class World:
    persons: list[Person] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


EMPTY_PROFILE = Person(frozenset(), (), False, None, None, None)


def holds(*skills: tuple[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Self-claimed skills from pairs of skill and level."""
    return tuple((skill, level, Evidence.SELF) for skill, level in skills)


def musts(*skills: tuple[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Essential skills from pairs of skill and level."""
    return tuple((skill, level, Importance.MUST) for skill, level in skills)


def nice(*skills: tuple[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Nice-to-have skills from pairs of skill and level."""
    return tuple((skill, level, Importance.NICE) for skill, level in skills)


def vocabulary() -> Vocabulary:
    return Vocabulary(SKILL_COUNT, ancestors(PLACE_PARENTS), ancestors(DISCIPLINE_PARENTS))


def graduates_of(persons: list[Person]) -> Graduates:
    return Graduates(
        wanted_kinds=[sum(1 << kind for kind in person.kinds) for person in persons],
        places=_lists(person.places for person in persons),
        anywhere=np.array([person.anywhere for person in persons], bool),
        degree=[_stated(person.degree) for person in persons],
        discipline=[_stated(person.discipline) for person in persons],
        available_from=[_stated(person.available_from) for person in persons],
        claims=Claims.of(person.skills for person in persons),
        matchable=np.array([person.matchable for person in persons], bool),
        shown=np.array([person.shown for person in persons], bool),
        excluded=_lists(sorted(person.excluded) for person in persons),
    )


def openings_of(posts: list[Post]) -> Openings:
    return Openings(
        kind=[post.kind for post in posts],
        place=[_stated(post.place) for post in posts],
        minimum_degree=[post.degree for post in posts],
        disciplines=_lists(post.disciplines for post in posts),
        latest_start=[_stated(post.latest_start) for post in posts],
        requirements=Requirements.of(post.requirements for post in posts),
    )


def market_of(world: World) -> Market:
    return Market(graduates_of(world.persons), openings_of(world.posts), vocabulary())


def market(*people_and_posts: Person | Post) -> Market:
    """A market of the persons and posts given, each in the order given."""
    return market_of(
        World(
            [each for each in people_and_posts if isinstance(each, Person)],
            [each for each in people_and_posts if isinstance(each, Post)],
        )
    )


def _lists(rows) -> Lists:
    return Lists.of([(value,) for value in row] for row in rows)


def _stated(value: int | None) -> int:
    return -1 if value is None else value


_skill, _level = st.integers(0, SKILL_COUNT - 1), st.integers(1, 4)
_nodes = st.lists(st.integers(0, 5), max_size=5).map(tuple)
_requirement = st.tuples(_skill, _level, st.sampled_from(list(Importance)))


def persons(post_count: int) -> st.SearchStrategy[Person]:
    """Persons of every sort: silent, picky, with repeated places and repeated skills."""
    return st.builds(
        Person,
        kinds=st.frozensets(st.integers(0, 2)),
        places=_nodes,
        anywhere=st.booleans(),
        degree=st.none() | st.integers(0, 6),
        discipline=st.none() | st.integers(0, 5),
        available_from=st.none() | st.integers(0, 5),
        skills=st.lists(st.tuples(_skill, _level, st.integers(0, 3)), max_size=7).map(tuple),
        matchable=st.booleans() | st.just(True),
        shown=st.booleans() | st.just(True),
        excluded=st.frozensets(st.integers(0, post_count - 1))
        if post_count
        else st.just(frozenset()),
    )


def easy_persons() -> st.SearchStrategy[Person]:
    """Persons who meet most gates, so that lists fill up and ties are frequent."""
    skills = st.lists(st.tuples(_skill, _level, st.just(0)), max_size=3).map(tuple)
    return st.builds(Person, skills=skills, degree=st.integers(1, 4))


posts = st.builds(
    Post,
    kind=st.integers(0, 2),
    place=st.none() | st.integers(0, 5),
    degree=st.integers(0, 5),
    disciplines=_nodes,
    latest_start=st.none() | st.integers(0, 5),
    requirements=st.lists(_requirement, max_size=5, unique_by=lambda each: each[0]).map(tuple),
)

easy_posts = st.builds(
    Post,
    degree=st.sampled_from([0, VOCATIONAL]),
    requirements=st.lists(_requirement, max_size=2, unique_by=lambda each: each[0]).map(tuple),
)


@st.composite
def worlds(draw, most: int = 8) -> World:
    """Markets with 0 to `most` rows on either side, all gates in play or nearly open."""
    if draw(st.booleans()):
        return World(
            draw(st.lists(easy_persons(), max_size=most)), draw(st.lists(easy_posts, max_size=most))
        )
    drawn = draw(st.lists(posts, max_size=most))
    return World(draw(st.lists(persons(len(drawn)), max_size=most)), drawn)
