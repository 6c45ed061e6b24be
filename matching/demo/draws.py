"""Chance that can be repeated: every draw and every uuid follows from words, and from nothing else.

A thing drawn from its own words is the same whatever was drawn before it, so that the size of a
run, its chunks and later top-ups cannot change it.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

Thing = TypeVar("Thing")
DEMO = uuid5(NAMESPACE_URL, "https://demo.example/")


def draw(*words: object) -> Random:
    """Return the source of chance that belongs to these words."""
    return Random("/".join(map(str, words)))  # noqa: S311  made-up data, not a secret


def uuid_of(*words: object) -> UUID:
    """Return the one uuid that belongs to these words."""
    return uuid5(DEMO, "/".join(map(str, words)))


def weighted(source: Random, weights: Mapping[Thing, int]) -> Thing:
    """Draw one key, each as likely as its weight says."""
    return source.choices(list(weights), list(weights.values()))[0]


def dealt(pack: Sequence[Thing], index: int, *words: object) -> Thing:
    """Return card `index` of packs shuffled one after the other: the mix is exact in every pack."""
    number, position = divmod(index, len(pack))
    return draw("pack", *words, number).sample(pack, len(pack))[position]


def spread(source: Random, things: Sequence[Thing], share: float) -> list[Thing]:
    """Keep each thing with this probability, in order."""
    return [thing for thing in things if source.random() < share]
