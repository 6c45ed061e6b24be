"""One 32-bit number holds points, musts and certificates of a pair, and none spills over."""

import numpy as np
import pytest

from matching.engine import FULL_POINTS, REQUIREMENT_LIMIT
from matching.engine.graduates import LAST_DAY, Evidence, Level
from matching.engine.kernel_tables import (
    BARRED,
    CERTIFICATE_SHIFT,
    CHANNEL_SHIFT,
    LEVELS,
    MUST_SHIFT,
    MUSTS_MASK,
    NEVER,
    NOT_ACCEPTED,
    POINTS_MASK,
    QUARTER,
    STRONGEST,
    WHOLE,
)
from matching.engine.openings import CERTIFICATE_LIMIT
from matching.engine.paired import FURTHEST
from matching.engine.paired import NOT_ACCEPTED as OF_REFERENCE
from matching.engine.vocabulary import QUARTERS

FULLEST = FULL_POINTS + (REQUIREMENT_LIMIT << MUST_SHIFT) + (CERTIFICATE_LIMIT << CERTIFICATE_SHIFT)


def test_the_fullest_pair_fits_into_thirty_two_bits():
    assert FULLEST < 2**31


def test_the_parts_of_the_fullest_pair_come_out_as_they_went_in():
    assert FULLEST & POINTS_MASK == FULL_POINTS
    assert (FULLEST >> MUST_SHIFT) & MUSTS_MASK == REQUIREMENT_LIMIT
    assert FULLEST >> CERTIFICATE_SHIFT == CERTIFICATE_LIMIT


@pytest.mark.parametrize("certificates", [0, 1, CERTIFICATE_LIMIT])
def test_who_is_barred_holds_a_number_of_certificates_that_no_opening_requires(certificates):
    assert BARRED >> CERTIFICATE_SHIFT > CERTIFICATE_LIMIT >= certificates
    assert np.iinfo(np.int32).max >= BARRED


def test_never_is_after_the_last_day_that_can_be_stated():
    assert NEVER > LAST_DAY
    assert np.iinfo(np.int32).max >= NEVER


def test_degree_and_channel_are_packed_side_by_side():
    assert np.iinfo(np.int8).max < 1 << CHANNEL_SHIFT


def test_kernel_and_reference_count_in_the_same_units():
    assert (NOT_ACCEPTED, FURTHEST) == (OF_REFERENCE, 3)
    assert Level.EXPERT == LEVELS
    assert Evidence.CERTIFICATE == STRONGEST
    assert QUARTER * QUARTERS == WHOLE


@pytest.mark.parametrize("required", range(1, LEVELS + 1))
def test_every_part_of_every_level_is_a_whole_number_of_forty_eighths(required):
    assert WHOLE % required == QUARTER % required == 0
