"""Months at work and in internships, each once; and what the text states."""

import datetime

import pytest

from talent.cv.tenure import Tenure, find_stated_experience, tenure_of
from talent.cv.values import CvExperience, Found, PartialDate, Period

TODAY = datetime.date(2025, 1, 15)


def post(start: tuple | None, end: tuple | None, *, is_internship: bool = False) -> CvExperience:
    first, last = (Found(PartialDate(*date), 0, 1) if date else None for date in (start, end))
    period = Period(first, last, ongoing=end is None)
    return CvExperience(None, None, period, Found("", 0, 0), is_internship)


def months(*posts: CvExperience) -> tuple[int, int]:
    tenure = tenure_of(posts, today=TODAY)
    return tenure.work_months, tenure.internship_months


PERIODS = [
    ((2021, 7), (2024, 6), 36),
    ((2021, 7), (2021, 7), 1),
    ((2024, 12), None, 2),
    ((2018,), (2020,), 24),
    ((2018,), (2018,), 0),
    ((2018, 10), (2020,), 15),
    ((2024, 10), (2026, 6), 4),
    ((2026, 1), None, 0),
    (None, (2020, 1), 0),
]


@pytest.mark.parametrize(("start", "end", "expected"), PERIODS)
def test_both_months_of_a_period_count_but_none_after_today(start, end, expected):
    assert months(post(start, end)) == (expected, 0)


def test_posts_that_overlap_count_once():
    assert months(post((2020, 1), (2020, 12)), post((2020, 7), (2021, 6))) == (18, 0)
    assert months(post((2020, 1), (2021, 12)), post((2020, 3), (2020, 5))) == (24, 0)
    assert months(post((2021, 1), (2021, 2)), post((2020, 1), (2020, 2))) == (4, 0)


def test_internships_count_apart_from_work():
    intern = post((2020, 1), (2020, 6), is_internship=True)

    assert months(intern, post((2020, 4), (2020, 9))) == (6, 6)


def test_without_posts_nothing_counts():
    assert tenure_of((), today=TODAY) == Tenure(0, 0, None)


@pytest.mark.parametrize(
    ("worked", "stated", "expected"), [(12, 60, 12), (0, 60, 60), (0, None, 0)]
)
def test_dated_posts_go_before_what_is_stated(worked, stated, expected):
    assert Tenure(worked, 3, stated).months == expected


def test_the_stated_length_is_passed_on():
    tenure = tenure_of((), today=TODAY, stated=Found(30, 0, 4))

    assert (tenure.stated_months, tenure.months) == (30, 30)


STATED = [
    ("5年工作经验", 60),
    ("五年工作经验", 60),
    ("两年半GMP生产经验", 30),
    ("十二年从业经历", 144),
    ("二十年工作经验", 240),
    ("3年以上CHO细胞培养经验", 36),
    ("工作年限：4年", 48),
    ("工作经验 | 2年", 24),
    ("工作经验（3年2个月）", 36),
    ("拥有10多年的临床研究从业经历", 120),
    ("10+ years of experience", 120),
    ("over 4 years of hands-on industry experience", 48),
    ("three years' experience in QC", 36),
    ("2 yrs work experience", 24),
    ("2年销售经验，5年工作经验", 60),
]


@pytest.mark.parametrize(("text", "expected"), STATED)
def test_a_stated_length_is_read_in_months(text, expected):
    assert find_stated_experience(text).value == expected


UNSTATED = [
    "",
    "2019年毕业，有经验",
    "要求5年以上工作经验",
    "公司拥有20年行业经验",
    "没有3年工作经验",
    "学制四年，2年制硕士",
    "requires 5 years of experience",
    "The company has 20 years of experience",
    "I am 25 years old with experience",
    "99年经验",
    "2020年工作经验",
]


@pytest.mark.parametrize("text", UNSTATED)
def test_other_years_are_no_stated_length(text):
    assert find_stated_experience(text) is None


def test_the_span_points_at_the_words():
    text = "本人有5年工作经验"

    found = find_stated_experience(text)

    assert text[found.start : found.end] == "5年"
