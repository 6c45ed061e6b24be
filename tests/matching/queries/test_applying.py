"""What the page reads on which somebody applies."""

import pytest

from matching.queries.applying import documents_for, openings_to_apply_for, questions_of
from parks.access import ANONYMOUS
from parks.queries.viewers import viewer_of
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.talent import DocumentFactory, ProfileFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "is_found"),
    [
        ("draft", False),
        ("submitted", False),
        ("returned", False),
        ("published", True),
        ("paused", True),
        ("closed", True),
        ("expired", True),
    ],
)
def test_what_was_on_offer_once_is_found_so_that_its_page_can_say_why_not(
    state, is_found, graduate, company
):
    OpeningFactory(company=company, published=True, state=state, review_comment="Name the pay.")

    assert openings_to_apply_for(viewer_of(graduate)).exists() is is_found


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_what_was_never_on_offer_is_not_found(state, company):
    OpeningFactory(company=company, state=state)

    assert not openings_to_apply_for(ANONYMOUS).exists()


def test_questions_come_in_their_order_with_the_answers_of_one_draft(company):
    opening = OpeningFactory(company=company, published=True)
    last, first = (OpeningQuestionFactory(opening=opening, position=place) for place in (2, 1))
    OpeningQuestionFactory()
    draft, other = ApplicationFactory.create_batch(2, opening=opening, state="draft")
    draft.answers.create(question=last, text="mine")
    other.answers.create(question=first, text="theirs")

    rows = questions_of(opening, draft)

    assert [(row, row.answer) for row in rows] == [(first, None), (last, "mine")]
    assert [row.answer for row in questions_of(opening, None)] == [None, None]


def test_files_of_the_person_alone_are_offered():
    profile = ProfileFactory()
    old, new = DocumentFactory.create_batch(2, profile=profile)
    DocumentFactory()
    draft = ApplicationFactory(profile=profile, state="draft")
    draft.documents.add(old)

    rows = [(row, row.is_chosen) for row in documents_for(profile, draft)]

    assert rows == [(new, False), (old, True)]
    assert [row.is_chosen for row in documents_for(profile, None)] == [True, True]
