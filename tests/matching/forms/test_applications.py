import pytest

from matching.choices.applications import ApplicationState
from matching.forms.applications import STEPS, MoveForm, WithdrawForm

pytestmark = pytest.mark.usefixtures("english")


def move(**answers) -> MoveForm:
    return MoveForm(answers, states=[ApplicationState.SHORTLISTED, ApplicationState.REFUSED])


def test_an_application_moves_on_without_a_reason():
    form = move(state="shortlisted")

    assert form.is_valid()
    assert form.cleaned_data == {"state": "shortlisted", "reason": "", "message": ""}


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({}, ["reason", "message"]),
        ({"reason": "skills"}, ["message"]),
        ({"message": "Sorry."}, ["reason"]),
        ({"reason": "skills", "message": "  \n"}, ["message"]),
    ],
)
def test_a_refusal_needs_its_reason_and_a_message(answers, missing):
    form = move(state="refused", **answers)

    assert list(form.errors) == missing
    assert str(form.errors[missing[0]][0]) == "A refusal needs this."


def test_a_refusal_with_both_is_complete():
    assert move(state="refused", reason="skills", message="Sorry.").is_valid()


@pytest.mark.parametrize("state", ["hired", "withdrawn", "", "no such state"])
def test_only_the_states_that_are_offered_can_be_chosen(state):
    assert list(move(state=state).errors) == ["state"]


def test_the_company_never_chooses_what_is_the_applicants_to_choose():
    assert {"draft", "submitted", "accepted", "withdrawn"} & set(STEPS) == set()


def test_an_offer_is_made_with_its_terms_and_not_by_a_move():
    assert ApplicationState.OFFERED not in STEPS


@pytest.mark.parametrize(
    ("reason", "is_valid"),
    [("", True), ("pay", True), ("hired_elsewhere", False), ("declined_offer", False)],
)
def test_an_applicant_may_say_why_they_step_back(reason, is_valid):
    assert WithdrawForm({"reason": reason}).is_valid() is is_valid
