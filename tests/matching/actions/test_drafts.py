"""An application that is being written, and that nobody but its writer knows of."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from companies.models import Opening
from matching.actions.applications import submit_application, withdraw_application
from matching.actions.drafts import discard_draft, save_draft
from matching.models import Answer, Application
from parks.models import LogEntry, Notice, OutboxMail
from parks.queries.viewers import viewer_of
from parks.workflow import IllegalMoveError
from talent.models import Document, ProfileGrant
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.talent import DocumentFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


@pytest.fixture
def opening(company) -> Opening:
    return OpeningFactory(company=company, published=True)


def test_what_is_written_is_kept(profile, opening):
    asked, document = OpeningQuestionFactory(opening=opening), DocumentFactory(profile=profile)

    draft = save_draft(
        profile,
        opening=opening,
        message="I like",
        documents=[document],
        answers={asked.pk: "Since May"},
    )

    draft.refresh_from_db()
    assert (draft.state, draft.message, draft.submitted_at) == ("draft", "I like", None)
    assert timezone.now() - draft.drafted_at < timedelta(minutes=1)
    assert list(draft.documents.all()) == [document]
    assert list(draft.answers.values_list("question", "text")) == [(asked.pk, "Since May")]


def test_the_next_words_replace_the_last_in_the_same_draft(profile, opening):
    asked, document = OpeningQuestionFactory(opening=opening), DocumentFactory(profile=profile)
    first = save_draft(
        profile, opening=opening, message="I", documents=[document], answers={asked.pk: "Yes"}
    )

    second = save_draft(profile, opening=opening, message="I like", answers={asked.pk: ""})

    assert second == first
    assert (second.message, list(second.documents.all())) == ("I like", [])
    assert not Answer.objects.exists()


def test_nobody_but_the_writer_learns_of_a_draft(profile, opening, recruiter, park_officer):
    document = DocumentFactory(profile=profile)

    draft = save_draft(profile, opening=opening, message="Hello", documents=[document])

    assert not OutboxMail.objects.exists()
    assert not Notice.objects.exists()
    assert not ProfileGrant.objects.exists()
    for reader in (recruiter, park_officer):
        viewer = viewer_of(reader)
        for rows in (Application.objects, Document.objects, LogEntry.objects):
            assert not rows.visible_to(viewer).exists()
    assert list(Application.objects.visible_to(viewer_of(profile.user))) == [draft]


def test_the_log_tells_of_a_draft_once_however_often_it_is_saved(profile, opening):
    for message in ("a", "ab", "abc"):
        draft = save_draft(profile, opening=opening, message=message)

    assert [entry.verb for entry in LogEntry.objects.about(draft)] == ["draft"]


def test_what_was_sent_is_not_changed_by_a_tab_that_was_left_open(profile, opening):
    sent = submit_application(profile, opening=opening, message="The final words", today=TODAY)

    answer = save_draft(profile, opening=opening, message="old words")

    answer.refresh_from_db()
    assert (answer, answer.state) == (sent, "submitted")
    assert (answer.message, answer.drafted_at) == ("The final words", None)


def test_after_withdrawing_a_new_draft_can_be_begun(profile, opening):
    sent = submit_application(profile, opening=opening, today=TODAY)
    withdraw_application(sent, by=profile.user)

    draft = save_draft(profile, opening=opening, message="Once more")

    assert draft != sent
    assert sorted(Application.objects.values_list("state", flat=True)) == ["draft", "withdrawn"]


def test_a_draft_is_deleted_with_its_answers_and_the_files_stay(profile, opening):
    asked, document = OpeningQuestionFactory(opening=opening), DocumentFactory(profile=profile)
    draft = save_draft(
        profile, opening=opening, documents=[document], answers={asked.pk: "Since May"}
    )

    discard_draft(draft, by=profile.user)

    assert not Application.objects.exists()
    assert not Answer.objects.exists()
    assert list(Document.objects.all()) == [document]


@pytest.mark.parametrize("message", ["Hello", ""])
def test_what_was_sent_meanwhile_cannot_be_deleted(message, profile, opening):
    draft = save_draft(profile, opening=opening, message=message)
    submit_application(profile, opening=opening, message=message, today=TODAY)

    with pytest.raises(IllegalMoveError):
        discard_draft(draft, by=profile.user)

    assert Application.objects.get().state == "submitted"
