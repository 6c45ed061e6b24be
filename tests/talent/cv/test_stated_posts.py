"""Posts told in sentences, without a section of experience."""

import pytest

from talent.cv.sections import split_sections
from talent.cv.stated_posts import find_stated_posts


def posts(text: str) -> list[tuple]:
    return [
        (
            tuple(post.period.start.value),
            post.period.end and tuple(post.period.end.value),
            post.is_internship,
        )
        for post in find_stated_posts(text, split_sections(text))
    ]


TOLD = [
    ("2021年7月至2023年7月就职于某药企，从事药物警戒。", [((2021, 7), (2023, 7), False)]),
    ("2022.06-2022.12在示例公司实习。", [((2022, 6), (2022, 12), True)]),
    ("I worked at Example Labs (Jan 2019 - Dec 2020).", [((2019, 1), (2020, 12), False)]),
    ("Internship at a start-up (Jun 2024 - Aug 2024)", [((2024, 6), (2024, 8), True)]),
    ("Employed as a chemist 2019 – present.", [((2019,), None, False)]),
    (
        "2016.09-2020.06就读于某大学。2020.07-2021.06任职于某公司。",
        [((2020, 7), (2021, 6), False)],
    ),
    ("工作经历\n2020.01-2021.01 做检验；整理记录。", [((2020, 1), (2021, 1), False)]),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_a_period_beside_words_of_employment_is_a_post(text, expected):
    assert [(start[:2], end, intern) for start, end, intern in posts(text)] == [
        ((*start, None)[:2], end and (*end, None)[:2], intern) for start, end, intern in expected
    ]


NONE = [
    "",
    "毕业于山东大学药理学专业（2018.9-2021.6）",
    "2018.9-2021.6 学习",
    "BSc degree 2016 – 2019 at Example University",
    "2019-2020 志愿者工作之外的学习",
    "就职于某药企",
    "2019年出生，工作认真",
]


@pytest.mark.parametrize("text", NONE)
def test_studies_and_single_dates_are_no_posts(text):
    assert posts(text) == []


def test_the_employer_and_the_words_of_the_sentence_are_kept():
    text = "2021.07-2023.07就职于上海示例生物技术有限公司。其他"

    (post,) = find_stated_posts(text, split_sections(text))

    assert post.text.value == "2021.07-2023.07就职于上海示例生物技术有限公司"
    assert text[post.text.start : post.text.end] == post.text.value
