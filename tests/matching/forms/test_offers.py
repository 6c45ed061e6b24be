from datetime import date, timedelta

import pytest

from matching.forms.offers import DeclineForm, OfferForm, TakeBackForm

pytestmark = pytest.mark.usefixtures("english")

TODAY = date(2026, 11, 22)


def offer(**answers) -> OfferForm:
    return OfferForm({"terms": "A post.", "reply_by": TODAY, **answers}, today=TODAY)


def test_terms_and_a_day_make_an_offer():
    form = offer()

    assert form.is_valid()
    assert form.cleaned_data == {
        "terms": "A post.",
        "salary": None,
        "starts_on": None,
        "reply_by": TODAY,
    }


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"terms": " "}, "terms"),
        ({"terms": "x" * 4001}, "terms"),
        ({"reply_by": ""}, "reply_by"),
        ({"reply_by": TODAY - timedelta(days=1)}, "reply_by"),
        ({"salary": "-1"}, "salary"),
        ({"salary": "much"}, "salary"),
        ({"starts_on": "soon"}, "starts_on"),
    ],
)
def test_what_is_missing_or_makes_no_sense_is_said_at_its_box(answers, wrong):
    assert list(offer(**answers).errors) == [wrong]


def test_a_week_to_answer_is_proposed():
    form = OfferForm(today=TODAY)

    assert form.fields["reply_by"].initial == date(2026, 11, 29)


@pytest.mark.parametrize("form", [DeclineForm, TakeBackForm])
@pytest.mark.parametrize(
    ("message", "is_valid"), [("", True), ("Sorry.", True), ("x" * 4001, False)]
)
def test_a_message_may_go_along(form, message, is_valid):
    assert form({"message": message}).is_valid() is is_valid
