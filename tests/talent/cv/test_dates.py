"""Dates and periods as Chinese and English CVs write them."""

import pytest

from talent.cv.dates import find_dates, find_periods
from talent.cv.values import PartialDate

SEP_2019, JUN_2023 = PartialDate(2019, 9), PartialDate(2023, 6)

RANGES = [
    ("2019.09-2023.06", SEP_2019, JUN_2023),
    ("2019.9-2023.6", SEP_2019, JUN_2023),
    ("2019.09 - 2023.06", SEP_2019, JUN_2023),
    ("2019.09—2023.06", SEP_2019, JUN_2023),
    ("2019.09～2023.06", SEP_2019, JUN_2023),
    ("2019/09-2023/06", SEP_2019, JUN_2023),
    ("2019-09 – 2023-06", SEP_2019, JUN_2023),
    ("2019-09-2023-06", SEP_2019, JUN_2023),
    ("2019-09-01 – 2023-06-30", SEP_2019, JUN_2023),
    ("2019.09.01-2023.06.30", SEP_2019, JUN_2023),
    ("2019年9月-2023年6月", SEP_2019, JUN_2023),
    ("2019年09月至2023年06月", SEP_2019, JUN_2023),
    ("2019年9月1日—2023年6月30日", SEP_2019, JUN_2023),
    ("2019 年 9 月 到 2023 年 6 月", SEP_2019, JUN_2023),
    ("09/2019 to 06/2023", SEP_2019, JUN_2023),
    ("9/2019 - 6/2023", SEP_2019, JUN_2023),
    ("Sep 2019 – Jun 2023", SEP_2019, JUN_2023),
    ("Sept. 2019 - June 2023", SEP_2019, JUN_2023),
    ("September 2019 to June 2023", SEP_2019, JUN_2023),
    ("SEPTEMBER 2019 TO JUNE 2023", SEP_2019, JUN_2023),
    ("September, 2019 until June, 2023", SEP_2019, JUN_2023),
    ("September 2019\nto\nJune 2023", SEP_2019, JUN_2023),
    ("2019 - 2023", PartialDate(2019), PartialDate(2023)),
    ("2019-2023", PartialDate(2019), PartialDate(2023)),
    ("2019年-2023年", PartialDate(2019), PartialDate(2023)),
    ("2023-2023", PartialDate(2023), PartialDate(2023)),
    ("2012-2023", PartialDate(2012), PartialDate(2023)),
    ("2018.9-2022", PartialDate(2018, 9), PartialDate(2022)),
]


@pytest.mark.parametrize(("words", "start", "end"), RANGES)
@pytest.mark.parametrize(("before", "after"), [("", ""), ("学校", "大学"), ("Lab ", " Boston")])
def test_a_range_is_read_in_every_way_of_writing_it(words, start, end, before, after):
    text = before + words + after

    (found,) = find_periods(text, 0, len(text))

    assert (found.period.start.value, found.period.end.value) == (start, end)
    assert text[found.start : found.end] == words


ONGOING = [
    "2019.09-至今",
    "2019.9—至今",
    "2019年9月至今",
    "2019年9月—至今",
    "2019.09 - 现在",
    "2019/09-目前",
    "Sep 2019 – Present",
    "September 2019 to Current",
    "09/2019 to Current",
    "2019-09 – Present",
    "Sept 2019 - now",
    "2019.09 - ongoing",
]


@pytest.mark.parametrize("words", ONGOING)
def test_a_period_until_now_has_no_end(words):
    (found,) = find_periods(words, 0, len(words))

    assert found.period.ongoing
    assert (found.period.start.value, found.period.end) == (SEP_2019, None)


SINGLE = [
    ("2023.06", JUN_2023),
    ("2023年6月毕业", JUN_2023),
    ("June 2023", JUN_2023),
    ("06/2023", JUN_2023),
    ("2023-06-30", JUN_2023),
    ("graduated 2023", PartialDate(2023)),
    ("2023", PartialDate(2023)),
    ("May 2013", PartialDate(2013, 5)),
    ("2010/2014", PartialDate(2010)),
]


@pytest.mark.parametrize(("words", "date"), SINGLE)
def test_a_single_date_is_an_end(words, date):
    found = next(find_dates(words, 0, len(words)))

    assert (found.period.start, found.period.end.value, found.is_range) == (None, date, False)


NO_DATES = [
    "13800002019",
    "ISO 9001:2015x20199",
    "12019",
    "1.2019.5",
    "95%",
    "21 CFR Part 11",
    "3/2 ratio",
    "电话 021-20190901",
    "1899",
    "2150",
]


@pytest.mark.parametrize("words", NO_DATES)
def test_numbers_that_are_no_dates_give_no_period(words):
    assert list(find_periods(words, 0, len(words))) == []


def test_a_period_that_ends_before_it_starts_is_left_out():
    text = "2023.06-2019.09"

    assert list(find_periods(text, 0, len(text))) == []


def test_a_month_that_does_not_exist_leaves_the_year():
    text = "2019.13-2023.00"

    dates = [found.period.end.value for found in find_dates(text, 0, len(text))]

    assert dates == [PartialDate(2019), PartialDate(2023)]


def test_spans_point_at_the_two_dates():
    text = "Engineer, 09/2019 to June 2023, Boston"

    (found,) = find_periods(text, 0, len(text))

    start, end = found.period.start, found.period.end
    assert text[start.start : start.end] == "09/2019"
    assert text[end.start : end.end] == "June 2023"


def test_only_the_given_part_of_the_text_is_read():
    text = "2010-2012 2019.09-2023.06 2024-2025"

    found = list(find_periods(text, 10, 25))

    assert [text[one.start : one.end] for one in found] == ["2019.09-2023.06"]


def test_ranges_and_single_dates_come_in_their_order():
    text = "2015 BSc, 2016-2018 MSc, 2022 PhD"

    found = [text[one.start : one.end] for one in find_dates(text, 0, len(text))]

    assert found == ["2015", "2016-2018", "2022"]
