"""What is put right in a text before anything is looked for in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talent.cv.cleaning import clean

CASES = [
    ("one\r\ntwo\rthree\n", "one\ntwo\nthree"),
    ("page one\x0cpage two", "page one\npage two"),
    ("a\u2028b\u2029c\x85d", "a\nb\nc\nd"),
    ("⽣物⼯程", "生物工程"),
    ("⻓江药业 ⻩⻰", "长江药业 黄龙"),
    ("⼤学⺠族", "大学民族"),
    ("eﬃcient workﬂow", "efficient workflow"),
    ("cloud\ufffenative", "cloud-native"),
    ("chroma\u00adtography", "chromatography"),
    ("zero\u200bwidth\ufeff", "zerowidth"),
    ("non\u00a0breaking\u2003space", "non breaking space"),
    ("\uf0b7 PCR", "• PCR"),
    ("trailing   \nspace\t\n", "trailing\nspace"),
    ("one\n\n\n\n\ntwo", "one\n\ntwo"),
    ("a\x00b\x07c", "abc"),
    ("", ""),
    (" \n\t\n ", ""),
]


@pytest.mark.parametrize(("text", "cleaned"), CASES)
def test_signs_that_stand_for_others_become_plain(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    "text", ["C++", "21 CFR Part 11", "LC-MS/MS", "95％（GMP）", "α-干扰素", "10 µL"]
)
def test_names_and_units_stay_as_they_are(text):
    assert clean(text) == text


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    once = clean(text)

    assert clean(once) == once
