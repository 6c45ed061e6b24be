"""Drafts of announcements are deleted after a question; what is published is not."""

import pytest
from django.urls import reverse

from parks.models import LogEntry
from talent.models import Announcement
from tests.factories.talent import AnnouncementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def draft(university):
    return AnnouncementFactory(organisation=university, title_en="Career fair")


def page_of(draft, name):
    return reverse(f"talent:{name}", args=[draft.organisation.uuid, draft.uuid])


def test_a_draft_is_deleted_after_a_question_and_the_log_keeps_who_did_it(
    sign_in, career_officer, university, draft, said
):
    client = sign_in(career_officer)
    asked = client.get(page_of(draft, "office_announcement")).content.decode()

    response = client.post(page_of(draft, "delete_announcement"))

    question = asked.index("Deleted, it cannot be brought back.")
    assert asked.index("<details", asked.index("Delete it…") - 200) < question
    assert question < asked.index(page_of(draft, "delete_announcement"))
    assert response.url == reverse("talent:office_announcements", args=[university.uuid])
    assert said(response) == [("success", "The draft is deleted.")]
    assert not Announcement.objects.exists()
    entry = LogEntry.objects.get(verb="deleted")
    assert (entry.row_id, entry.actor) == (draft.pk, career_officer)
    assert entry.organisation_id == university.pk


def test_what_is_published_is_ended_or_taken_back_but_not_deleted(
    sign_in, career_officer, draft, said
):
    Announcement.objects.update(published_at="2026-11-01T00:00Z")
    client = sign_in(career_officer)

    shown = client.get(page_of(draft, "office_announcement")).content.decode()
    response = client.post(page_of(draft, "delete_announcement"))

    assert page_of(draft, "delete_announcement") not in shown
    assert response.url == page_of(draft, "office_announcement")
    assert said(response) == [("error", "It is published. Take it back or end it.")]
    assert Announcement.objects.get() == draft
    assert not LogEntry.objects.filter(verb="deleted").exists()
