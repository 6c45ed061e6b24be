"""Markets that hypothesis draws, and takes apart when one of them fails."""

from hypothesis import strategies as st

from matching.engine import Importance, Weights
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.worlds import SKILL_COUNT, VOCATIONAL, Person, Post, World

TERMS = (0, 7, 8, 65_535, 2**20 + 1, 2**31 - 3, 2**31 - 2)
"""No two of them share a bucket, of which the page says nothing."""

_skill, _level = st.integers(0, SKILL_COUNT - 1), st.integers(1, 4)
_nodes = st.lists(st.integers(0, 5), max_size=5).map(tuple)
_requirement = st.tuples(_skill, _level, st.sampled_from(list(Importance)))
_channel = st.none() | st.integers(0, 1)
_day = st.none() | st.sampled_from([0, 1, 91, 92, 184, 275, 276, 400])
_pay = st.none() | st.sampled_from([0, 1, 7, 8, 9, 10, 3333, 2**31 - 1])


def words() -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    """Texts of no, some or all of a few terms."""
    counts = st.dictionaries(st.sampled_from(TERMS), st.sampled_from([1, 4, 31, 32, 33, 255]))
    return counts.map(lambda found: tuple(sorted(found.items())))


def persons(post_count: int) -> st.SearchStrategy[Person]:
    """Persons of every sort: silent, picky, with repeated kinds, places and skills."""
    posts = st.frozensets(st.integers(0, post_count - 1)) if post_count else st.just(frozenset())
    return st.builds(
        Person,
        kinds=st.lists(st.integers(0, 2), max_size=5).map(tuple),
        places=_nodes,
        anywhere=st.booleans(),
        degree=st.none() | st.integers(0, 6),
        discipline=st.none() | st.integers(0, 5),
        available_from=_day,
        channel=_channel,
        pay=_pay,
        skills=st.lists(st.tuples(_skill, _level, st.integers(0, 3)), max_size=7).map(tuple),
        words=words(),
        matchable=st.booleans() | st.just(True),
        shown=st.booleans() | st.just(True),
        excluded=posts,
    )


def easy_persons() -> st.SearchStrategy[Person]:
    """Persons who meet most gates, so that lists fill up and ties are frequent."""
    skills = st.lists(st.tuples(_skill, _level, st.just(0)), max_size=3).map(tuple)
    return st.builds(Person, skills=skills, degree=st.integers(1, 4), words=words())


def _posts(most_skills: int) -> st.SearchStrategy[tuple[tuple[int, int, int], ...]]:
    return st.lists(_requirement, max_size=most_skills, unique_by=lambda each: each[0]).map(tuple)


posts = st.builds(
    Post,
    kind=st.integers(0, 2),
    place=st.none() | st.integers(0, 5),
    degree=st.integers(0, 5),
    disciplines=_nodes,
    latest_start=_day,
    channel=_channel,
    pay=_pay,
    certificates=st.frozensets(_skill, max_size=3).map(lambda skills: tuple(sorted(skills))),
    requirements=_posts(5),
    words=words(),
    headcount=st.integers(1, 3),
)

easy_posts = st.builds(
    Post, degree=st.sampled_from([0, VOCATIONAL]), requirements=_posts(2), words=words()
)

_related = st.lists(st.tuples(_skill, _skill, st.integers(1, 3)), max_size=6).map(tuple)


@st.composite
def worlds(draw, most: int = 8) -> World:
    """Markets with 0 to `most` rows on either side, all gates in play or nearly open."""
    related, counted = draw(_related), draw(st.booleans())
    if draw(st.booleans()):
        people = draw(st.lists(easy_persons(), max_size=most))
        drawn = draw(st.lists(easy_posts, max_size=most))
    else:
        drawn = draw(st.lists(posts, max_size=most))
        people = draw(st.lists(persons(len(drawn)), max_size=most))
    return World(tuple(people), tuple(drawn), related=related, counted=counted)


def moods() -> st.SearchStrategy[Mood]:
    """How choosy and how alike the rows of a made market are."""
    return st.builds(
        Mood,
        pickiness=st.sampled_from([0.0, 0.1, 0.4]),
        templates=st.sampled_from([1, 4, 1000]),
        skill_count=st.sampled_from([1, 3, 30, 200]),
        words=st.sampled_from([0, 5, 40]),
        related=st.sampled_from([0, 5, 60]),
        counted=st.booleans(),
    )


def made_worlds(people: int, openings: int) -> st.SearchStrategy[World]:
    """Markets of this size from a seed, for what needs more rows than can be drawn one by one."""
    return st.builds(made_world, st.just(people), st.just(openings), st.integers(0, 2**20), moods())


other_weights = st.sampled_from(
    [
        Weights(),
        Weights(must=16, wanted=8, nice=1),
        Weights(all_musts=2400, skills=304, text=640),
        Weights(skills=512, evidence=0),
        Weights(skills=1296, text=0),
        Weights(skills=256, evidence=527, text=641, must=3, wanted=2, nice=1),
        Weights(skills=387, kind=97, place=159, channel=61, pay=95, start=65),
    ]
)
