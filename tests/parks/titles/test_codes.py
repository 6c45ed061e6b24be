"""Codes of the classification, however a table writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parks.titles.codes import canonical_code, codes_above


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2-02-32-02", "2-02-32-02"),
        (" 2-02-32-02 ", "2-02-32-02"),
        ("２－０２－３２－０２", "2-02-32-02"),
        ("2–02–32–02", "2-02-32-02"),
        ("2-01-08-00", "2-01-08-00"),
        ("2-01-08", "2-01-08-00"),
        ("2-02-00-00", "2-02"),
        ("2-02", "2-02"),
        ("2-00-00-00", "2"),
        ("2", "2"),
        ("1-01-00-01", "1-01-00-01"),
    ],
)
def test_a_code_has_one_way_to_be_written(written, code):
    assert canonical_code(written) == code


@pytest.mark.parametrize(
    "written", ["", "2-2", "22-02", "2-02-32-02-01", "2/02", "a-02", "2-02-", "2022-02-03", "职业"]
)
def test_what_is_no_code_is_told(written):
    assert canonical_code(written) == ""


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("2-02-32-02", ["2-02-32-00", "2-02", "2"]),
        ("2-01-08-00", ["2-01", "2"]),
        ("2-02", ["2"]),
        ("2", []),
        ("1-01-00-01", ["1-01", "1"]),
    ],
)
def test_the_groups_above_a_code_come_nearest_first(code, above):
    assert codes_above(code) == above


@given(st.from_regex(r"\A[1-8](-[0-9][0-9]){0,3}\Z"))
def test_the_canonical_code_is_its_own_canonical_code(written):
    code = canonical_code(written)

    assert canonical_code(code) == code
    assert code not in codes_above(code)
