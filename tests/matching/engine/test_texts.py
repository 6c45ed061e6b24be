"""Texts as terms, and how much each term tells."""

import numpy as np
import pytest
from hypothesis import given

from matching.engine import EngineInputError, Texts, tables
from matching.engine.texts import BUCKETS, bucket, term_weights
from tests.matching.engine.drawn_worlds import words


def test_the_size_of_a_text_is_how_often_it_names_topics_and_not_its_words():
    texts = Texts.of([[(3, 2), (9, 255)], [], [(0, 1)], [(0, 9), (1, 4), (2, 8)]])

    assert texts.sizes().tolist() == [257, 0, 0, 4]


@given(words())
def test_a_text_keeps_its_terms_and_counts(text):
    texts = Texts.of([text])

    both = zip(texts.term.tolist(), texts.count.tolist(), strict=True)
    assert tuple(both) == text


def test_nobody_need_have_written_anything():
    texts = Texts.none(3)

    assert (len(texts), texts.sizes().tolist()) == (3, [0, 0, 0])


@pytest.mark.parametrize("text", [[(2, 1), (1, 1)], [(5, 1), (5, 2)]])
def test_terms_that_do_not_ascend_are_refused(text):
    with pytest.raises(EngineInputError, match="terms of a text must ascend"):
        Texts.of([[(9, 1)], text])


def test_terms_start_anew_in_every_text():
    assert Texts.of([[(9, 1)], [(2, 1)]]).term.tolist() == [9, 2]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ((0, 0), r"Texts.count\[0\] is 0, outside 1..255"),
        ((0, 256), r"Texts.count\[0\] is 256, outside 1..255"),
        ((-1, 1), r"Texts.term\[0\] is -1"),
        ((2**31, 1), r"Texts.term\[0\] is 2147483648"),
    ],
)
def test_terms_and_counts_outside_their_range_are_refused(entry, problem):
    with pytest.raises(EngineInputError, match=problem):
        Texts.of([[entry]])


def test_terms_that_are_alike_in_their_last_sixteen_bits_share_a_bucket():
    terms = np.array([7, 7 + BUCKETS, 8, 2**31 - 1])

    assert bucket(terms).tolist() == [7, 7, 8, BUCKETS - 1]


@pytest.mark.parametrize(
    ("texts", "holding", "topic", "word"),
    [
        # x = ln(1 + n / (1 + d)); four x² for a topic, half of x² for a word, rounded
        (1, 0, 2, 0),  # x² = 0.4805
        (1, 1, 1, 0),  # x² = 0.1644
        (100, 0, 85, 11),  # x² = 21.2993
        (100, 10, 21, 3),  # x² = 5.3437
        (100, 100, 2, 0),  # x² = 0.4736
        (10_000, 0, 255, 42),  # x² = 84.8322, and 4 x² is more than 255
        (10_000, 1, 255, 36),  # x² = 72.5467
    ],
)
def test_the_weight_of_a_term_is_its_inverse_document_frequency_squared(
    texts, holding, topic, word
):
    rows = [[(4, 3), (5, 3)]] * holding + [[]] * (texts - holding)

    weights = term_weights(Texts.of(rows))

    assert (weights[5], weights[4]) == (topic, word)


def test_a_rarer_term_weighs_more():
    texts = Texts.of([[(1, 1), (3, 1)], [(1, 1)], [(1, 1)], [(1, 1)]])

    weights = term_weights(texts)

    assert weights[5] > weights[3] > weights[1]


def test_the_texts_of_both_sides_are_counted_together():
    one, other = [[(5, 1)], []], [[(5, 9), (7, 1)], [], [(7, 1)]]

    both = term_weights(Texts.of(one), Texts.of(other))

    assert both.tolist() == term_weights(Texts.of(one + other)).tolist()


def test_terms_in_one_bucket_are_counted_together_but_never_beyond_all_texts():
    alone = term_weights(Texts.of([[(5, 1)], [(5, 1)], [], []]))
    together = term_weights(Texts.of([[(5, 1)], [(5 + BUCKETS, 1)], [], []]))
    crowded = term_weights(Texts.of([[(5, 1), (5 + BUCKETS, 1)]] * 3))
    everywhere = term_weights(Texts.of([[(5, 1)]] * 3))

    assert together[5] == alone[5]
    assert crowded[5] == everywhere[5]


def test_without_texts_no_term_tells_anything():
    assert term_weights(Texts.none(0), Texts.none(0)).tolist() == [0] * BUCKETS


def test_sizes_and_buckets_are_the_same_whatever_the_blocks(monkeypatch):
    texts = Texts.of([[(1, 2), (4, 1)], [], [(3, 255), (5, 7)], [(1, 9), (65537, 3)]])
    whole = texts.sizes().tolist(), texts.holding().tolist()

    monkeypatch.setattr(tables, "BLOCK", 1)

    assert (texts.sizes().tolist(), texts.holding().tolist()) == whole
    assert whole[0] == [2, 0, 262, 12]
    assert whole[1][:6] == [0, 3, 0, 1, 1, 1]
