"""Small markets in plain Python, from which tests build arrays and the oracle reads directly."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from matching.engine import (
    Claims,
    Evidence,
    Graduates,
    Importance,
    Lists,
    Market,
    Openings,
    Relations,
    Requirements,
    Statistics,
    Texts,
    Vocabulary,
    ancestors,
)

# Places: 0 Jiangsu > 1 Suzhou > 2 Kunshan; 0 > 3 Nanjing; 4 Shanghai > 5 Pudong
PLACE_PARENTS = (-1, 0, 1, 0, -1, 4)
JIANGSU, SUZHOU, KUNSHAN, NANJING, SHANGHAI, PUDONG = range(6)

# Disciplines: 0 science > 1 biology > 2 biotechnology; 0 > 3 chemistry; 4 medicine > 5 pharmacy
DISCIPLINE_PARENTS = (-1, 0, 1, 0, -1, 4)
SCIENCE, BIOLOGY, BIOTECHNOLOGY, CHEMISTRY, MEDICINE, PHARMACY = range(6)

SKILL_COUNT = 6
JOB, INTERNSHIP, TRAINING_PLACE, POST_DOCTORATE = range(4)
VOCATIONAL, BACHELOR, MASTER, DOCTOR = range(1, 5)
MANAGEMENT, TECHNICAL = range(2)


@dataclass(frozen=True)
class Person:
    """A graduate who has stated what the gates ask for and suits a plain `Job`.

    Skills as (skill, level, evidence), words as (term, quarters) with the terms ascending: odd ones
    are topics, even ones words.
    """

    kinds: tuple[int, ...] = (JOB,)
    places: tuple[int, ...] = ()
    anywhere: bool = True
    degree: int | None = BACHELOR
    discipline: int | None = BIOTECHNOLOGY
    available_from: int | None = 100
    channel: int | None = None
    pay: int | None = None
    skills: tuple[tuple[int, int, int], ...] = ()
    words: tuple[tuple[int, int], ...] = ()
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
    channel: int | None = None
    pay: int | None = None
    certificates: tuple[int, ...] = ()
    requirements: tuple[tuple[int, int, int], ...] = ()
    words: tuple[tuple[int, int], ...] = ()
    headcount: int = 1


@dataclass(frozen=True)
class World:
    """Both sides, the trees by parents, and the skill graph as (held, asked, quarters).

    `counted`: whether rarity and weights of terms are counted over the world or neutral.
    """

    persons: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()
    places: tuple[int, ...] = PLACE_PARENTS
    disciplines: tuple[int, ...] = DISCIPLINE_PARENTS
    skill_count: int = SKILL_COUNT
    related: tuple[tuple[int, int, int], ...] = ()
    counted: bool = False

    def pairs(self) -> list[tuple[int, int]]:
        """Every pair (graduate, opening) by row."""
        return [(g, o) for g in range(len(self.persons)) for o in range(len(self.posts))]


EMPTY_PROFILE = Person(kinds=(), anywhere=False, degree=None, discipline=None, available_from=None)


def holds(*skills: tuple[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Self-claimed skills from pairs of skill and level."""
    return tuple((skill, level, Evidence.SELF) for skill, level in skills)


def certified(*skills: tuple[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Skills with a certificate from pairs of skill and level."""
    return tuple((skill, level, Evidence.CERTIFICATE) for skill, level in skills)


def musts(*skills: tuple[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Essential skills from pairs of skill and level."""
    return tuple((skill, level, Importance.MUST) for skill, level in skills)


def wanted(*skills: tuple[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Desirable skills from pairs of skill and level."""
    return tuple((skill, level, Importance.WANTED) for skill, level in skills)


def nice(*skills: tuple[int, int]) -> tuple[tuple[int, int, int], ...]:
    """Nice-to-have skills from pairs of skill and level."""
    return tuple((skill, level, Importance.NICE) for skill, level in skills)


def lists_of(rows: Iterable[Iterable[int]]) -> Lists:
    return Lists.of([(value,) for value in row] for row in rows)


def relations_of(skill_count: int, related: Iterable[tuple[int, int, int]]) -> Relations:
    rows: list[list[tuple[int, int]]] = [[] for _ in range(skill_count)]
    for held, asked, quarters in related:
        rows[held].append((asked, quarters))
    return Relations.of(rows)


def vocabulary_of(world: World) -> Vocabulary:
    return Vocabulary(
        world.skill_count,
        ancestors(world.places),
        ancestors(world.disciplines),
        relations_of(world.skill_count, world.related),
    )


def graduates_of(persons: Iterable[Person]) -> Graduates:
    persons = list(persons)
    return Graduates(
        kinds=lists_of(person.kinds for person in persons),
        places=lists_of(person.places for person in persons),
        anywhere=np.array([person.anywhere for person in persons], bool),
        degree=[_stated(person.degree) for person in persons],
        discipline=[_stated(person.discipline) for person in persons],
        available_from=[_stated(person.available_from) for person in persons],
        channel=[_stated(person.channel) for person in persons],
        pay=[_stated(person.pay) for person in persons],
        claims=Claims.of(person.skills for person in persons),
        texts=Texts.of(person.words for person in persons),
        matchable=np.array([person.matchable for person in persons], bool),
        shown=np.array([person.shown for person in persons], bool),
        excluded=lists_of(sorted(person.excluded) for person in persons),
    )


def openings_of(posts: Iterable[Post]) -> Openings:
    posts = list(posts)
    return Openings(
        kind=[post.kind for post in posts],
        place=[_stated(post.place) for post in posts],
        minimum_degree=[post.degree for post in posts],
        disciplines=lists_of(post.disciplines for post in posts),
        latest_start=[_stated(post.latest_start) for post in posts],
        channel=[_stated(post.channel) for post in posts],
        pay=[_stated(post.pay) for post in posts],
        certificates=lists_of(post.certificates for post in posts),
        requirements=Requirements.of(post.requirements for post in posts),
        texts=Texts.of(post.words for post in posts),
        headcount=[post.headcount for post in posts],
    )


def market_of(world: World) -> Market:
    graduates, openings = graduates_of(world.persons), openings_of(world.posts)
    count = Statistics.of(graduates, openings, world.skill_count) if world.counted else None
    statistics = count or Statistics.neutral(world.skill_count)
    return Market(graduates, openings, vocabulary_of(world), statistics)


def world_of(*people_and_posts: Person | Post, **changes) -> World:
    """A world of the persons and posts given, each in the order given."""
    world = World(
        tuple(each for each in people_and_posts if isinstance(each, Person)),
        tuple(each for each in people_and_posts if isinstance(each, Post)),
    )
    return replace(world, **changes)


def market(*people_and_posts: Person | Post, **changes) -> Market:
    """The market of `world_of` the same."""
    return market_of(world_of(*people_and_posts, **changes))


def _stated(value: int | None) -> int:
    return -1 if value is None else value
