"""The one lexical term: topics and words in common, never the whole of its share."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import Term
from matching.engine.text_term import saturation
from tests.matching.engine.drawn_worlds import words
from tests.matching.engine.oracle import Oracle
from tests.matching.engine.oracle import saturation as by_oracle
from tests.matching.engine.results import terms_of
from tests.matching.engine.worlds import Person, Post, world_of

REST = (51, 99)
"""Ninety-nine quarters of another topic make a text of average size out of one quarter."""


def text_points(person: Person, post: Post, **changes) -> int:
    return terms_of(person, post, **changes)[Term.TEXT]


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [
        # ⌊256 × 58·c·100 / (10·c·100 + 1200 + 36·n)⌋
        (1, 100, 256),  # 1,484,800 / 5,800
        (4, 100, 674),  # 5,939,200 / 8,800
        (1, 1, 664),  # 1,484,800 / 2,236
        (1, 0, 674),  # 1,484,800 / 2,200
        (1, 1000, 38),  # 1,484,800 / 38,200
        (255, 255, 1426),  # 378,624,000 / 265,380
    ],
)
def test_a_term_says_more_the_oftener_it_stands_in_the_shorter_a_text(count, size, expected):
    assert saturation(np.array([count]), np.array([size]), 100).tolist() == [expected]


def test_however_often_a_term_stands_it_never_says_more_than_fifty_eight_tenths():
    counts = np.arange(1, 256)

    said = saturation(counts, counts, 100)

    assert (np.diff(said) >= 0).all()
    assert said.max() < 256 * 58 / 10


@given(st.integers(1, 255), st.integers(0, 2000), st.integers(1, 2000))
def test_the_saturation_is_that_of_the_oracle(count, others, mean):
    size = count + others

    assert saturation([count], [size], mean).tolist() == [by_oracle(count, size, mean)]


def asking(*counts: int) -> Post:
    """An opening that names topic 1 and others so often, in quarters."""
    return Post(words=tuple((1 + 100 * at, count) for at, count in enumerate(counts)))


@pytest.mark.parametrize(
    ("shared", "asked", "expected"),
    # Who shares a topic has a part g / h = 1 / asked of the weight: ⌊912 × 2 / (2 + asked)⌋
    [(0, 3, 0), (1, 1, 608), (1, 2, 456), (1, 3, 364), (1, 4, 304), (1, 10, 152), (1, 100, 17)],
)
def test_half_of_the_weight_in_common_earns_half_of_the_share(shared, asked, expected):
    person = Person(words=((1, 1), REST) if shared else (REST,))

    assert text_points(person, asking(*[4] * asked)) == expected


@pytest.mark.parametrize(
    # A part g / h = said / (said + 4): ⌊912 × 2 said / (3 said + 4)⌋
    ("said", "expected"),
    [(1, 260), (4, 456), (8, 521), (32, 583), (33, 583), (255, 583)],
)
def test_what_an_opening_says_oftener_weighs_more_up_to_eight_times(said, expected):
    person = Person(words=((1, 1), REST))

    assert text_points(person, asking(said, 4)) == expected


@pytest.mark.parametrize("asked", [1, 12])
def test_what_a_graduate_says_oftener_counts_more_but_ever_less_so(asked):
    post = asking(*[4] * asked)

    earned = [text_points(Person(words=((1, count),)), post) for count in (1, 8, 64, 255)]

    gained = np.diff(earned)
    assert (gained > 0).all()
    assert (np.diff(gained / [7, 56, 191]) < 0).all()


def test_words_weigh_like_topics_before_anything_was_counted_but_make_no_text_longer():
    topic, word = Person(words=((1, 1), REST)), Person(words=((2, 1), REST, (100, 255)))
    post = Post(words=((1, 4), (3, 4))), Post(words=((2, 4), (3, 4)))

    # Half the weight is in common: of 100 quarters of topics one, ⌊912 × 2 / (2 + 2)⌋, or one word
    # beside 99 quarters, which says ⌊1,484,800 / 5,764⌋ = 257 parts of 256: ⌊912 × 514 / 1026⌋
    assert [text_points(topic, post[0]), text_points(word, post[1])] == [456, 456]


def test_a_long_text_is_not_a_way_to_more_points():
    post = asking(*[4] * 20)
    short, long = Person(words=((1, 1), REST)), Person(words=((1, 1), (51, 255), (53, 255)))

    # ⌊912 × 2 / (2 + 20)⌋
    assert text_points(short, post) == 82
    assert 0 < text_points(long, post) < 82


@pytest.mark.parametrize(
    ("written", "asked"), [((), ((1, 1),)), (((1, 1),), ()), ((), ()), (((1, 1),), ((2, 1),))]
)
def test_silence_and_different_words_earn_nothing(written, asked):
    assert text_points(Person(words=written), Post(words=asked)) == 0


def test_terms_in_one_bucket_are_still_different_words():
    person, post = Person(words=((1, 1),)), Post(words=((1 + 2**16, 1),))

    assert text_points(person, post) == 0


@settings(max_examples=50)
@given(words(), words(), st.lists(words(), max_size=5), st.booleans())
def test_the_points_of_words_are_those_of_the_oracle(written, asked, others, counted):
    people = [Person(words=each) for each in (written, *others)]
    world = world_of(*people, Post(words=asked), counted=counted)

    expected = Oracle(world).text_points(0, 0)

    assert (
        text_points(people[0], world.posts[0], persons=world.persons, counted=counted) == expected
    )
    assert 0 <= expected < 912
