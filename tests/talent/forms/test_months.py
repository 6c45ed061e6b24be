from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from talent.forms.months import MonthField, MonthInput, kept_day

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2023-09", date(2023, 9, 1), date(2023, 9, 30)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023/9", date(2023, 9, 1), date(2023, 9, 30)),
        ("2023.12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2023年9月", date(2023, 9, 1), date(2023, 9, 30)),
        (" 2023-09 ", date(2023, 9, 1), date(2023, 9, 30)),
        ("", None, None),
        ("  ", None, None),
    ],
)
def test_a_month_is_its_first_day_or_as_an_end_its_last(words, first, last):
    assert MonthField().clean(words) == first
    assert MonthField(is_end=True).clean(words) == last


@pytest.mark.parametrize(
    "words",
    [
        "2023",
        "2023-00",
        "2023-13",
        "09-2023",
        "1949-12",
        "2101-01",
        "soon",
        "2023-09-12",
        "٢٠٢٣-٠٩x",
    ],
)
def test_anything_else_is_refused_with_an_example(words):
    with pytest.raises(ValidationError) as refusal:
        MonthField().clean(words)

    assert refusal.value.messages == ["Write year and month, such as 2023-09."]


@pytest.mark.parametrize(
    ("value", "shown"), [(date(2023, 9, 12), "2023-09"), ("2023-9x", "2023-9x"), (None, "")]
)
def test_a_day_is_shown_as_its_month_and_a_wrong_answer_as_it_was_written(value, shown):
    assert MonthInput().format_value(value) == shown


def test_the_box_is_the_browsers_own():
    class Form(forms.Form):
        month = MonthField()

    assert 'type="month"' in str(Form()["month"])


@pytest.mark.parametrize(
    ("day", "before", "kept"),
    [
        (date(2023, 9, 30), date(2023, 9, 12), date(2023, 9, 12)),
        (date(2023, 10, 31), date(2023, 9, 12), date(2023, 10, 31)),
        (date(2023, 9, 30), None, date(2023, 9, 30)),
        (None, date(2023, 9, 12), None),
    ],
)
def test_an_exact_day_stays_while_its_month_does(day, before, kept):
    assert kept_day(day, before) == kept
