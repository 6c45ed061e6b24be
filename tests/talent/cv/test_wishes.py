"""Kinds of openings that a person asks for, told from those they have behind them."""

import time

import pytest

from talent.cv.sections import split_sections
from talent.cv.wishes import find_kinds


def kinds(text: str) -> list[str]:
    return [found.value for found in find_kinds(text, split_sections(text))]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("求职意向：细胞培养 实习", ["internship"]),
        ("意向岗位：QC分析员（全职）", ["job"]),
        ("期望工作性质：全职", ["job"]),
        ("希望寻找博士后职位。", ["postdoc"]),
        ("申请见习岗位", ["training_place"]),
        ("Seeking an internship in CMC.", ["internship"]),
        ("Looking for a full-time position or a traineeship.", ["job", "training_place"]),
        ("Objective: post-doctoral position in gene therapy", ["postdoc"]),
        ("求职意向\n工作性质：全职\n", ["job"]),
        ("求职意向：全职、实习、全职", ["job", "internship"]),
    ],
)
def test_what_is_asked_for_is_found_once_and_in_order(text, asked):
    assert kinds(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "实习经历\n2024.07-2024.09 某医院实习",
        "Internship at Alpha, 2024",
        "希望积累实习经验",
        "申请实习期间完成验证",
        "Full-time student",
        "不考虑实习",
        "Looking for work, no internship please",
        "International seeking",
    ],
)
def test_what_was_done_or_is_not_wanted_is_no_wish(text):
    assert kinds(text) == []


def test_a_find_points_to_its_words():
    text = "Seeking an internship."

    (found,) = find_kinds(text, ())

    assert text[found.start : found.end] == "internship"


@pytest.mark.parametrize("unit", ["求职", "seeking ", "求职意向：", "实习 ", "希望实习"])
def test_reading_stays_quick_for_any_text(unit):
    text = (unit * 50_000)[:100_000]
    begin = time.perf_counter()

    find_kinds(text, split_sections(text))

    assert time.perf_counter() - begin < 3
