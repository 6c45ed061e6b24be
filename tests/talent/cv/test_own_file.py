import datetime

import pytest

from talent.cv.own_file import exact_day, stated_level


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Aware", 1),
        ("Familiar", 2),
        ("Proficient", 3),
        ("Expert", 4),
        ("了解", 1),
        ("熟悉", 2),
        ("掌握", 3),
        ("精通", 4),
        ("Master", 4),
        ("Native speaker", 4),
        ("fluent", 3),
        ("Intermediate", 2),
        ("Beginner", 1),
        (" expert ", 4),
        ("CET-6", None),
        ("", None),
        (None, None),
        ("a true expert", None),
    ],
)
def test_the_word_a_level_opens_with_decides(words, level):
    assert stated_level(words) == level


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2023-06-30", datetime.date(2023, 6, 30)),
        ("2024-02-29", datetime.date(2024, 2, 29)),
        ("2023-02-30", None),
        ("2023-06", None),
        ("2023", None),
        ("", None),
        (None, None),
    ],
)
def test_only_a_whole_day_is_exact(words, day):
    assert exact_day(words) == day
