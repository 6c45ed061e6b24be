"""The form of a note: words, and colleagues who are told."""

import pytest

from matching.forms.notes import NoteForm
from matching.queries.notes import colleagues_of
from tests.factories.parks import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def colleague(company):
    return MembershipFactory(organisation=company, user__full_name="Mei Zhou").user


def form(company, by, **data) -> NoteForm:
    return NoteForm(data or None, colleagues=colleagues_of(company.pk, but=by))


def test_colleagues_are_offered_by_name_and_handed_on_as_people(company, recruiter, colleague):
    filled = form(company, recruiter, text="Ask.", mentioned=[str(colleague.pk)])

    assert filled.is_valid()
    assert filled.cleaned_data == {"text": "Ask.", "mentioned": [colleague]}
    assert filled.fields["mentioned"].choices == [(str(colleague.pk), "Mei Zhou")]


def test_somebody_else_cannot_be_named(company, recruiter, colleague, stranger):
    filled = form(company, recruiter, text="Ask.", mentioned=[str(stranger.pk)])

    assert list(filled.errors) == ["mentioned"]


def test_who_works_alone_is_not_asked_whom_to_tell(company, recruiter):
    empty = form(company, recruiter)

    assert list(empty.helper.layout) == ["text"]
    assert form(company, recruiter, text="Ask.").is_valid()


def test_colleagues_cost_one_query(company, recruiter, colleague, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert "Mei Zhou" in str(form(company, recruiter))
