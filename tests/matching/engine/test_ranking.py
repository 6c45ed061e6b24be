"""Lists of the best, cut and taken apart without changing who stands in them."""

import numpy as np
import pytest

from matching.engine import TopK
from matching.engine.ranking import NOBODY
from tests.matching.engine.results import as_pairs

LISTS = TopK(
    np.array([[4, 2, 7], [1, -1, -1], [-1, -1, -1]], np.int32),
    np.array([[900, 900, 5], [0, 0, 0], [0, 0, 0]], np.int16),
)


def test_empty_lists_name_nobody_and_give_no_points():
    empty = TopK.empty(2, 3)

    assert empty.indices.tolist() == [[NOBODY] * 3] * 2
    assert empty.points.tolist() == [[0] * 3] * 2
    assert (empty.indices.dtype, empty.points.dtype) == (np.int32, np.int16)


def test_the_length_of_a_list_does_not_count_its_padding():
    assert LISTS.lengths.tolist() == [3, 1, 0]
    assert TopK.empty(0, 3).lengths.tolist() == []


@pytest.mark.parametrize("k", [1, 2, 3])
def test_the_first_of_every_list_are_its_best(k):
    first = LISTS.first(k)

    assert as_pairs(first) == [row[:k] for row in as_pairs(LISTS)]
    assert first.indices.flags.c_contiguous
    assert first.points.flags.c_contiguous


def test_the_first_of_lists_can_be_changed_without_changing_the_lists():
    first = LISTS.first(2)

    first.points[0, 0] = 1

    assert LISTS.points[0, 0] == 900


def test_lists_are_taken_by_row_in_any_order():
    taken = LISTS.take(np.array([1, 0, 1]))

    assert as_pairs(taken) == [as_pairs(LISTS)[row] for row in (1, 0, 1)]
