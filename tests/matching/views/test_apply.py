"""Applying: what is asked, what is sent, and what stands in the way."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from companies.models import Opening
from matching.models import Application
from parks.models import OutboxMail
from talent.models import Document, Education, Experience, Profile, ProfileGrant
from tests.factories.companies import (
    OpeningFactory,
    OpeningQuestionFactory,
    OpeningSkillFactory,
)
from tests.factories.matching import ApplicationFactory
from tests.factories.parks import SkillFactory, UserFactory
from tests.factories.talent import DocumentFactory, SkillClaimFactory
from tests.factories.vocabulary import DegreeLevelFactory
from tests.parks.brokers import broker_that_is_down

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

PDF = b"%PDF-1.7 a transcript"


@pytest.fixture(autouse=True)
def _degree(profile) -> None:
    """A profile without a degree cannot be sent."""
    profile.degree = DegreeLevelFactory(label_en="Master")
    profile.save(update_fields=["degree"])


@pytest.fixture(autouse=True)
def _private_files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def opening(company) -> Opening:
    return OpeningFactory(company=company, published=True, title_en="Analyst")


def apply_to(opening: Opening) -> str:
    return reverse("matching:apply", args=[opening.uuid])


def draft_of(opening: Opening) -> str:
    return reverse("matching:draft", args=[opening.uuid])


def receipt_of(application: Application) -> str:
    return reverse("matching:receipt", args=[application.uuid])


def file(content: bytes = PDF, name: str = "transcript.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


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


def test_the_page_shows_the_profile_as_the_company_will_see_it(
    graduate, recruiter, profile, opening, client, sign_in
):
    profile.phone, profile.summary = "13800138000", "I like <b>cells</b>."
    profile.pay_wanted = 10_007
    profile.save(update_fields=["phone", "summary", "pay_wanted"])
    Education.objects.create(profile=profile, school="Soochow University")
    Experience.objects.create(profile=profile, title="Trainee", employer="Beta Pharma")
    for kind, label in (("method", "ELISA"), ("language", "German"), ("certificate", "GMP pass")):
        skill = SkillFactory(kind=kind, label_en=label)
        SkillClaimFactory(profile=profile, skill=skill, level=3, source="roster")

    mine = sign_in(graduate).get(apply_to(opening)).text
    client.post(apply_to(opening), {"message": "Hello"})
    address = reverse("matching:candidate", args=[opening.uuid, profile.uuid])
    theirs = sign_in(recruiter).get(address).text

    seen = [what_is_shown(page) for page in (mine, theirs)]
    assert seen[0] == seen[1]
    for words in (
        *("Lin Yue", "graduate@example.org", "13800138000", "I like &lt;b&gt;cells&lt;/b&gt;."),
        *("Soochow University", "Trainee", "Beta Pharma", "Master", "University roster"),
        *("ELISA · Proficient", "German · Proficient", "GMP pass · Proficient"),
    ):
        assert words in seen[0]
    assert "10007" not in seen[0].replace(",", "")


def what_is_shown(page: str) -> str:
    """The profile on a page, from its first section to the end of the last."""
    inside = page.partition('<div class="shown">')[2]
    return inside.partition("</div>")[0]


def test_an_application_is_sent_with_its_message_and_documents(graduate, profile, sign_in, opening):
    document = DocumentFactory(profile=profile)

    response = sign_in(graduate).post(
        apply_to(opening), {"message": "I like cells.", "documents": [document.pk]}, follow=True
    )

    application = Application.objects.get()
    assert (application.profile, application.opening) == (profile, opening)
    assert (application.state, application.message) == ("submitted", "I like cells.")
    assert list(application.documents.all()) == [document]
    assert response.redirect_chain == [(receipt_of(application), 302)]


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

    answers = [client.post(apply_to(opening), {"message": "Hi"}).url for _ in range(2)]

    assert answers == [receipt_of(Application.objects.get())] * 2
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
    assert not Application.objects.exclude(state="draft").exists()
    assert not ProfileGrant.objects.exists()


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


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_an_opening_that_is_not_offered_is_not_found(state, graduate, profile, sign_in, company):
    opening = OpeningFactory(company=company, state=state, review_comment="Name the pay.")

    assert sign_in(graduate).post(apply_to(opening)).status_code == 404
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("paused", "This opening is paused; it takes no applications for now."),
        ("closed", "This opening takes no applications any more."),
        ("expired", "This opening takes no applications any more."),
    ],
)
def test_what_was_written_for_an_opening_that_ends_is_kept_and_can_be_read(
    state, words, graduate, profile, sign_in, opening
):
    client = sign_in(graduate)
    client.get(apply_to(opening))
    Opening.objects.filter(pk=opening.pk).update(state=state)

    response = client.post(apply_to(opening), {"message": "I like cells."})

    draft = Application.objects.get()
    assert (response.status_code, draft.state) == (410, "draft")
    assert words in response.text
    assert draft.get_absolute_url() in response.text
    kept = client.get(draft.get_absolute_url()).text
    assert "I like cells." in kept
    assert words in kept
    assert apply_to(opening) not in kept


def test_what_is_paused_tells_nothing_but_its_title(graduate, profile, sign_in, company):
    paused = OpeningFactory(
        company=company,
        published=True,
        state="paused",
        title_en="Analyst",
        text_en="Confidential for now",
    )

    text = sign_in(graduate).get(apply_to(paused)).text

    assert ("Analyst" in text, "Confidential" in text) == (True, False)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"degree": None}, "your degree, held or about to be"),
        ({"name": ""}, "your full name"),
    ],
)
def test_a_profile_that_lacks_the_basics_is_told_before_sending(
    change, words, graduate, profile, sign_in, opening
):
    graduate.full_name = change.get("name", "Lin Yue")
    graduate.save(update_fields=["full_name"])
    Profile.objects.filter(pk=profile.pk).update(degree=change.get("degree", profile.degree))
    client = sign_in(graduate)

    before = client.get(apply_to(opening)).text
    after = client.post(apply_to(opening), {"message": "I like cells."})

    assert words in before
    assert "Complete your profile before you send this." in after.text
    draft = Application.objects.get()
    assert (draft.state, draft.message) == ("draft", "I like cells.")
    assert not OutboxMail.objects.exists()


def test_questions_are_asked_and_their_answers_sent(graduate, profile, sign_in, opening):
    text = OpeningQuestionFactory(opening=opening, text_en="Since when?")
    choice = OpeningQuestionFactory(
        opening=opening, kind="choice", text_en="Where?", choices=["Suzhou", "Wuxi"]
    )
    yes_no = OpeningQuestionFactory(opening=opening, kind="yes_no", text_en="Driving licence?")
    client = sign_in(graduate)

    asked = client.get(apply_to(opening)).text
    answers = {text.pk: "May", choice.pk: "Wuxi", yes_no.pk: "no"}
    client.post(apply_to(opening), {f"question_{pk}": given for pk, given in answers.items()})

    assert [words in asked for words in ("Since when?", "Where?", "Driving licence?")] == [True] * 3
    sent = Application.objects.get()
    assert (sent.state, dict(sent.answers.values_list("question", "text"))) == (
        "submitted",
        answers,
    )


def test_a_question_left_open_loses_nothing_of_the_rest(graduate, profile, sign_in, opening):
    asked = OpeningQuestionFactory(opening=opening)

    response = sign_in(graduate).post(
        apply_to(opening), {"message": "I like cells.", "upload": file()}
    )

    assert list(response.context["form"].errors) == [f"question_{asked.pk}"]
    draft = Application.objects.get()
    assert (draft.state, draft.message) == ("draft", "I like cells.")
    document = draft.documents.get()
    assert document.filename == "transcript.pdf"
    ticked = f'name="documents" value="{document.pk}" id="id_documents_0" checked'
    assert ticked in " ".join(response.text.split())


def test_a_new_file_is_sent_along_and_kept_among_ones_own(graduate, profile, sign_in, opening):
    sign_in(graduate).post(apply_to(opening), {"upload": file(), "upload_kind": "other"})

    application = Application.objects.get()
    document = Document.objects.get(profile=profile)
    assert application.state == "submitted"
    assert list(application.documents.all()) == [document]
    assert list(ProfileGrant.objects.get().documents.all()) == [document]


@pytest.mark.parametrize("address", [apply_to, draft_of])
@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"", "other", "This file is empty."),
        (b"x" * (10 * 1024 * 1024 + 1), "other", "the limit is 10 MB"),
        (b"PK\x03\x04 an archive", "other", "This is a compressed archive."),
        (b"<!doctype html><script>alert(1)</script>", "other", "This is a saved web page."),
        (b"%PDF-1.7 broken", "cv", "cannot be opened"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_loses_nothing(
    content, kind, words, address, graduate, profile, sign_in, opening
):
    written = {"message": "I like cells.", "upload": file(content), "upload_kind": kind}

    response = sign_in(graduate).post(address(opening), written)

    assert list(response.context["form"].errors) == ["upload"]
    assert words in response.text
    assert "I like cells.</textarea>" in response.text
    draft = Application.objects.get()
    assert (draft.state, draft.message) == ("draft", "I like cells.")
    assert not Document.objects.exists()


def test_who_has_applied_is_led_to_the_application(graduate, profile, sign_in, opening):
    application = ApplicationFactory(profile=profile, opening=opening)

    assert sign_in(graduate).get(apply_to(opening)).url == application.get_absolute_url()


def test_the_receipt_says_what_was_sent_and_what_comes_next(graduate, profile, sign_in, opening):
    asked = OpeningQuestionFactory(opening=opening, kind="yes_no", text_en="Driving licence?")
    document = DocumentFactory(profile=profile, filename="thesis.pdf")
    answers = {"message": "I like cells.", "documents": [document.pk], f"question_{asked.pk}": "no"}

    text = sign_in(graduate).post(apply_to(opening), answers, follow=True).text

    for words in (
        *("Your application is sent", "Analyst", "Alpha Biologics", "graduate@example.org"),
        *("thesis.pdf", "I like cells.", "Driving licence?", "No", "What happens next"),
    ):
        assert words in text


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_there_is_a_receipt_for_what_was_sent(state, graduate, profile, sign_in, opening):
    application = ApplicationFactory(profile=profile, opening=opening, state=state)

    status = sign_in(graduate).get(receipt_of(application)).status_code

    assert status == (404 if state == "draft" else 200)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_of_everything_or_three(
    rows, graduate, profile, sign_in, opening, django_assert_num_queries
):
    draft = ApplicationFactory(profile=profile, opening=opening, state="draft")
    for _ in range(rows):
        question = OpeningQuestionFactory(opening=opening)
        draft.answers.create(question=question, text="Yes")
        draft.documents.add(DocumentFactory(profile=profile))
        SkillClaimFactory(profile=profile)
        Education.objects.create(profile=profile, school="School")
        Experience.objects.create(profile=profile, title="Trainee")
    client = sign_in(graduate)

    with django_assert_num_queries(10):
        response = client.get(apply_to(opening))

    assert len(response.context["form"].fields["documents"].choices) == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_receipt_costs_the_same_for_one_file_or_three(
    rows, graduate, profile, sign_in, opening, django_assert_num_queries
):
    application = ApplicationFactory(profile=profile, opening=opening)
    application.documents.set(DocumentFactory.create_batch(rows, profile=profile))
    for question in OpeningQuestionFactory.create_batch(rows, opening=opening):
        application.answers.create(question=question, text="Yes")
    client = sign_in(graduate)

    with django_assert_num_queries(5):
        assert client.get(receipt_of(application)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_breaks_no_application(graduate, profile, sign_in, opening, tmp_path):
    with broker_that_is_down(tmp_path):
        response = sign_in(graduate).post(apply_to(opening), {"message": "Hi"})

    assert response.status_code == 302
    assert Application.objects.get().state == "submitted"
    assert OutboxMail.objects.get().state == "queued"
