"""Notes of colleagues on an applicant."""

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.actions.applications import submit_application, withdraw_application
from matching.actions.notes import write_note
from matching.models import Application, CandidateNote
from parks.models import Notice, User
from tests.factories.companies import OpeningFactory
from tests.factories.parks import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def application(company, profile) -> Application:
    opening = OpeningFactory(company=company, published=True)
    return submit_application(profile, opening=opening, today=timezone.localdate())


@pytest.fixture
def notes(application) -> str:
    return reverse("matching:notes", args=[application.uuid])


@pytest.fixture
def colleague(company) -> User:
    return MembershipFactory(organisation=company, user__full_name="Zhou Qi").user


def noted(application, by, text="Ask about filling.") -> CandidateNote:
    return write_note(
        application.opening.company, application.profile, application=application, text=text, by=by
    )


def test_a_note_is_kept_and_the_colleague_named_in_it_is_told(
    application, notes, recruiter, colleague, sign_in
):
    Notice.objects.all().delete()

    response = sign_in(recruiter).post(notes, {"text": "Look!", "mentioned": [colleague.pk]})

    assert response.url == reverse("matching:applicant", args=[application.uuid]) + "#notes"
    note = CandidateNote.objects.get()
    assert (note.text, note.author, note.application) == ("Look!", recruiter, application)
    assert Notice.objects.get().user == colleague


def test_notes_are_read_newest_first_with_their_writers(
    application, notes, recruiter, colleague, sign_in
):
    noted(application, colleague, "First.")
    noted(application, recruiter, "Second.")

    text = sign_in(recruiter).get(notes).text

    assert text.index("Second.") < text.index("First.")
    assert "Zhou Qi" in text


def test_htmx_takes_the_notes_into_the_page_of_the_applicant(
    application, notes, recruiter, sign_in
):
    noted(application, recruiter)

    text = sign_in(recruiter).get(notes, headers={"HX-Request": "true"}).text

    assert "<html" not in text
    assert '<section id="notes"' in text
    assert "Ask about filling." in text


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_note_is_not_kept(text, notes, recruiter, sign_in):
    response = sign_in(recruiter).post(notes, {"text": text})

    assert list(response.context["form"].errors) == ["text"]
    assert not CandidateNote.objects.exists()


def test_a_stranger_cannot_be_named(notes, recruiter, stranger, sign_in):
    response = sign_in(recruiter).post(notes, {"text": "Look!", "mentioned": [stranger.pk]})

    assert list(response.context["form"].errors) == ["mentioned"]
    assert not CandidateNote.objects.exists()


def test_only_ones_own_note_can_be_deleted_from_here(
    application, notes, recruiter, colleague, sign_in
):
    mine, theirs = noted(application, recruiter), noted(application, colleague)

    text = sign_in(recruiter).get(notes).text

    addresses = [reverse("matching:delete_note", args=[note.pk]) for note in (mine, theirs)]
    assert [address in text for address in addresses] == [True, False]


def test_the_notes_of_somebody_who_has_withdrawn_are_not_opened(
    application, notes, recruiter, sign_in
):
    withdraw_application(application, by=application.profile.user)

    response = sign_in(recruiter).get(notes)

    assert response.url == reverse("matching:applicants", args=[application.opening.uuid])


@pytest.mark.parametrize("person", ["stranger", "graduate", "career_officer", "park_officer"])
def test_nobody_outside_reads_or_writes_a_note(
    person, application, notes, company, request, sign_in
):
    member = MembershipFactory(organisation=company, user=UserFactory())
    note = noted(application, member.user)
    client = sign_in(request.getfixturevalue(person))

    answers = [
        client.get(notes).status_code,
        client.post(notes, {"text": "Theirs"}).status_code,
    ]

    assert answers == [404, 404]
    assert list(CandidateNote.objects.all()) == [note]


@pytest.mark.parametrize("count", [1, 3])
def test_the_notes_cost_the_same_for_one_or_three(
    count, application, notes, recruiter, sign_in, django_assert_num_queries
):
    for _number in range(count):
        noted(application, recruiter)
    client = sign_in(recruiter)

    with django_assert_num_queries(7):
        assert client.get(notes).text.count("Ask about filling.") == count
