"""A draft: kept by itself or by a button, found again, deleted, and nobody else's business."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from matching.models import Application
from tests.factories.companies import OpeningFactory, OpeningQuestionFactory
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import UserFactory
from tests.factories.talent import DocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def opening(company) -> Opening:
    return OpeningFactory(company=company, published=True, title_en="Analyst")


def apply_to(opening: Opening) -> str:
    return reverse("matching:apply", args=[opening.uuid])


def draft_of(opening: Opening) -> str:
    return reverse("matching:draft", args=[opening.uuid])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_leaving_and_coming_back_finds_what_was_written(graduate, profile, sign_in, opening):
    asked = OpeningQuestionFactory(opening=opening)
    chosen, left_out = DocumentFactory.create_batch(2, profile=profile)
    client = sign_in(graduate)

    saved = client.post(
        draft_of(opening),
        {"message": "I like", "documents": [chosen.pk], f"question_{asked.pk}": "Since"},
        follow=True,
    )

    assert saved.redirect_chain == [(apply_to(opening), 302)]
    assert said(saved) == ["Your draft is saved. Nothing is sent yet."]
    form = client.get(apply_to(opening)).context["form"]
    assert form["message"].value() == "I like"
    assert form[f"question_{asked.pk}"].value() == "Since"
    assert form["documents"].value() == [chosen.pk]
    assert left_out.pk in dict(form.fields["documents"].choices)
    assert Application.objects.get().state == "draft"


def test_a_draft_is_kept_by_itself_and_the_line_says_when(graduate, profile, sign_in, opening):
    response = sign_in(graduate).post(
        draft_of(opening), {"message": "I like"}, headers={"HX-Request": "true"}
    )

    draft = Application.objects.get()
    shown = timezone.localtime(draft.drafted_at, ZoneInfo("Asia/Shanghai"))
    assert (draft.state, draft.message) == ("draft", "I like")
    assert response.text.strip() == f"Draft saved {shown:%H:%M}"


def test_the_page_saves_by_itself_where_there_is_javascript(graduate, profile, sign_in, opening):
    text = sign_in(graduate).get(apply_to(opening)).text

    assert f'hx-post="{draft_of(opening)}"' in text
    assert f'formaction="{draft_of(opening)}"' in text
    assert 'role="status"' in text


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_tab_left_open_changes_nothing_that_was_sent(
    by_itself, graduate, profile, sign_in, opening
):
    ApplicationFactory(profile=profile, opening=opening, message="final")
    headers = {"HX-Request": "true"} if by_itself else {}

    response = sign_in(graduate).post(draft_of(opening), {"message": "old"}, headers=headers)

    assert Application.objects.get().message == "final"
    if by_itself:
        assert "This application is sent already" in response.text


def test_a_draft_needs_a_profile(sign_in, opening):
    response = sign_in(UserFactory()).post(draft_of(opening), {"message": "Hello"})

    assert response.url == reverse("talent:profile")
    assert not Application.objects.exists()


def test_a_draft_is_deleted_after_a_question(graduate, profile, sign_in, opening):
    client = sign_in(graduate)
    client.post(draft_of(opening), {"message": "I like"})
    address = reverse("matching:discard", args=[Application.objects.get().uuid])

    page = client.get(apply_to(opening)).text
    response = client.post(address, follow=True)

    assert address in page
    assert "This cannot be undone." in page
    assert said(response)[-1] == "Your draft is deleted."
    assert not Application.objects.exists()


def test_what_was_sent_is_not_deleted(graduate, profile, sign_in, opening):
    application = ApplicationFactory(profile=profile, opening=opening)

    response = sign_in(graduate).post(
        reverse("matching:discard", args=[application.uuid]), follow=True
    )

    assert said(response) == ["This is “Submitted” and cannot become “Draft”."]
    assert Application.objects.get() == application


def test_the_company_sees_nothing_of_a_draft(graduate, recruiter, profile, sign_in, opening):
    sign_in(graduate).post(draft_of(opening), {"message": "I like"})
    draft = Application.objects.get()
    client = sign_in(recruiter)

    answers = [
        client.get(reverse("matching:applicants", args=[opening.uuid])),
        client.get(reverse("matching:applicant", args=[draft.uuid])),
    ]

    assert [answer.status_code for answer in answers] == [200, 404]
    assert "Lin Yue" not in answers[0].text
