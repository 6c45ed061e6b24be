"""Counting pieces, weighing them by rarity, and topics found from what stands together."""

import math

import numpy as np
import pytest

from parks.titles.counting import Grams, bm25, rarity_in, with_unit_rows
from parks.titles.topics import Topics


def counted(*texts: str):
    grams = Grams()
    counts = grams.count(texts)
    return grams, grams.matrix(counts, len(texts))


def test_a_gram_is_counted_in_each_text():
    grams, matrix = counted("qc qc", "qa")

    columns, weights = grams.look_up({"qc": 1.0, "qa": 0.5, "unseen": 1.0})
    assert matrix[:, columns].toarray().tolist() == [[2, 0], [0, 1]]
    assert weights.tolist() == [1.0, 0.5]


def test_texts_without_grams_give_a_matrix_without_columns():
    grams, matrix = counted("", "!")

    assert matrix.shape == (2, 0)
    assert grams.weights().tolist() == []
    assert grams.look_up({"a": 1.0})[0].tolist() == []


def test_rarity_is_that_of_bm25_and_falls_with_the_number_of_texts():
    grams, matrix = counted("qa", "qa qc", "qa lab")

    columns, _weights = grams.look_up({"qa": 1.0, "qc": 1.0})
    common, rare = rarity_in(matrix)[columns]
    assert common == pytest.approx(math.log(1 + 0.5 / 3.5))
    assert rare == pytest.approx(math.log(1 + 2.5 / 1.5))


def test_a_repeated_gram_counts_more_but_less_than_twice():
    _grams, matrix = counted("qa qa", "qa qc")

    weights = bm25(matrix, np.ones(matrix.shape[1]))
    once, twice = weights[1, 0], weights[0, 0]
    assert once < twice < 2 * once
    assert once == pytest.approx(2.2 / 2.2)


def test_a_gram_of_a_long_text_counts_less():
    _grams, matrix = counted("qa", "qa one two three four five")

    weights = bm25(matrix, np.ones(matrix.shape[1]))
    assert weights[1, 0] < weights[0, 0]


def test_unit_rows_have_length_one_and_empty_rows_stay_empty():
    _grams, matrix = counted("qa qc lab", "")

    lengths = np.sqrt(np.asarray(with_unit_rows(matrix).power(2).sum(axis=1)).ravel())
    assert lengths == pytest.approx([1, 0])


def likeness(query: str, *texts: str, most: int = 300) -> list[float]:
    grams, matrix = counted(*texts)
    units = with_unit_rows(matrix)
    columns, weights = grams.look_up({query: 1.0})
    return Topics(units, most).likeness(units[:, columns] @ weights).tolist()


def test_a_text_is_likest_to_the_query_that_is_its_own_word():
    found = likeness("qa", "qa", "qc", "lab")

    assert found == pytest.approx([1, 0, 0], abs=1e-9)


def test_a_word_reaches_texts_through_the_company_it_keeps():
    texts = ("bio cell", "cell pcr", "tax law", "law court")

    _bio, pcr, tax, court = likeness("bio", *texts, most=2)

    assert pcr > 0.5
    assert (tax, court) == pytest.approx((0, 0), abs=1e-9)


def test_a_query_without_overlap_is_like_nothing():
    assert likeness("unseen", "qa", "qc") == [0, 0]


def test_empty_texts_have_no_topics():
    assert likeness("qa", "", "") == [0, 0]
