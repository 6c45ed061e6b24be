"""The compiled run over awkward shapes: large blocks, small accepted stretches, many kinds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import KEPT, Importance, Market, TopK, Weights, gates, points, score
from matching.engine.kernel import LOOKING_UP
from matching.engine.kernel_skills import SPARSE
from matching.engine.layout import POSITIONS
from matching.engine.shares import Term
from tests.matching.engine.drawn_worlds import made_worlds
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.oracle_lists import ranked
from tests.matching.engine.results import as_pairs, scored
from tests.matching.engine.worlds import (
    DISCIPLINE_PARENTS,
    KUNSHAN,
    NANJING,
    PUDONG,
    SUZHOU,
    Person,
    Post,
    World,
    certified,
    holds,
    market,
    market_of,
    musts,
    nice,
)

STANDARD = Weights()


def listed(lists: TopK, row: int) -> list[tuple[int, int]]:
    return [entry for entry in as_pairs(lists.take(np.array([row])))[0] if entry[0] >= 0]


def by_reference(both: Market, graduate: int) -> tuple[list[tuple[int, int]], int]:
    """The kept list of one graduate and the number of openings open to them."""
    openings = np.arange(len(both.openings))
    rows = np.full(openings.size, graduate), openings
    terms = np.delete(points(both, STANDARD, *rows), Term.TEXT, axis=0).sum(axis=0)
    met = np.flatnonzero(gates(both, *rows).min(axis=0) == 2).tolist()
    return ranked({opening: int(terms[opening]) for opening in met}, KEPT), len(met)


def many_openings(count: int, seed: int, **changes) -> Market:
    """A few different graduates, and openings of one kind drawn from some hundred templates."""
    world = made_world(12, 300, seed, Mood(pickiness=0.1, words=0))
    posts = tuple(replace(post, kind=0, **changes) for post in world.posts)
    both = market_of(replace(world, posts=posts))
    drawn = np.random.default_rng(seed).integers(0, 300, count)
    people = replace(
        both.graduates,
        excluded=both.graduates.excluded.only(np.zeros(both.graduates.excluded.values.size, bool)),
    )
    return replace(both, graduates=people, openings=both.openings.take(drawn))


def test_more_openings_of_one_kind_than_sixteen_bits_count_are_scored_exactly():
    both = many_openings(90_000, 1)

    part = score(both, STANDARD, range(4))

    assert len(both.openings) > POSITIONS
    for graduate in range(4):
        kept, eligible = by_reference(both, graduate)
        assert listed(part.graduate_lists, graduate) == kept
        assert part.eligible[graduate] == eligible
    assert part.eligible.max() > POSITIONS


@pytest.mark.parametrize("count", [POSITIONS - 1, POSITIONS, POSITIONS + 1, 2 * POSITIONS + 1])
def test_the_last_opening_of_a_full_block_is_found_as_any_other(count):
    plain, best = Post(requirements=nice((0, 1))), Post(requirements=nice((1, 1)))
    few = market(Person(skills=holds((1, 1))), plain, best)
    rows = np.zeros(count, int)
    rows[-1] = 1

    part = score(replace(few, openings=few.openings.take(rows)), STANDARD)

    assert part.graduate_lists.indices[0, :3].tolist() == [count - 1, 0, 1]
    assert part.eligible.tolist() == [count]
    assert part.opening_lists.lengths.tolist() == [1] * count


def by_place(counts: dict[int, int], skills: int) -> list[Post]:
    """Openings at these places, all asking for the same few skills at many levels."""
    return [
        Post(
            place=place,
            requirements=tuple(
                (skill, 1 + (index + skill) % 4, Importance.MUST if index % 3 else Importance.NICE)
                for skill in range(skills)
            ),
            certificates=(0,) if index % 5 == 0 else (),
        )
        for place, count in counts.items()
        for index in range(count)
    ]


@pytest.mark.parametrize("places", [(KUNSHAN,), (KUNSHAN, PUDONG), (PUDONG, NANJING, KUNSHAN)])
@pytest.mark.parametrize("inside", [3, SPARSE, SPARSE + 1, 40])
def test_openings_nobody_would_go_to_change_nothing_for_the_others(places, inside):
    skills = certified((0, 2)) + holds((1, 3), (2, 4))
    person = Person(places=places, anywhere=False, skills=skills, excluded=frozenset({1, 2}))
    near = by_place(dict.fromkeys((KUNSHAN, PUDONG, NANJING), inside), 3)
    far = by_place({SUZHOU: 2000}, 3)

    alone, among_many = scored(market(person, *near)), scored(market(person, *near, *far))

    # Among many the accepted stretch is so small that the kernel looks places up.
    assert LOOKING_UP * len(person.skills) * len(places) < 2000
    assert as_pairs(among_many.graduate_lists) == as_pairs(alone.graduate_lists)
    assert among_many.pairs_eligible == alone.pairs_eligible > 0
    assert as_pairs(among_many.opening_lists)[: len(near)] == as_pairs(alone.opening_lists)


@pytest.mark.parametrize("seed", range(3))
def test_a_city_in_a_large_block_is_scored_exactly_for_everybody(seed):
    both = many_openings(4000, seed)
    chance = np.random.default_rng(seed)
    places = chance.permutation(both.openings.place.clip(0))
    narrowed = replace(
        both, openings=replace(both.openings, place=np.where(np.arange(4000) % 50 == 0, places, 11))
    )

    part = score(narrowed, STANDARD)

    for graduate in range(len(both.graduates)):
        kept, eligible = by_reference(narrowed, graduate)
        assert listed(part.graduate_lists, graduate) == kept
        assert part.eligible[graduate] == eligible


def test_an_opening_dealt_with_is_barred_in_a_small_stretch_as_in_a_whole_block():
    far = [Post(place=SUZHOU)] * 500
    near = [Post(place=KUNSHAN, certificates=(0,))] * 3
    excluded = frozenset({1, 400, 501})
    picky = Person(places=(KUNSHAN,), anywhere=False, excluded=excluded, skills=holds((0, 1)))
    easy = replace(picky, anywhere=True, places=())

    base = scored(market(picky, easy, *far, *near))

    assert base.graduate_lists.indices[0, :3].tolist() == [500, 502, -1]
    assert not set(base.graduate_lists.indices[1].tolist()) & excluded
    assert base.pairs_eligible == 2 + 503 - 3


def test_an_opening_dealt_with_is_barred_whatever_it_requires():
    licences = tuple(range(64))
    posts = [Post(certificates=licences), Post(certificates=licences[:1]), Post()]
    person = Person(skills=holds(*((skill, 1) for skill in range(64))))

    base = scored(
        market(person, replace(person, excluded=frozenset({0, 1, 2})), *posts, skill_count=64)
    )

    assert base.graduate_lists.lengths.tolist() == [3, 0]


@pytest.mark.parametrize("missing", [None, 0, 63])
def test_as_many_certificates_as_an_opening_may_require_are_told_apart(missing):
    skills = tuple((skill, 4, 3) for skill in range(64) if skill != missing)
    post = Post(certificates=tuple(range(64)), requirements=musts((0, 1), (63, 1)))

    base = scored(market(Person(skills=skills), post, skill_count=64))

    assert base.pairs_eligible == (missing is None)


@pytest.mark.parametrize("held", [0, 1, 255, 256])
@pytest.mark.parametrize("certificates", [0, 64])
def test_as_many_musts_as_an_opening_may_name_are_added_up_exactly(held, certificates):
    required = musts(*((skill, 1 + skill % 4) for skill in range(256)))
    licences = tuple(range(256, 256 + certificates))
    skills = certified(*((skill, 4) for skill in [*range(held), *licences]))
    both = market(
        Person(skills=skills),
        Post(requirements=required, certificates=licences),
        skill_count=320,
    )

    base = scored(both)

    expected = int(points(both, STANDARD, [0], [0]).sum())
    assert base.graduate_lists.points[0, 0] == expected
    assert (expected >= 2048) == (held == 256)


@pytest.mark.parametrize("kinds", [(3, 1), (1, 3), (1, 1, 3), (3, 3, 3, 1), tuple(range(8))])
def test_every_kind_is_a_block_of_its_own_with_its_own_points(kinds):
    posts = [Post(kind=kind) for kind in (7, 3, 1, 3, 0)]
    both = market(Person(kinds=kinds), *posts)

    base = scored(both)

    assert listed(base.graduate_lists, 0) == by_reference(both, 0)[0]


@pytest.mark.parametrize("discipline", [None, *range(len(DISCIPLINE_PARENTS))])
def test_holders_of_every_discipline_see_the_openings_open_to_them(discipline):
    accepted = [(), (0,), (1,), (2,), (3,), (4,), (5,), (0, 1, 2), (2, 0), (5, 4, 3)]
    both = market(Person(discipline=discipline), *[Post(disciplines=nodes) for nodes in accepted])

    assert listed(scored(both).graduate_lists, 0) == by_reference(both, 0)[0]


@settings(max_examples=20)
@given(made_worlds(25, 140), st.integers(1, 3))
def test_graduates_one_after_the_other_do_not_rub_off_on_each_other(world, threads):
    both = market_of(world)
    together = scored(both, threads=threads)

    one_by_one = [score(both, STANDARD, [row]) for row in range(25)]

    assert [as_pairs(part.graduate_lists)[0] for part in one_by_one] == as_pairs(
        together.graduate_lists
    )
    assert [int(part.eligible[0]) for part in one_by_one] == score(both, STANDARD).eligible.tolist()


def test_the_same_graduate_many_times_over_fills_a_list_with_the_smallest_rows():
    world = World(persons=(Person(),) * 3000, posts=(Post(), Post()))

    base = scored(market_of(world))

    assert base.opening_lists.indices.tolist() == [list(range(KEPT))] * 2
    assert base.openings_cut.tolist() == [True, True]


@pytest.mark.parametrize("best", [0, 500, 1999])
def test_the_best_is_found_wherever_it_stands(best):
    people = [Person()] * 2000
    people[best] = Person(skills=holds((0, 4)))
    posts = [Post()] * 2000
    posts[best] = Post(requirements=nice((0, 1)))

    base = scored(market(people[best], *posts))
    other = scored(market(*people, posts[best]))

    assert base.graduate_lists.indices[0, 0] == best
    assert other.opening_lists.indices[0, 0] == best
