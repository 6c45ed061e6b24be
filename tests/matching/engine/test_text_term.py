"""The one lexical term: words in common, saturating, never more than its share."""

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

REST = (50, 99)
"""Ninety-nine words of no interest make a text of average length out of one word."""


def text_points(person: Person, post: Post, **changes) -> int:
    return terms_of(person, post, **changes)[Term.TEXT]


@pytest.mark.parametrize(
    ("count", "size", "expected"),
    [
        # ⌊256 × 22·c·100 / (10·c·100 + 300 + 9·n)⌋
        (1, 100, 256),  # 563,200 / 2,200
        (2, 100, 352),  # 1,126,400 / 3,200
        (1, 1, 430),  # 563,200 / 1,309
        (1, 1000, 54),  # 563,200 / 10,300
        (255, 255, 557),  # 143,616,000 / 257,595
        (255, 100, 560),  # 143,616,000 / 256,200
    ],
)
def test_a_term_says_more_the_oftener_it_stands_in_the_shorter_a_text(count, size, expected):
    assert saturation(np.array([count]), np.array([size]), 100).tolist() == [expected]


def test_however_often_a_term_stands_it_never_says_more_than_twenty_two_tenths():
    counts = np.arange(1, 256)

    said = saturation(counts, counts, 100)

    assert (np.diff(said) >= 0).all()
    assert said.max() < 256 * 22 / 10


@given(st.integers(1, 255), st.integers(0, 2000), st.integers(1, 2000))
def test_the_saturation_is_that_of_the_oracle(count, others, mean):
    size = count + others

    assert saturation([count], [size], mean).tolist() == [by_oracle(count, size, mean)]


@pytest.mark.parametrize(
    ("shared", "asked", "expected"),
    [
        (0, 3, 0),
        (1, 1, 128),
        (1, 3, 128),  # a third of the weight earns the whole share
        (1, 4, 96),  # 3 × 1/4 × 128
        (1, 6, 64),
        (1, 100, 3),  # 3.84
    ],
)
def test_a_third_of_the_weight_in_common_earns_the_whole_share(shared, asked, expected):
    person = Person(words=((1, 1), REST) if shared else (REST,))
    post = Post(words=((1, 1), *((100 + term, 1) for term in range(asked - 1))))

    assert text_points(person, post) == expected


def test_how_often_the_opening_says_a_word_does_not_matter():
    person = Person(words=((1, 1), REST))
    others = tuple((100 + term, 1) for term in range(5))

    once, often = Post(words=((1, 1), *others)), Post(words=((1, 200), *others))

    assert text_points(person, once) == text_points(person, often) == 64


def test_a_long_text_is_not_a_way_to_more_points():
    post = Post(words=tuple((term, 1) for term in range(1, 13)))
    short, long = Person(words=((1, 1), (50, 99))), Person(words=((1, 1), (50, 255), (51, 255)))

    assert text_points(short, post) == 32
    assert 0 < text_points(long, post) < 32


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
    assert 0 <= expected <= 128
