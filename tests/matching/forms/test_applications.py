import pytest

from matching.choices.applications import ApplicationState
from matching.forms.applications import STEPS, ApplyForm, MoveForm
from tests.factories.talent import DocumentFactory, ProfileFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_only_ones_own_documents_can_be_sent_the_newest_first():
    profile = ProfileFactory()
    old, new = DocumentFactory.create_batch(2, profile=profile)
    DocumentFactory()

    assert list(ApplyForm(profile=profile).fields["documents"].queryset) == [new, old]


def test_who_has_no_documents_is_not_asked_for_any():
    form = ApplyForm({"documents": ["1"]}, profile=ProfileFactory())

    assert form.is_valid()
    assert form.cleaned_data == {"message": ""}


@pytest.mark.parametrize(
    ("message", "is_valid"), [("", True), ("x" * 4000, True), ("x" * 4001, False)]
)
def test_a_message_has_an_end(message, is_valid):
    assert ApplyForm({"message": message}, profile=ProfileFactory()).is_valid() is is_valid


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
