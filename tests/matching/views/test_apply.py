"""Applying: what is asked, what is sent, and what stands in the way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from matching.models import Application
from parks.models import OutboxMail
from talent.models import ProfileGrant
from tests.factories.companies import OpeningFactory, OpeningSkillFactory
from tests.factories.parks import SkillFactory, UserFactory
from tests.factories.talent import DocumentFactory
from tests.parks.brokers import broker_that_is_down

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MINE = reverse("matching:applications")


@pytest.fixture
def opening(company) -> Opening:
    return OpeningFactory(company=company, published=True, title_en="Analyst")


def apply_to(opening: Opening) -> str:
    return reverse("matching:apply", args=[opening.uuid])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_applying_needs_an_account(client, opening):
    response = client.get(apply_to(opening))

    assert response.url == f"{reverse('account_login')}?next={apply_to(opening)}"


def test_applying_needs_a_profile(sign_in, opening):
    client = sign_in(UserFactory())

    shown, sent = client.get(apply_to(opening)), client.post(apply_to(opening), {})

    assert (shown.url, sent.url) == (reverse("talent:profile"), reverse("talent:profile"))
    assert not Application.objects.exists()


def test_the_form_says_what_the_company_will_see(graduate, profile, sign_in, opening):
    profile.phone = "13800138000"
    profile.save(update_fields=["phone"])

    text = sign_in(graduate).get(apply_to(opening)).text

    for words in ("Lin Yue", "graduate@example.org", "13800138000", "Apply to Alpha Biologics"):
        assert words in text


def test_an_application_is_sent_with_its_message_and_documents(graduate, profile, sign_in, opening):
    document = DocumentFactory(profile=profile)

    response = sign_in(graduate).post(
        apply_to(opening), {"message": "I like cells.", "documents": [document.pk]}, follow=True
    )

    application = Application.objects.get()
    assert (application.profile, application.opening) == (profile, opening)
    assert (application.state, application.message) == ("submitted", "I like cells.")
    assert list(application.documents.all()) == [document]
    assert response.redirect_chain == [(MINE, 302)]
    assert said(response) == ["Your application is sent. You have a receipt by mail."]


def test_an_application_may_go_without_a_word(graduate, profile, sign_in, opening):
    sign_in(graduate).post(apply_to(opening), {"message": ""})

    assert Application.objects.get().message == ""


def test_an_application_may_go_when_a_client_sends_no_field_at_all(
    graduate, profile, sign_in, opening
):
    sign_in(graduate).post(apply_to(opening), {})

    assert Application.objects.count() == 1


def test_pressing_the_button_twice_sends_one_application(graduate, profile, sign_in, opening):
    client = sign_in(graduate)

    answers = [client.post(apply_to(opening), {"message": "Hi"}).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert (Application.objects.count(), OutboxMail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "answer"), [("message", "x" * 4001), ("message", "\x00"), ("documents", "999999")]
)
def test_an_answer_that_is_refused_sends_nothing(
    field, answer, graduate, profile, sign_in, opening
):
    DocumentFactory(profile=profile)

    response = sign_in(graduate).post(apply_to(opening), {field: answer})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not Application.objects.exists()


@pytest.mark.parametrize("own_documents", [0, 1])
def test_nobody_sends_the_documents_of_somebody_else(
    own_documents, graduate, profile, sign_in, opening
):
    DocumentFactory.create_batch(own_documents, profile=profile)
    foreign = DocumentFactory()

    sign_in(graduate).post(apply_to(opening), {"documents": [foreign.pk]})

    assert not Application.objects.filter(documents=foreign).exists()
    assert not ProfileGrant.objects.filter(documents=foreign).exists()


@pytest.mark.parametrize("state", ["closed", "expired"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_opening_that_has_ended_shows_similar_ones(
    state, method, graduate, profile, sign_in, company
):
    skill = SkillFactory()
    ended = OpeningFactory(company=company, state=state, published_at=timezone.now())
    similar = OpeningFactory(company=company, published=True, title_en="Similar work")
    for opening in (ended, similar):
        OpeningSkillFactory(opening=opening, skill=skill)

    response = getattr(sign_in(graduate), method)(apply_to(ended))

    assert response.status_code == 410
    assert response.context["similar"] == [similar]
    assert "Similar work" in response.text
    assert not Application.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_after_the_last_day_the_door_is_closed(method, graduate, profile, sign_in, opening):
    yesterday = timezone.localdate() - timedelta(days=1)
    Opening.objects.filter(pk=opening.pk).update(closes_on=yesterday)

    response = getattr(sign_in(graduate), method)(apply_to(opening))

    assert response.status_code == 410
    assert (Application.objects.count(), ProfileGrant.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "paused"])
def test_an_opening_that_is_not_offered_is_not_found(state, graduate, profile, sign_in, company):
    opening = OpeningFactory(company=company, state=state, review_comment="Name the pay.")

    assert sign_in(graduate).post(apply_to(opening)).status_code == 404
    assert not Application.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_breaks_no_application(graduate, profile, sign_in, opening, tmp_path):
    with broker_that_is_down(tmp_path):
        response = sign_in(graduate).post(apply_to(opening), {"message": "Hi"})

    assert response.status_code == 302
    assert Application.objects.get().state == "submitted"
    assert OutboxMail.objects.get().state == "queued"
