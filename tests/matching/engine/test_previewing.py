"""What a congestion price would change, before anybody is charged."""

import pytest

from matching.engine import Attention, EngineInputError, Weights, finish, preview
from tests.matching.engine.made_worlds import Mood, made_world
from tests.matching.engine.results import as_bytes, scored
from tests.matching.engine.worlds import TECHNICAL, Person, Post, market, market_of

STANDARD = Weights()
CROWDED = Mood(pickiness=0.05, words=20, skill_count=8)


@pytest.mark.parametrize("k", [5, 50])
def test_the_figures_are_those_of_the_lists_that_would_be_published(k):
    both = market_of(made_world(80, 30, 1, CROWDED))
    base = scored(both)

    found = preview(both, STANDARD, base, [0, 35, 100], k)

    assert list(found) == [0, 35, 100]
    for strength, attention in found.items():
        published = finish(both, STANDARD, base, k, strength=strength)
        assert attention == Attention.of(published, both.openings.headcount, both.graduates.shown)


def test_a_price_brings_openings_into_the_lists_that_nobody_saw():
    # Three quarters prefer the first three openings, the others have no preference at all.
    certain, open_minded = Person(channel=TECHNICAL), Person()
    both = market(
        *[certain] * 30, *[open_minded] * 10, *[Post(channel=TECHNICAL)] * 3, *[Post()] * 3
    )

    found = preview(both, STANDARD, scored(both), [0, 100], 3)

    assert [found[strength].openings_unlisted for strength in (0, 100)] == [0.5, 0.0]


def test_looking_ahead_changes_nothing():
    both = market_of(made_world(40, 20, 2, CROWDED))
    base = scored(both)
    before = as_bytes(base.graduate_lists, base.opening_lists)

    preview(both, STANDARD, base, [50])

    assert as_bytes(base.graduate_lists, base.opening_lists) == before


def test_the_number_of_threads_changes_no_figure():
    both = market_of(made_world(60, 30, 3, CROWDED))
    base = scored(both)

    assert preview(both, STANDARD, base, [40], threads=2) == preview(both, STANDARD, base, [40])


def test_no_strength_is_no_figures():
    both = market(Person(), Post())

    assert preview(both, STANDARD, scored(both), []) == {}


@pytest.mark.parametrize("strength", [-1, 101])
def test_a_strength_outside_its_range_is_refused(strength):
    both = market(Person(), Post())

    with pytest.raises(EngineInputError, match=f"strength is {strength}"):
        preview(both, STANDARD, scored(both), [0, strength])
