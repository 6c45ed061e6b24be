"""What the engine returned, as plain Python that can be compared with the oracle."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.engine import (
    CANDIDATES,
    Base,
    Explanation,
    Market,
    Part,
    Term,
    TopK,
    Weights,
    explain,
    merge,
    points,
    score,
)
from tests.matching.engine.worlds import Person, Post, World, market, market_of

STANDARD = Weights()


def as_pairs(lists: TopK) -> list[list[tuple[int, int]]]:
    """(member, points) of every entry, a list per row, padding included."""
    both = zip(lists.indices.tolist(), lists.points.tolist(), strict=True)
    return [list(zip(indices, earned, strict=True)) for indices, earned in both]


def as_bytes(*lists: TopK) -> list[bytes]:
    return [array.tobytes() for each in lists for array in (each.indices, each.points)]


def candidates(base: Base) -> list[bytes]:
    """The bytes of the first 64 of all lists: what an updated base shares with a new one."""
    lists = base.graduate_lists, base.opening_lists
    return as_bytes(*(each.first(CANDIDATES) for each in lists))


def scored(both: Market, weights: Weights = STANDARD, **settings) -> Base:
    """The first stage for everybody at once."""
    return merge(both, [score(both, weights, **settings)])


def part_bytes(part: Part) -> dict[str, bytes]:
    return {name: array.tobytes() for name, array in part.arrays().items()}


def terms_of(person: Person, post: Post, **changes) -> dict[Term, int]:
    """The points of one pair, by term."""
    found = points(market(person, post, **changes), STANDARD, [0], [0])
    return {term: int(found[term, 0]) for term in Term}


def total_of(person: Person, post: Post, **changes) -> int:
    return sum(terms_of(person, post, **changes).values())


def explained(person: Person, post: Post, **changes) -> Explanation:
    return explain(market(person, post, **changes), STANDARD, 0, 0)


def all_points(
    world: World, pairs: Sequence[tuple[int, int]], weights: Weights = STANDARD
) -> NDArray[np.int16]:
    """Points of each term for these pairs, int16 (terms, pairs)."""
    return points(market_of(world), weights, [g for g, _ in pairs], [o for _, o in pairs])
