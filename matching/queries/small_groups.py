"""Counting people without telling of single ones: no group under five can be read off.

Neither may a difference of two published figures be such a group. Zero may be published: it says
something of everybody who was counted, who are five and more.
"""

from collections.abc import Sequence

LEAST = 5
"""The smallest group of people that a figure may tell of."""


def is_safe(people: int) -> bool:
    return people == 0 or people >= LEAST


def is_safe_part(part: int, whole: int) -> bool:
    """Say whether a part of a group may be told: those in it and the others are both safe."""
    return whole >= LEAST and is_safe(part) and is_safe(whole - part)


def published_steps(furthest: Sequence[int]) -> list[int | None]:
    """Return how many people came to each step or further; None where that may not be told.

    `furthest` has for each step how many came no further. A step is left out when the people
    between it and the step published before it would be a group under five, or those beyond it.
    """
    whole = sum(furthest)
    if whole < LEAST:
        return [None] * len(furthest)
    published: list[int | None] = []
    last = whole
    for step in range(len(furthest)):
        reached = sum(furthest[step:])
        if is_safe(last - reached) and is_safe(reached):
            published.append(reached)
            last = reached
        else:
            published.append(None)
    return published
