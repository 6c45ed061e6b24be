import pytest

from matching.choices.wishes import DismissalReason
from matching.forms.wishes import DismissalForm, SavedSearchForm


@pytest.mark.parametrize("reason", DismissalReason.values)
def test_every_reason_is_one(reason):
    form = DismissalForm({"reason": reason})

    assert form.is_valid()
    assert form.cleaned_data == {"reason": reason}


@pytest.mark.parametrize("given", [{}, {"reason": ""}, {"reason": "boredom"}])
def test_without_a_known_reason_nothing_is_said(given):
    assert not DismissalForm(given).is_valid()


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"name": " GMP ", "period": "weekly"}, set()),
        ({"name": "   ", "period": "weekly"}, {"name"}),
        ({"name": "x" * 81, "period": "daily"}, {"name"}),
        ({"name": "GMP", "period": "hourly"}, {"period"}),
        ({}, {"name", "period"}),
    ],
)
def test_a_saved_search_has_a_name_and_a_period(given, errors):
    assert set(SavedSearchForm(given).errors) == errors
