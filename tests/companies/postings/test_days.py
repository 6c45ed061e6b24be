import datetime

import pytest

from companies.postings.days import closing_day, starting_day


@pytest.mark.parametrize(
    "text",
    [
        "截止日期：2026年5月9日", "报名截止时间:2026-05-09", "截止至 2026/5/9",
        "有效期至2026.05.09",
        "申请截止：２０２６年５月９日", "Closing date: 9 May 2026", "Apply by May 9, 2026",
        "Applications close on 9th May 2026", "application deadline is May 9th, 2026",
        "please apply before 9 May 2026 or earlier",
    ],
)  # fmt: skip
def test_a_text_names_the_last_day_to_apply(text):
    assert closing_day(f"熟悉GMP。{text}。谢谢") == datetime.date(2026, 5, 9)


@pytest.mark.parametrize(
    "text",
    [
        "到岗时间：2026年7月1日", "最迟到岗时间为2026-07-01", "入职时间：2026/7/1",
        "Start date: 1 July 2026", "starting date: July 1, 2026", "start no later than 1 July 2026",
    ],
)  # fmt: skip
def test_a_text_names_the_day_to_start_by(text):
    assert starting_day(text) == datetime.date(2026, 7, 1)


@pytest.mark.parametrize(
    "text",
    ["", "截止日期：招满为止", "2026年5月9日", "截止日期：2026年2月31日", "Closing date: soon",
     "start date: as soon as possible", "closing date: 03/04/2026", "到岗时间：一周内"],
)  # fmt: skip
def test_other_words_and_days_no_calendar_has_are_no_day(text):
    assert closing_day(text) is None
    assert starting_day(text) is None
