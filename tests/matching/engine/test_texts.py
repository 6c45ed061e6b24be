"""Texts as terms, and how much each term tells."""

import numpy as np
import pytest
from hypothesis import given

from matching.engine import EngineInputError, Texts
from matching.engine.texts import BUCKETS, bucket, term_weights
from tests.matching.engine.drawn_worlds import words


def test_the_size_of_a_text_is_the_number_of_its_words_and_not_of_its_terms():
    texts = Texts.of([[(3, 2), (9, 255)], [], [(0, 1)]])

    assert texts.sizes().tolist() == [257, 0, 1]


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
    ("texts", "holding", "weight"),
    [
        # sixteen times ln(1 + (n − d + ½) / (d + ½)), rounded
        (1, 0, 22),  # ln 4 = 1.3863
        (1, 1, 5),  # ln 1.3333 = 0.2877
        (3, 1, 16),  # ln 2.6667 = 0.9808
        (3, 3, 2),  # ln 1.1429 = 0.1335
        (100, 0, 85),  # ln 202 = 5.3083
        (100, 10, 36),  # ln 9.6190 = 2.2637
        (100, 100, 0),  # ln 1.0050 = 0.0050
    ],
)
def test_the_weight_of_a_term_is_its_inverse_document_frequency(texts, holding, weight):
    rows = [[(5, 3)]] * holding + [[]] * (texts - holding)

    assert term_weights(Texts.of(rows))[5] == weight


def test_a_rarer_term_weighs_more():
    texts = Texts.of([[(1, 1), (2, 1)], [(1, 1)], [(1, 1)], [(1, 1)]])

    weights = term_weights(texts)

    assert weights[3] > weights[2] > weights[1]


def test_terms_in_one_bucket_are_counted_together_but_never_beyond_all_texts():
    alone = term_weights(Texts.of([[(5, 1)], [(5, 1)], []]))
    together = term_weights(Texts.of([[(5, 1)], [(5 + BUCKETS, 1)], []]))
    crowded = term_weights(Texts.of([[(5, 1), (5 + BUCKETS, 1)]] * 3))
    everywhere = term_weights(Texts.of([[(5, 1)]] * 3))

    assert together[5] == alone[5]
    assert crowded[5] == everywhere[5]


def test_without_texts_no_term_tells_more_than_another():
    weights = term_weights(Texts.none(0))

    assert weights.size == BUCKETS
    assert len(set(weights.tolist())) == 1
