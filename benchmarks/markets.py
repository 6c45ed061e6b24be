"""Made-up markets of any size, with Zipf-popular skills and gates that leave a few per cent."""

import numpy as np
from numpy.typing import NDArray

from matching.engine import (
    Claims,
    Graduates,
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

SKILLS, KINDS, DAYS = 3_000, 4, 365
PROVINCES, PREFECTURES, COUNTIES = 10, 12, 8
CATEGORIES, CLASSES, FIELDS = 6, 8, 6
TERMS = 1 << 20
RELATED_TO = 3


def tree(*branching: int) -> NDArray:
    """Parents of a tree with this many children per node, level by level, int (nodes,)."""
    levels, first, parents = [np.full(branching[0], -1)], 0, branching[0]
    for children in branching[1:]:
        levels.append(np.repeat(np.arange(first, first + parents), children))
        first, parents = first + parents, parents * children
    return np.concatenate(levels)


def zipf(chance: np.random.Generator, values: int, count: int) -> NDArray:
    """`count` draws of 0..values − 1, value v in proportion to 1 / (v + 1), int64 (count,)."""
    weight = np.cumsum(1 / np.arange(1, values + 1))
    return np.searchsorted(weight, chance.random(count) * weight[-1])


def offsets_for(chance: np.random.Generator, rows: int, low: int, high: int) -> NDArray:
    return np.concatenate([[0], np.cumsum(chance.integers(low, high + 1, rows))])


def distinct(offsets: NDArray, values: NDArray, limit: int) -> tuple[NDArray, NDArray]:
    """Each value once within its row, ascending: offsets and values."""
    owner = np.repeat(np.arange(offsets.size - 1), np.diff(offsets))
    owner, values = np.divmod(np.unique(owner * limit + values), limit)
    lengths = np.bincount(owner, minlength=offsets.size - 1)
    return np.concatenate([[0], np.cumsum(lengths)]), values


def make_texts(chance: np.random.Generator, rows: int, words: int) -> Texts:
    offsets = offsets_for(chance, rows, words // 2, words * 3 // 2)
    offsets, terms = distinct(offsets, zipf(chance, TERMS, offsets[-1]), TERMS)
    return Texts(offsets, terms, chance.integers(1, 4, terms.size))


def make_graduates(
    chance: np.random.Generator, count: int, vocabulary: Vocabulary, *, gates: bool, words: int
) -> Graduates:
    held = offsets_for(chance, count, 8, 15)
    held, skills = distinct(held, zipf(chance, SKILLS, held[-1]), SKILLS)
    places = offsets_for(chance, count, 1, 3)
    kinds = offsets_for(chance, count, 1, 3) if gates else np.arange(count + 1) * KINDS
    wanted = chance.random((count, KINDS)).argsort(axis=1)
    within = np.arange(kinds[-1]) - np.repeat(kinds[:-1], np.diff(kinds))
    disciplines = len(vocabulary.discipline_ancestors)
    return Graduates(
        kinds=Lists(kinds, wanted[np.repeat(np.arange(count), np.diff(kinds)), within]),
        places=Lists(places, chance.integers(0, PROVINCES, places[-1])),
        anywhere=chance.random(count) < (0.1 if gates else 2),
        degree=chance.integers(2, 6, count),
        discipline=chance.integers(CATEGORIES, disciplines, count),
        available_from=chance.integers(0, DAYS, count),
        channel=chance.integers(-1, 2, count),
        pay=chance.integers(0, 30, count) * 1000,
        claims=Claims(
            held, skills, chance.integers(1, 5, skills.size), chance.integers(0, 4, skills.size)
        ),
        texts=make_texts(chance, count, words),
        matchable=chance.random(count) < (0.95 if gates else 2),
        shown=chance.random(count) < 0.8,
        excluded=Lists(np.zeros(count + 1, int), np.zeros(0, int)),
    )


def make_openings(
    chance: np.random.Generator, count: int, vocabulary: Vocabulary, *, gates: bool, words: int
) -> Openings:
    asked = offsets_for(chance, count, 5, 12)
    asked, skills = distinct(asked, zipf(chance, SKILLS, asked[-1]), SKILLS)
    accepted = offsets_for(chance, count, 0, 9) if gates else np.zeros(count + 1, int)
    disciplines = len(vocabulary.discipline_ancestors)
    none = Lists(np.zeros(count + 1, int), np.zeros(0, int))
    return Openings(
        kind=chance.integers(0, KINDS, count),
        place=chance.integers(PROVINCES, len(vocabulary.place_ancestors), count),
        minimum_degree=chance.integers(0, 5, count) if gates else np.zeros(count, int),
        disciplines=Lists(accepted, chance.integers(0, disciplines // 4, accepted[-1])),
        latest_start=(chance.integers(DAYS // 2, 2 * DAYS, count) if gates else np.full(count, -1)),
        channel=chance.integers(-1, 2, count),
        pay=chance.integers(3, 40, count) * 1000,
        certificates=none,
        requirements=Requirements(
            asked,
            skills,
            chance.integers(1, 5, skills.size),
            chance.choice([1, 2, 3], skills.size, p=[0.3, 0.4, 0.3]),
        ),
        texts=make_texts(chance, count, words),
        headcount=chance.integers(1, 4, count),
    )


def make_market(
    graduates: int, openings: int, *, gates: bool = True, words: int = 30, seed: int = 1
) -> Market:
    """A market of that size; without `gates` every pair is eligible, the worst case."""
    chance = np.random.default_rng(seed)
    related = offsets_for(chance, SKILLS, 0, 2 * RELATED_TO)
    related, asked = distinct(related, chance.integers(0, SKILLS, related[-1]), SKILLS)
    vocabulary = Vocabulary(
        skill_count=SKILLS,
        place_ancestors=ancestors(tree(PROVINCES, PREFECTURES, COUNTIES)),
        discipline_ancestors=ancestors(tree(CATEGORIES, CLASSES, FIELDS)),
        related=Relations(related, asked, chance.integers(1, 4, asked.size)),
    )
    people = make_graduates(chance, graduates, vocabulary, gates=gates, words=words)
    offers = make_openings(chance, openings, vocabulary, gates=gates, words=2 * words)
    return Market(people, offers, vocabulary, Statistics.of(people, offers, SKILLS))
