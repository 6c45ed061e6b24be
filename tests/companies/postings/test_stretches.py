from hypothesis import given
from hypothesis import strategies as st

from companies.postings.stretches import Stretches

places = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda one: (one[0], sum(one)))


def test_a_stretch_covers_what_lies_within_it():
    stretches = Stretches([(10, 20)])

    covered = [stretches.cover(*place) for place in [(10, 20), (12, 15), (9, 12), (18, 21), (0, 5)]]

    assert covered == [True, True, False, False, False]


def test_stretches_that_touch_or_overlap_cover_together():
    assert Stretches([(15, 20), (0, 10), (10, 16)]).cover(2, 19)


def test_a_gap_between_stretches_is_not_covered():
    assert not Stretches([(0, 5), (6, 10)]).cover(4, 7)


def test_no_stretches_cover_nothing():
    assert not Stretches()
    assert not Stretches().cover(0, 1)


@given(st.lists(places, max_size=8), places)
def test_covered_is_what_every_single_character_is(stretches, place):
    characters = {number for start, end in stretches for number in range(start, end)}

    covered = Stretches(stretches).cover(*place)

    assert covered == all(number in characters for number in range(*place))
